#include "gateway/native/digest.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/core/encoding.hpp"

using namespace sluis::native;
using sluis::core::as_bytes;

BOOST_AUTO_TEST_SUITE(digest)

BOOST_AUTO_TEST_CASE(known_answers) {  // FIPS 180-4 examples
  BOOST_TEST(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  BOOST_TEST(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(sha256_base64("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

BOOST_AUTO_TEST_CASE(comparison) {
  BOOST_TEST(equal_constant_time(as_bytes("abc"), as_bytes("abc")));
  BOOST_TEST(!equal_constant_time(as_bytes("abc"), as_bytes("abd")));
  BOOST_TEST(!equal_constant_time(as_bytes("abc"), as_bytes("abcd")));
  BOOST_TEST(equal_constant_time({}, {}));
}

BOOST_AUTO_TEST_SUITE_END()
