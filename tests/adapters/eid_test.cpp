#include <boost/test/unit_test.hpp>

#include <fstream>
#include <sstream>

#include "adapters/eid/signed_proofs.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_document.hpp"

using namespace sluis;

namespace {

const auto kNow = *core::parse_instant("2026-11-20T09:15:00Z");
constexpr auto kSsin = "85073099833";

const std::string kLink =
    R"(<therapeuticlink xmlns="http://www.ehealth.fgov.be/hubservices/core/v2"><patient><id S="INSS" SV="1.0">85073099833</id>)"
    R"(</patient><hcparty><id S="ID-HCPARTY" SV="1.0">19997638004</id><cd S="CD-HCPARTY" SV="1.1">persphysician</cd></hcparty>)"
    R"(<cd S="CD-THERAPEUTICLINKTYPE" SV="1.0">ignored</cd></therapeuticlink>)";

core::Instant moment(const char* text) { return *core::parse_instant(text); }

struct CardFacts {
  std::string serial = kSsin;
  std::vector<std::string> usage = {"nonRepudiation"};
  core::Instant from = moment("2026-01-01T00:00:00Z");
  core::Instant to = moment("2027-01-01T00:00:00Z");
};

// An authority with cards of its own; keys are made once.
struct Issuer {
  native::PrivateKey key = native::PrivateKey::generate_ec();
  native::Certificate certificate = native::make_certificate(
      {.subject = {{"CN", "An authority"}}, .not_before = moment("2020-01-01T00:00:00Z"), .not_after = moment("2040-01-01T00:00:00Z"),
       .authority = true, .dns_names = {}, .ip_addresses = {}, .key_usage = {"keyCertSign", "cRLSign"}},
      key.public_key(), key, nullptr);

  native::Credential card(const CardFacts& facts, const native::PrivateKey& own) const {
    return {own,
            native::make_certificate({.subject = {{"C", "BE"}, {"CN", "Anna"}, {"serialNumber", facts.serial}},
                                      .not_before = facts.from, .not_after = facts.to, .authority = false,
                                      .dns_names = {}, .ip_addresses = {}, .key_usage = facts.usage},
                                     own.public_key(), key, &certificate),
            {certificate}};
  }
};

const Issuer& state() {
  static const Issuer issuer;
  return issuer;
}

std::vector<std::uint8_t> signed_by(const native::Credential& card, const std::string& content = kLink) {
  return native::make_signed_data(core::as_bytes(content), card).value();
}

// The failure, or "" when it opens.
std::string outcome(const std::vector<std::uint8_t>& cms, std::vector<native::Certificate> roots = {state().certificate},
                    core::Instant at = kNow) {
  const auto proofs = adapters::eid::make_signed_proofs({std::move(roots), {}, false, std::chrono::seconds(60)});
  const auto opened = proofs->open(cms, at);
  return std::holds_alternative<std::string>(opened) ? std::get<std::string>(opened) : "";
}

std::string with_card(const CardFacts& facts) {
  static const auto key = native::PrivateKey::generate_ec();
  return outcome(signed_by(state().card(facts, key)));
}

std::string with_content(const std::string& content) {
  static const auto card = state().card({}, native::PrivateKey::generate_ec());
  return outcome(signed_by(card, content));
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  return text.replace(text.find(what), what.size(), by);
}

// Something stands against the certificates of one use.
class Against final : public spi::Standing {
 public:
  explicit Against(spi::CertificateUse use) : use_(use) {}
  std::string objection(const native::Certificate&, spi::CertificateUse use, core::Instant) override { return use == use_ ? "revoked" : ""; }

