#include "tests/gateway/native/support.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "gateway/core/calendar.hpp"

namespace sluis::native::test {

core::Instant moment(std::string_view rfc3339) {
  const auto at = core::parse_instant(rfc3339);
  if (!at) throw std::invalid_argument("not a moment");
  return *at;
}

const PrivateKey& authority_key() {
  static const auto key = PrivateKey::generate_rsa(2048);
  return key;
}
const PrivateKey& holder_key() {
  static const auto key = PrivateKey::generate_rsa(2048);
  return key;
}
const PrivateKey& other_key() {
  static const auto key = PrivateKey::generate_rsa(2048);
  return key;
}
const PrivateKey& curve_key() {
  static const auto key = PrivateKey::generate_ec();
  return key;
}

const Certificate& authority() {
  static const auto certificate = make_certificate({.subject = {{"C", "BE"}, {"O", "Test"}, {"CN", "Test CA"}},
                                                    .not_before = moment("2026-01-01T00:00:00Z"),
                                                    .not_after = moment("2036-01-01T00:00:00Z"),
                                                    .authority = true,
                                                    .dns_names = {},
                                                    .ip_addresses = {},
                                                    .key_usage = {"keyCertSign", "cRLSign"}},
                                                   authority_key().public_key(), authority_key(), nullptr);
  return certificate;
}

Certificate leaf(const PrivateKey& key, std::string_view common_name) {
  return make_certificate({.subject = {{"C", "BE"},
                                       {"O", "Federal Government"},
                                       {"OU", "eHealth-platform Belgium"},
                                       {"OU", "SSIN=72051999381"},
                                       {"CN", std::string(common_name)}},
                           .not_before = moment("2026-06-01T00:00:00Z"),
                           .not_after = moment("2027-06-01T00:00:00Z"),
                           .dns_names = {"localhost"},
                           .ip_addresses = {"127.0.0.1"},
                           .key_usage = {"digitalSignature", "keyEncipherment"}},
                          key.public_key(), authority_key(), &authority());
}

Credential credential(const PrivateKey& key, std::string_view common_name) {
  return {key, leaf(key, common_name), {authority()}};
}

Document parsed(std::string_view xml) {
  auto document = Document::parse(xml);
  if (!document) BOOST_TEST_REQUIRE(false, "not parsed: " << document.error().log_text());
  return *std::move(document);
}

std::optional<std::string> sample(const std::string& name) {
  std::ifstream file(SLUIS_SOURCE_DIR "/../shared/samples/security/" + name, std::ios::binary);
  if (!file.is_open()) {
    BOOST_TEST_MESSAGE("skipped, no sample " << name);
    return std::nullopt;
  }
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

}  // namespace sluis::native::test
