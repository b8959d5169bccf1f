#include <boost/test/unit_test.hpp>

#include "gateway/path/patience.hpp"

using namespace sluis;
using std::chrono::milliseconds;

namespace {

message::Raw with(const std::string& header) {
  message::Raw raw;
  raw.headers["sluis-deadline-milliseconds"] = header;
  return raw;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(patience)

BOOST_AUTO_TEST_CASE(a_caller_may_say_nothing) {
  const auto patience = path::patience_of(message::Raw{});
  BOOST_REQUIRE(patience);
  BOOST_TEST(!patience->has_value());
}

BOOST_AUTO_TEST_CASE(a_whole_number_from_1_to_120000) {
  for (const int number : {1, 250, 120000}) {
    const auto patience = path::patience_of(with(" " + std::to_string(number) + " "));
    BOOST_REQUIRE(patience);
    BOOST_TEST(patience->value().count() == number);
  }
}

BOOST_AUTO_TEST_CASE(anything_else_is_refused_and_the_header_named) {
  for (const std::string text : {"", "0", "-5", "+5", "120001", "1.5", "5s", "0x10", "100, 200", "99999999999999999999"}) {
    const auto patience = path::patience_of(with(text));
    BOOST_REQUIRE_MESSAGE(!patience, text);
    BOOST_CHECK(patience.error().id() == FaultId::QuestionRefused);
    BOOST_TEST(patience.error().caller_detail().find("Sluis-Deadline-Milliseconds") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(what_was_spent_before_is_not_there_any_more) {
  const core::Instant received{std::chrono::hours(1)};
  BOOST_TEST(path::left_of(milliseconds(500), received, received + milliseconds(120)).count() == 380);
  BOOST_TEST(path::left_of(milliseconds(500), received, received + milliseconds(900)).count() == 1);
  BOOST_TEST(path::left_of(milliseconds(500), received, received - milliseconds(900)).count() == 500);  // the clock was set back
}

BOOST_AUTO_TEST_SUITE_END()
