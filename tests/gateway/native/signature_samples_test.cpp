// The sample messages of security.md section 8: each is accepted or refused at the signature as its name says.
#include <boost/test/unit_test.hpp>
#include <string>

#include "gateway/native/digest.hpp"
#include "gateway/native/signature_check.hpp"
#include "tests/gateway/native/support.hpp"

using namespace sluis;
using namespace sluis::native;
using namespace sluis::native::test;

namespace {

// The nodes of a signed message that a verifier looks for.
struct Message {
  explicit Message(std::string_view xml) : document(parsed(xml)) {
    const auto envelope = document.root();
    body = envelope.child(kSoap, "Body");
    security = envelope.child(kSoap, "Header").child(kWsse, "Security");
    timestamp = security.child(kWsu, "Timestamp");
    assertion = security.child(kSaml, "Assertion");
    signature = security.child(kDs, "Signature");
  }

  std::vector<SignedNode> expected() const {
    return {{body, body.attribute("Id", kWsu).value_or("")}, {timestamp, timestamp.attribute("Id", kWsu).value_or("")}};
  }

  Document document;
  Node body, security, timestamp, assertion, signature;
};

PublicKey key_of(const std::string& name) {
  auto certificate = Certificate::from_pem(sample("certs/" + name).value());
  BOOST_TEST_REQUIRE(certificate.has_value());
  return certificate->key();
}

// Verdict over a sample with the holder's key: nullopt when accepted.
std::optional<FaultId> message_verdict(const std::string& xml) {
  const Message message(xml);
  const auto verdict =
      verify_signature(message.document, message.signature, key_of("holder-of-key-sample.pem"), message.expected(), false);
  if (verdict) return std::nullopt;
  return verdict.error().id();
}

Status assertion_verdict(const Document& document, Node assertion) {
  return verify_signature(document, assertion.child(kDs, "Signature"), key_of("sts-sample.pem"),
                          {{assertion, assertion.attribute("AssertionID").value_or("")}}, true);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signature_samples)

BOOST_AUTO_TEST_CASE(a_good_message_is_accepted_with_both_its_signatures) {
  const auto xml = sample("soap-get-consent-signed.xml");
  if (!xml) return;
  const Message message(*xml);
  BOOST_TEST(!message.document.has_duplicate_ids());
  const auto before = canonical(message.document.root());
  const auto key = key_of("holder-of-key-sample.pem");
  BOOST_TEST(verify_signature(message.document, message.signature, key, message.expected(), false).has_value());
  BOOST_TEST(assertion_verdict(message.document, message.assertion).has_value());
  BOOST_TEST(verify_signature(message.document, message.signature, key, message.expected(), false).has_value());
  BOOST_TEST(canonical(message.document.root()) == before);
}

BOOST_AUTO_TEST_CASE(our_canonical_form_has_the_digest_that_the_sender_computed) {
  const auto xml = sample("soap-get-consent-signed.xml");
  if (!xml) return;
  const Message message(*xml);
  const auto references = message.signature.child(kDs, "SignedInfo").children(kDs, "Reference");
  BOOST_TEST_REQUIRE(references.size() == 2U);
  BOOST_TEST(references[0].child(kDs, "DigestValue").text() == sha256_base64(canonical(message.body)));
  BOOST_TEST(references[1].child(kDs, "DigestValue").text() == sha256_base64(canonical(message.timestamp)));
}

BOOST_AUTO_TEST_CASE(the_assertion_alone_is_accepted_and_with_another_key_refused) {
  const auto xml = sample("assertion-hok.xml");
  if (!xml) return;
  const auto document = parsed(*xml);
  const auto root = document.root();
  BOOST_TEST(assertion_verdict(document, root).has_value());
  const auto verdict = verify_signature(document, root.child(kDs, "Signature"), key_of("holder-of-key-sample.pem"),
                                        {{root, root.attribute("AssertionID").value()}}, true);
  BOOST_TEST_REQUIRE(!verdict.has_value());
  BOOST_TEST((verdict.error().id() == FaultId::MessageSignature));
}

BOOST_AUTO_TEST_CASE(each_invalid_message_is_refused_for_its_reason) {
  const std::vector<std::pair<std::string, FaultId>> all = {
      {"soap-tampered-body", FaultId::MessageSignature},       {"soap-sha1", FaultId::AlgorithmRefused},
      {"soap-hmac-confusion", FaultId::AlgorithmRefused},      {"soap-signed-by-other-key", FaultId::MessageSignature},
      {"soap-signature-wrapping", FaultId::ReferencesRefused}, {"soap-unsigned-body", FaultId::ReferencesRefused}};
  for (const auto& [name, fault] : all) {
    const auto xml = sample("invalid/" + name + ".business.xml");
    if (!xml) continue;
    const auto verdict = message_verdict(*xml);
    BOOST_TEST_REQUIRE(verdict.has_value(), name << " was accepted");
    BOOST_TEST((*verdict == fault), name);
  }
}

BOOST_AUTO_TEST_CASE(wrong_times_are_not_the_signatures_business) {
  if (const auto xml = sample("invalid/soap-expired-timestamp.business.xml")) BOOST_TEST(!message_verdict(*xml).has_value());
  if (const auto xml = sample("invalid/assertion-expired.business.xml")) {
    const auto document = parsed(*xml);
    BOOST_TEST(assertion_verdict(document, document.root()).has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_duplicate_id_is_seen) {
  const auto xml = sample("invalid/soap-duplicate-id.schema.xml");
  if (xml) BOOST_TEST(parsed(*xml).has_duplicate_ids());
}

BOOST_AUTO_TEST_CASE(the_request_to_the_token_service_is_signed_over_three_nodes) {
  const auto xml = sample("soap-rst-issue-hok-signed.xml");
  if (!xml) return;
  const Message message(*xml);
  const auto token = message.security.child(kWsse, "BinarySecurityToken");
  const auto certificate = Certificate::from_base64(token.text());
  BOOST_TEST_REQUIRE(certificate.has_value());
  auto expected = message.expected();
  expected.push_back({token, token.attribute("Id", kWsu).value_or("")});
  BOOST_TEST(verify_signature(message.document, message.signature, certificate->key(), expected, false).has_value());
  expected.pop_back();
  BOOST_TEST(!verify_signature(message.document, message.signature, certificate->key(), expected, false).has_value());
}

BOOST_AUTO_TEST_CASE(every_changed_character_of_what_is_signed_is_noticed) {
  const auto xml = sample("soap-get-consent-signed.xml");
  if (!xml) return;
  const auto key = key_of("holder-of-key-sample.pem");
  const auto body = xml->find("<SOAP-ENV:Body");
  int tried = 0;
  for (auto at = xml->find_first_of("0123456789", body); at < xml->size(); at = xml->find_first_of("0123456789", at + 17)) {
    auto changed = *xml;
    changed[at] = changed[at] == '9' ? '8' : static_cast<char>(changed[at] + 1);
    const auto document = Document::parse(changed);
    if (!document) continue;
    const Message message(changed);
    BOOST_TEST(!verify_signature(message.document, message.signature, key, message.expected(), false).has_value(), "at " << at);
    ++tried;
  }
  BOOST_TEST(tried > 10);
}

BOOST_AUTO_TEST_SUITE_END()
