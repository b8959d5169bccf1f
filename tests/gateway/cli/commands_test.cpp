#include "gateway/cli/commands.hpp"

#include <boost/test/unit_test.hpp>
#include <iostream>
#include <set>
#include <sstream>

#include "gateway/cli/arguments.hpp"

using namespace sluis::cli;

namespace {

struct Ran {
  int status;
  std::string out;
  std::string err;
};

// A command of the program, with what it prints.
Ran run(int (*command)(const std::vector<std::string>&), const std::vector<std::string>& words) {
  std::ostringstream out;
  std::ostringstream err;
  auto* const old_out = std::cout.rdbuf(out.rdbuf());
  auto* const old_err = std::cerr.rdbuf(err.rdbuf());
  int status = kTechnical;
  try {
    status = command(words);
  } catch (const UsageError& error) {
    status = kUsage;
    err << error.what();
  }
  std::cout.rdbuf(old_out);
  std::cerr.rdbuf(old_err);
  return {status, out.str(), err.str()};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(commands_of_the_program)

BOOST_AUTO_TEST_CASE(every_command_tells_its_use_and_its_exit_status) {
  std::set<std::string_view> names;
  for (const auto& command : commands()) {
    BOOST_TEST_CONTEXT(command.name) {
      BOOST_TEST(names.insert(command.name).second);
      BOOST_TEST(!command.summary.empty());
      BOOST_TEST(command.usage.starts_with("sluis " + std::string(command.name) + " "));
      BOOST_TEST(command.usage.find("\nExit: 0 ") != std::string_view::npos);
      BOOST_TEST(command.run != nullptr);
    }
  }
  BOOST_TEST(names.contains("explain"));
}

BOOST_AUTO_TEST_CASE(explain_tells_all_of_a_number) {
  const auto ran = run(run_explain, {"SLU-2004"});
  BOOST_TEST(ran.status == kDone);
  for (const auto part : {"SLU-2004  AssertionSignature", "party at fault   caller", "SOA-01001", "401", "cause   ", "what to do   ", "example   "})
    BOOST_TEST(has(ran.out, part), part << " is missing in " << ran.out);
  BOOST_TEST(run(run_explain, {"slu-2004"}).out == ran.out);
  BOOST_TEST(has(run(run_explain, {"2004"}).out, "AssertionSignature"));
}

BOOST_AUTO_TEST_CASE(explain_tells_every_meaning_of_a_code) {
  const auto link = run(run_explain, {"TL.INPUT.64"});
  BOOST_TEST(link.status == kDone);
  BOOST_TEST(has(link.out, "TL.INPUT.64  service therlink"));
  BOOST_TEST(has(link.out, "The end date is before the current date"));
  BOOST_TEST(!has(link.out, "64.01"));
  const auto technical = run(run_explain, {"SOA-03001"});
  BOOST_TEST(has(technical.out, "SLU-1001"));
  BOOST_TEST(has(technical.out, "SLU-1006"));
  const auto both = run(run_explain, {"360"});
  BOOST_TEST(has(both.out, "service intrahub"));
  BOOST_TEST(has(both.out, "sent by hubs"));
  BOOST_TEST(run(run_explain, {"TL. ACCESS.20"}).status == kDone);  // catalogued with a blank
}

BOOST_AUTO_TEST_CASE(explain_names_what_may_have_been_meant) {
  const auto ran = run(run_explain, {"TL.INPUT.640"});
  BOOST_TEST(ran.status == kRefused);
  BOOST_TEST(ran.out == "");
  BOOST_TEST(has(ran.err, "TL.INPUT.60"));
  BOOST_TEST(has(ran.err, "TL.INPUT.64 "));
  BOOST_TEST(run(run_explain, {"SLU-9998"}).status == kRefused);
  BOOST_TEST(run(run_explain, {}).status == kUsage);
  BOOST_TEST(run(run_explain, {"SLU-2004", "SLU-2005"}).status == kUsage);
}

BOOST_AUTO_TEST_CASE(explain_speaks_json) {
  const auto known = run(run_explain, {"--json", "MH2.INPUT.2"});
  BOOST_TEST(known.status == kDone);
  BOOST_TEST(has(known.out, R"("found":true)"));
  BOOST_TEST(has(known.out, R"("service":"consent")"));
  BOOST_TEST(has(known.out, R"("what_to_do":)"));
  const auto unknown = run(run_explain, {"--json", "MH2.INPUT.200"});
  BOOST_TEST(unknown.status == kRefused);
  BOOST_TEST(has(unknown.out, R"("found":false)"));
  BOOST_TEST(has(unknown.out, R"("MH2.INPUT.20")"));
}

BOOST_AUTO_TEST_SUITE_END()
