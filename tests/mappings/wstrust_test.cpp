#include <boost/test/unit_test.hpp>

#include "gateway/core/calendar.hpp"
#include "gateway/native/private_key.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/schemas.hpp"
#include "mappings/wss/answer.hpp"
#include "mappings/wss/envelope.hpp"
#include "mappings/wstrust/claim_table.hpp"
#include "mappings/wstrust/names.hpp"
#include "mappings/wstrust/response.hpp"

using namespace sluis;
namespace wst = sluis::mappings::wstrust;
namespace wss = sluis::mappings::wss;

namespace {

native::Credential self_signed() {
  auto key = native::PrivateKey::generate_ec();
  native::CertificateRequest request;
  request.subject = {{"CN", "x"}};
  request.not_before = *core::parse_instant("2026-11-01T00:00:00Z");
  request.not_after = *core::parse_instant("2027-11-01T00:00:00Z");
  auto certificate = native::make_certificate(request, key.public_key(), key, nullptr);
  return {std::move(key), std::move(certificate), {}};
}

// Canonical, and valid by our schema.
void check_written(const std::string& text) {
  const auto document = native::Document::parse(text);
  BOOST_REQUIRE(document);
  BOOST_TEST(native::canonical(document->root()) == text);
  static const auto schemas = mappings::Schemas::load(SLUIS_SOURCE_DIR "/mappings");
  BOOST_REQUIRE(schemas);
  for (const auto& error : schemas->of("wstrust").validate(document->root())) BOOST_ERROR(error.path + ": " + error.expected);
}

Result<wst::TokenResponse> read(const native::Document& document) { return wst::read_response(document.root()); }

native::Document parsed(const std::string& text) {
  auto document = native::Document::parse(text);
  BOOST_REQUIRE(document);
  return std::move(*document);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wstrust)

BOOST_AUTO_TEST_CASE(requests_are_canonical_and_valid) {
  const auto at = *core::parse_instant("2026-11-20T09:10:00Z");
  const auto issue = wst::write_issue({"_c", {{"urn:a", {"1", "2"}}, {"urn:b", {}}}, at, at + std::chrono::hours(12),
                                       self_signed().certificate});
  check_written(issue);
  BOOST_TEST(issue.find("<auth:Value>1;2</auth:Value>") != std::string::npos);
  BOOST_TEST(issue.find("ws-sx/wstrust/200512/PublicKey") != std::string::npos);
  check_written(wst::write_challenge_answer("_c", "c2FtcGxl"));
  const auto renew = wst::write_renew("_c", "<s:Assertion xmlns:s=\"urn:x\"></s:Assertion>", "token-1");
  BOOST_TEST(native::canonical(parsed(renew).root()) == renew);
}

BOOST_AUTO_TEST_CASE(responses) {
  const std::string open = "<w:RequestSecurityTokenResponse xmlns:w=\"" + std::string(wst::kWst) + "\" Context=\"_c\">";
  const std::string close = "</w:RequestSecurityTokenResponse>";
  const auto token = parsed(open + "<w:RequestedSecurityToken> <a/> </w:RequestedSecurityToken>" + close);
  BOOST_TEST(read(token)->token.name() == "a");
  BOOST_TEST(read(token)->context == "_c");
  const auto list = "<w:RequestSecurityTokenResponseCollection xmlns:w=\"" + std::string(wst::kWst) + "\">" + open +
                    "<w:RequestedSecurityToken><a/></w:RequestedSecurityToken>" + close + "</w:RequestSecurityTokenResponseCollection>";
  BOOST_TEST(read(parsed(list)).has_value());
  BOOST_TEST(read(parsed(open + "<w:SignChallenge><w:Challenge>xyz</w:Challenge></w:SignChallenge>" + close))->challenge == "xyz");
  BOOST_TEST(read(parsed(open + "<w:Challenge>xyz</w:Challenge>" + close))->challenge == "xyz");
  BOOST_TEST(!read(parsed(open + close)).has_value());
  BOOST_TEST(!read(parsed("<a/>")).has_value());
}

BOOST_AUTO_TEST_CASE(claims_for_each_kind) {
  const auto table = wst::ClaimTable::load(SLUIS_SOURCE_DIR "/mappings/policy/token_claims.table");
  const auto physician = table.claims_for("physician", {"72051999381", ""});
  BOOST_REQUIRE(physician);
  BOOST_TEST((physician->at(1) == wst::Claim{"urn:be:fgov:person:ssin", {"72051999381"}}));
  BOOST_TEST((physician->at(2) == wst::Claim{"urn:be:fgov:person:ssin:doctor:boolean", {}}));
  BOOST_TEST(table.claims_for("pharmacy", {"", "20999609"})->size() == 4u);
  BOOST_TEST(table.claims_for("pharmacy", {"72051999381", "20999609"})->size() == 5u);
  BOOST_TEST((table.claims_for("hospital", {}).error().id() == FaultId::Usage));
  BOOST_TEST(table.claims_for("baker", {}).error().log_text().find("insurance") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(answers_and_faults_in_envelopes) {
  core::SystemRandom random;
  const auto plain = wss::read_soap_answer(wss::plain_envelope("<a xmlns=\"urn:a\"></a>"));
  BOOST_REQUIRE(plain);
  BOOST_TEST(plain->payload.is("urn:a", "a"));
  const auto at = *core::parse_instant("2026-11-20T09:10:00Z");
  const auto signed_one = wss::signed_answer("<a xmlns=\"urn:a\"></a>", self_signed(), {at, random});
  BOOST_REQUIRE(signed_one);
  BOOST_TEST(signed_one->find("mustUnderstand") == std::string::npos);
  BOOST_TEST(wss::read_soap_answer(*signed_one)->payload.is("urn:a", "a"));
  const auto fault = wss::read_soap_answer(wss::plain_envelope(
      "<s:Fault xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><faultcode>s:Server</faultcode><faultstring>oops</faultstring>"
      "<detail><e:SystemError xmlns:e=\"urn:be:fgov:ehealth:errors:soa:v1\" Id=\"t-1\"><Origin>Provider</Origin><Code>SOA-02001</Code>"
      "<Message>Service not available</Message></e:SystemError></detail></s:Fault>"));
  BOOST_REQUIRE(fault);
  BOOST_REQUIRE(fault->fault);
  BOOST_TEST(!fault->payload);
  BOOST_TEST(fault->fault->fault_code == "Server");
  BOOST_TEST(fault->fault->code == "SOA-02001");
  BOOST_TEST(fault->fault->message == "Service not available");
  BOOST_TEST(fault->fault->id == "t-1");
  for (const auto* bad : {"", "<a/>", "<!DOCTYPE a><a/>"}) BOOST_TEST(!wss::read_soap_answer(bad).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
