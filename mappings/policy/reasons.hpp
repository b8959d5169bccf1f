#pragma once

#include <map>
#include <string>
#include <string_view>

namespace sluis::mappings::policy {

// The same sentence in the languages of the country and in English.
struct ReasonText {
  std::string nl;
  std::string fr;
  std::string de;
  std::string en;
};

// What the text keys of rule outcomes say to people: mappings/policy/reasons.table.
class Reasons final {
 public:
  // Path of the table. Throws std::runtime_error "file:line: …", also when a key stands there twice.
  static Reasons load(const std::string& path);

  // A key without a row gives an honest text of no more than the key, in all languages; a test checks that none is
  // missing.
  ReasonText of(std::string_view key) const;
  bool has(std::string_view key) const { return rows_.contains(key); }

 private:
  std::map<std::string, ReasonText, std::less<>> rows_;
};

}  // namespace sluis::mappings::policy
