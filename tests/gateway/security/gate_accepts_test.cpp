#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "gateway/core/random.hpp"
#include "mappings/wss/envelope.hpp"
#include "support_gate.hpp"

using namespace sluis;
using namespace sluis::tests;

BOOST_AUTO_TEST_SUITE(gate_accepts)

BOOST_AUTO_TEST_CASE(a_well_made_message_and_says_who_speaks) {
  const TestGate gate;
  auto admitted = gate.gate.admit(soap_request(write(MessagePlan{}).message()));
  BOOST_REQUIRE(admitted);
  BOOST_TEST(admitted->identity().category == "persphysician");
  BOOST_TEST(admitted->identity().ssin->text() == "72051999381");
  BOOST_TEST(admitted->identity().nihii->text() == "19997638004");
  BOOST_TEST(admitted->identity().assertion_id == "_assertion1");
  BOOST_TEST(admitted->identity().credential == keys().holder.certificate.fingerprint());
  BOOST_TEST(admitted->payload().is("urn:test", "Ask"));
  BOOST_TEST(gate.lines.empty());
}

BOOST_AUTO_TEST_CASE(by_the_certificates_of_the_moment) {
  TestGate gate;
  const auto message = [](const std::string& part) {
    MessagePlan plan;
    plan.payload = "<p:Ask xmlns:p=\"urn:test\">" + part + "</p:Ask>";
    return write(plan).message();
  };
  BOOST_TEST(gate.told(message("one")) == "accepted");
  gate.gate.exchange({keys().attacker.certificate}, {});
  BOOST_TEST(gate.told(message("two")) != "accepted");
  gate.gate.exchange({keys().attacker.certificate, keys().sts.certificate}, {});
  BOOST_TEST(gate.told(message("three")) == "accepted");
  gate.gate.exchange({keys().sts.certificate}, {keys().attacker.certificate});  // no authority of the holder's
  BOOST_TEST(gate.told(message("four")) != "accepted");
}

BOOST_AUTO_TEST_CASE(what_our_own_writer_makes_with_either_kind_of_key) {
  const TestGate gate;
  core::SystemRandom random;
  AssertionPlan plan;
  plan.holder = &keys().ec_holder;
  for (const auto* holder : {&keys().holder, &keys().ec_holder}) {
    plan.holder = holder;
    const auto text = mappings::wss::token_envelope("<a xmlns=\"urn:test\"><wsu:b xmlns:wsu=\"urn:mine\">\xC3\xA9</wsu:b></a>",
                                                    write(plan), plan.id, holder->key, {now(), random});
    BOOST_REQUIRE(text);
    BOOST_TEST(gate.told(*text) == "accepted");
  }
}

BOOST_AUTO_TEST_CASE(a_payload_that_binds_our_prefixes_to_our_namespaces) {
  const TestGate gate;
  core::SystemRandom random;
  const std::string payload =
      "<r xmlns=\"urn:test\"><soap:x xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" "
      "xmlns:wsu=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\" "
      "wsu:Id=\"inner\"></soap:x></r>";
  const auto text = mappings::wss::token_envelope(payload, write(AssertionPlan{}), "_assertion1", keys().holder.key, {now(), random});
  BOOST_REQUIRE(text);
  BOOST_TEST(gate.told(*text) == "accepted");
}

BOOST_AUTO_TEST_CASE(any_order_inside_the_header) {
  auto pieces = write(MessagePlan{});
  const auto ours = pieces.security();
  const auto open = ours.substr(0, ours.find("<wsu:Timestamp"));
  const TestGate signature_first;
  BOOST_TEST(signature_first.told(pieces.envelope(
                 open + pieces.signature + pieces.assertion + pieces.timestamp + "</wsse:Security>", pieces.body)) == "accepted");
  const TestGate assertion_first;
  BOOST_TEST(assertion_first.told(pieces.envelope(
                 open + pieces.assertion + pieces.signature + pieces.timestamp + "</wsse:Security>", pieces.body)) == "accepted");
}

