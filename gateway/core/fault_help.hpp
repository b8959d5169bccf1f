#pragma once

#include <span>
#include <string_view>

#include "gateway/core/fault.hpp"

namespace sluis::core {

// What a reader of the catalogue wants to know beside the fault table itself; what to do is FaultEntry::hint.
struct FaultHelp {
  FaultId id;
  std::string_view cause;    // what happened, in a sentence
  std::string_view example;  // a concrete situation or piece of message that gives it; never patient data
};

// One row for every row of fault_table(), in the same order; a test compares.
std::span<const FaultHelp> fault_help();

// Throws std::logic_error when the fault has no row.
const FaultHelp& help_of(FaultId id);

}  // namespace sluis::core
