// Steps 4, 7, 8, 9 of security.md section 4.1 and the attacks on signatures of section 6.
#include <boost/test/unit_test.hpp>

#include "support_gate.hpp"

using namespace sluis;
using namespace sluis::tests;

namespace {

constexpr auto kC14n = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform>";
constexpr auto kRsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
constexpr auto kSha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

// The message's own signature changed; the assertion's is left alone.
std::string with_signature(const std::string& what, const std::string& by) {
  auto pieces = write(MessagePlan{});
  pieces.signature = replaced(pieces.signature, what, by);
  return pieces.message();
}

std::string with_references(std::vector<std::pair<std::string, std::string>> parts, const Pieces& from) {
  auto pieces = from;
  pieces.signature = signature(keys().holder, parts, key_info("_assertion1"));
  return pieces.message();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gate_refuses_signature)

BOOST_AUTO_TEST_CASE(algorithms_outside_the_list) {
  const TestGate gate;
  for (const auto* method : {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
                             "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
                             "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", "none", ""})
    BOOST_TEST(gate.told(with_signature(kRsaSha256, method)) == "4 AlgorithmRefused", method);
  BOOST_TEST(gate.told(with_signature(kSha256, "http://www.w3.org/2000/09/xmldsig#sha1")) == "4 AlgorithmRefused");
  BOOST_TEST(gate.told(with_signature("<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"",
                                      "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"")) ==
             "4 AlgorithmRefused");
}

BOOST_AUTO_TEST_CASE(transforms_outside_the_list) {
  const TestGate gate;
  for (const auto* transform : {"http://www.w3.org/TR/1999/REC-xslt-19991116", "http://www.w3.org/TR/1999/REC-xpath-19991116",
                                "http://www.w3.org/2002/06/xmldsig-filter2", "http://www.w3.org/2000/09/xmldsig#base64",
                                "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/2006/12/xml-c14n11",
                                "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"}) {
    const std::string other = "<ds:Transform Algorithm=\"" + std::string(transform) + "\"></ds:Transform>";
    BOOST_TEST(gate.told(with_signature(kC14n, other + kC14n)) == "4 AlgorithmRefused", transform);
    BOOST_TEST(gate.told(with_signature(kC14n, other)) == "4 AlgorithmRefused", transform);
  }
  BOOST_TEST(gate.told(with_signature(kC14n, std::string(kC14n) + kC14n)) == "4 AlgorithmRefused");
  const std::string inclusive =
      "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><ec:InclusiveNamespaces "
      "xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"soap\"></ec:InclusiveNamespaces></ds:Transform>";
  BOOST_TEST(gate.told(with_signature(kC14n, inclusive)) == "4 AlgorithmRefused");
}

BOOST_AUTO_TEST_CASE(an_odd_form_of_the_signature) {
  const TestGate gate;
  BOOST_TEST(gate.told(with_signature("</ds:Signature>", "<ds:Object></ds:Object></ds:Signature>")) == "4 ReferencesRefused");
  BOOST_TEST(gate.told(with_signature("</ds:SignedInfo>", "</ds:SignedInfo><ds:SignedInfo></ds:SignedInfo>")) ==
             "4 ReferencesRefused");
}

BOOST_AUTO_TEST_CASE(too_few_or_too_many_references) {
  const auto pieces = write(MessagePlan{});
  const std::pair<std::string, std::string> body_part{"body-1", pieces.body}, time_part{"ts-1", pieces.timestamp};
  const TestGate gate;
  BOOST_TEST(gate.told(with_references({time_part}, pieces)) == "4 ReferencesRefused");
  BOOST_TEST(gate.told(with_references({body_part}, pieces)) == "4 ReferencesRefused");
  BOOST_TEST(gate.told(with_references({body_part, time_part, {"_assertion1", pieces.assertion}}, pieces)) ==
             "4 ReferencesRefused");
  BOOST_TEST(gate.told(with_references({body_part, body_part}, pieces)) == "8 ReferencesRefused");
  BOOST_TEST(gate.told(with_references({time_part, {"_assertion1", pieces.assertion}}, pieces)) == "8 ReferencesRefused");
}

BOOST_AUTO_TEST_CASE(references_to_elsewhere) {
  const TestGate gate;
  for (const auto* uri : {"", "#", "http://192.0.2.1/body", "file:///etc/passwd", "#xpointer(/)", "#xpointer(id('body-1'))", "body-1"})
    BOOST_TEST(gate.told(with_signature("URI=\"#body-1\"", "URI=\"" + std::string(uri) + "\"")) == "8 ReferencesRefused", uri);
}

// The signed Body is kept where it still resolves; another one is where the message is read.
BOOST_AUTO_TEST_CASE(wrapping) {
  const TestGate gate;
  const auto pieces = write(MessagePlan{});
  const auto evil = [](const std::string& id) { return body(id, "<p:Ask xmlns:p=\"urn:test\"><p:ssin>evil</p:ssin></p:Ask>"); };
  const auto wrapped = "<x:Box xmlns:x=\"urn:x\">" + pieces.body + "</x:Box>";
  BOOST_TEST(gate.told(pieces.envelope(wrapped + pieces.security(), evil("other"))) == "8 ReferencesRefused");
  BOOST_TEST(gate.told(pieces.envelope(wrapped + pieces.security(), evil("body-1"))) == "2 DuplicateId");
  BOOST_TEST(gate.told(pieces.envelope(wrapped + pieces.security(), replaced(evil("x"), " wsu:Id=\"x\"", ""))) ==
             "8 ReferencesRefused");
  // Inside the new Body, inside the Security header, inside the signature.
  BOOST_TEST(gate.told(pieces.envelope(pieces.security(), body("other", wrapped))) == "8 ReferencesRefused");
  auto inside = pieces;
  inside.assertion += wrapped;
  BOOST_TEST(gate.told(inside.envelope(inside.security(), evil("other"))) == "2 SecurityHeader");
  auto object = pieces;
  object.signature = replaced(pieces.signature, "</ds:Signature>", "<ds:Object>" + pieces.body + "</ds:Object></ds:Signature>");
  BOOST_TEST(gate.told(object.envelope(object.security(), evil("other"))) == "4 ReferencesRefused");
  // A Timestamp moved away, a fresh one in its place.
  auto stale = pieces;
  stale.timestamp = timestamp("ts-2", "2026-11-20T09:15:00Z", "2026-11-20T09:16:00Z");
  BOOST_TEST(gate.told(stale.envelope("<x:Box xmlns:x=\"urn:x\">" + pieces.timestamp + "</x:Box>" + stale.security(), stale.body)) ==
             "8 ReferencesRefused");
}

// Only wsu:Id names Body and Timestamp; look-alikes are nothing.
BOOST_AUTO_TEST_CASE(ids_by_another_name) {
  const TestGate gate;
  const auto pieces = write(MessagePlan{});
  for (const auto* attribute : {"Id=\"body-1\"", "xml:id=\"body-1\"", "x:Id=\"body-1\" xmlns:x=\"urn:x\"", "wsu:id=\"body-1\""}) {
    auto renamed = pieces;
    renamed.body = replaced(pieces.body, "wsu:Id=\"body-1\"", attribute);
    BOOST_TEST(gate.told(renamed.message()) == "8 ReferencesRefused", attribute);
  }
}

BOOST_AUTO_TEST_CASE(content_changed_after_signing) {
  const TestGate gate;
  const auto text = write(MessagePlan{}).message();
  BOOST_TEST(gate.told(replaced(text, "85073099833", "85073099834")) == "7 MessageSignature");
  BOOST_TEST(gate.told(replaced(text, "<wsu:Expires>2026-11-20T09:16", "<wsu:Expires>2026-11-20T09:17")) == "7 MessageSignature");
  BOOST_TEST(gate.told(replaced(text, "<p:ssin>", "<p:ssin> ")) == "7 MessageSignature");
}

BOOST_AUTO_TEST_CASE(another_key) {
  const TestGate gate;
  MessagePlan plan;
  plan.signer = &keys().other_sts;
  BOOST_TEST(gate.told(write(plan).message()) == "7 AlgorithmRefused");  // an EC signature for an RSA key
  AssertionPlan assertion;
  assertion.holder = &keys().ec_holder;
  plan.assertion = write(assertion);
  plan.signer = &keys().attacker;
  BOOST_TEST(gate.told(write(plan).message()) == "7 MessageSignature");
}

// KeyInfo is no source of keys, wherever it points.
BOOST_AUTO_TEST_CASE(a_key_brought_along) {
  const TestGate gate;
  AssertionPlan assertion;
  assertion.holder = &keys().ec_holder;
  MessagePlan plan;
  plan.assertion = write(assertion);
  plan.signer = &keys().attacker;
  auto pieces = write(plan);
  const auto with_key_info = [&](const std::string& content) {
    pieces.signature = signature(keys().attacker, {{"body-1", pieces.body}, {"ts-1", pieces.timestamp}}, content);
    return gate.told(pieces.message());
  };
  const std::string certificate = "<ds:X509Data xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Certificate>" +
                                  keys().attacker.certificate.base64() + "</ds:X509Certificate></ds:X509Data>";
  BOOST_TEST(with_key_info(certificate) == "7 MessageSignature");
  BOOST_TEST(with_key_info(key_info("_assertion1") + certificate) == "7 MessageSignature");
  BOOST_TEST(with_key_info("") == "7 MessageSignature");
  BOOST_TEST(with_key_info(replaced(key_info("_assertion1"), "SAMLAssertionID", "X509SubjectKeyIdentifier")) == "7 MessageSignature");
}

BOOST_AUTO_TEST_CASE(the_name_of_another_assertion) {
  const TestGate gate;
  MessagePlan plan;
  plan.assertion_id = "_assertion2";
  BOOST_TEST(gate.told(write(plan).message()) == "7 MessageSignature");
}

BOOST_AUTO_TEST_CASE(a_message_sent_again) {
  const TestGate gate;
  const auto text = write(MessagePlan{}).message();
  BOOST_TEST(gate.told(text) == "accepted");
  BOOST_TEST(gate.told(text) == "9 Replayed");
  // In another dress: spaces in what is not signed, another token of the same holder.
  BOOST_TEST(gate.told(replaced(text, "</ds:SignatureValue><ds:KeyInfo><wsse", "\n</ds:SignatureValue><ds:KeyInfo><wsse")) ==
             "9 Replayed");
  AssertionPlan renewed;
  renewed.id = "_assertion2";
  auto pieces = write(MessagePlan{});
  pieces.assertion = write(renewed);
  pieces.signature = replaced(pieces.signature, ">_assertion1<", ">_assertion2<");
  BOOST_TEST(gate.told(pieces.message()) == "9 Replayed");
  // Until the last moment at which step 3 would still let it in, and then step 3 holds.
  gate.clock.set(now() + std::chrono::seconds(359));
  BOOST_TEST(gate.told(text) == "9 Replayed");
  gate.clock.set(now() + std::chrono::seconds(360));
  BOOST_TEST(gate.told(text) == "3 TimestampRefused");
}

BOOST_AUTO_TEST_CASE(a_full_memory_lets_nothing_in) {
  core::ManualClock clock(now());
  core::Log log(clock, [](std::string_view) {});
  security::MemoryReplayGuard tiny(0);
  const security::Gate gate(TestGate::settings(), clock, log, tiny);
  std::string last;
  for (int i = 0; i < 200 && last != "9 Busy"; ++i) {
    MessagePlan plan;
    plan.body_id = "body-" + std::to_string(i);
    last = told(gate.judge(soap_request(write(plan).message())));
  }
  BOOST_TEST(last == "9 Busy");
}

BOOST_AUTO_TEST_SUITE_END()
