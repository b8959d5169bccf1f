#include "gateway/native/encryption_token.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/native/signed_data.hpp"
#include "tests/gateway/native/support.hpp"

using namespace sluis;
using namespace sluis::native;
using namespace sluis::native::test;

namespace {

const auto kNow = moment("2026-11-20T09:15:00Z");

Certificate of_actor(const PrivateKey& key, const std::string& name, const std::string& number, const char* until = "2027-06-01T00:00:00Z") {
  CertificateRequest request;
  request.subject = {{"C", "BE"}, {"OU", "eHealth-platform Belgium"}, {"OU", number}, {"CN", name}};
  request.not_before = moment("2026-06-01T00:00:00Z");
  request.not_after = moment(until);
  return make_certificate(request, key.public_key(), authority_key(), &authority());
}

Credential hub() { return {holder_key(), of_actor(holder_key(), "hub", "EHP=1999990144"), {}}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(encryption_token)

BOOST_AUTO_TEST_CASE(a_token_offers_its_certificate) {
  const auto encryption = of_actor(other_key(), "hub, encryption", "EHP=1999990144");
  const auto token = make_encryption_token(encryption, hub()).value();
  const auto opened = open_encryption_token(token, {authority()}, kNow);
  BOOST_TEST_REQUIRE(opened.has_value());
  BOOST_TEST((opened->der() == encryption.der()));
}

BOOST_AUTO_TEST_CASE(a_token_that_should_not_be_used_is_refused) {
  const auto good = make_encryption_token(of_actor(other_key(), "hub", "EHP=1999990144"), hub()).value();
  const auto refused = [](std::span<const std::uint8_t> token, const std::vector<Certificate>& roots, core::Instant at) {
    const auto opened = open_encryption_token(token, roots, at);
    return !opened && opened.error().id() == FaultId::SealRefused;
  };
  BOOST_TEST(!refused(good, {authority()}, kNow));
  BOOST_TEST(refused(good, {}, kNow));
  BOOST_TEST(refused(good, {authority()}, moment("2026-05-01T00:00:00Z")));
  auto altered = good;
  altered[altered.size() - 1] ^= 1;
  BOOST_TEST(refused(altered, {authority()}, kNow));
  const auto other = make_encryption_token(of_actor(other_key(), "hub", "EHP=1999990243"), hub()).value();
  BOOST_TEST(refused(other, {authority()}, kNow));
  const auto ended = make_encryption_token(of_actor(other_key(), "hub", "EHP=1999990144", "2026-11-01T00:00:00Z"), hub()).value();
  BOOST_TEST(refused(ended, {authority()}, kNow));
  const auto curve = make_encryption_token(of_actor(curve_key(), "hub", "EHP=1999990144"), hub()).value();
  BOOST_TEST(refused(curve, {authority()}, kNow));
  const std::vector<std::uint8_t> words{'n', 'o'};
  BOOST_TEST(refused(make_signed_data(words, hub()).value(), {authority()}, kNow));
  BOOST_TEST(refused(words, {authority()}, kNow));
}

BOOST_AUTO_TEST_SUITE_END()
