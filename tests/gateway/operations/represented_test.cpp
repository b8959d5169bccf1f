// Who was represented by whom is in the answer to Get, and the answer keeps to the schema.
#include <boost/test/unit_test.hpp>

#include "tests/gateway/operations/support_hub.hpp"
#include "tests/gateway/operations/support_verified.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

const std::string kClerk = "76080899826";
const std::string kMother =
    R"(<c:person><k:id S="INSS" SV="1.0">88110599603</k:id>)"
    R"(<k:firstname>Petra</k:firstname><k:familyname>Ouder</k:familyname></c:person>)";
const std::string kPortal =
    R"(<k:hcparty><k:id S="LOCAL" SV="1.0" SL="application_ID">app</k:id>)"
    R"(<k:cd S="CD-HCPARTY" SV="1.1">application</k:cd></k:hcparty>)";
const std::string kDesk =
    R"(<k:hcparty><k:id S="ID-HCPARTY" SV="1.0">71099911</k:id><k:cd S="CD-HCPARTY" SV="1.1">orghospital</k:cd></k:hcparty>)"
    R"(<k:hcparty><k:id S="INSS" SV="1.0">76080899826</k:id><k:cd S="CD-HCPARTY" SV="1.1">persadministrative</k:cd></k:hcparty>)";
const std::string kKobeHimself =
    R"(<c:patient><c:id S="INSS" SV="1.0">19031299762</c:id><c:id S="ISI-CARDNO" SV="1.0">0000000001</c:id></c:patient>)";
const std::string kGertConcerned =
    R"(<c:hcparty><c:id S="ID-HCPARTY" SV="1.0">19997638004</c:id><c:id S="INSS" SV="1.0">72051999381</c:id>)"
    R"(<c:cd S="CD-HCPARTY" SV="1.1">persphysician</c:cd></c:hcparty>)";
const std::string kGertExcluded =
    R"(<c:hcparty><k:id S="INSS" SV="1.0">72051999381</k:id><k:cd S="CD-HCPARTY" SV="1.1">persphysician</k:cd></c:hcparty>)";

std::string body(const std::string& operation, const std::string& author, const std::string& content) {
  return "<p:" + operation +
         R"(Request xmlns:p="http://www.ehealth.fgov.be/hubservices/protocol/v2")"
         R"( xmlns:c="http://www.ehealth.fgov.be/hubservices/core/v2")"
         R"( xmlns:k="http://www.ehealth.fgov.be/standards/kmehr/schema/v1">)"
         R"(<c:request><c:id S="ID-KMEHR" SV="1.0">71099911.1</c:id><c:author>)" +
         author + "</c:author><c:date>2026-11-20</c:date><c:time>10:15:00</c:time></c:request>" + content +
         "</p:" + operation + "Request>";
}

std::string consent_of_kobe() {
  return "<c:consent>" + kKobeHimself + R"(<c:cd S="CD-CONSENTTYPE" SV="1.0">retrospective</c:cd>)" +
         "<c:signdate>2026-11-20</c:signdate></c:consent>";
}

struct Represented : HubBench {
  model::Identity mother;
  model::Identity desk;

  Represented() {
    mother.category = "patient";
    mother.ssin = ssin(kPetra);
    desk.category = "orghospital";
    desk.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, kHospital};
  }
  // The answer to a question, valid by the schema, behind its repetition of the request.
  std::string told(const std::string& question, const model::Identity& by) {
    const auto response = answer(question, by);
    BOOST_TEST(trouble_with(response) == "");
    const auto content = response.find(":acknowledge");
    BOOST_REQUIRE(content != std::string::npos);
    return response.substr(content);
  }
};

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(represented_answers, Represented)

BOOST_AUTO_TEST_CASE(a_consent_tells_who_declared_it_for_whom) {
  const auto get = body("GetPatientConsent", kPortal + kMother, "<c:select>" + kKobeHimself + "</c:select>");
  BOOST_TEST(codes_in(answer(body("PutPatientConsent", kDesk + kMother, consent_of_kobe()), desk)) == "ok");
  const auto found = told(get, mother);
  BOOST_TEST(says(found, ">" + kClerk + "<"));
  BOOST_TEST(says(found, ">" + std::string(kPetra) + "<"));
  BOOST_TEST(says(found, ">Petra<"));
  const auto& stored = registry.files[kKobe].consents.back();
  BOOST_TEST(stored.declared.representation == "parent");
  BOOST_TEST(stored.declared.author.person->value("INSS").value() == kPetra);
}

BOOST_AUTO_TEST_CASE(links_and_exclusions_tell_it_too) {
  const auto link = "<c:therapeuticlink>" + kKobeHimself + kGertConcerned +
                    R"(<c:cd S="CD-THERAPEUTICLINKTYPE" SV="1.1">patientmanagement</c:cd></c:therapeuticlink>)";
  BOOST_TEST(codes_in(answer(body("PutTherapeuticLink", kPortal + kMother, link), mother)) == "ok");
  const auto links =
      told(body("GetTherapeuticLink", kPortal + kMother, "<c:select>" + kKobeHimself + "</c:select>"), mother);
  BOOST_TEST(says(links, ">" + std::string(kPetra) + "<"));
  const auto exclusion = "<c:therapeuticexclusion>" + kKobeHimself + kGertExcluded + "</c:therapeuticexclusion>";
  BOOST_TEST(codes_in(answer(body("PutTherapeuticExclusion", kPortal + kMother, exclusion), mother)) == "ok");
  const auto exclusions =
      told(body("GetTherapeuticExclusion", kPortal + kMother, "<c:select>" + kKobeHimself + "</c:select>"), mother);
  BOOST_TEST(says(exclusions, ">" + std::string(kPetra) + "<"));
}

BOOST_AUTO_TEST_CASE(a_death_without_a_consent_is_told_when_the_decision_says_so) {
  const auto question = body("GetPatientConsentStatus", kPortal + kMother, "<c:select>" + kKobeHimself + "</c:select>");
  const auto message = verified_soap(question, mother);
  const auto* operation = find("GetPatientConsentStatusRequest");
  BOOST_REQUIRE(operation != nullptr);
  const auto order = operation->read(message).value();
  model::RegistrationQuery query{ssin(kVictor), {}, {}, {}, {}};
  query.deceased = true;
  model::Decision decision;
  decision.verdict = model::Verdict::Permit;
  const auto written = [&] {
    decision.registration = query;
    return operation->write(order, decision, {}, {clock.now(), random, "0809394427", "orgpublichealth", "Sluis"});
  };
  BOOST_TEST(!says(written(), "DECEASED"));
  query.deceased_speaks = true;
  BOOST_TEST(trouble_with(written()) == "");
  BOOST_TEST(says(written(), ">DECEASED<"));
  query.deceased = false;
  BOOST_TEST(!says(written(), "DECEASED"));
}

BOOST_AUTO_TEST_SUITE_END()
