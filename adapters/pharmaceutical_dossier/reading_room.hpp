#pragma once

#include "adapters/pharmaceutical_dossier/references.hpp"
#include "mappings/single_message/history.hpp"

namespace sluis::adapters::pharmaceutical_dossier {

// The client of the data hub: medication history with its products opened, kinds of data, and the pharmacy behind a dispensation.
class ReadingRoom final {
 public:
  ReadingRoom(const Office& office, const References& references) : office_(office), references_(references) {}
  Result<model::Answer> history(const model::Order& order, const model::Decision& decision, const Requestor& requestor, spi::Deadline deadline) const;
  Result<model::Answer> types(const model::Order& order, const model::Decision& decision, const Requestor& requestor, spi::Deadline deadline) const;
  Result<model::Answer> details(const model::Order& order, const model::Decision& decision, const Requestor& requestor, spi::Deadline deadline) const;

 private:
  // Flags of a question to the data hub: consent always false, the link as known, what the patient signed sealed for the hub.
  Result<mappings::single_message::Authorization> authorization(const model::DossierOrder& asked, const model::Decision& decision,
                                                                const Requestor& requestor, spi::Deadline deadline) const;
  // The single message that the hub answers, opened, valid and about nobody else; an answer without message when it says anything but yes.
  Result<model::Answer> ask(std::string_view operation, const std::string& parameters, const model::Order& order, const model::Decision& decision,
                            const Requestor& requestor, spi::Deadline deadline) const;
  // How many products stay sealed.
  Result<std::size_t> open_products(mappings::single_message::SingleMessage& message, const Requestor& requestor, spi::Deadline deadline) const;

  const Office& office_;
  const References& references_;
};

}  // namespace sluis::adapters::pharmaceutical_dossier
