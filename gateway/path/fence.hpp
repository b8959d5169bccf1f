#pragma once

#include <cstddef>
#include <optional>

#include "gateway/core/result.hpp"
#include "gateway/model/identifiers.hpp"
#include "gateway/model/order.hpp"
#include "gateway/spi/access_rights.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::path {

// The revocation fence: what a patient registers while the sources are asked holds for their answer as well. Before the decision the
// count of what is recorded is noted, and before the reply is written it is looked at again: records are only ever added to, so an
// equal count means that the decision still stands. docs/operations.md says what this promises, and what not.
class Fence final {
 public:
  // The records of this house, shared by all its nodes; both outlive this.
  Fence(spi::Registry& records, spi::AccessRights& rights) : records_(records), rights_(rights) {}

  // What is recorded about the patient of an order that fetches something about him; nullopt: the order fetches nothing.
  // Fault RegistryUnavailable.
  using Mark = std::optional<std::size_t>;
  Result<Mark> mark(const model::Order& order) const;

 private:
  spi::Registry& records_;
  spi::AccessRights& rights_;
};

}  // namespace sluis::path
