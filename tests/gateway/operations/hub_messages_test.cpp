#include <boost/test/unit_test.hpp>

#include "mappings/hubservices_v2/request.hpp"
#include "tests/gateway/operations/support_hub.hpp"
#include "tests/gateway/operations/support_verified.hpp"

// The registrations on messages of our own: without the shared samples this is what shows that they are read and
// answered right.
using namespace sluis;
using namespace sluis::test;
using mappings::hubservices_v2::kCore;

namespace {

const std::string kGertParty =
    R"(<k:hcparty><k:id S="ID-HCPARTY" SV="1.0">19997638004</k:id><k:id S="INSS" SV="1.0">72051999381</k:id>)"
    R"(<k:cd S="CD-HCPARTY" SV="1.1">persphysician</k:cd>)"
    R"(<k:firstname>Gert</k:firstname><k:familyname>Huisarts</k:familyname></k:hcparty>)";
const std::string kAnnaAuthor =
    R"(<k:hcparty><k:id S="LOCAL" SV="1.0" SL="application_ID">app</k:id>)"
    R"(<k:cd S="CD-HCPARTY" SV="1.1">application</k:cd></k:hcparty>)"
    R"(<c:patient><c:id S="INSS" SV="1.0">85073099833</c:id></c:patient>)";
const std::string kAnnaPatient =
    R"(<c:patient><c:id S="INSS" SV="1.0">85073099833</c:id><c:id S="EID-CARDNO" SV="1.0">599000001748</c:id>)"
    R"(<c:firstname>Anna</c:firstname><c:familyname>Testpersoon</c:familyname></c:patient>)";
const std::string kBarePatient = R"(<c:patient><c:id S="INSS" SV="1.0">85073099833</c:id></c:patient>)";
const std::string kGertConcerned =
    R"(<c:hcparty><c:id S="ID-HCPARTY" SV="1.0">19997638004</c:id><c:id S="INSS" SV="1.0">72051999381</c:id>)"
    R"(<c:cd S="CD-HCPARTY" SV="1.1">persphysician</c:cd>)"
    R"(<c:firstname>Gert</c:firstname><c:familyname>Huisarts</c:familyname></c:hcparty>)";

std::string body_of(const std::string& operation, const std::string& author, const std::string& content) {
  return "<p:" + operation +
         R"(Request xmlns:p="http://www.ehealth.fgov.be/hubservices/protocol/v2")"
         R"( xmlns:c="http://www.ehealth.fgov.be/hubservices/core/v2")"
         R"( xmlns:k="http://www.ehealth.fgov.be/standards/kmehr/schema/v1">)"
         R"(<c:request><c:id S="ID-KMEHR" SV="1.0">19997638004.1</c:id><c:author>)" +
         author + "</c:author><c:date>2026-11-20</c:date><c:time>10:15:00</c:time></c:request>" + content +
         "</p:" + operation + "Request>";
}

std::string consent(const std::string& dates) {
  return "<c:consent>" + kAnnaPatient + R"(<c:cd S="CD-CONSENTTYPE" SV="1.0">retrospective</c:cd>)" + dates +
         "</c:consent>";
}

std::string link_of_gert(const std::string& patient = kAnnaPatient) {
  return "<c:therapeuticlink>" + patient + kGertConcerned +
         R"(<c:cd S="CD-THERAPEUTICLINKTYPE" SV="1.1">gpconsultation</c:cd></c:therapeuticlink>)";
}

const std::string kReading = R"(<c:proof><c:cd S="CD-PROOFTYPE" SV="1.1">eidreading</c:cd></c:proof>)";

std::string exclusion_of_gert() {
  return "<c:therapeuticexclusion>" + kBarePatient +
         R"(<c:hcparty><k:id S="INSS" SV="1.0">72051999381</k:id>)"
         R"(<k:cd S="CD-HCPARTY" SV="1.1">persphysician</k:cd></c:hcparty></c:therapeuticexclusion>)";
}

std::string select(const std::string& content) {
  return "<c:select>" + content + "</c:select>";
}

// An answer that has to be valid; gives it back.
std::string checked(const std::string& response) {
  BOOST_TEST(trouble_with(response) == "");
  return response;
}

native::Node content_of(const native::Document& document, const std::string& name) {
  return document.root().child(kCore, name);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hub_messages, HubBench)

BOOST_AUTO_TEST_CASE(a_consent_lives_and_ends) {
  const auto get = body_of("GetPatientConsent", kGertParty, select(kBarePatient));
  const auto status = body_of("GetPatientConsentStatus", kGertParty, select(kBarePatient));
  const auto none = native::Document::parse(checked(answer(get))).value();
  BOOST_TEST(!content_of(none, "consent"));
  const auto put = body_of("PutPatientConsent", kGertParty, consent("<c:signdate>2026-11-20+01:00</c:signdate>"));
  BOOST_TEST(codes_in(checked(answer(put))) == "ok");
  BOOST_TEST(codes_in(checked(answer(put))) == "MH2.ACCESS.8");
  const auto found = native::Document::parse(checked(answer(get))).value();
  const auto consent_node = content_of(found, "consent");
  BOOST_REQUIRE(consent_node);
  BOOST_TEST(consent_node.child(kCore, "signdate").text() == "2026-11-20");
  BOOST_TEST(consent_node.child(kCore, "author").first_child().name() == "hcparty");
  const auto revoke = [&](const std::string& day) {
    return body_of("RevokePatientConsent", kGertParty,
                   consent("<c:signdate>2026-11-20</c:signdate><c:revokedate>" + day + "</c:revokedate>"));
  };
  BOOST_TEST(codes_in(checked(answer(revoke("2026-11-19")))) == "MH2.INPUT.32");
  BOOST_TEST(codes_in(checked(answer(revoke("2026-11-20")))) == "ok");
  BOOST_TEST(codes_in(checked(answer(revoke("2026-11-20")))) == "MH2.ACCESS.9");
  const auto after = native::Document::parse(checked(answer(status))).value();
  BOOST_TEST(content_of(after, "consent").child(kCore, "status").text() == "REVOKED");
  BOOST_TEST(content_of(after, "consent").child(kCore, "revokedate").text() == "2026-11-20");
}

BOOST_AUTO_TEST_CASE(a_link_lives_and_ends) {
  const auto has = body_of("HasTherapeuticLink", kGertParty, select(kBarePatient + kGertConcerned));
  const auto value = [&] { return content_of(native::Document::parse(checked(answer(has))).value(), "value").text(); };
  BOOST_TEST(value() == "false");
  const auto put = body_of("PutTherapeuticLink", kGertParty, link_of_gert() + kReading);
  BOOST_TEST(codes_in(checked(answer(put))) == "ok");
  BOOST_TEST(codes_in(checked(answer(put))) == "TL.ACCESS.10");
  BOOST_TEST(value() == "true");
  const auto list =
      native::Document::parse(
          checked(answer(body_of("GetTherapeuticLink", kGertParty, select(kBarePatient + kGertConcerned)))))
          .value();
  const auto link = content_of(list, "therapeuticlinklist").first_child();
  BOOST_TEST(link.child(kCore, "enddate").text() == "2028-02-20");
  BOOST_TEST(link.children(kCore, "operationcontext").size() == 1U);
  const auto revoke = body_of("RevokeTherapeuticLink", kAnnaAuthor, link_of_gert(kBarePatient));
  BOOST_TEST(codes_in(checked(answer(revoke))) == "ok");
  BOOST_TEST(codes_in(checked(answer(revoke))) == "TL.ACCESS.12");
  const auto gone = body_of("GetTherapeuticLink", kAnnaAuthor, select(kBarePatient));
  BOOST_TEST(codes_in(checked(answer(gone))) == "TL.ACCESS.11");
  const auto all = body_of("GetTherapeuticLink", kAnnaAuthor,
                           select(kBarePatient + "<c:therapeuticlinkstatus>all</c:therapeuticlinkstatus>"));
  const auto history = native::Document::parse(checked(answer(all))).value();
  BOOST_TEST(content_of(history, "therapeuticlinklist").first_child().children(kCore, "operationcontext").size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_exclusion_lives_and_ends) {
  const auto get = body_of("GetTherapeuticExclusion", kAnnaAuthor, select(kBarePatient));
  const auto listed = [&] {
    const auto document = native::Document::parse(checked(answer(get))).value();
    return content_of(document, "therapeuticexclusionlist").children().size();
  };
  BOOST_TEST(listed() == 0U);
  const auto put = body_of("PutTherapeuticExclusion", kAnnaAuthor, exclusion_of_gert());
  BOOST_TEST(codes_in(checked(answer(put))) == "ok");
  BOOST_TEST(codes_in(checked(answer(put))) == "EX.ACCESS.10");
  BOOST_TEST(listed() == 1U);
  BOOST_TEST(codes_in(checked(answer(body_of("PutTherapeuticLink", kGertParty, link_of_gert() + kReading)))) ==
             "TL.ACCESS.08");
  const auto revoke = body_of("RevokeTherapeuticExclusion", kAnnaAuthor, exclusion_of_gert());
  BOOST_TEST(codes_in(checked(answer(revoke))) == "ok");
  BOOST_TEST(codes_in(checked(answer(revoke))) == "EX.ACCESS.11");
  BOOST_TEST(listed() == 0U);
}

BOOST_AUTO_TEST_CASE(the_request_is_repeated_whatever_its_prefixes) {
  auto body = body_of("GetPatientConsent", kGertParty, select(kBarePatient));
  for (const std::string prefix : {"core", "hub", "x"}) {
    auto other = body;
    for (std::size_t at = 0; (at = other.find("c:", at)) != std::string::npos;) {
      const bool of_prefix = at > 0 && (other[at - 1] == '<' || other[at - 1] == '/');
      if (of_prefix) other.replace(at, 2, prefix + ":");
      at += prefix.size() + 1;
    }
    const auto declared = other.find("xmlns:c=");
    other.replace(declared, 8, "xmlns:" + prefix + "=");
    const auto response = checked(answer(other));
    BOOST_TEST(codes_in(response) == "ok");
    BOOST_TEST(response.find("19997638004.1") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(the_answer_has_an_identifier_of_its_own) {
  const auto get = body_of("GetPatientConsent", kGertParty, select(kBarePatient));
  const auto id = [&] {
    const auto document = native::Document::parse(answer(get)).value();
    return content_of(document, "response").first_child().text();
  };
  const auto one = id();
  BOOST_TEST(one.starts_with("0809394427."));
  BOOST_TEST(one.size() <= 50U);
  BOOST_TEST(one != id());
}

BOOST_AUTO_TEST_CASE(a_comment_inside_an_identifier_is_refused) {
  auto body = body_of("GetPatientConsent", kGertParty, select(kBarePatient));
  body.replace(body.find("85073099833"), 11, "85073099833<!-- -->");
  BOOST_TEST(answer(body).starts_with("SLU-"));
}

BOOST_AUTO_TEST_CASE(a_local_code_is_no_standard_code) {
  auto put = body_of("PutPatientConsent", kGertParty, consent("<c:signdate>2026-11-20</c:signdate>"));
  put.replace(put.find("CD-CONSENTTYPE"), 14, "LOCAL");
  BOOST_TEST(codes_in(checked(answer(put))) == "MH2.INPUT.24");
}

BOOST_AUTO_TEST_CASE(all_failures_are_in_the_answer) {
  auto put = body_of("PutTherapeuticLink", kGertParty, link_of_gert(kBarePatient));
  BOOST_TEST(codes_in(checked(answer(put))) == "TL.INPUT.35 TL.INPUT.70");
}

BOOST_AUTO_TEST_CASE(every_operation_says_how_it_is_called) {
  int ours = 0;
  for (const auto& operation : operations) {
    const auto& facts = operation->facts();
    if (facts.name_space != mappings::hubservices_v2::kProtocol) continue;
    ++ours;
    BOOST_TEST(std::string(facts.request) == std::string(facts.name) + "Request");
    BOOST_TEST(facts.soap_action.ends_with(facts.name));
    BOOST_TEST(!facts.path.empty());
  }
  BOOST_TEST(ours == 13);
}

BOOST_AUTO_TEST_SUITE_END()
