#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluis::core {

// A table of policy or code data, read and checked at start (house, section 2: data, not code, each with a schema).
// FILE.table: lines of cells separated by '|', blanks around cells dropped; '#' starts a comment line; first line names columns.
// FILE.schema beside it: a line a column, "name | pattern | meaning", pattern an ECMAScript regular expression of a whole cell.
class Table final {
 public:
  using Row = std::vector<std::string>;

  // Throws std::runtime_error "file:line: what is wrong and what is expected".
  static Table load(const std::string& path);
  // The same from texts at hand; errors name the table as `name`.
  static Table parse(const std::string& name, const std::string& text, const std::string& schema);

  const std::vector<Row>& rows() const { return rows_; }
  // Throws std::out_of_range when there is no such column: the code and the schema disagree.
  std::size_t column(std::string_view name) const;
  const std::string& cell(const Row& row, std::string_view column_name) const { return row[column(column_name)]; }

 private:
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
};

std::vector<std::string> split(std::string_view text, char separator);  // trimmed parts; empty text gives none

}  // namespace sluis::core
