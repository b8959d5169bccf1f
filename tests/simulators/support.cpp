#include "tests/simulators/support.hpp"

#include <stdlib.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <set>

#include "adapters/pharmaceutical_dossier/simulator/dossier.hpp"
#include "adapters/simulator_kit/key_ring.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "adapters/simulator_kit/organisation_kind.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/signature_make.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox::test {
namespace {

using native::XmlWriter;

constexpr auto kAuth = "http://docs.oasis-open.org/wsfed/authorization/200706";

World small_world() {
  auto world = built_in_world();
  const std::set<std::string> people = {"85073099833", "72051999381", "80090999491", "79120199143",
                                        "48031299760", "55010199837", "70021499569"};
  const std::set<std::string> places = {"71099911", "20999609", "0411882388", "1990999927"};
  std::erase_if(world.persons, [&](const Person& p) { return !people.contains(p.ssin); });
  std::erase_if(world.providers, [&](const Provider& p) { return !people.contains(p.ssin); });
  std::erase_if(world.organisations, [&](const Organisation& o) { return !places.contains(number_of(o)); });
  return world;
}

std::string temporary_folder() {
  std::string name = "/tmp/sluis-simulators-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

XmlWriter::Name wsu(std::string_view local) {
  return {"wsu", names::kWsu, local};
}
XmlWriter::Name wsse(std::string_view local) {
  return {"wsse", names::kWsse, local};
}
XmlWriter::Name soap(std::string_view local) {
  return {"soapenv", names::kSoap, local};
}
XmlWriter::Name wst(std::string_view local) {
  return {"wst", kTrust, local};
}

std::string timestamp(const std::string& id, const Signing& how) {
  const auto now = stage().clock.now();
  XmlWriter xml;
  xml.open(wsu("Timestamp")).attribute(wsu("Id"), id);
  xml.element(wsu("Created"), how.created.empty() ? core::to_text(now) : how.created);
  xml.element(wsu("Expires"), how.expires.empty() ? core::to_text(now + std::chrono::seconds(60)) : how.expires);
  return xml.close().take();
}

std::string certificate_token(const native::Credential& signer, const std::string& id) {
  XmlWriter xml;
  xml.open(wsse("BinarySecurityToken")).attribute("EncodingType", names::kBase64Binary);
  xml.attribute("ValueType", names::kX509Token).attribute(wsu("Id"), id).text(signer.certificate.base64());
  return xml.close().take();
}

std::string reference_to_certificate(const std::string& id) {
  XmlWriter xml;
  xml.open(wsse("SecurityTokenReference")).open(wsse("Reference")).attribute("URI", "#" + id);
  return xml.attribute("ValueType", names::kX509Token).close().close().take();
}

std::string reference_to_assertion(std::string_view assertion) {
  const auto document = native::Document::parse(assertion);
  XmlWriter xml;
  xml.open(wsse("SecurityTokenReference")).open(wsse("KeyIdentifier")).attribute("ValueType", names::kAssertionId);
  return xml.text(document->root().attribute("AssertionID").value()).close().close().take();
}

}  // namespace

core::Instant moment(std::string_view text) {
  return core::parse_instant(text).value();
}

Stage::Stage() : world(small_world()), clock(moment("2026-11-20T09:15:00Z")), folder_(temporary_folder()) {
  native::start_libraries();
  const auto keys = std::string(SLUIS_BINARY_DIR) + "/test_keys";
  pki_ = std::make_unique<Pki>(make_pki(world, {folder_ + "/pki", kDossierCbe, "127.0.0.1", keys, clock.now(), service_actors()}));
}

Stage::~Stage() {
  std::error_code ignored;  // the folder is temporary anyway
  std::filesystem::remove_all(folder_, ignored);
}

Stage& stage() {
  static Stage stage;
  return stage;
}

native::Credential Stage::credential(std::string_view kind, std::string_view number) const {
  for (const auto& i : pki().identities) {
    const bool fits = i.ssin == number || i.nihii == number || i.cbe == number || i.ehp == number;
    if (i.kind == kind && fits) return native::load_credential(i.p12, kPassword).value();
  }
  throw std::runtime_error("no such identity");
}

std::string signed_message(const native::Credential& signer, std::string_view body_xml, const Signing& how) {
  const auto suffix = core::random_hex(stage().random, 8);
  const auto body_id = "body-" + suffix, time_id = "time-" + suffix, token_id = "token-" + suffix;
  XmlWriter written;
  written.open(soap("Body")).attribute(wsu("Id"), body_id).raw(body_xml).close();
  const auto parsed = native::Document::parse(written.str());
  const auto body = native::canonical(parsed->root());  // whatever form the content had
  const auto time = timestamp(time_id, how);
  const bool with_certificate = how.token.empty();
  const auto token = with_certificate ? certificate_token(signer, token_id) : how.token;
  std::vector<native::DigestedPart> parts = {{"#" + time_id, time, false}};
  if (how.sign_body) parts.push_back({"#" + body_id, body, false});
  if (with_certificate) parts.push_back({"#" + token_id, token, false});
  const auto key_info = with_certificate ? reference_to_certificate(token_id) : reference_to_assertion(how.token);
  const auto signature = native::make_signature(signer.key, parts, key_info, "SIG-" + suffix);
  XmlWriter xml;
  xml.open(soap("Envelope")).open(soap("Header")).open(wsse("Security")).attribute(soap("mustUnderstand"), "1");
  xml.raw(time).raw(token).raw(signature.value()).close().close().raw(body).close();
  return xml.take();
}

Question soap_question(std::string_view path, std::string_view action, std::string body) {
  Question q;
  q.method = "POST";
  q.path = path;
  q.content_type = "text/xml; charset=utf-8";
  q.soap_action = "\"" + std::string(action) + "\"";
  q.body = std::move(body);
  return q;
}

std::string issue_request(const native::Credential& holder, const Wish& wish) {
  XmlWriter xml;
  const auto auth = [](std::string_view local) { return XmlWriter::Name{"auth", kAuth, local}; };
  xml.open(wst("RequestSecurityToken")).attribute("Context", "_ctx").element(wst("TokenType"), names::kSamlToken);
  xml.element(wst("RequestType"), "http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue");
  xml.open(wst("Claims")).attribute("Dialect", "http://docs.oasis-open.org/wsfed/authorization/200706/authclaims");
  for (const auto& [name, value] : wish.claims) {
    xml.open(auth("ClaimType")).attribute("Uri", name);
    if (value) xml.element(auth("Value"), *value);
    xml.close();
  }
  xml.close();
  if (!wish.life.empty()) xml.open(wst("Lifetime")).raw(wish.life).close();
  xml.element(wst("KeyType"), wish.key_type).open(wst("UseKey")).open(wsse("SecurityTokenReference"));
  xml.open({"ds", names::kDs, "X509Data"}).element({"ds", names::kDs, "X509Certificate"}, holder.certificate.base64());
  return xml.close().close().close().close().take();
}

std::string challenge_response(const native::Document& challenge) {
  const auto content = challenge.root().child(names::kSoap, "Body").first_child();
  XmlWriter xml;
  xml.open(wst("RequestSecurityTokenResponse")).attribute("Context", content.attribute("Context").value_or(""));
  xml.open(wst("SignChallengeResponse"));
  xml.element(wst("Challenge"), content.child(kTrust, "SignChallenge").child(kTrust, "Challenge").text());
  return xml.close().close().take();
}

Opened opened(const Answer& answer) {
  auto document = native::Document::parse(answer.body);
  BOOST_REQUIRE_MESSAGE(document.has_value(), answer.body);
  const auto content = document->root().child(names::kSoap, "Body").first_child();
  return {std::move(*document), content};
}

std::string soa_code(const Answer& answer) {
  const auto message = opened(answer);
  if (message.content.name() != "Fault") return {};
  BOOST_TEST(answer.status == 500);
  return message.content.child("", "detail").first_child().child("", "Code").text();
}

std::string token_or_code(Sts& sts, const native::Credential& header, const native::Credential& holder,
                          const Wish& wish) {
  constexpr auto kActions = "urn:be:fgov:ehealth:sts:protocol:v1:";
  auto answer = sts.answer(soap_question(kStsPath, kActions + std::string("RequestSecurityToken"),
                                         signed_message(header, issue_request(holder, wish))));
  if (const auto code = soa_code(answer); !code.empty()) return code;
  auto message = opened(answer);
  if (message.content.child(kTrust, "SignChallenge")) {
    answer = sts.answer(soap_question(kStsPath, kActions + std::string("Challenge"),
                                      signed_message(holder, challenge_response(message.document))));
    if (const auto code = soa_code(answer); !code.empty()) return code;
    message = opened(answer);
  }
  return native::canonical(message.content.child(kTrust, "RequestedSecurityToken").first_child());
}

std::string organisation_token(std::string_view kind) {
  auto& s = stage();
  auto security = s.security();
  Sts sts(s.world, s.pki(), security, s.clock, s.random);
  const bool hospital = kind == "hospital";
  const std::string word = hospital ? "hospital" : "pharmacy";
  const std::string number = hospital ? "71099911" : "20999609";
  const auto credential = s.credential(word, number);
  const auto name = "urn:be:fgov:ehealth:1.0:" + word + ":nihii-number";
  const auto holder = "urn:be:fgov:ehealth:1.0:certificateholder:" + word + ":nihii-number";
  return token_or_code(sts, credential, credential,
                       {{{name, number}, {holder, number}, {name + ":recognised" + word + ":boolean", std::nullopt}},
                        "",
                        Wish{}.key_type});
}

}  // namespace sluis::sandbox::test
