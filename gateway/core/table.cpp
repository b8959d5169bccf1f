#include "gateway/core/table.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "gateway/core/encoding.hpp"

namespace sluis::core {
namespace {

constexpr std::size_t kLongestCell = 2000;

struct Line {
  int number;
  std::vector<std::string> cells;
};

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + ": can't be read");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<Line> read_lines(const std::string& content) {
  std::istringstream in(content);
  std::vector<Line> lines;
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    const auto line = trim(text);
    if (line.empty() || line.front() == '#') continue;
    lines.push_back({number, split(line, '|')});
  }
  return lines;
}

std::runtime_error error_at(const std::string& path, int line, const std::string& what) {
  return std::runtime_error(path + ":" + std::to_string(line) + ": " + what);
}

struct Column {
  std::string name;
  std::string pattern_text;
  std::regex pattern;
};

std::string schema_of(const std::string& table) {
  return table.substr(0, table.rfind('.')) + ".schema";
}

std::vector<Column> read_schema(const std::string& path, const std::string& text) {
  std::vector<Column> columns;
  for (const auto& [number, cells] : read_lines(text)) {
    if (cells.size() < 3) throw error_at(path, number, "expected name | pattern | meaning");
    // A pattern may itself hold '|': everything between the first and the last cell is the pattern.
    std::string pattern = cells[1];
    for (std::size_t i = 2; i + 1 < cells.size(); ++i) pattern += "|" + cells[i];
    try {
      columns.push_back({cells.front(), pattern, std::regex(pattern)});
    } catch (const std::regex_error& error) {
      throw error_at(path, number, pattern + " is no regular expression: " + error.what());
    }
  }
  return columns;
}

}  // namespace

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.emplace_back(trim(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

Table Table::load(const std::string& path) { return parse(path, text_of(path), text_of(schema_of(path))); }

Table Table::parse(const std::string& path, const std::string& text, const std::string& schema_text) {
  const auto schema = read_schema(schema_of(path), schema_text);
  const auto lines = read_lines(text);
  const auto wrong = [&](int line, const std::string& what) { return error_at(path, line, what); };
  if (lines.empty()) throw wrong(1, "a table starts with a line of column names");
  Table table;
  table.columns_ = lines.front().cells;
  for (std::size_t i = 0; i < std::max(schema.size(), table.columns_.size()); ++i) {
    if (i >= schema.size() || i >= table.columns_.size() || schema[i].name != table.columns_[i]) {
      throw wrong(lines.front().number, "the columns differ from those of the schema beside the table");
    }
  }
  for (std::size_t n = 1; n < lines.size(); ++n) {
    const auto& [number, cells] = lines[n];
    if (cells.size() != schema.size()) throw wrong(number, "expected " + std::to_string(schema.size()) + " cells");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      // std::regex goes as deep as the text is long: a cell without an end must be an error of the table, not the end of the program.
      if (cells[i].size() > kLongestCell) throw wrong(number, schema[i].name + " is longer than " + std::to_string(kLongestCell) + " bytes");
      if (!std::regex_match(cells[i], schema[i].pattern)) {
        throw wrong(number, schema[i].name + " '" + cells[i] + "' does not match " + schema[i].pattern_text);
      }
    }
    table.rows_.push_back(cells);
  }
  return table;
}

std::size_t Table::column(std::string_view name) const {
  const auto found = std::ranges::find(columns_, name);
  if (found == columns_.end()) throw std::out_of_range("no column " + std::string(name));
  return static_cast<std::size_t>(found - columns_.begin());
}

}  // namespace sluis::core
