#pragma once

#include <ostream>
#include <vector>

#include "gateway/spi/registry.hpp"

namespace sluis::registry_test {

// What every registry must do, whatever database is behind it: each case starts with an empty one.
struct ContractCase {
  const char* name;
  void (*run)(spi::Registry& registry);
};

inline std::ostream& operator<<(std::ostream& out, const ContractCase& one) { return out << one.name; }

std::vector<ContractCase> consent_contract();
std::vector<ContractCase> link_contract();
std::vector<ContractCase> exclusion_contract();

}  // namespace sluis::registry_test
