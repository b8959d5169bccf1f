#include <Poco/DeflatingStream.h>

#include <sstream>

#include "gateway/core/encoding.hpp"
#include "gateway/security/deflated_token.hpp"
#include "tests/hostile/corpus.hpp"

// The JSON door: a token in the Authorization header, a client certificate, or both.
namespace sluis::hostile {
namespace {

constexpr auto kOdd = "SLU-2001";
constexpr auto kHolder = "SLU-2007";

Attack at_json_door(const char* family, const char* name, std::string authorization, const char* rule, const char* fault) {
  return {family, name, std::move(authorization), rule, fault, "token", "token", "json", "/api/v1/decisions"};
}

std::string header_of(const std::string& assertion) { return security::authorization_of_token(assertion); }

// `raw`: without the frame of RFC 1950.
std::string squeezed(const std::string& text, bool raw) {
  std::ostringstream target;
  Poco::DeflatingOutputStream deflater(target, raw ? -15 : 15, 9);
  deflater.write(text.data(), static_cast<std::streamsize>(text.size()));
  deflater.close();
  return target.str();
}
std::string value(const std::string& bytes) { return "SAML " + core::to_base64(std::string_view(bytes)); }

void tokens(Corpus& c) {
  constexpr auto kFamily = "json-door";
  const auto& good = control_token();
  const auto add = [&](const char* name, std::string authorization, const char* rule, const char* fault, const char* certificate = "-", const char* settings = "-") {
    auto attack = at_json_door(kFamily, name, std::move(authorization), rule, fault);
    attack.certificate = certificate;
    attack.settings = settings;
    c.add(std::move(attack));
  };
  const auto token = [&](const char* name, const AssertionPlan& plan, const char* rule, const char* fault) { add(name, header_of(write(plan)), rule, fault); };
  token("foreign_service", {.sts = &keys().impostor}, rule::kAssertion, "SLU-2004");
  token("foreign_issuer", {.issuer = "urn:attacker:sts"}, rule::kAssertion, "SLU-2006");
  token("unsigned", {.sts = nullptr}, rule::kAssertion, "SLU-2004");
  token("expired", {.issued = "2026-11-20T01:00:00Z", .from = "2026-11-20T01:00:00Z", .until = "2026-11-20T08:00:00Z"}, rule::kAssertion, "SLU-2005");
  token("not_yet_valid", {.from = "2026-11-20T10:15:00Z"}, rule::kAssertion, "SLU-2005");
  token("lives_for_ever", {.until = "9999-12-31T23:59:59Z"}, rule::kAssertion, "SLU-2005");
  token("wrong_audience", {.conditions = "<saml:AudienceRestrictionCondition><saml:Audience>urn:x</saml:Audience></saml:AudienceRestrictionCondition>"}, rule::kAssertion, "SLU-2005");
  token("bearer", {.confirmation = confirmation(std::string(kCm) + "bearer", "")}, rule::kHolder, kHolder);
  token("sender_vouches", {.confirmation = confirmation(std::string(kCm) + "sender-vouches", "")}, rule::kHolder, kHolder);
  token("rsa_sha1", {.sts = &keys().sts_rsa, .bend = [](auto& s) { s.method = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"; s.sign = signer(keys().sts_rsa.key, "SHA1"); }}, rule::kAlgorithms, "SLU-2003");
  token("hmac_with_the_public_key", {.bend = [](auto& s) { s.method = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"; s.sign = hmac_signer(public_key_der(keys().sts.certificate.key())); }}, rule::kAlgorithms, "SLU-2003");
  token("names_nobody", {.attributes = {}}, rule::kAttributes, "SLU-2015");
  add("changed", header_of(replaced(good, "<saml:AttributeValue>72051999381", "<saml:AttributeValue>75052298760")), rule::kAssertion, "SLU-2004");
  add("split_by_a_comment", header_of(replaced(good, "<saml:AttributeValue>72051999381", "<saml:AttributeValue>7205<!-- -->1999381")), rule::kToken, "SLU-2016");
  add("two_assertions", header_of(good + good), rule::kToken, kOdd);
  add("wrapped_in_an_evil_one", header_of(replaced_last(write(AssertionPlan{.id = "_a2", .holder = &keys().attacker, .sts = nullptr}), "</saml:Assertion>", "<saml:Advice>" + good + "</saml:Advice></saml:Assertion>")), rule::kToken, kOdd);
  add("with_doctype", header_of("<!DOCTYPE e [<!ENTITY a \"x\">]>" + good), rule::kToken, kOdd);
  add("in_another_encoding", header_of("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + good), rule::kToken, kOdd);
  add("no_assertion", header_of("<x/>"), rule::kToken, kOdd);
  add("no_xml", header_of("{\"alg\":\"none\"}"), rule::kToken, kOdd);
  add("not_deflated", value(good), rule::kToken, kOdd);
  add("cut_off", header_of(good).substr(0, 600), rule::kToken, kOdd);
  add("not_base64", "SAML %%%%", rule::kToken, kOdd);
  add("empty", "SAML ", rule::kToken, kOdd);
  add("bearer_scheme", "Bearer eyJhbGciOiJub25lIn0.e30.", rule::kToken, "SLU-2014");
  add("basic_scheme", "Basic YWRtaW46YWRtaW4=", rule::kToken, "SLU-2014");
  add("nothing", "", rule::kClientCertificate, "SLU-2014");
  add("stolen_token_with_another_certificate", header_of(good), rule::kHolder, kHolder, "other");
  add("stolen_token_with_the_attackers_certificate", header_of(good), rule::kHolder, kHolder, "attacker");
  add("stolen_token_where_a_certificate_is_wanted", header_of(good), rule::kHolder, kHolder, "-", "token_needs_certificate");
  add("certificate_of_nobody", "", rule::kClientCertificate, "SLU-2015", "nobody");
}

// Small in the header, large in memory: a header holds 16 KiB, and deflate makes a thousand of one.
void bombs(Corpus& c) {
  constexpr auto kFamily = "bomb";
  const auto add = [&](const char* name, const std::string& bytes) { c.add(at_json_door(kFamily, name, value(bytes), rule::kToken, kOdd)); };
  const std::string megabytes(8'000'000, ' ');
  add("token_of_eight_megabytes", squeezed(control_token() + megabytes, true));
  add("token_of_eight_megabytes_in_a_frame", squeezed(control_token() + megabytes, false));
  add("token_of_elements", squeezed("<a>" + [] { std::string all; for (int i = 0; i < 1'000'000; ++i) all += "<a/>"; return all; }() + "</a>", true));
  add("token_squeezed_twice", squeezed(squeezed(megabytes, true), true));
  add("token_a_byte_over_the_limit", squeezed(control_token() + std::string(256 * 1024 + 1 - control_token().size(), ' '), true));
  add("token_nested_deeply", squeezed([] { std::string all; for (int i = 0; i < 40'000; ++i) all += "<a>"; return all; }(), true));
}

}  // namespace

void add_json(Corpus& corpus) {
  tokens(corpus);
  bombs(corpus);
}

}  // namespace sluis::hostile
