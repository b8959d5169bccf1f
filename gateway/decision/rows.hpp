#pragma once

#include <optional>
#include <string_view>

namespace sluis::decision {

// maxrows is an xsd:decimal: nullopt when it is no whole number from 1 to `most`.
std::optional<int> read_rows(std::string_view text, int most);

}  // namespace sluis::decision
