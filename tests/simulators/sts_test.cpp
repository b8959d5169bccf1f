#include <boost/test/unit_test.hpp>

#include "adapters/simulator_kit/names.hpp"
#include "tests/simulators/support.hpp"

using namespace sluis;
using namespace sluis::sandbox;
using namespace sluis::sandbox::test;

namespace {

constexpr auto kGert = "72051999381";
constexpr auto kSsin = "urn:be:fgov:person:ssin";
constexpr auto kHolderSsin = "urn:be:fgov:ehealth:1.0:certificateholder:person:ssin";
constexpr auto kDoctor = "urn:be:fgov:person:ssin:doctor:boolean";
constexpr auto kNurse = "urn:be:fgov:person:ssin:nurse:boolean";
constexpr auto kDoctorNumber = "urn:be:fgov:person:ssin:ehealth:1.0:doctor:nihii11";

struct WithSts {
  Stage& s = stage();
  MessageSecurity security = s.security();
  Sts sts{s.world, s.pki(), security, s.clock, s.random};
  native::Credential citizen = s.credential("citizen", kGert);
  native::Credential professional = s.credential("professional", kGert);

  Claims doctor() const {
    return {{kHolderSsin, kGert},
            {kSsin, kGert},
            {kDoctor, std::nullopt},
            {kDoctorNumber, std::nullopt},
            {kNurse, std::nullopt}};
  }
  std::string ask(const native::Credential& header, const native::Credential& holder, const Claims& claims) {
    return token_or_code(sts, header, holder, {claims, "", Wish{}.key_type});
  }
  Token token(const std::string& assertion) {
    const auto document = native::Document::parse(assertion);
    BOOST_REQUIRE_MESSAGE(document.has_value(), assertion);
    auto token = security.assertion(*document, document->root());
    BOOST_REQUIRE_MESSAGE(token.has_value(),
                          (token.has_value() ? std::string() : token.error().number() + token.error().log_text()));
    return std::move(*token);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sts, WithSts)

BOOST_AUTO_TEST_CASE(a_physician_gets_a_token_with_an_eid_in_the_header) {
  const auto t = token(ask(citizen, professional, doctor()));
  BOOST_TEST(t.value(kSsin, names::kIdentification) == kGert);
  BOOST_TEST(t.value(kDoctor, names::kCertified) == "true");
  BOOST_TEST(t.value(kDoctorNumber, names::kCertified) == "19997638004");
  BOOST_TEST(t.value(kNurse, names::kCertified) == "false");
  BOOST_TEST(t.value("urn:be:fgov:person:ssin:ehealth:1.0:givenname", names::kCertified) == "Gert");
  BOOST_TEST((t.holder.der() == professional.certificate.der()));
  BOOST_TEST(!t.recognised_organisation());
}

BOOST_AUTO_TEST_CASE(both_spellings_of_the_key_type_are_understood) {
  const Wish standard{doctor(), "", "http://docs.oasis-open.org/ws-sx/ws-trust/200512/PublicKey"};
  token(token_or_code(sts, professional, professional, standard));
  const Wish bearer{doctor(), "", "http://docs.oasis-open.org/ws-sx/ws-trust/200512/Bearer"};
  BOOST_TEST(token_or_code(sts, professional, professional, bearer) == "SOA-03007");
}

BOOST_AUTO_TEST_CASE(claims_must_be_those_of_the_certificate) {
  BOOST_TEST(ask(citizen, professional, {{kSsin, "85073099833"}, {kDoctor, std::nullopt}}) == "SOA-01002");
  const auto other = s.credential("citizen", "85073099833");
  BOOST_TEST(ask(other, professional, doctor()) == "SOA-01002");
  BOOST_TEST(ask(citizen, professional, {{"urn:be:fgov:ehealth:1.0:hospital:nihii-number", "71099911"}}) ==
             "SOA-01002");
}

BOOST_AUTO_TEST_CASE(a_pharmacy_is_one_and_its_holder_is_its_holder) {
  const auto pharmacy = s.credential("pharmacy", "20999609");
  const std::string number = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number";
  const Claims claims = {{number, "20999609"},
                         {"urn:be:fgov:ehealth:1.0:certificateholder:pharmacy:nihii-number", "20999609"},
                         {kSsin, "79120199143"},
                         {number + ":recognisedpharmacy:boolean", std::nullopt},
                         {number + ":recognisedhospitalpharmacy:boolean", std::nullopt},
                         {number + ":person:ssin:ehealth:1.0:pharmacy-holder:boolean", std::nullopt}};
  const auto t = token(ask(pharmacy, pharmacy, claims));
  BOOST_TEST(t.value(number + ":recognisedpharmacy:boolean", names::kCertified) == "true");
  BOOST_TEST(t.value(number + ":recognisedhospitalpharmacy:boolean", names::kCertified) == "false");
  BOOST_TEST(t.value(number + ":person:ssin:ehealth:1.0:pharmacy-holder:boolean", names::kCertified) == "true");
  BOOST_TEST(t.recognised_organisation());
  auto stranger = claims;
  stranger[2].second = kGert;
  BOOST_TEST(ask(pharmacy, pharmacy, stranger) == "SOA-01002");
}

BOOST_AUTO_TEST_CASE(organisations_by_enterprise_and_platform_number_are_recognised) {
  const auto insurer = s.credential("insurance", "0411882388");
  const auto hio = "urn:be:fgov:kbo-bce:organization:cbe-number:ehealth:1.0:hio:boolean";
  const auto recognised =
      "urn:be:fgov:ehealth:1.0:certificateholder:enterprise:cbe-number:recognisedorganization:boolean";
  auto t = token(ask(insurer, insurer,
                     {{"urn:be:fgov:kbo-bce:organization:cbe-number", "0411882388"},
                      {"urn:be:fgov:ehealth:1.0:certificateholder:enterprise:cbe-number", "0411882388"},
                      {hio, std::nullopt},
                      {recognised, std::nullopt}}));
  BOOST_TEST(t.certified(hio));
  BOOST_TEST(t.certified(recognised));
  const auto platform = s.credential("organisation", "1990999927");
  t = token(
      ask(platform, platform, {{"urn:be:fgov:ehealth:1.0:ehp-number", std::nullopt}, {recognised, std::nullopt}}));
  BOOST_TEST(t.value("urn:be:fgov:ehealth:1.0:ehp-number", names::kIdentification) == "1990999927");
  BOOST_TEST(t.certified(recognised));
}

BOOST_AUTO_TEST_CASE(a_mandatary_is_one_while_a_mandate_holds) {
  const auto mark = s.credential("citizen", "70021499569");
  const auto mandatary = "urn:be:fgov:person:ssin:ehealth:1.0:recognisedmandatary:boolean";
  BOOST_TEST(token(ask(mark, mark, {{kSsin, "70021499569"}, {mandatary, std::nullopt}})).certified(mandatary));
  BOOST_TEST(!token(ask(citizen, citizen, {{kSsin, kGert}, {mandatary, std::nullopt}})).certified(mandatary));
}

BOOST_AUTO_TEST_CASE(life_is_as_asked_but_never_more_than_a_day) {
  const auto wsu = [](const std::string& name, const std::string& value) {
    return "<wsu:" + name + " xmlns:wsu=\"" + std::string(names::kWsu) + "\">" + value + "</wsu:" + name + ">";
  };
  const auto end = [&](const std::string& expires) {
    const Wish wish{doctor(), wsu("Created", "2026-11-20T09:10:00Z") + wsu("Expires", expires), Wish{}.key_type};
    const auto text = token_or_code(sts, professional, professional, wish);
    const auto document = native::Document::parse(text);
    return document ? document->root().child(names::kSaml, "Conditions").attribute("NotOnOrAfter").value_or("") : text;
  };
  BOOST_TEST(end("2026-11-20T21:10:00Z") == "2026-11-20T21:10:00.000Z");
  BOOST_TEST(end("2026-12-20T21:10:00Z") == "2026-11-21T09:15:00.000Z");
  BOOST_TEST(end("2026-11-20T09:00:00Z") == "SOA-03007");
}

BOOST_AUTO_TEST_CASE(the_dead_get_no_token) {
  const auto victor = s.credential("citizen", "48031299760");
  BOOST_TEST(ask(victor, victor, {{kSsin, "48031299760"}}) == "SOA-01002");
  const auto rita = s.credential("citizen", "55010199837");  // dies after the clock
  BOOST_TEST(ask(rita, rita, {{kSsin, "55010199837"}}).starts_with("<Assertion"));
}

BOOST_AUTO_TEST_CASE(a_token_can_be_renewed_with_its_holder_key) {
  const auto old = ask(citizen, professional, doctor());
  const std::string wst(kTrust);
  const auto body = "<wst:RequestSecurityToken xmlns:wst=\"" + wst + "\" Context=\"_r\"><wst:TokenType>" +
                    std::string(names::kSamlToken) + "</wst:TokenType><wst:RequestType>" + wst +
                    "/Renew</wst:RequestType><wst:RenewTarget><wsse:SecurityTokenReference xmlns:wsse=\"" +
                    std::string(names::kWsse) + "\"><wsse:Embedded>" + old +
                    "</wsse:Embedded></wsse:SecurityTokenReference></wst:RenewTarget></wst:RequestSecurityToken>";
  auto answer = sts.answer(soap_question(kStsPath, "", signed_message(citizen, body)));
  auto message = opened(answer);
  BOOST_REQUIRE_MESSAGE(message.content.child(kTrust, "SignChallenge"), answer.log);
  answer = sts.answer(soap_question(kStsPath, "", signed_message(professional, challenge_response(message.document))));
  message = opened(answer);
  const auto renewed = token(native::canonical(message.content.child(kTrust, "RequestedSecurityToken").first_child()));
  BOOST_TEST(renewed.certified(kDoctor));
  BOOST_TEST((renewed.holder.der() == professional.certificate.der()));
}

BOOST_AUTO_TEST_CASE(a_challenge_is_answered_by_the_holder_and_once) {
  const auto request = issue_request(professional, {doctor(), "", Wish{}.key_type});
  const auto first = [&] { return opened(sts.answer(soap_question(kStsPath, "", signed_message(citizen, request)))); };
  const auto answer = [&](const Opened& challenge, const native::Credential& signer) {
    return soa_code(
        sts.answer(soap_question(kStsPath, "", signed_message(signer, challenge_response(challenge.document)))));
  };
  const auto stolen = first();
  BOOST_TEST(answer(stolen, citizen) == "SOA-01001");
  BOOST_TEST(answer(stolen, professional) == "SOA-03007");
  const auto good = first();
  BOOST_TEST(answer(good, professional) == "");
  BOOST_TEST(answer(good, professional) == "SOA-03007");
}

BOOST_AUTO_TEST_CASE(the_challenge_may_be_left_out_when_the_keys_are_one) {
  auto question = soap_question(
      kStsPath, "", signed_message(professional, issue_request(professional, {doctor(), "", Wish{}.key_type})));
  question.behaviour.challenge_always = false;
  const auto answer = opened(sts.answer(question));
  BOOST_TEST(answer.content.child(kTrust, "RequestedSecurityToken").first_child().is(names::kSaml, "Assertion"));
}

BOOST_AUTO_TEST_CASE(headers_that_prove_nothing_are_refused) {
  const auto body = issue_request(professional, {doctor(), "", Wish{}.key_type});
  const auto code = [&](const std::string& message) {
    return soa_code(sts.answer(soap_question(kStsPath, "", message)));
  };
  Signing how;
  how.sign_body = false;
  BOOST_TEST(code(signed_message(professional, body, how)) == "SOA-01001");
  how = {};
  how.created = "2026-11-20T08:00:00Z";
  how.expires = "2026-11-20T08:01:00Z";
  BOOST_TEST(code(signed_message(professional, body, how)) == "SOA-01001");
  how.created = "2026-11-20T09:17:00Z";
  how.expires = "2026-11-20T09:18:00Z";
  BOOST_TEST(code(signed_message(professional, body, how)) == "SOA-01001");
  BOOST_TEST(code(signed_message(s.pki().stranger, body)) == "SOA-01001");
  auto tampered = signed_message(professional, body);
  tampered.replace(tampered.find(kGert), 11, "72051999382");
  BOOST_TEST(code(tampered) == "SOA-01001");
  const auto once = signed_message(professional, body);
  BOOST_TEST(code(once) == "");
  BOOST_TEST(code(once) == "SOA-01001");  // replayed
}

BOOST_AUTO_TEST_CASE(what_is_no_question_to_it_is_refused_as_such) {
  const auto body = issue_request(professional, {doctor(), "", Wish{}.key_type});
  BOOST_TEST(soa_code(sts.answer(soap_question(kStsPath, "urn:be:fgov:ehealth:sts:protocol:v1:Challenge",
                                               signed_message(professional, body)))) == "SOA-03005");
  BOOST_TEST(soa_code(sts.answer(soap_question("/elsewhere", "", signed_message(professional, body)))) == "SOA-03005");
  BOOST_TEST(soa_code(sts.answer(soap_question(kStsPath, "", "<a/>"))) == "SOA-03002");
  BOOST_TEST(soa_code(sts.answer(soap_question(kStsPath, "", "<a"))) == "SOA-03001");
}

BOOST_AUTO_TEST_CASE(a_scenario_makes_it_sign_with_a_foreign_key) {
  auto question = soap_question(
      kStsPath, "", signed_message(professional, issue_request(professional, {doctor(), "", Wish{}.key_type})));
  question.behaviour.challenge_always = false;
  question.behaviour.failure = Failure::WrongSignature;
  const auto answer = opened(sts.answer(question));
  const auto assertion = native::canonical(answer.content.child(kTrust, "RequestedSecurityToken").first_child());
  const auto document = native::Document::parse(assertion);
  BOOST_TEST(!security.assertion(*document, document->root()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
