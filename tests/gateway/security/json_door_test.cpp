#include <Poco/DeflatingStream.h>

#include <boost/test/unit_test.hpp>
#include <sstream>

#include "gateway/core/encoding.hpp"
#include "gateway/security/deflated_token.hpp"
#include "support_gate.hpp"

using namespace sluis;
using namespace sluis::tests;

namespace {

message::Raw question(const std::string& authorization) {
  message::Raw raw;
  raw.method = "POST";
  raw.path = "/api/v1/decisions";
  raw.headers["content-type"] = "application/json; charset=utf-8";
  if (!authorization.empty()) raw.headers["authorization"] = authorization;
  raw.body = "{\"questions\":[]}";
  return raw;
}

std::string told_of(const message::Raw& raw) { return told(TestGate().gate.judge(raw)); }

std::string header(const AssertionPlan& plan = {}) { return security::authorization_of_token(write(plan)); }

std::string zlib_framed(const std::string& text) {
  std::ostringstream target;
  Poco::DeflatingOutputStream deflater(target, Poco::DeflatingStreamBuf::STREAM_ZLIB);
  deflater << text;
  deflater.close();
  return "SAML " + core::to_base64(target.str());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_door)

BOOST_AUTO_TEST_CASE(a_token_in_the_header_in_either_framing_and_again) {
  const TestGate gate;
  for (int i = 0; i < 2; ++i) {
    BOOST_TEST(told(gate.gate.judge(question(header()))) == "accepted");
    BOOST_TEST(told(gate.gate.judge(question(zlib_framed(write(AssertionPlan{}))))) == "accepted");
  }
  const auto admitted = gate.gate.admit(question(header()));
  BOOST_REQUIRE(admitted);
  BOOST_TEST(admitted->identity().nihii->text() == "19997638004");
  BOOST_TEST(!admitted->is_soap());
  BOOST_TEST(admitted->text() == "{\"questions\":[]}");
}

BOOST_AUTO_TEST_CASE(the_client_certificate_beside_a_token_is_the_holders) {
  auto raw = question(header());
  raw.client_certificate = keys().holder.certificate;
  BOOST_TEST(told_of(raw) == "accepted");
  raw.client_certificate = keys().attacker.certificate;
  BOOST_TEST(told_of(raw) == "6 NotHolderOfKey");
  auto settings = TestGate::settings();
  settings.header_token_needs_certificate = true;
  BOOST_TEST(told(TestGate(settings).gate.judge(question(header()))) == "6 NotHolderOfKey");
}

BOOST_AUTO_TEST_CASE(a_client_certificate_alone) {
  auto raw = question("");
  BOOST_TEST(told_of(raw) == "2 TokenMissing");
  raw.client_certificate = keys().hospital.certificate;
  const TestGate gate;
  const auto admitted = gate.gate.admit(raw);
  BOOST_REQUIRE(admitted);
  BOOST_TEST(admitted->identity().category == "orghospital");
  BOOST_TEST(admitted->identity().organisation->number == "71099911");
  BOOST_TEST(admitted->identity().credential == keys().hospital.certificate.fingerprint());
  raw.client_certificate = keys().holder.certificate;
  BOOST_TEST(gate.gate.admit(raw)->identity().category == "patient");
  raw.client_certificate = keys().sts.certificate;  // its subject names nobody
  BOOST_TEST(told_of(raw) == "2 AttributesRefused");
}

BOOST_AUTO_TEST_CASE(tokens_that_are_none) {
  BOOST_TEST(told_of(question("Bearer abc")) == "2 TokenMissing");
  BOOST_TEST(told_of(question("SAML !!")) == "2 SecurityHeader");
  BOOST_TEST(told_of(question("SAML " + core::to_base64("not deflated"))) == "2 SecurityHeader");
  BOOST_TEST(told_of(question(security::authorization_of_token("<x/>"))) == "2 SecurityHeader");
  BOOST_TEST(told_of(question(security::authorization_of_token(std::string(10'000'000, ' ')))) == "2 SecurityHeader");
  const auto cut = header();
  BOOST_TEST(told_of(question(cut.substr(0, cut.size() / 8 * 4 + 1))) == "2 SecurityHeader");
}

BOOST_AUTO_TEST_CASE(tokens_that_are_not_good) {
  AssertionPlan plan;
  plan.methods = {kBearer};
  BOOST_TEST(told_of(question(header(plan))) == "6 NotHolderOfKey");
  plan = {};
  plan.signer = &keys().other_sts;
  BOOST_TEST(told_of(question(header(plan))) == "5 AssertionSignature");
  plan = {};
  plan.until = now() - std::chrono::hours(1);
  plan.from = plan.issued = now() - std::chrono::hours(2);
  BOOST_TEST(told_of(question(header(plan))) == "5 AssertionConditions");
  BOOST_TEST(told_of(question(security::authorization_of_token(replaced(write(AssertionPlan{}), "720519", "72<!---->0519")))) ==
             "2 CommentRefused");
}

BOOST_AUTO_TEST_CASE(bodies_that_are_no_json) {
  auto raw = question(header());
  raw.headers["content-type"] = "text/xml";
  BOOST_TEST(told_of(raw) == "1 WrongContentType");
  raw = question(header());
  raw.body = "\xff";
  BOOST_TEST(told_of(raw) == "1 WrongEncoding");
}

BOOST_AUTO_TEST_SUITE_END()
