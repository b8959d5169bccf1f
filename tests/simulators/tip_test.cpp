#include "adapters/pharmaceutical_dossier/simulator/tip.hpp"

#include <boost/test/unit_test.hpp>

#include "adapters/pharmaceutical_dossier/simulator/dossier.hpp"
#include "adapters/simulator_kit/sealing.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "tests/simulators/support.hpp"

using namespace sluis;
using namespace sluis::sandbox;
using namespace sluis::sandbox::test;

namespace {

constexpr auto kAnna = "85073099833";
constexpr auto kOwn = "20999609";
const std::string kProtocol = "urn:be:fgov:ehealth:gfddpp:protocol:v1";
const std::string kSession = "fb058585-a973-44ba-8ed8-000000000011", kFirst = "90e911c5-f570-41b7-8232-000000000021";

struct Message {
  std::string version = "2.0.5", id = "59f69aca-ad9d-45c0-a9ef-000000000001", sender = kOwn, session = kSession, pharmacy = kOwn, patient = kAnna, guid = kFirst,
              units = "1", motivation, type = "smc:PharmaceuticalCareEventType", moment = "2026-11-20T10:10:00+01:00", more;
  std::string xml() const {
    return "<smc:single-message xmlns:smc=\"http://www.apb.be/standards/smoa/schema/v1\" xmlns:model=\"http://www.apb.be/standards/smoa/schema/model/v1\" "
           "xmlns:id=\"http://www.apb.be/standards/smoa/schema/id/v1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><smc:unsigned><smc:header>"
           "<smc:version>" + version + "</smc:version><smc:messageID>" + id + "</smc:messageID><smc:sender><model:refPharmacy><model:pharmacyId xsi:type=\"id:NihiiIdType\">"
           "<id:nihiiPharmacyNumber>" + sender + "</id:nihiiPharmacyNumber></model:pharmacyId></model:refPharmacy></smc:sender></smc:header><smc:eventFolder><smc:events>"
           "<smc:event xsi:type=\"" + type + "\"><smc:id>" + session + "</smc:id><smc:sessionDateTime>" + moment + "</smc:sessionDateTime><smc:pharmacyId>"
           "<id:nihiiPharmacyNumber>" + pharmacy + "</id:nihiiPharmacyNumber></smc:pharmacyId><model:max-Patient><model:identification><model:personId "
           "xsi:type=\"id:InssIdType\"><id:id>" + patient + "</id:id></model:personId></model:identification></model:max-Patient><smc:dispensedWithoutPrescription>"
           "<smc:product><model:description><model:productCode xsi:type=\"id:CnkIdType\"><id:cnk>1234567</id:cnk></model:productCode></model:description>"
           "<model:dispensation><model:numberOfUnits>" + units + "</model:numberOfUnits></model:dispensation><model:dispensationGUID>" + guid +
           "</model:dispensationGUID>" + motivation + "</smc:product></smc:dispensedWithoutPrescription></smc:event>" + more +
           "</smc:events></smc:eventFolder></smc:unsigned></smc:single-message>";
  }
};
const std::string kWhy = "<model:motivation><model:type>ERROR</model:type></model:motivation>";

struct WithTip {
  Stage& s = stage();
  KeyDepot keys;
  Warehouse warehouse{s.world, s.pki(), keys, s.clock, s.random};
  MessageSecurity security = s.security();
  MessageSecurity hub_security = s.security();
  Tip tip{warehouse, s.pki(), security, s.clock, s.random};
  Dossier hub{warehouse, s.world, s.pki(), hub_security, s.clock, s.random};
  native::Credential pharmacy = s.credential("pharmacy", kOwn);

