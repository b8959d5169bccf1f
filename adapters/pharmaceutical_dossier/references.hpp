#pragma once

#include <map>
#include <string>

#include "adapters/pharmaceutical_dossier/office.hpp"
#include "gateway/model/order.hpp"

namespace sluis::adapters::pharmaceutical_dossier {

// The dossier as a source of references: which kinds of data it holds of a patient, one reference a kind, never the data.
class References final {
 public:
  explicit References(const Office& office);  // outlives this; throws when the table of categories is wrong
  Result<model::Answer> list(const model::Order& order, const model::Decision& decision, spi::Deadline deadline) const;
  // getDataTypes opened, for its own order: the entries of list() without the rule about who may borrow whose name.
  Result<model::Answer> ask(const Requestor& requestor, const std::string& patient, const std::string& begin, const std::string& end,
                            const mappings::single_message::Authorization& authorization, spi::Deadline deadline) const;

 private:
  Result<Requestor> requestor_for(const model::Identity& caller, spi::Deadline deadline) const;
  model::DirectoryEntry entry_of(const std::string& system, const std::string& type) const;

  const Office& office_;
  std::map<std::string, std::string> categories_;
};

// Whether the decision showed a therapeutic link; nullopt when it says nothing about one.
std::optional<bool> link_shown(const model::Decision& decision);

}  // namespace sluis::adapters::pharmaceutical_dossier