 private:
  spi::CertificateUse use_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(eid)

BOOST_AUTO_TEST_CASE(a_revoked_card_signs_no_proof) {
  const auto cms = signed_by(state().card({}, native::PrivateKey::generate_ec()));
  for (const auto use : {spi::CertificateUse::Proof, spi::CertificateUse::Holder}) {
    Against against(use);
    const auto proofs = adapters::eid::make_signed_proofs({{state().certificate}, {}, false, std::chrono::seconds(60), &against});
    const auto opened = proofs->open(cms, kNow);
    BOOST_TEST(std::holds_alternative<spi::SignedProof>(opened) == (use == spi::CertificateUse::Holder));
    if (use == spi::CertificateUse::Proof) BOOST_TEST(std::get<std::string>(opened) == "certificate_invalid");
  }
}

BOOST_AUTO_TEST_CASE(a_proof_says_who_signed_for_whom) {
  for (const auto& key : {native::PrivateKey::generate_ec(), native::PrivateKey::generate_rsa(2048)}) {
    const auto proofs = adapters::eid::make_signed_proofs({{state().certificate}, {}, false, {}});
    const auto opened = proofs->open(signed_by(state().card({}, key)), kNow);
    BOOST_REQUIRE(std::holds_alternative<spi::SignedProof>(opened));
    const auto& proof = std::get<spi::SignedProof>(opened);
    BOOST_TEST(proof.signer == kSsin);
    BOOST_TEST(proof.patient.value("INSS").value() == kSsin);
    BOOST_TEST(proof.party.value("ID-HCPARTY").value() == "19997638004");
    BOOST_TEST(proof.party.category() == "persphysician");
  }
}

BOOST_AUTO_TEST_CASE(the_certificate_is_judged_in_order) {
  BOOST_TEST(with_card({}) == "");
  BOOST_TEST(with_card({.to = moment("2026-11-20T09:14:59Z")}) == "certificate_expired");
  BOOST_TEST(with_card({.from = moment("2026-11-20T09:15:00Z")}) == "");
  BOOST_TEST(with_card({.from = moment("2026-11-20T09:16:00Z")}) == "");  // clocks differ
  BOOST_TEST(with_card({.from = moment("2026-11-20T09:16:01Z")}) == "certificate_expired");
  BOOST_TEST(with_card({.usage = {"digitalSignature"}}) == "certificate_not_for_signing");
  BOOST_TEST(with_card({.usage = {}}) == "certificate_not_for_signing");
  BOOST_TEST(with_card({.usage = {"digitalSignature"}, .to = moment("2026-11-20T09:14:59Z")}) == "certificate_expired");
  const Issuer other;
  BOOST_TEST(outcome(signed_by(other.card({}, native::PrivateKey::generate_ec()))) == "certificate_not_trusted");
  BOOST_TEST(outcome(signed_by(other.card({}, native::PrivateKey::generate_ec())), {}) == "certificate_not_trusted");
  BOOST_TEST(outcome(signed_by(state().card({}, native::PrivateKey::generate_rsa(1024)))) == "certificate_invalid");
}

BOOST_AUTO_TEST_CASE(the_content_is_one_link_of_one_patient_with_one_party) {
  BOOST_TEST(with_content(kLink) == "");
  BOOST_TEST(with_content("") == "binary_invalid");
  BOOST_TEST(with_content("free text") == "binary_invalid");
  BOOST_TEST(with_content(replaced(kLink, "core/v2", "core/v3")) == "binary_invalid");
  BOOST_TEST(with_content("<!DOCTYPE a [<!ENTITY b 'c'>]>" + kLink) == "binary_invalid");
  BOOST_TEST(with_content("<outer>" + kLink + "</outer>") == "binary_invalid");
  const auto patient = kLink.substr(kLink.find("<patient>"), kLink.find("<hcparty>") - kLink.find("<patient>"));
  BOOST_TEST(with_content(replaced(kLink, "<hcparty>", patient + "<hcparty>")) == "binary_invalid");
  BOOST_TEST(with_content(replaced(kLink, patient, "")) == "binary_invalid");
  BOOST_TEST(with_content(replaced(kLink, "8507", "85<!-- x -->07")) == "binary_invalid");
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "<a>";
  BOOST_TEST(with_content(deep) == "binary_invalid");
}

BOOST_AUTO_TEST_CASE(the_sample_is_accepted_when_its_root_is) {
  const auto text = [](const std::string& path) {
    std::ifstream in(std::string(SLUIS_SOURCE_DIR) + "/../shared/samples/" + path);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
  };
  const auto pem = text("security/certs/patient-signature-sample.pem");
  if (pem.empty()) {
    BOOST_TEST_MESSAGE("no ../shared/samples: left out");
    return;
  }
  const auto message = text("therapeutic-link/put-eidsigning.request.xml");
  const auto start = message.find('>', message.find("Base64EncryptedValue")) + 1;
  const auto cms = core::from_base64(message.substr(start, message.find('<', start) - start));
  BOOST_REQUIRE(cms);
  const auto root = native::Certificate::from_pem(pem).value();
  BOOST_TEST(outcome(*cms, {root}, root.not_before() + std::chrono::hours(1)) == "");
  BOOST_TEST(outcome(*cms, {root}, root.not_before() - std::chrono::hours(1)) == "certificate_expired");
  BOOST_TEST(outcome(*cms, {state().certificate}, root.not_before()) == "certificate_not_trusted");
}

BOOST_AUTO_TEST_SUITE_END()
