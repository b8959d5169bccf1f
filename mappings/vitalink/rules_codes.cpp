// Codes: the subsets R1015 to R1018 and R1024, tables, versions and codes R1021, R1025, R1026, R1029, products R1030 and R1031.
#include <regex>

#include "mappings/vitalink/product_code.hpp"
#include "mappings/vitalink/scheme_parts.hpp"

namespace sluis::mappings::vitalink::rules {
namespace {

using native::Node;

// std::regex goes as deep as the text is long, and a message may be long: no code or version of a table comes near this.
constexpr std::size_t kLongest = 200;

bool fits(const std::string& text, const std::regex& pattern) { return text.size() <= kLongest && std::regex_match(text, pattern); }

void judge_code(Node cd, const SchemeTables& tables, Breaches& found) {
  const auto scheme = cd.attribute("S").value_or("");
  if (scheme == "LOCAL") return;
  const auto* table = tables.code_table(scheme);
  if (table == nullptr) {
    found.push_back({"R1025", cd});
    return;
  }
  const auto code = text_of(cd);
  if (!fits(cd.attribute("SV").value_or(""), table->versions)) found.push_back({"R1026", cd});
  const bool known = scheme != "CD-PERIODICITY" || tables.periodicity(code) != nullptr;
  if (!known || !fits(code, table->codes)) found.push_back({table->rule, cd});
}

void judge_product(Node cd, Breaches& found) {
  const auto scheme = cd.attribute("S").value_or("");
  if (scheme != "CD-DRUG-CNK" && scheme != "CD-INNCLUSTER") return;
  const auto verdict = judge_product_code(text_of(cd));
  if (verdict == ProductCode::CheckDigit) found.push_back({"R1030", cd});
  if (verdict == ProductCode::LocalUse) found.push_back({"R1031", cd});
}

}  // namespace

void judge_codes(const Scheme& scheme, const SchemeTables& tables, Breaches& found) {
  for (const auto& transaction : scheme.transactions) {
    for (const auto& cd : all_at(transaction, "cd")) judge_code(cd, tables, found);
  }
  for (const auto& item : scheme.items) {
    for (const auto& cd : below(item.node, "cd")) judge_code(cd, tables, found);
    for (const auto* name : {"intendedcd", "deliveredcd", "inncluster"}) {
      for (const auto& product : below(item.node, name)) {
        judge_product(product, found);
        for (const auto& cd : all_at(product, "cd")) judge_product(cd, found);
      }
    }
  }
}

}  // namespace sluis::mappings::vitalink::rules
