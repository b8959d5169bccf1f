#include "gateway/core/log.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gateway/core/calendar.hpp"

using namespace sluis::core;

namespace {

struct Book {
  ManualClock clock{*parse_instant("2026-11-20T09:15:00.25Z")};
  std::vector<std::string> lines;
  Log log;
  explicit Book(LogLevel lowest = LogLevel::Info)
      : log(clock, [this](std::string_view line) { lines.emplace_back(line); }, lowest) {}
};

}  // namespace

BOOST_AUTO_TEST_SUITE(log_lines)

BOOST_AUTO_TEST_CASE(long_runs_of_digits_are_masked) {
  BOOST_TEST(masked("no number") == "no number");
  BOOST_TEST(masked("123456789") == "123456789");
  BOOST_TEST(masked("1234567890") == "**********");
  BOOST_TEST(masked("85073099833") == "***********");
  BOOST_TEST(masked("x85073099833y 71099911 z599000001748") == "x***********y 71099911 z************");
  BOOST_TEST(masked("85073099833,19031299762") == "***********,***********");
  BOOST_TEST(masked("").empty());
}

BOOST_AUTO_TEST_CASE(a_line_is_one_json_object) {
  Book book;
  book.log.info("answered", {{"text", "two\nlines of \"85073099833\""}, {"count", 3}, {"fine", true}, {"word", std::string("w")}});
  BOOST_REQUIRE(book.lines.size() == 1);
  BOOST_TEST(book.lines.front() ==
             "{\"time\":\"2026-11-20T09:15:00.250Z\",\"level\":\"info\",\"event\":\"answered\","
             "\"text\":\"two\\nlines of \\\"***********\\\"\",\"count\":3,\"fine\":true,\"word\":\"w\"}\n");
}

BOOST_AUTO_TEST_CASE(what_is_below_the_level_is_not_written) {
  Book book(LogLevel::Warning);
  book.log.write(LogLevel::Debug, "a", {});
  book.log.info("b");
  book.log.warning("c");
  book.log.error("d");
  BOOST_REQUIRE(book.lines.size() == 2);
  BOOST_TEST(book.lines[0].find("\"level\":\"warning\"") != std::string::npos);
  BOOST_TEST(book.lines[1].find("\"level\":\"error\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_do_not_spoil_the_line) {
  Book book;
  book.log.info("e", {{"peer", std::string_view("a\xff\xc3(b")}});
  BOOST_TEST(book.lines.front().find("a\xef\xbf\xbd\xef\xbf\xbd(b") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_is_appended_to) {
  const auto path = std::filesystem::temp_directory_path() / ("sluis_log_test." + std::to_string(::getpid()));
  for (const auto* line : {"one\n", "two\n"}) Log::file(path.string())(line);
  std::ifstream in(path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  std::filesystem::remove(path);
  BOOST_TEST(text == "one\ntwo\n");
  BOOST_CHECK_THROW(Log::file("/no/such/folder/log"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