  Opened post(Simulator& to, const char* path, const std::string& operation, const std::string& content) {
    Signing how;
    how.token = organisation_token("pharmacy");
    const auto body = "<g:" + operation + "Request xmlns:g=\"" + kProtocol + "\">" + content + "</g:" + operation + "Request>";
    return opened(to.answer(soap_question(path, kProtocol + ":" + operation, signed_message(pharmacy, body, how))));
  }
  std::string sealed(const std::string& clear, const native::Certificate& to) {
    return core::to_base64(std::string_view(*seal(clear, pharmacy, SealReaders{{to}, {}}, s.clock.now())));
  }
  std::string code(const std::string& operation, const std::string& xml, const std::string& route = kTipCbe, const std::string& flags = {}) {
    const auto to = KeyRing(s.pki()).service("tip").encryption.certificate;
    const auto content = (route.empty() ? "" : "<RoutingParameters><TIPId>" + route + "</TIPId></RoutingParameters>") + "<SingleMessageSealed>" + sealed(xml, to) +
                         "</SingleMessageSealed>" + flags;
    return post(tip, kTipPath, operation, content).content.child("", "Status").child("", "Code").text();
  }
  std::string registered(const Message& message) { return code("RegisterData", message.xml()); }
  std::string last_status() const {
    const auto all = warehouse.statuses(kOwn, {}, {});
    return all.empty() ? "" : all.back().code;
  }
  // Status code and opened message of a question to the data hub.
  std::pair<std::string, std::string> ask(const std::string& operation, const std::string& type, const std::string& specific, const std::string& flags = {}) {
    const auto parameters = "<g:getDataRequestParameters xmlns:g=\"http://services.gfddpp.be\"><patient><patientId>" + std::string(kAnna) +
                            "</patientId><patientIdType>INSS</patientIdType></patient><requestor><requestorType>urn:be:fgov:ehealth:1.0:pharmacy:nihii-number"
                            "</requestorType><requestorId>" + kOwn + "</requestorId></requestor><dataType>" + type + "</dataType>" + specific + "</g:getDataRequestParameters>";
    const auto answer = post(hub, kDossierPath, operation, "<RequestParametersSealed>" + sealed(parameters, s.pki().dossier.certificate) + "</RequestParametersSealed>" + flags);
    const auto bytes = core::from_base64(answer.content.child("", "SingleMessageSealed").text());
    const auto code = answer.content.child("", "Status").child("", "Code").text();
    if (!bytes || bytes->empty()) return {code, {}};
    const auto open = unseal(core::as_text(*bytes), {pharmacy}, {}, {s.pki().root, s.pki().ehealth_ca}, s.clock.now());
    return {code, open ? open->content : std::string{}};
  }
  static std::string range(const std::string& type, const std::string& dates = {}, const std::string& own = "false") {
    return "<dataSpecificParametersGetData><excludeOwnData>" + own + "</excludeOwnData><dateRangeType>" + type + "</dateRangeType>" + dates + "</dataSpecificParametersGetData>";
  }
  std::pair<std::string, std::string> history(const std::string& specific, const std::string& flags = {}) { return ask("GetData", "medicationhistory", specific, flags); }
};

template <class Change>
Message with(Change change) {
  Message message;
  change(message);
  return message;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(tip_of_the_pharmacies, WithTip)

BOOST_AUTO_TEST_CASE(what_is_registered_reaches_the_hub_sealed_for_key_holders) {
  BOOST_TEST(registered({}) == "TIP_200");
  BOOST_TEST(last_status() == "TIP_ROUTED_TO_FINALITY");
  const auto stored = warehouse.find(kFirst);
  BOOST_REQUIRE(stored.has_value());
  const auto key = keys.find(stored->key);
  BOOST_REQUIRE(key.has_value());
  const auto open = unseal(stored->sealed, {}, {{key->id, key->value}}, {s.pki().root, s.pki().ehealth_ca}, s.clock.now());
  BOOST_REQUIRE(open.has_value());
  BOOST_TEST(open->content.find(">1234567<") != std::string::npos);
  const auto [code, message] = history(range("DEFAULT"));
  BOOST_TEST(code == "PCDH_SUCCESS");
  BOOST_TEST(message.find(kFirst) != std::string::npos);
  BOOST_TEST(message.find("1234567") == std::string::npos);
  BOOST_TEST(message.find("pharmacyId") == std::string::npos);
  BOOST_TEST(history(range("DEFAULT", {}, "true")).second.find(kFirst) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_form_of_a_message_is_judged) {
  BOOST_TEST(code("RegisterData", Message{}.xml(), "") == "TIP_3000");
  BOOST_TEST(code("RegisterData", Message{}.xml(), "0999999922") == "TIP_ERROR_UNKOWN_TIP");
  BOOST_TEST(code("RegisterData", "no xml") == "TIP_300");
  BOOST_TEST(code("RegisterData", "<a/>") == "TIP_300");
  BOOST_TEST(registered(with([](auto& m) { m.version = "1.0"; })) == "TIP_VERSION_SMC_NOT_VALID");
  BOOST_TEST(registered(with([](auto& m) { m.id = "1"; })) == "TIP_ERROR_INVALID_MGUID");
  BOOST_TEST(registered(with([](auto& m) { m.sender = "20999510"; })) == "COMMON_ERROR_INVALID_PHARMACY");
  BOOST_TEST(registered(with([](auto& m) { m.pharmacy = "20999510"; })) == "COMMON_ERROR_INVALID_PHARMACY");
  BOOST_TEST(registered(with([](auto& m) { m.session = "1"; })) == "TIP_401");
  BOOST_TEST(registered(with([](auto& m) { m.guid = "1"; })) == "TIP_401");
  BOOST_TEST(registered(with([](auto& m) { m.patient = "85073099834"; })) == "COMMON_ERROR_INVALID_NISS");
  BOOST_TEST(registered(with([](auto& m) { m.more = "<smc:event/>"; })) == "TIP_ERROR_INVALID_PAYLOAD");
  BOOST_TEST(registered(with([](auto& m) { m.units = "0"; })) == "TIP_ERROR_QUALITY_NO_DISPENSATIONS");
  BOOST_TEST(last_status() == "TIP_ERROR_QUALITY");
  BOOST_TEST(code("UpdateData", Message{}.xml()) == "TIP_ERROR_INVALID_PAYLOAD");
}

BOOST_AUTO_TEST_CASE(what_is_not_sealed_for_it_is_not_opened) {
  const auto content = "<RoutingParameters><TIPId>" + std::string(kTipCbe) + "</TIPId></RoutingParameters><SingleMessageSealed>" +
                       sealed(Message{}.xml(), s.pki().dossier.certificate) + "</SingleMessageSealed>";
  BOOST_TEST(post(tip, kTipPath, "RegisterData", content).content.child("", "Status").child("", "Code").text() == "TIP_301");
}

BOOST_AUTO_TEST_CASE(duplicates_owners_and_unknown_guids_are_told_by_status) {
  BOOST_TEST(registered({}) == "TIP_200");
  BOOST_TEST(registered({}) == "TIP_200");
  BOOST_TEST(last_status() == "PCDH_ERROR_DISPENSATION_GUID_DUPLICATE");
  const auto change = with([](auto& m) { m.motivation = kWhy; });
  auto unknown = change;
  unknown.guid = "90e911c5-f570-41b7-8232-000000000099";
  BOOST_TEST(code("UpdateData", unknown.xml()) == "TIP_200");
  BOOST_TEST(last_status() == "PCDH_ERROR_DISPENSATION_GUID_UNKNOWN");
  auto other = change;
  other.session = "fb058585-a973-44ba-8ed8-000000000099";
  BOOST_TEST(code("DeleteData", other.xml()) == "TIP_200");
  BOOST_TEST(last_status() == "PCDH_ERROR_DISPENSATION_PARAMETERS_NOT_MATCH_REVOKE");
  auto foreign = *warehouse.find(kFirst);
  foreign.pharmacy = "20999510";
  BOOST_TEST(warehouse.remove(foreign) == "PCDH_ERROR_DISPENSATION_OWNER");
  BOOST_TEST(code("UpdateData", change.xml()) == "TIP_200");
  BOOST_TEST(warehouse.find(kFirst)->version == 2);
  BOOST_TEST(code("DeleteData", change.xml()) == "TIP_200");
  BOOST_TEST(!warehouse.find(kFirst).has_value());
}

BOOST_AUTO_TEST_CASE(ranges_are_judged) {
  const std::string dates = "<startDate>2026-01-01</startDate><endDate>2026-02-01</endDate>";
  BOOST_TEST(history(range("LAST")).first == "PCDH_ERROR_UNKNOWN_DATE_RANGE_TYPE");
  BOOST_TEST(history(range("CUSTOM")).first == "PCDH_ERROR_INVALID_DATE_RANGE");
  BOOST_TEST(history(range("FULL", dates)).first == "PCDH_ERROR_INVALID_DATE_RANGE");
  BOOST_TEST(history(range("CUSTOM", "<startDate>2026-02-01</startDate><endDate>2026-01-01</endDate>")).first == "PCDH_ERROR_INVALID_DATE_RANGE");
  BOOST_TEST(history(range("CUSTOM", dates)).first == "PCDH_SUCCESS");
}

BOOST_AUTO_TEST_CASE(without_consent_or_link_nothing_is_released) {
  const std::string flags = "<AuthorizationParameters><TherapeuticalRelationShip><TherapeuticalRelationShipFlag>false</TherapeuticalRelationShipFlag>"
                            "</TherapeuticalRelationShip></AuthorizationParameters>";
  BOOST_TEST(history(range("FULL"), flags).first == "PCDH_ERROR_NOT_AUTHORIZED");
  const std::string no = "<AuthorizationParameters><PatientConsent><PatientConsentFlag>false</PatientConsentFlag></PatientConsent></AuthorizationParameters>";
  BOOST_TEST(code("RegisterData", Message{}.xml(), kTipCbe, no) == "TIP_200");
  BOOST_TEST(history(range("FULL")).first == "PCDH_ERROR_NOT_AUTHORIZED");
}

BOOST_AUTO_TEST_CASE(the_pharmacy_is_told_for_a_reason) {
  BOOST_TEST(registered({}) == "TIP_200");
  const auto details = [&](const std::string& guid, const std::string& why) {
    return ask("GetPharmacyDetails", "pharmacydetails", "<dataSpecificParametersPharmacyDetails><dGuid>" + guid + "</dGuid>" + why + "</dataSpecificParametersPharmacyDetails>");
  };
  const std::string why = "<motivation><motivationtext>asked</motivationtext><motivationtype>PATIENT</motivationtype></motivation>";
  BOOST_TEST(details(kFirst, why).second.find(kOwn) != std::string::npos);
  BOOST_TEST(details(kFirst, "").first == "PCDH_ERROR_MISSING_PARAMETERS");
  BOOST_TEST(details(kSession, why).first == "PCDH_ERROR_DISPENSATION_GUID_UNKNOWN");
}

BOOST_AUTO_TEST_CASE(after_a_year_it_is_gone) {
  BOOST_TEST(registered(with([](auto& m) { m.moment = "2025-11-19T10:10:00+01:00"; })) == "TIP_200");
  BOOST_TEST(!warehouse.find(kFirst).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