// Exclusive canonicalisation makes the place of declarations and the order of attributes free.
BOOST_AUTO_TEST_CASE(declarations_elsewhere_and_attributes_in_another_order) {
  const TestGate gate;
  auto pieces = write(MessagePlan{});
  auto text = pieces.message();
  const std::string wsu = " xmlns:wsu=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\"";
  text = replaced(text, "<wsu:Timestamp" + wsu, "<wsu:Timestamp");
  text = replaced(text, "<soap:Envelope", "<soap:Envelope xmlns:unused=\"urn:x\"" + wsu);
  text = replaced(text, "MajorVersion=\"1\" MinorVersion=\"1\"", "MinorVersion='1'\n  MajorVersion = \"1\"");
  BOOST_TEST(gate.told(text) == "accepted");
}

BOOST_AUTO_TEST_CASE(a_timestamp_with_an_offset) {
  const TestGate gate;
  auto pieces = write(MessagePlan{});
  pieces.timestamp = timestamp("ts-1", "2026-11-20T10:15:00+01:00", "2026-11-20T10:16:00.5+01:00");
  pieces.signature = signature(keys().holder, {{"ts-1", pieces.timestamp}, {"body-1", pieces.body}}, key_info("_assertion1"));
  BOOST_TEST(gate.told(pieces.message()) == "accepted");
}

BOOST_AUTO_TEST_CASE(blocks_for_other_actors_beside_ours) {
  const TestGate gate;
  const auto pieces = write(MessagePlan{});
  const std::string others =
      "<x:Security xmlns:x=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\" "
      "soap:actor=\"urn:another\" soap:mustUnderstand=\"1\"></x:Security><y:Trace xmlns:y=\"urn:y\"></y:Trace>";
  BOOST_TEST(gate.told(pieces.envelope(others + pieces.security(), pieces.body)) == "accepted");
}

BOOST_AUTO_TEST_CASE(a_comment_between_the_elements_of_the_body) {
  const TestGate gate;
  BOOST_TEST(gate.told(replaced(write(MessagePlan{}).message(), "<p:ssin>", "<!-- patient --><p:ssin>")) == "accepted");
}

BOOST_AUTO_TEST_CASE(any_of_several_pinned_certificates) {
  auto settings = TestGate::settings();
  settings.trust.sts_certificates = {keys().other_sts.certificate, keys().sts.certificate};
  BOOST_TEST(TestGate(settings).told(write(MessagePlan{}).message()) == "accepted");
}

BOOST_AUTO_TEST_CASE(a_bare_key_when_the_settings_allow_it) {
  AssertionPlan plan;
  plan.holder = &keys().ec_holder;
  // The uncompressed point of a P-256 key is the end of its SubjectPublicKeyInfo, which stands in the certificate.
  const auto der = keys().ec_holder.certificate.der();
  const std::vector<std::uint8_t> before{0x03, 0x42, 0x00, 0x04};
  const auto at = std::search(der.begin(), der.end(), before.begin(), before.end());
  BOOST_REQUIRE(at != der.end());
  const std::vector<std::uint8_t> point(at + 3, at + 3 + 65);
  plan.holder_key_info =
      "<ds:KeyValue><dsig11:ECKeyValue xmlns:dsig11=\"http://www.w3.org/2009/xmldsig11#\"><dsig11:NamedCurve "
      "URI=\"urn:oid:1.2.840.10045.3.1.7\"></dsig11:NamedCurve><dsig11:PublicKey>" +
      core::to_base64(point) + "</dsig11:PublicKey></dsig11:ECKeyValue></ds:KeyValue>";
  MessagePlan message;
  message.assertion = write(plan);
  message.signer = &keys().ec_holder;
  const auto text = write(message).message();
  BOOST_TEST(TestGate().told(text) == "6 NotHolderOfKey");
  auto settings = TestGate::settings();
  settings.bare_holder_keys = true;
  BOOST_TEST(TestGate(settings).told(text) == "accepted");
}

BOOST_AUTO_TEST_SUITE_END()
