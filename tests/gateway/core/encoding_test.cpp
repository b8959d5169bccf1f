#include "gateway/core/encoding.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace sluis::core;
using namespace std::string_literals;

namespace {

// The decoded text, or "refused".
std::string decoded(std::string_view text) {
  const auto bytes = from_base64(text);
  return bytes ? std::string(as_text(*bytes)) : "refused";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(encoding)

BOOST_AUTO_TEST_CASE(base64_both_ways) {  // RFC 4648 section 10
  const std::pair<const char*, const char*> vectors[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : vectors) {
    BOOST_TEST(to_base64(std::string_view(plain)) == coded);
    BOOST_TEST(decoded(coded) == plain);
  }
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  BOOST_TEST(decoded(to_base64(all)) == all);
}

BOOST_AUTO_TEST_CASE(base64_with_xml_white_space_between) {
  BOOST_TEST(decoded(" Zm 9v\r\nYm\tFy\n") == "foobar");
  BOOST_TEST(decoded("Zg= =") == "f");
}

BOOST_AUTO_TEST_CASE(base64_is_strict) {
  for (const auto& text : {"Z"s, "Zg"s, "Zg="s, "Zm8"s, "Zg==="s, "===="s, "="s, "Zm9v="s, "Zm9v=="s, "Zg==Zg=="s, "Z=g="s, "Zm9_"s, "Zm9-"s,
                           "Zm9v!"s, "Zm9v\0"s, "Zm\x0b"s + "9v", "Zm9v\xc3\xa9"s}) {
    BOOST_TEST(decoded(text) == "refused", text);
  }
}

BOOST_AUTO_TEST_CASE(base64_has_one_form_for_one_value) {
  BOOST_TEST(decoded("Zh==") == "refused");  // bits beyond the last byte
  BOOST_TEST(decoded("Zm9=") == "refused");
}

BOOST_AUTO_TEST_CASE(hex_is_lower_case) { BOOST_TEST(to_hex(as_bytes("\x00\xffZ"s)) == "00ff5a"); }

BOOST_AUTO_TEST_CASE(utf8_of_every_length) {
  for (const auto& text : {""s, "abc"s, "\x7f"s, "\xc2\x80"s, "\xdf\xbf"s, "\xe0\xa0\x80"s, "\xed\x9f\xbf"s, "\xee\x80\x80"s, "\xef\xbf\xbf"s,
                           "\xf0\x90\x80\x80"s, "\xf4\x8f\xbf\xbf"s}) {
    BOOST_TEST(is_utf8(text), to_hex(as_bytes(text)));
  }
  BOOST_TEST(utf8_length("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80") == 4u);
}

BOOST_AUTO_TEST_CASE(no_utf8) {
  for (const auto& text : {"\x80"s, "\xbf"s, "\xc2"s, "\xe2\x82"s, "\xf0\x9f\x98"s, "\xc3\x28"s, "\xfe"s, "\xff"s,  // alone or cut off
                           "\xc0\xaf"s, "\xc1\xbf"s, "\xe0\x80\xaf"s, "\xe0\x9f\xbf"s, "\xf0\x80\x80\xaf"s, "\xf0\x8f\xbf\xbf"s,  // overlong
                           "\xed\xa0\x80"s, "\xed\xbf\xbf"s,                                                        // surrogates
                           "\xf4\x90\x80\x80"s, "\xf5\x80\x80\x80"s, "a\xe9z"s}) {                                    // beyond, Latin-1
    BOOST_TEST(!is_utf8(text), to_hex(as_bytes(text)));
  }
}

BOOST_AUTO_TEST_CASE(trim_takes_xml_white_space_only) {
  BOOST_TEST(trim(" \t\r\n a b \n") == "a b");
  BOOST_TEST(trim(" \n").empty());
  BOOST_TEST(trim("\xc2\xa0x") == "\xc2\xa0x");
}

BOOST_AUTO_TEST_SUITE_END()
