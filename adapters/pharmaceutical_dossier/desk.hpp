#pragma once

#include <map>
#include <mutex>
#include <string>

#include "adapters/pharmaceutical_dossier/office.hpp"
#include "gateway/model/order.hpp"
#include "mappings/single_message/preparation.hpp"

namespace sluis::adapters::pharmaceutical_dossier {

// What goes to the TIP, ready to be sealed and sent; also what waits in the queue, sealed for ourselves.
struct Letter {
  std::string operation;  // RegisterData, UpdateData, DeleteData, SendStatusMessages
  std::string pharmacy;   // eight digits
  std::string message;    // XML
  std::optional<bool> consent;
  std::optional<bool> relation;
  std::optional<model::PatientSignature> signature;  // clear, base64
  bool filtered = true;   // false: the product filter could not be had when it was written
};
std::string write_letter(const Letter& letter);
Result<Letter> read_letter(std::string_view text);  // Fault Internal: it is none

// The client of the TIP: registrations, status, filter, system services. Thread-safe.
class Desk final {
 public:
  explicit Desk(const Office& office) : office_(office) {}

  // Seals and sends. The answer says what the TIP said.
  Result<model::Answer> send(const Letter& letter, const Requestor& requestor, spi::Deadline deadline) const;
  Result<model::Answer> status(const model::DossierOrder& order, const Requestor& requestor, spi::Deadline deadline) const;
  // A configuration, opened: GetProductFilter or GetSystemServices.
  Result<model::Answer> configuration(std::string_view operation, const Requestor& requestor, spi::Deadline deadline) const;
  Result<model::Answer> alive(const Requestor& requestor, spi::Deadline deadline) const;

  // The product filter: remembered for an hour (setting filter_minutes), and longer when the TIP can't be asked. Null when it was never had.
  std::shared_ptr<const mappings::single_message::ProductFilter> filter(const Requestor& requestor, spi::Deadline deadline);

 private:
  Result<mappings::single_message::ProductFilter> fetch_filter(const Requestor& requestor, spi::Deadline deadline) const;
  Result<model::Answer> sealed_answer(const mappings::single_message::Call& call, const Requestor& requestor, spi::Deadline deadline) const;

  struct Remembered {
    std::shared_ptr<const mappings::single_message::ProductFilter> filter;
    core::Instant at;
  };
  const Office& office_;
  std::mutex mutex_;
  std::map<std::string, Remembered> filters_;  // a pharmacy
};

}  // namespace sluis::adapters::pharmaceutical_dossier
