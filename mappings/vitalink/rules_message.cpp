// The message, its transactions and texts: R1006, R1010, R1019, R1027, R1032, R1034, R1100.
#include <map>

#include "gateway/core/encoding.hpp"
#include "mappings/vitalink/scheme_parts.hpp"

namespace sluis::mappings::vitalink::rules {
namespace {

using native::Node;

constexpr std::size_t kLongestText = 340;

void judge_numbers(const Scheme& scheme, Breaches& found) {
  std::map<std::string, int> seen;
  for (const auto& transaction : scheme.transactions) {
    int own = 0;
    for (const auto& id : all_at(transaction, "id"))
      if (id.attribute("S").value_or("") == "ID-KMEHR") ++own;
    if (own != 1 || ++seen[kmehr_number(transaction)] > 1) found.push_back({"R1019", transaction});
  }
}

// The content of two product elements says the same thing.
bool same_products(Node content, std::string_view one, std::string_view other) {
  const auto a = below(content, one), b = below(content, other);
  return a.size() == b.size() && !a.empty() && text_of(a.front()) == text_of(b.front());
}

void judge_products(const Item& item, Breaches& found) {
  for (const auto* name : {"deliveredcd", "deliveredname"}) {
    const auto delivered = below(item.node, name);
    const bool code = std::string_view(name) == "deliveredcd";
    if (!delivered.empty() && !same_products(item.node, name, code ? "intendedcd" : "intendedname"))
      found.push_back({"R1010", delivered.front()});
  }
}

}  // namespace

void judge_message(const Scheme& scheme, const SchemeTables&, Breaches& found) {
  if (scheme.folders.size() != 1) found.push_back({"R1100", scheme.root});
  judge_numbers(scheme, found);
  for (const auto& transaction : scheme.transactions) {
    if (text_of(at(transaction, "iscomplete")) != "true") found.push_back({"R1032", transaction});
    if (text_of(at(transaction, "isvalidated")) != "true") found.push_back({"R1034", transaction});
    for (const auto& text : below(transaction, "text"))
      if (core::utf8_length(text_of(text)) > kLongestText) found.push_back({"R1006", text});
  }
  for (const auto& item : scheme.items) {
    if (!item.medication) continue;
    judge_products(item, found);
    if (!item.suspension && !at(item.node, "regimen") && !at(item.node, "posology")) found.push_back({"R1027", item.node});
  }
}

}  // namespace sluis::mappings::vitalink::rules
