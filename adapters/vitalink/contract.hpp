#pragma once

#include <string_view>

// Names of Vitalink that differ from those of the hubs (vitalink.md sections 1 and 6).
namespace sluis::adapters::vitalink {

inline constexpr std::string_view kLocalScheme = "vitalinkuri";  // SL of its documents

struct TypeName {
  std::string_view kmehr;  // CD-TRANSACTION
  std::string_view list;   // what GetTransactionList calls it
};
inline constexpr TypeName kTypeNames[] = {
    {"population-based-screening", "populationbasedscreeningscheme"},
    {"child-prevention", "childrecord"},
};

}  // namespace sluis::adapters::vitalink
