// How much is taken: R1012, R1023, R1028.
#include <algorithm>

#include "mappings/vitalink/scheme_parts.hpp"

namespace sluis::mappings::vitalink::rules {
namespace {

using native::Node;

constexpr std::size_t kMostDigits = 4;
constexpr std::size_t kMostDecimals = 2;

void judge(Node place, const std::string& number, Breaches& found) {
  const bool negative = number.starts_with('-');
  const bool anything = number.find_first_of("123456789") != std::string::npos;
  if (negative || !anything) found.push_back({"R1012", place});
  const auto point = number.find('.');
  const auto whole = number.substr(0, point);
  const auto decimals = point == std::string::npos ? std::string() : number.substr(point + 1);
  const bool natural = point == std::string::npos && whole.size() <= kMostDigits;
  const bool small = point != std::string::npos && whole.size() == 1 && decimals.size() <= kMostDecimals;
  if (!natural && !small) found.push_back({"R1023", place});
  const bool leading = whole.size() > 1 && whole.starts_with('0');
  const bool trailing = point != std::string::npos && (decimals.empty() || decimals.ends_with('0'));
  if (leading || trailing) found.push_back({"R1028", place});
}

}  // namespace

void judge_quantities(const Scheme& scheme, const SchemeTables&, Breaches& found) {
  for (const auto& item : scheme.items) {
    if (!item.medication) continue;
    for (const auto& quantity : all_at(at(item.node, "regimen"), "quantity"))
      judge(quantity, text_of(at(quantity, "decimal")), found);
    const auto posology = at(item.node, "posology");
    for (const auto* name : {"low", "high"})
      if (const auto bound = at(posology, name)) judge(bound, text_of(bound), found);
  }
}

}  // namespace sluis::mappings::vitalink::rules
