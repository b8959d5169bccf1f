#include "gateway/native/certificate.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "gateway/core/encoding.hpp"
#include "tests/gateway/native/support.hpp"

using namespace sluis;
using namespace sluis::native;
using namespace sluis::native::test;

namespace {

// A file that goes away with the test.
class ScratchFile {
 public:
  ScratchFile(const std::string& name, std::string_view bytes)
      : path_(std::filesystem::temp_directory_path() / ("sluis-native-" + std::to_string(::getpid()) + "-" + name)) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~ScratchFile() { std::filesystem::remove(path_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

Certificate certificate_of(const PrivateKey& subject, std::string_view name, bool authority_too, const PrivateKey& signer,
                           const Certificate* issuer) {
  return make_certificate({.subject = {{"CN", std::string(name)}},
                           .not_before = moment("2026-06-01T00:00:00Z"),
                           .not_after = moment("2027-06-01T00:00:00Z"),
                           .authority = authority_too,
                           .dns_names = {},
                           .ip_addresses = {},
                           .key_usage = {}},
                          subject.public_key(), signer, issuer);
}

const auto kNow = moment("2026-11-20T09:15:00Z");

}  // namespace

BOOST_AUTO_TEST_SUITE(certificates)

BOOST_AUTO_TEST_CASE(tells_its_names_times_and_key) {
  const auto certificate = leaf(holder_key(), "SSIN=72051999381");
  BOOST_TEST(certificate.subject() ==
             "C=BE, O=Federal Government, OU=eHealth-platform Belgium, OU=SSIN=72051999381, CN=SSIN=72051999381");
  BOOST_TEST(certificate.issuer() == "C=BE, O=Test, CN=Test CA");
  BOOST_TEST(certificate.organisational_units() == (std::vector<std::string>{"eHealth-platform Belgium", "SSIN=72051999381"}),
             boost::test_tools::per_element());
  BOOST_TEST(certificate.common_name() == "SSIN=72051999381");
  BOOST_TEST(certificate.serial_number_attribute() == "");
  BOOST_TEST((certificate.not_before() == moment("2026-06-01T00:00:00Z")));
  BOOST_TEST((certificate.not_after() == moment("2027-06-01T00:00:00Z")));
  BOOST_TEST((certificate.key() == holder_key().public_key()));
  BOOST_TEST(!(certificate.key() == other_key().public_key()));
  BOOST_TEST((certificate.key().kind() == KeyKind::Rsa));
  BOOST_TEST(certificate.key().bits() == 2048);
  BOOST_TEST(certificate.fingerprint().size() == 64U);
}

BOOST_AUTO_TEST_CASE(sample_subjects_read_as_in_the_assertion) {
  const auto holder = sample("certs/holder-of-key-sample.pem");
  const auto patient = sample("certs/patient-signature-sample.pem");
  if (!holder || !patient) return;
  BOOST_TEST(Certificate::from_pem(*holder)->subject() ==
             "C=BE, O=Federal Government, OU=eHealth-platform Belgium, OU=GERT HUISARTS, OU=SSIN=72051999381, "
             "CN=SSIN=72051999381");
  BOOST_TEST(Certificate::from_pem(*patient)->serial_number_attribute() == "85073099833");
}

BOOST_AUTO_TEST_CASE(names_outside_ascii_stay_readable) {
  const auto certificate = make_certificate({.subject = {{"CN", "Andr\xC3\xA9, Zo\xC3\xAB"}, {"serialNumber", "1"}},
                                             .not_before = kNow,
                                             .not_after = moment("2051-01-01T00:00:00Z"),
                                             .dns_names = {},
                                             .ip_addresses = {},
                                             .key_usage = {}},
                                            curve_key().public_key(), curve_key(), nullptr);
  BOOST_TEST(certificate.subject() == "CN=Andr\xC3\xA9\\, Zo\xC3\xAB, serialNumber=1");
  BOOST_TEST(certificate.common_name() == "Andr\xC3\xA9, Zo\xC3\xAB");
  BOOST_TEST(certificate.serial_number_attribute() == "1");
  BOOST_TEST((certificate.not_after() == moment("2051-01-01T00:00:00Z")));
  BOOST_TEST((certificate.key().kind() == KeyKind::Ec));
}

BOOST_AUTO_TEST_CASE(survives_every_encoding) {
  const auto certificate = leaf(holder_key(), "x");
  BOOST_TEST((Certificate::from_pem(certificate.pem())->der() == certificate.der()));
  BOOST_TEST((Certificate::from_der(certificate.der())->der() == certificate.der()));
  BOOST_TEST((Certificate::from_base64(certificate.base64())->der() == certificate.der()));
  BOOST_TEST(Certificate::all_from_pem(certificate.pem() + authority().pem())->size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_is_no_certificate_is_refused) {
  const auto certificate = leaf(holder_key(), "x");
  BOOST_TEST((Certificate::from_pem("").error().id() == FaultId::KeyUnreadable));
  BOOST_TEST((Certificate::from_pem(holder_key().pem()).error().id() == FaultId::KeyUnreadable));
  BOOST_TEST(!Certificate::from_base64("????").has_value());
  BOOST_TEST(!Certificate::from_base64("AAAA").has_value());
  auto der = certificate.der();
  der.push_back(0);
  BOOST_TEST(!Certificate::from_der(der).has_value());
  der.resize(der.size() / 2);
  BOOST_TEST(!Certificate::from_der(der).has_value());
  BOOST_TEST(!Certificate::all_from_pem(certificate.pem() + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  BOOST_TEST(Certificate::load("/nonexistent/x.pem").error().log_text().starts_with("/nonexistent/x.pem: "));
  BOOST_TEST(!Certificate::load("/").has_value());
}

BOOST_AUTO_TEST_CASE(a_chain_holds_between_its_dates_only) {
  const auto certificate = leaf(holder_key(), "x");
  BOOST_TEST(verify_chain(certificate, {}, {authority()}, kNow).has_value());
  const auto early = verify_chain(certificate, {}, {authority()}, moment("2026-05-31T23:59:59Z"));
  BOOST_TEST((early.error().id() == FaultId::HolderCertificate));
  BOOST_TEST(early.error().log_text().find("not yet valid") != std::string::npos);
  const auto late = verify_chain(certificate, {}, {authority()}, moment("2027-06-01T00:00:01Z"));
  BOOST_TEST(late.error().log_text().find("expired") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_chain_needs_a_trusted_root_and_real_authorities) {
  const auto certificate = leaf(holder_key(), "x");
  BOOST_TEST(!verify_chain(certificate, {authority()}, {}, kNow).has_value());
  const auto twin = make_certificate({.subject = {{"C", "BE"}, {"O", "Test"}, {"CN", "Test CA"}},
                                      .not_before = moment("2026-01-01T00:00:00Z"),
                                      .not_after = moment("2036-01-01T00:00:00Z"),
                                      .authority = true,
                                      .dns_names = {},
                                      .ip_addresses = {},
                                      .key_usage = {}},
                                     other_key().public_key(), other_key(), nullptr);
  BOOST_TEST(!verify_chain(certificate, {}, {twin}, kNow).has_value());

  const auto middle = certificate_of(other_key(), "middle", true, authority_key(), &authority());
  const auto below = certificate_of(holder_key(), "below", false, other_key(), &middle);
  BOOST_TEST(verify_chain(below, {middle}, {authority()}, kNow).has_value());
  BOOST_TEST(!verify_chain(below, {}, {authority()}, kNow).has_value());
  BOOST_TEST(verify_chain(below, {}, {middle}, kNow).has_value());

  const auto no_authority = certificate_of(other_key(), "leaf", false, authority_key(), &authority());
  const auto forged = certificate_of(holder_key(), "forged", false, other_key(), &no_authority);
  BOOST_TEST(!verify_chain(forged, {no_authority}, {authority()}, kNow).has_value());
}

BOOST_AUTO_TEST_CASE(a_short_key_in_a_chain_is_refused) {
  const auto certificate = leaf(PrivateKey::generate_rsa(1024), "x");
  BOOST_TEST(!verify_chain(certificate, {}, {authority()}, kNow).has_value());
}

BOOST_AUTO_TEST_CASE(keys_survive_pem) {
  const auto key = PrivateKey::from_pem(holder_key().pem());
  BOOST_TEST_REQUIRE(key.has_value());
  BOOST_TEST((key->public_key() == holder_key().public_key()));
  BOOST_TEST((PrivateKey::from_pem("x").error().id() == FaultId::KeyUnreadable));
  BOOST_TEST(!PrivateKey::load("/nonexistent").has_value());
  BOOST_TEST(holder_key().sign_sha256("data")->size() == 256U);
  BOOST_TEST(curve_key().sign_sha256("data")->size() == 64U);
}

BOOST_AUTO_TEST_CASE(a_credential_survives_pkcs12) {
  const auto us = credential(holder_key(), "us");
  const auto bytes = to_pkcs12(us, "secret", "us");
  const ScratchFile file("us.p12", core::as_text(bytes));
  const auto loaded = load_credential(file.path(), "secret");
  BOOST_TEST_REQUIRE(loaded.has_value());
  BOOST_TEST((loaded->certificate.der() == us.certificate.der()));
  BOOST_TEST((loaded->key.public_key() == us.key.public_key()));
  BOOST_TEST_REQUIRE(loaded->chain.size() == 1U);
  BOOST_TEST((loaded->chain[0].der() == authority().der()));
  const auto wrong = load_credential(file.path(), "other");
  BOOST_TEST((wrong.error().id() == FaultId::KeyUnreadable));
  BOOST_TEST(wrong.error().log_text().starts_with(file.path()));
}

BOOST_AUTO_TEST_CASE(a_credential_is_read_from_pem_in_any_order) {
  const auto us = leaf(holder_key(), "us");
  const ScratchFile file("us.pem", authority().pem() + us.pem() + holder_key().pem());
  const auto loaded = load_credential(file.path());
  BOOST_TEST_REQUIRE(loaded.has_value());
  BOOST_TEST((loaded->certificate.der() == us.der()));
  BOOST_TEST(loaded->chain.size() == 1U);
  const ScratchFile foreign("foreign.pem", us.pem() + other_key().pem());
  BOOST_TEST(!load_credential(foreign.path()).has_value());
  const ScratchFile junk("junk.p12", "junk");
  BOOST_TEST(!load_credential(junk.path()).has_value());
  const ScratchFile nothing("empty.p12", "");
  BOOST_TEST(!load_credential(nothing.path()).has_value());
}

BOOST_AUTO_TEST_CASE(a_wrong_request_for_a_certificate_throws) {
  CertificateRequest request{.subject = {{"CN", "x"}}, .not_before = kNow, .not_after = kNow, .dns_names = {}, .ip_addresses = {},
                             .key_usage = {"noSuchUsage"}};
  BOOST_CHECK_THROW(make_certificate(request, curve_key().public_key(), curve_key(), nullptr), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
