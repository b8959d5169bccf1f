#include "mappings/single_message/status_codes.hpp"

#include <algorithm>

#include "gateway/core/table.hpp"

namespace sluis::mappings::single_message {
namespace {

constexpr std::size_t kLongest = 80;

CodeMeaning meaning_of(std::string_view text) {
  if (text == "accepted") return CodeMeaning::Accepted;
  if (text == "empty") return CodeMeaning::Empty;
  if (text == "refused") return CodeMeaning::Refused;
  if (text == "again") return CodeMeaning::Again;
  return text == "told" ? CodeMeaning::Told : CodeMeaning::Failed;
}

bool has_form(std::string_view code) {
  return !code.empty() && code.size() <= kLongest && std::ranges::all_of(code, [](unsigned char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

StatusCodes StatusCodes::load(const std::string& mappings_folder) {
  const auto table = core::Table::load(mappings_folder + "/single_message/status_codes.table");
  StatusCodes out;
  for (const auto& row : table.rows()) {
    const auto& code = table.cell(row, "code");
    out.codes_[code] = {code, meaning_of(table.cell(row, "ours")), table.cell(row, "cause")};
  }
  return out;
}

StatusCode StatusCodes::of(std::string_view code) const {
  if (const auto found = codes_.find(code); found != codes_.end() && code != "*") return found->second;
  auto other = codes_.at("*");
  other.code = has_form(code) ? std::string(code) : "?";
  return other;
}

}  // namespace sluis::mappings::single_message
