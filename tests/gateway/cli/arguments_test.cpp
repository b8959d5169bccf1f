#include "gateway/cli/arguments.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

using namespace sluis::cli;

namespace {

Arguments arguments(const std::vector<std::string>& words) { return {words, {"gateway", "as"}, {"raw"}}; }

std::string complaint(const std::vector<std::string>& words) {
  try {
    (void)arguments(words);
    return "accepted";
  } catch (const UsageError& error) {
    return error.what();
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(command_arguments)

BOOST_AUTO_TEST_CASE(values_flags_and_plain_words) {
  const auto given = arguments({"file.xml", "--gateway", "http://h", "--as=a=b", "--raw", "-"});
  BOOST_TEST(given.value("gateway") == "http://h");
  BOOST_TEST(given.value("as") == "a=b");
  BOOST_TEST(given.has("raw"));
  BOOST_TEST((given.plain() == std::vector<std::string>{"file.xml", "-"}));
  BOOST_TEST(arguments({"--as="}).value("as").empty());
  BOOST_TEST(arguments({"--as="}).has("as"));
}

BOOST_AUTO_TEST_CASE(what_is_not_declared_is_refused) {
  BOOST_TEST(complaint({"--gatewai", "x"}) == "unknown option --gatewai");
  BOOST_TEST(complaint({"--gatewai=x"}) == "unknown option --gatewai");
  BOOST_TEST(complaint({"--raw=yes"}) == "unknown option --raw");
  BOOST_TEST(complaint({"--gateway"}) == "--gateway needs a value");
  BOOST_TEST(complaint({"--="}) == "unknown option --");
}

BOOST_AUTO_TEST_CASE(after_two_dashes_everything_is_plain) {
  const auto given = arguments({"--raw", "--", "--gateway", "--", "x"});
  BOOST_TEST((given.plain() == std::vector<std::string>{"--gateway", "--", "x"}));
  BOOST_TEST(!given.has("gateway"));
}

BOOST_AUTO_TEST_CASE(what_must_be_there) {
  const auto none = arguments({});
  BOOST_TEST(none.value("as", "auto") == "auto");
  BOOST_CHECK_THROW((void)none.required("gateway"), UsageError);
  BOOST_CHECK_THROW((void)none.only_plain("FILE"), UsageError);
  BOOST_CHECK_THROW((void)arguments({"a", "b"}).only_plain("FILE"), UsageError);
  BOOST_TEST(arguments({"a"}).only_plain("FILE") == "a");
}

BOOST_AUTO_TEST_CASE(files_as_they_are) {
  const auto path = std::filesystem::temp_directory_path() / ("sluis_arguments_test." + std::to_string(::getpid()));
  const std::string bytes("a\r\n\0b\xff", 6);
  std::ofstream(path, std::ios::binary) << bytes;
  const auto text = read_file(path.string());
  std::filesystem::remove(path);
  BOOST_TEST((text == bytes));
  BOOST_CHECK_THROW((void)read_file(path.string()), UsageError);
  BOOST_CHECK_THROW((void)read_file(std::filesystem::temp_directory_path().string()), UsageError);
}

BOOST_AUTO_TEST_SUITE_END()
