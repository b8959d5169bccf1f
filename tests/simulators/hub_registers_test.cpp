#include "tests/simulators/support_hub.hpp"

using namespace sluis;
using namespace sluis::sandbox;
using namespace sluis::sandbox::test;

namespace {

using Codes = std::vector<std::string>;

constexpr auto kSumehr = "7d1a0000-0001-4000-8000-000000000001";
const std::string kPatientId = "<c:patient><c:id S=\"INSS\" SV=\"1.0\">85073099833</c:id></c:patient>";
const std::string kParty = "<c:hcparty><c:id S=\"ID-HCPARTY\" SV=\"1.0\">19997638004</c:id></c:hcparty>";

std::string consent(const std::string& dates) {
  return "<c:consent>" + kPatientId + "<c:cd S=\"CD-CONSENTTYPE\" SV=\"1.0\">retrospective</c:cd>" + dates + "</c:consent>";
}
std::string link(const std::string& dates) {
  return "<c:therapeuticlink>" + kPatientId + kParty + "<c:cd S=\"CD-THERAPEUTICLINKTYPE\" SV=\"1.0\">gpconsultation</c:cd>" +
         dates + "</c:therapeuticlink>";
}
std::string right(const std::string& party, const std::string& value) {
  const auto cd = value.empty() ? "" : "<c:cd S=\"CD-ACCESSRIGHT\" SV=\"1.0\">" + value + "</c:cd>";
  return "<c:accessright>" + by_local_id("HUBAID", kSumehr) + party + cd + "</c:accessright>";
}
std::string criteria(const std::string& patient, const Codes& types) {
  auto text = "<c:select><c:criteria><c:patient><c:id S=\"INSS\" SV=\"1.0\">" + patient + "</c:id></c:patient>";
  for (const auto& type : types) text += "<c:cd S=\"CD-TRANSACTION\" SV=\"1.6\">" + type + "</c:cd>";
  return text + "</c:criteria></c:select>";
}
std::size_t accesses(const Opened& answer) {
  return core_at(answer, "transactionaccesslist").children(kHubCore, "transactionaccess").size();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hub_registers, HubStage)

BOOST_AUTO_TEST_CASE(a_patient_is_known_and_can_be_put) {
  BOOST_TEST(core_at(asked(a, "GetPatient", select("")), "patient").child(kKmehrSpace, "familyname").text() == "Testpersoon");
  const std::string unknown = "99010199734";
  BOOST_TEST((codes(asked(a, "GetPatient", select("", unknown))) == Codes{"400"}));
  const auto put = asked(a, "PutPatient",
                         "<c:patient><k:id S=\"INSS\" SV=\"1.0\">85073099833</k:id><k:firstname>Anna</k:firstname><k:familyname>"
                         "Anders</k:familyname><k:sex><k:cd S=\"CD-SEX\" SV=\"1.0\">female</k:cd></k:sex></c:patient>");
  BOOST_TEST(core_at(put, "patient").child(kKmehrSpace, "familyname").text() == "Anders");
  BOOST_TEST(core_at(asked(a, "GetPatient", select("")), "patient").child(kKmehrSpace, "familyname").text() == "Anders");
}

BOOST_AUTO_TEST_CASE(a_care_provider_is_known_and_can_be_put) {
  const auto ask = "<c:select>" + kParty + "</c:select>";
  BOOST_TEST(core_at(asked(a, "GetHCParty", ask), "hcparty/familyname").text() == "Huisarts");
  asked(a, "PutHCParty",
        "<c:hcparty><c:id S=\"ID-HCPARTY\" SV=\"1.0\">19997638004</c:id><c:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</c:cd>"
        "<c:firstname>Gert</c:firstname><c:familyname>Anders</c:familyname><c:recorddatetime>2026-11-20T10:00:00+01:00"
        "</c:recorddatetime></c:hcparty>");
  BOOST_TEST(core_at(asked(a, "GetHCParty", ask), "hcparty/familyname").text() == "Anders");
  const auto unknown = asked(a, "GetHCParty", "<c:select><c:hcparty><c:id S=\"ID-HCPARTY\" SV=\"1.0\">1</c:id></c:hcparty></c:select>");
  BOOST_TEST((codes(unknown) == Codes{"202"}));
}

BOOST_AUTO_TEST_CASE(a_care_provider_gives_and_withdraws_his_consent) {
  const auto consent_of = [](const std::string& date) { return "<c:consent>" + kParty + date + "</c:consent>"; };
  BOOST_TEST((codes(asked(a, "PutHCPartyConsent", consent_of(""))) == Codes{"415"}));
  BOOST_TEST(complete(asked(a, "PutHCPartyConsent", consent_of("<c:signdate>2026-11-01</c:signdate>"))));
  const auto ask = "<c:select>" + kParty + "</c:select>";
  BOOST_TEST(static_cast<bool>(core_at(asked(a, "GetHCPartyConsent", ask), "consent")));
  BOOST_TEST(complete(asked(a, "RevokeHCPartyConsent", consent_of("<c:revokedate>2026-11-20</c:revokedate>"))));
  BOOST_TEST((codes(asked(a, "GetHCPartyConsent", ask)) == Codes{"202"}));
  BOOST_TEST((codes(asked(a, "GetTransactionList", select(""))) == Codes{"365"}));
}

BOOST_AUTO_TEST_CASE(a_consent_revoked_at_the_hub_stops_sharing) {
  BOOST_TEST((codes(asked(a, "GetPatientConsent", select(""))) == Codes{"202"}));
  BOOST_TEST((codes(asked(a, "PutPatientConsent", consent(""))) == Codes{"415"}));
  BOOST_TEST(complete(asked(a, "PutPatientConsent", consent("<c:signdate>2026-11-01</c:signdate>"))));
  BOOST_TEST(static_cast<bool>(core_at(asked(a, "GetPatientConsent", select("")), "consent/signdate")));
  BOOST_TEST(complete(asked(a, "RevokePatientConsent", consent("<c:revokedate>2026-11-20</c:revokedate>"))));
  const auto list = asked(a, "GetTransactionList", select(""));
  BOOST_TEST(!complete(list));
  BOOST_TEST((codes(list) == Codes{"365"}));
  BOOST_TEST((codes(asked(a, "RevokePatientConsent", consent("<c:revokedate>2026-11-20</c:revokedate>"))) == Codes{"406"}));
}

BOOST_AUTO_TEST_CASE(links_are_revoked_before_they_are_put_again) {
  BOOST_TEST(complete(asked(b, "PutTherapeuticLink", link("<c:startdate>2026-11-20</c:startdate>"))));
  BOOST_TEST((codes(asked(b, "PutTherapeuticLink", link(""))) == Codes{"360"}));
  const auto found = asked(b, "GetTherapeuticLink", select(kParty));
  BOOST_TEST(core_at(found, "therapeuticlinklist").children(kHubCore, "therapeuticlink").size() == 1U);
  BOOST_TEST((codes(asked(b, "GetTherapeuticLink", select("<c:begindate>2026-01-01</c:begindate>"))) == Codes{"415"}));
  BOOST_TEST((codes(asked(b, "GetTherapeuticLink", "<c:select/>")) == Codes{"415"}));
  BOOST_TEST(complete(asked(b, "RevokeTherapeuticLink", link("<c:enddate>2026-11-20</c:enddate>"))));
  BOOST_TEST((codes(asked(b, "GetTherapeuticLink", select(kParty))) == Codes{"202"}));
  BOOST_TEST((codes(asked(b, "RevokeTherapeuticLink", link(""))) == Codes{"406"}));
}

BOOST_AUTO_TEST_CASE(a_right_that_says_no_hides_the_document) {
  const std::string nurses = "<c:hcparty><c:cd S=\"CD-HCPARTY\" SV=\"1.1\">persnurse</c:cd></c:hcparty>";
  BOOST_TEST(complete(asked(a, "PutAccessRight", right(nurses, "disallow"))));
  const auto ask = "<c:select>" + by_local_id("HUBAID", kSumehr) + "</c:select>";
  BOOST_TEST(core_at(asked(a, "GetAccessRight", ask), "accessrightlist/accessright/cd").text() == "disallow");
  person = "49997131401";
  category = "persnurse";
  const auto list = local_ids(asked(a, "GetTransactionList", select("")));
  BOOST_TEST(std::count(list.begin(), list.end(), kSumehr) == 0);
  BOOST_TEST((codes(asked(a, "GetTransaction", select(by_local_id("HUBAID", kSumehr)))) == Codes{"360"}));
  BOOST_TEST(complete(asked(a, "RevokeAccessRight", right(nurses, ""))));
  BOOST_TEST(complete(asked(a, "GetTransaction", select(by_local_id("HUBAID", kSumehr)))));
  BOOST_TEST((codes(asked(a, "RevokeAccessRight", right("", ""))) == Codes{"406"}));
}

BOOST_AUTO_TEST_CASE(every_look_is_kept_refused_ones_too) {
  asked(a, "GetTransaction", select(by_local_id("HUBAID", kSumehr)));
  asked(a, "GetTransaction", select(by_local_id("HUBAID", "unknown")));
  asked(a, "GetTransactionList", select(""), "<c:breaktheglass>bewusteloos op spoed</c:breaktheglass>");
  BOOST_TEST(accesses(asked(a, "GetPatientAuditTrail", select(""))) == 3U);
  BOOST_TEST(accesses(asked(a, "GetPatientAuditTrail", select(""))) == 4U);  // the first look at the trail is kept as well
  const auto of_document = asked(a, "GetPatientAuditTrail", select(by_local_id("HUBAID", kSumehr)));
  BOOST_TEST(accesses(of_document) == 1U);
  const auto glass = asked(a, "GetPatientAuditTrail", select("<c:breaktheglass>true</c:breaktheglass>"));
  BOOST_REQUIRE(accesses(glass) == 1U);
  BOOST_TEST(core_at(glass, "transactionaccesslist/transactionaccess/breaktheglass").text() == "bewusteloos op spoed");
  const auto other = "<c:hcparty><c:id S=\"ID-HCPARTY\" SV=\"1.0\">19997737580</c:id></c:hcparty>";
  BOOST_TEST(accesses(asked(a, "GetPatientAuditTrail", select(other))) == 0U);
  BOOST_TEST((codes(asked(a, "GetPatientAuditTrail", "<c:select><c:begindate>2026-01-01</c:begindate></c:select>")) == Codes{"415"}));
}

BOOST_AUTO_TEST_CASE(trails_of_other_hubs_come_along_in_pages) {
  for (int i = 0; i < 3; ++i) asked(b, "GetTransactionList", select(""));
  const auto page = asked(b, "GetPatientAuditTrail", select("<c:searchtype>global</c:searchtype>"));
  BOOST_TEST(accesses(page) == 2U);
  BOOST_TEST(core_at(page, "response/paginationinfo/totalrecordcount").text() == "3");
  BOOST_TEST(accesses(asked(a, "GetPatientAuditTrail", select("<c:searchtype>external</c:searchtype>"))) == 4U);
}

BOOST_AUTO_TEST_CASE(latest_updates_say_what_was_never_stored) {
  const auto known = asked(vault, "GetLatestUpdate", criteria(kPatient, {"medicationscheme", "vaccination"}));
  BOOST_TEST(complete(known));
  BOOST_TEST(core_at(known, "latestupdatelist/latestupdate/version").text() == "1");
  const auto partly = asked(vault, "GetLatestUpdate", criteria(kPatient, {"medicationscheme", "diarynote"}));
  BOOST_TEST((codes(partly) == Codes{"489", "400"}));
  BOOST_TEST(core_at(partly, "latestupdatelist").children().size() == 1U);
  const auto never = asked(vault, "GetLatestUpdate", criteria("70010108997", {"medicationscheme"}));
  BOOST_TEST((codes(never) == Codes{"489", "406"}));
  BOOST_TEST(core_at(never, "latestupdatelist").children().empty());
}

BOOST_AUTO_TEST_CASE(a_publication_can_be_asked_for) {
  const auto ask = "<c:transaction><c:cd S=\"CD-TRANSACTION\" SV=\"1.6\">sumehr</c:cd></c:transaction>";
  BOOST_TEST(complete(asked(a, "RequestPublication", select(ask))));
  BOOST_TEST((codes(asked(a, "RequestPublication", select(ask, "85073099834"))) == Codes{"400"}));
}

BOOST_AUTO_TEST_SUITE_END()
