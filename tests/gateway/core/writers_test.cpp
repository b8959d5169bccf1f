#include <boost/test/unit_test.hpp>
#include <string>

#include "gateway/core/json_writer.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/core/random.hpp"

using namespace sluis::core;

BOOST_AUTO_TEST_SUITE(writers)

BOOST_AUTO_TEST_CASE(json_text_is_escaped) {
  using namespace std::string_literals;
  BOOST_TEST(json_quoted("a\"b\\c/d") == R"("a\"b\\c/d")");
  BOOST_TEST(json_quoted("\n\r\t\b\f\x1f\0"s) == R"("\n\r\t\u0008\u000c\u001f\u0000")");
  BOOST_TEST(json_quoted("\x7f\xc3\xa9\xf0\x9f\x98\x80") == "\"\x7f\xc3\xa9\xf0\x9f\x98\x80\"");
}

BOOST_AUTO_TEST_CASE(json_is_utf8_whatever_comes_in) {  // RFC 8259 section 8.1
  BOOST_TEST(json_quoted("a\xe9z") == "\"a\xef\xbf\xbdz\"");
  BOOST_TEST(json_quoted("\xed\xa0\x80") == "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
  BOOST_TEST(json_quoted("\xc3\"") == "\"\xef\xbf\xbd\\\"\"");
}

BOOST_AUTO_TEST_CASE(json_commas) {
  JsonWriter w;
  w.begin_object().member("a", 1).member("b", true).key("c").null().key("d").begin_array().value("x").value(std::int64_t{-2});
  w.begin_object().end_object().begin_array().end_array().raw("{\"r\":1}").value(false).end_array().key("e").begin_object().end_object();
  w.member("f", "t").end_object();
  BOOST_TEST(w.text() == R"({"a":1,"b":true,"c":null,"d":["x",-2,{},[],{"r":1},false],"e":{},"f":"t"})");
}

BOOST_AUTO_TEST_CASE(metrics_are_prometheus_text) {
  Metrics metrics;
  metrics.counter("b_total", "Messages", "result=\"answered\"").add(2);
  metrics.counter("b_total", "Messages", "result=\"answered\"").add();
  metrics.counter("b_total", "Messages", "result=\"fault\"").add();
  metrics.counter("a_open", "Open connections", {}, Metrics::Kind::Gauge).set(-1);
  BOOST_TEST(metrics.text() ==
             "# HELP a_open Open connections\n# TYPE a_open gauge\na_open -1\n"
             "# HELP b_total Messages\n# TYPE b_total counter\n"
             "b_total{result=\"answered\"} 3\nb_total{result=\"fault\"} 1\n");
}

BOOST_AUTO_TEST_CASE(a_counter_keeps_its_place) {
  Metrics metrics;
  auto& first = metrics.counter("m", "h");
  for (int i = 0; i < 100; ++i) metrics.counter("m", "h", "n=\"" + std::to_string(i) + "\"");
  BOOST_TEST(&metrics.counter("m", "h") == &first);
}

BOOST_AUTO_TEST_CASE(a_uuid_is_of_version_4) {
  struct AllOnes final : Random {
    std::vector<std::uint8_t> bytes(std::size_t count) override { return std::vector<std::uint8_t>(count, 0xff); }
  } ones;
  BOOST_TEST(random_uuid(ones) == "ffffffff-ffff-4fff-bfff-ffffffffffff");
  BOOST_TEST(random_hex(ones, 2) == "ffff");
  SystemRandom system;
  BOOST_TEST(system.bytes(1000).size() == 1000u);
  BOOST_TEST(random_uuid(system) != random_uuid(system));
}

BOOST_AUTO_TEST_SUITE_END()
