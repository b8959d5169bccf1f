#include "gateway/core/table.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>

using namespace sluis::core;
namespace fs = std::filesystem;

namespace {

// A table and its schema in a folder of their own.
class Files {
 public:
  Files() : folder_(fs::temp_directory_path() / ("sluis_table_test." + std::to_string(::getpid()))) { fs::create_directories(folder_); }
  ~Files() { fs::remove_all(folder_); }
  std::string path() const { return (folder_ / "codes.table").string(); }

  Table load(const std::string& schema, const std::string& table) const {
    std::ofstream(folder_ / "codes.schema") << schema;
    std::ofstream(path()) << table;
    return Table::load(path());
  }

  // What the refusal says after the folder's name; "loaded" when there is none.
  std::string refusal(const std::string& schema, const std::string& table) const {
    try {
      (void)load(schema, table);
      return "loaded";
    } catch (const std::runtime_error& error) {
      const std::string what = error.what();
      const auto prefix = folder_.string() + "/";
      return what.starts_with(prefix) ? what.substr(prefix.size()) : "without file: " + what;
    }
  }

 private:
  fs::path folder_;
};

constexpr auto kSchema = "# columns\ncode | [A-Z]+ | a code\nkind | a|b | one of two\ntext | .* | anything\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(table)

BOOST_AUTO_TEST_CASE(rows_by_column_name) {
  const Files files;
  const auto table = files.load(kSchema, "\n# comment\n code|kind | text\n  AB | a | some words\r\n\nC|b|\n");
  BOOST_REQUIRE(table.rows().size() == 2);
  BOOST_TEST(table.cell(table.rows()[0], "code") == "AB");
  BOOST_TEST(table.cell(table.rows()[0], "text") == "some words");
  BOOST_TEST(table.cell(table.rows()[1], "kind") == "b");
  BOOST_TEST(table.cell(table.rows()[1], "text").empty());
  BOOST_CHECK_THROW((void)table.column("nothing"), std::out_of_range);
}

BOOST_AUTO_TEST_CASE(every_refusal_names_file_and_line) {
  const Files files;
  const std::string head = "code|kind|text\n";
  BOOST_TEST(files.refusal(kSchema, head + "AB|a|x\n# c\nab|a|x\n") == "codes.table:4: code 'ab' does not match [A-Z]+");
  BOOST_TEST(files.refusal(kSchema, head + "AB|c|x\n") == "codes.table:2: kind 'c' does not match a|b");
  BOOST_TEST(files.refusal(kSchema, head + "AB|a\n") == "codes.table:2: expected 3 cells");
  BOOST_TEST(files.refusal(kSchema, head + "AB|a|x|y\n") == "codes.table:2: expected 3 cells");
  BOOST_TEST(files.refusal(kSchema, "\n\ncode|text|kind\n") == "codes.table:3: the columns differ from those of the schema beside the table");
  BOOST_TEST(files.refusal(kSchema, "code|kind\n") == "codes.table:1: the columns differ from those of the schema beside the table");
  BOOST_TEST(files.refusal(kSchema, "") == "codes.table:1: a table starts with a line of column names");
  BOOST_TEST(files.refusal("code | [A-Z]+\n", head) == "codes.schema:1: expected name | pattern | meaning");
  BOOST_TEST(files.refusal("# c\ncode | [A-Z | broken\n", "code\n").starts_with("codes.schema:2: "));
}

BOOST_AUTO_TEST_CASE(a_pattern_matches_the_whole_cell) {
  const Files files;
  BOOST_TEST(files.refusal("n | [0-9]{2} | number\n", "n\n123\n") == "codes.table:2: n '123' does not match [0-9]{2}");
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_named) {
  const Files files;
  const auto missing = [](const std::string& path) {
    try {
      (void)Table::load(path);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string("loaded");
  };
  BOOST_TEST(missing("/no/such/x.table") == "/no/such/x.schema: can't be read");
  (void)files.load("n | .* | number\n", "n\n");
  fs::remove(files.path());
  BOOST_TEST(missing(files.path()) == files.path() + ": can't be read");
}

BOOST_AUTO_TEST_CASE(splitting) {
  BOOST_TEST(split("", ',').empty());
  BOOST_TEST((split(" a , b,,c ", ',') == std::vector<std::string>{"a", "b", "", "c"}));
  BOOST_TEST((split("a,", ',') == std::vector<std::string>{"a", ""}));
}

// Every table of the project is right by its own schema.
BOOST_AUTO_TEST_CASE(the_tables_of_the_project) {
  int seen = 0;
  for (const auto* folder : {"mappings", "adapters"}) {
    for (const auto& file : fs::recursive_directory_iterator(fs::path(SLUIS_SOURCE_DIR) / folder)) {
      if (file.path().extension() != ".table") continue;
      BOOST_CHECK_NO_THROW((void)Table::load(file.path().string()));
      ++seen;
    }
  }
  BOOST_TEST(seen > 0);
}

BOOST_AUTO_TEST_SUITE_END()
