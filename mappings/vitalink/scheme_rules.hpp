#pragma once

#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::mappings::vitalink {

// One breach of a business rule.
struct RuleFinding {
  std::string rule;      // R1001a
  std::string severity;  // error, warning
  std::string path;      // local names with places: "folder/transaction[2]/item[1]/regimen"
  int line = 0;          // from 1, in the text that was checked
  int column = 0;
  std::string text;      // what the rule wants; nothing of the message
};

// How long one round of a frequency takes.
struct Periodicity {
  std::string unit;  // hour, day, week, month, year
  int count = 1;
};

// The rules as data: rules.table, scheme_codes.table and periodicities.table.
class SchemeTables final {
 public:
  // From the folder of the installed mappings. Throws std::runtime_error naming file and line.
  static SchemeTables load(const std::string& mappings);

  struct CodeTable {
    std::string rule;
    std::regex versions, codes;
  };
  const CodeTable* code_table(const std::string& name) const;  // null: schemes use no such table
  const Periodicity* periodicity(const std::string& code) const;
  struct Rule {
    std::string severity, text;
  };
  const Rule& rule(const std::string& name) const;  // throws std::out_of_range: the code and the table disagree

 private:
  std::map<std::string, Rule> rules_;
  std::map<std::string, CodeTable> code_tables_;
  std::map<std::string, Periodicity> periodicities_;
};

// Every breach in a medication scheme, in order of its text; none: fit to be put. The text is a kmehrmessage or a folder, in the
// clear. Fault: it is no XML, or neither of the two.
Result<std::vector<RuleFinding>> check_scheme(std::string_view text, const SchemeTables& tables);

}  // namespace sluis::mappings::vitalink
