// Steps 5, 6, 10, 11 of security.md section 4.1.
#include <boost/test/unit_test.hpp>

#include "gateway/core/calendar.hpp"
#include "support_gate.hpp"

using namespace sluis;
using namespace sluis::tests;
using namespace std::chrono_literals;

namespace {

std::string message_with(const std::string& assertion, const native::Credential& signer = keys().holder) {
  MessagePlan plan;
  plan.assertion = assertion;
  plan.signer = &signer;
  return write(plan).message();
}

template <class Change>
std::string told_when(Change change) {
  AssertionPlan plan;
  change(plan);
  return TestGate().told(message_with(write(plan)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gate_refuses_assertion)

BOOST_AUTO_TEST_CASE(who_issued_it) {
  BOOST_TEST(told_when([](auto& plan) { plan.issuer = "urn:another"; }) == "5 AssertionIssuer");
  BOOST_TEST(told_when([](auto& plan) { plan.signer = nullptr; }) == "5 AssertionSignature");
  // The right name and a certificate of its own in KeyInfo: neither makes it ours.
  BOOST_TEST(told_when([](auto& plan) { plan.signer = &keys().other_sts; }) == "5 AssertionSignature");
  BOOST_TEST(told_when([](auto& plan) { plan.signer = &keys().holder; }) == "5 AssertionSignature");
}

BOOST_AUTO_TEST_CASE(when_it_holds) {
  const auto period = [](core::Instant from, core::Instant until) {
    return told_when([&](auto& plan) {
      plan.issued = plan.from = from;
      plan.until = until;
    });
  };
  BOOST_TEST(period(now() + 60s, now() + 1h) == "accepted");
  BOOST_TEST(period(now() + 61s, now() + 1h) == "5 AssertionConditions");
  BOOST_TEST(period(now() - 1h, now() - 59s) == "accepted");
  BOOST_TEST(period(now() - 1h, now() - 60s) == "5 AssertionConditions");
  BOOST_TEST(period(now(), now() + 24h) == "accepted");
  BOOST_TEST(period(now(), now() + 24h + 1s) == "5 AssertionConditions");
  BOOST_TEST(period(now() + 10s, now()) == "5 AssertionConditions");
  BOOST_TEST(told_when([](auto& plan) { plan.issued = now() + 2min; }) == "5 AssertionConditions");
}

BOOST_AUTO_TEST_CASE(conditions_that_are_not_ours) {
  const std::string audience =
      "<saml:AudienceRestrictionCondition><saml:Audience>urn:elsewhere</saml:Audience></saml:AudienceRestrictionCondition>";
  AssertionPlan plan;
  plan.conditions = audience;
  const auto text = message_with(write(plan));
  BOOST_TEST(TestGate().told(text) == "5 AssertionConditions");
  auto settings = TestGate::settings();
  settings.trust.audiences = {"urn:elsewhere"};
  BOOST_TEST(TestGate(settings).told(text) == "accepted");
  BOOST_TEST(told_when([](auto& plan) { plan.conditions = "<x:Odd xmlns:x=\"urn:x\"></x:Odd>"; }) == "5 AssertionConditions");
}

BOOST_AUTO_TEST_CASE(changed_after_issuing) {
  const auto good = write(AssertionPlan{});
  const TestGate gate;
  BOOST_TEST(gate.told(message_with(replaced(good, "19997638004", "19997737580"))) == "5 AssertionSignature");
  BOOST_TEST(gate.told(message_with(replaced(good, ">true<", ">false<"))) == "5 AssertionSignature");
  BOOST_TEST(gate.told(message_with(replaced(good, kCert, kId))) == "5 AssertionSignature");
}

// The issued assertion is kept inside, another one is around it.
BOOST_AUTO_TEST_CASE(an_assertion_wrapped_in_another) {
  const TestGate gate;
  AssertionPlan forged;
  forged.id = "_forged";
  forged.holder = &keys().attacker;
  forged.signer = nullptr;
  const auto good = write(AssertionPlan{});
  const auto signature_of_good = good.substr(good.find("<ds:Signature "), good.find("</saml:Assertion>") - good.find("<ds:Signature "));
  const auto end = std::string("</saml:Assertion>");
  MessagePlan plan;
  plan.signer = &keys().attacker;
  plan.assertion_id = "_forged";
  plan.assertion = replaced(write(forged), end, signature_of_good + end);
  BOOST_TEST(gate.told(write(plan).message()) == "5 AssertionSignature");
  plan.assertion = replaced(write(forged), end, "<saml:Advice>" + good + "</saml:Advice>" + signature_of_good + end);
  BOOST_TEST(gate.told(write(plan).message()) != "accepted");
  forged.id = "_assertion1";
  plan.assertion_id = "_assertion1";
  plan.assertion = replaced(write(forged), end, signature_of_good + end);
  BOOST_TEST(gate.told(write(plan).message()) == "5 AssertionSignature");
}

BOOST_AUTO_TEST_CASE(algorithms_inside_the_assertion) {
  const TestGate gate;
  const auto good = write(AssertionPlan{});
  BOOST_TEST(gate.told(message_with(replaced(good, "xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256"))) == "4 AlgorithmRefused");
  BOOST_TEST(gate.told(message_with(replaced(good, "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">",
                                             "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">"
                                             "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" "
                                             "PrefixList=\"saml\"></ec:InclusiveNamespaces>"))) == "4 AlgorithmRefused");
}

BOOST_AUTO_TEST_CASE(how_the_subject_is_confirmed) {
  BOOST_TEST(told_when([](auto& plan) { plan.methods = {kBearer}; }) == "6 NotHolderOfKey");
  BOOST_TEST(told_when([](auto& plan) { plan.methods = {kSenderVouches}; }) == "6 NotHolderOfKey");
  BOOST_TEST(told_when([](auto& plan) { plan.methods = {kHolderOfKey, kBearer}; }) == "6 NotHolderOfKey");
  BOOST_TEST(told_when([](auto& plan) { plan.methods = {}; }) == "6 NotHolderOfKey");
  BOOST_TEST(told_when([](auto& plan) {
    plan.holder_key_info = "<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>";
  }) == "6 NotHolderOfKey");
  BOOST_TEST(told_when([](auto& plan) { plan.holder_key_info = "<ds:KeyName>holder</ds:KeyName>"; }) == "2 SecurityHeader");
}

BOOST_AUTO_TEST_CASE(attributes_that_name_nobody) {
  BOOST_TEST(told_when([](auto& plan) { plan.attributes.clear(); }) == "10 AttributesRefused");
  BOOST_TEST(told_when([](auto& plan) { plan.attributes[1].values = {"72051999382"}; }) == "10 AttributesRefused");
}

BOOST_AUTO_TEST_CASE(the_holder_certificate_when_roots_are_configured) {
  auto settings = TestGate::settings();
  settings.holder_roots = {keys().root};
  AssertionPlan plan;
  BOOST_TEST(TestGate(settings).told(message_with(write(plan))) == "11 HolderCertificate");
  plan.holder = &keys().chained;
  const auto chained = message_with(write(plan), keys().chained);
  BOOST_TEST(TestGate(settings).told(chained) == "accepted");
  const TestGate later(settings);
  later.clock.set(*core::parse_instant("2027-11-20T09:15:00Z"));
  plan.issued = plan.from = later.clock.now();
  plan.until = plan.from + 1h;
  MessagePlan message;
  message.assertion = write(plan);
  message.signer = &keys().chained;
  message.created = later.clock.now();
  message.expires = message.created + 60s;
  BOOST_TEST(later.told(write(message).message()) == "11 HolderCertificate");
}

BOOST_AUTO_TEST_CASE(every_refusal_of_steps_2_to_9_looks_the_same_and_is_in_our_log) {
  const TestGate gate;
  AssertionPlan bearer;
  bearer.methods = {kBearer};
  AssertionPlan unsigned_one;
  unsigned_one.signer = nullptr;
  for (const auto& text : {message_with(write(bearer)), message_with(write(unsigned_one)), std::string("<x/>")}) {
    const auto refused = gate.gate.admit(soap_request(text));
    BOOST_REQUIRE(!refused);
    if (text != "<x/>") {
      BOOST_TEST(refused.error().entry().soa_code == "SOA-01001");
      BOOST_TEST(refused.error().entry().caller_text == "Service call not authenticated");
    }
  }
  BOOST_REQUIRE(gate.lines.size() == 3u);
  BOOST_TEST(gate.lines[0].find("\"rule\":6") != std::string::npos);
  BOOST_TEST(gate.lines[0].find("\"correlation_id\":\"c-1\"") != std::string::npos);
  BOOST_TEST(gate.lines[1].find("\"rule\":5") != std::string::npos);
  for (const auto& line : gate.lines) BOOST_TEST(line.find("72051999381") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(strangers_cannot_fill_the_log) {
  auto settings = TestGate::settings();
  settings.security_log_lines = 3;
  const TestGate gate(settings);
  for (int i = 0; i < 50; ++i) gate.judge("<x/>");
  BOOST_TEST(gate.lines.size() == 3u);
  gate.clock.advance(1min);
  gate.judge("<x/>");
  BOOST_REQUIRE(gate.lines.size() == 4u);
  BOOST_TEST(gate.lines.back().find("\"suppressed_lines\":47") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
