#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/native/plain_signature.hpp"
#include "gateway/native/schema.hpp"
#include "mappings/single_message/data_types.hpp"
#include "mappings/single_message/history.hpp"
#include "mappings/single_message/parameters.hpp"
#include "mappings/single_message/patient_signature.hpp"
#include "mappings/single_message/preparation.hpp"
#include "mappings/single_message/protocol.hpp"
#include "mappings/single_message/status_codes.hpp"

using namespace sluis;
namespace smc = mappings::single_message;

namespace {

const std::string kShared = SLUIS_SOURCE_DIR "/../shared/";
const std::string kPharmacyNumber = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number";
constexpr auto kPatient = "62071498939";

// A sample of the sources, "" where they are absent.
std::string sample(const std::string& name) {
  std::ifstream in(kShared + "samples/gfd/" + name);
  std::stringstream text;
  text << in.rdbuf();
  if (text.str().empty()) BOOST_TEST_MESSAGE("skipped, not there: " << name);
  return text.str();
}

native::Document parsed(const std::string& xml) {
  auto document = native::Document::parse(xml);
  BOOST_REQUIRE_MESSAGE(document, xml);
  return std::move(*document);
}

void check(const std::string& xml, const std::string& file) {
  const auto schema = native::Schema::compile({file});
  BOOST_REQUIRE_MESSAGE(schema.has_value(), (schema ? std::string{} : schema.error().log_text()));
  const auto document = parsed(xml);
  for (const auto& error : schema->validate(document.root())) BOOST_ERROR(error.path << ": " << error.expected);
}

void check_official(const std::string& xml, const std::string& name) {
  if (std::filesystem::exists(kShared + "schemas/" + name)) check(xml, kShared + "schemas/" + name);
}
void check_message(const std::string& xml) {
  check(xml, core::installed_mappings() + "/single_message/message.xsd");
  check_official(xml, "farmaflux-smc/single-message/maindoc/single-message-oa-1.0.xsd");
}
void check_call(const std::string& xml) {
  check(xml, core::installed_mappings() + "/single_message/protocol.xsd");
  check_official(xml, "farmaflux-gfddpp/gfddpp-protocol-v1.derived.xsd");
}

std::string same_as(const std::string& xml) { return native::canonical(parsed(xml).root()); }

std::string product(const std::string& cnk, const std::string& guid = {}, const std::string& motivation = {}) {
  return "<m:description><m:productCode xsi:type=\"n:CnkIdType\"><n:cnk>" + cnk + "</n:cnk></m:productCode></m:description><m:dispensation>"
         "<m:numberOfUnits>1</m:numberOfUnits></m:dispensation><m:localReference>L-" + cnk + "</m:localReference>" +
         (guid.empty() ? "" : "<m:dispensationGUID>" + guid + "</m:dispensationGUID>") + motivation;
}

struct Written {
  std::string header, session, pharmacy = "19997737", patient = kPatient, moment = "2026-11-20T10:14:00+01:00", first = product("6999981"),
      second = product("6999973"), type = "e:PharmaceuticalCareEventType", more;
  // Prefixes other than ours, as a foreign program writes it.
  std::string xml() const {
    return "<e:single-message xmlns:e=\"http://www.apb.be/standards/smoa/schema/v1\" xmlns:m=\"http://www.apb.be/standards/smoa/schema/model/v1\" "
           "xmlns:n=\"http://www.apb.be/standards/smoa/schema/id/v1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><e:unsigned>" + header +
           "<e:eventFolder><e:events><e:event xsi:type=\"" + type + "\">" + session + "<e:sessionDateTime>" + moment + "</e:sessionDateTime>"
           "<e:pharmacyId><n:nihiiPharmacyNumber>" + pharmacy + "</n:nihiiPharmacyNumber></e:pharmacyId>"
           "<m:max-Patient><m:identification><m:personId xsi:type=\"n:InssIdType\"><n:id>" + patient + "</n:id></m:personId><m:name>Testa</m:name>"
           "<m:familyName>Patiens</m:familyName></m:identification></m:max-Patient><e:dispensedForSamePrescription><m:hcparty><m:type>persphysician</m:type>"
           "</m:hcparty><e:product onSubstanceName=\"false\">" + first + "</e:product></e:dispensedForSamePrescription><e:dispensedWithoutPrescription>"
           "<e:product>" + second + "</e:product></e:dispensedWithoutPrescription></e:event>" + more + "</e:events></e:eventFolder></e:unsigned></e:single-message>";
  }
};

struct Bench {
  core::SystemRandom random;
  smc::ProductFilter filter;
  smc::Given given() { return {"19997737", kPatient, *core::parse_instant("2026-11-20T09:15:00Z"), random, filter}; }
  std::variant<smc::Prepared, smc::Refusal> registered(const std::string& xml) { return smc::prepare_registration(*smc::SingleMessage::parse(xml), given()); }
  std::variant<smc::Prepared, smc::Refusal> changed(const std::string& xml) { return smc::prepare_change(*smc::SingleMessage::parse(xml), given()); }
  static std::string code(const std::variant<smc::Prepared, smc::Refusal>& outcome) {
    const auto* refusal = std::get_if<smc::Refusal>(&outcome);
    return refusal == nullptr ? "" : refusal->code;
  }
};

std::string filter_xml(const std::string& precedence, const std::string& lists) {
  return "<product-filter><version>2026-01-01T00:00:00Z</version><precedence>" + precedence + "</precedence><productList>" + lists + "</productList></product-filter>";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(single_message, Bench)

BOOST_AUTO_TEST_CASE(parameters_are_those_of_the_samples) {
  const smc::Requestor who{kPharmacyNumber, "19997737"};
  const std::pair<const char*, smc::Parameters> pairs[] = {
      {"getData.CUSTOM.parameters.xml", {kPatient, who, smc::HistoryParameters{true, "CUSTOM", "2025-09-01", "2026-03-02"}}},
      {"getDataTypes.parameters.xml", {kPatient, who, smc::TypesParameters{}}},
      {"getPharmacyDetails.parameters.xml",
       {kPatient, who, smc::DetailsParameters{"90e911c5-f570-41b7-8232-000000000021", "vraag van de patient", "PATIENT"}}},
      {"getStatus.parameters.xml", {{}, who, smc::StatusParameters{"fb058585-a973-44ba-8ed8-000000000011", {}}}}};
  for (const auto& [name, parameters] : pairs) {
    const auto written = smc::write_parameters(parameters);
    check_official(written, "farmaflux-gfddpp/request-message-parameters-v20160808.xsd");
    if (const auto there = sample(name); !there.empty()) BOOST_TEST(written == same_as(there));
  }
  check_official(smc::write_parameters({{}, who, smc::SchemeTimestampsParameters{"c-1", {kPatient}}}), "farmaflux-gfddpp/request-message-parameters-v20160808.xsd");
  check_official(smc::write_parameters({kPatient, who, smc::SchemeEntriesParameters{{}, 2}}), "farmaflux-gfddpp/request-message-parameters-v20160808.xsd");
  check_official(smc::write_configuration_parameters("1970-01-01T00:00:00Z", "19997737"), "farmaflux-gfddpp/request-configuration-v20121116.xsd");
}

BOOST_AUTO_TEST_CASE(calls_are_those_of_the_samples) {
  smc::Call ask{"GetData"};
  ask.parameters = "U1lOVEhFVElDIHNlYWxlZCBDTVMgcGxhY2Vob2xkZXI=";
  ask.authorization = smc::Authorization{false, true, smc::SignatureOnTheSpot{"2026-03-02T09:15:00+01:00", ask.parameters}};
  if (const auto there = sample("GetData.request.xml"); !there.empty()) BOOST_TEST(smc::write_call(ask) == same_as(there));
  smc::Call tell{"RegisterData", "0999999922", ask.parameters};
  tell.authorization = smc::Authorization{true, {}, {}};
  if (const auto there = sample("RegisterData.request.xml"); !there.empty()) BOOST_TEST(smc::write_call(tell) == same_as(there));
  for (const auto& call : {ask, tell}) check_call(smc::write_call(call));
  check_call(smc::write_call({"CheckAliveTIP"}));
  check_call(smc::write_call({"RetrieveStatusMessages", "0999999922", {}, ask.parameters}));
}

BOOST_AUTO_TEST_CASE(the_link_s_flag_has_three_states) {
  const auto written = [](std::optional<bool> relation) {
    smc::Call call{"GetData"};
    call.parameters = "AA==";
    call.authorization = smc::Authorization{false, relation, {}};
    return smc::write_call(call);
  };
  BOOST_TEST(written(true).find("Flag>true<") != std::string::npos);
  BOOST_TEST(written(false).find("<TherapeuticalRelationShipFlag>false<") != std::string::npos);
  BOOST_TEST(written({}).find("TherapeuticalRelationShip") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(responses_are_read) {
  for (const auto& [name, operation, code] : {std::tuple{"GetData.response.xml", "GetData", "PCDH_SUCCESS"}, std::tuple{"RegisterData.response.xml", "RegisterData", "TIP_200"},
                                              std::tuple{"GetData.not-authorized.response.xml", "GetData", "PCDH_ERROR_NOT_AUTHORIZED"}}) {
    const auto there = sample(name);
    if (there.empty()) continue;
    const auto document = parsed(there);
    BOOST_TEST(smc::read_response(document.root(), operation)->code == code);
    BOOST_TEST(!smc::read_response(document.root(), "CheckAliveTIP"));
  }
}

BOOST_AUTO_TEST_CASE(messages_are_carried_unchanged) {
  for (const auto* name : {"registerData.single-message.xml", "medicationscheme.store.single-message.xml", "retrieveStatusMessages.response.single-message.xml",
                           "getData.medicationhistory.encrypted.response.single-message.xml", "getPharmacyDetails.response.single-message.xml"}) {
    const auto there = sample(name);
    if (there.empty()) continue;
    const auto message = smc::SingleMessage::parse(there);
    BOOST_REQUIRE(message);
    check_message(message->text());
    BOOST_TEST(same_as(message->text()) == same_as(there));
  }
}

BOOST_AUTO_TEST_CASE(a_registration_is_completed) {
  const auto outcome = registered(Written{}.xml());
  BOOST_REQUIRE_MESSAGE(std::holds_alternative<smc::Prepared>(outcome), code(outcome));
  const auto& prepared = std::get<smc::Prepared>(outcome);
  check_message(prepared.message);
  BOOST_TEST(prepared.may_wait);
  BOOST_TEST(smc::is_guid(prepared.session));
  BOOST_REQUIRE(prepared.registered.size() == 2u);
  BOOST_TEST(prepared.registered[0].local_reference == "L-6999981");
  BOOST_TEST(prepared.registered[1].product == "6999973");
  BOOST_TEST(prepared.registered[0].dispensation != prepared.registered[1].dispensation);
  BOOST_TEST(prepared.message.find("<model:refPharmacy><model:pharmacyId xsi:type=\"id:NihiiIdType\"><id:nihiiPharmacyNumber>19997737<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_the_caller_may_not_fill_in_is_refused) {
  const auto with = [&](auto change) {
    Written written;
    change(written);
    return code(registered(written.xml()));
  };
  const std::string guid = "90e911c5-f570-41b7-8232-000000000021";
  BOOST_TEST(with([](auto& w) { w.header = "<e:header><e:version>2.0.5</e:version></e:header>"; }) == "TIP_ERROR_INVALID_PAYLOAD");
  BOOST_TEST(with([](auto& w) { w.header = "<e:header><e:version/></e:header>"; }).empty());
  BOOST_TEST(with([&](auto& w) { w.session = "<e:id>" + guid + "</e:id>"; }) == "TIP_401");
  BOOST_TEST(with([&](auto& w) { w.first = product("6999981", guid); }) == "TIP_401");
  BOOST_TEST(with([](auto& w) { w.pharmacy = "27731067"; }) == "COMMON_ERROR_INVALID_PHARMACY");
  BOOST_TEST(with([](auto& w) { w.pharmacy = ""; }) == "COMMON_ERROR_NOT_OF_TYPE_NIHII");
  BOOST_TEST(with([](auto& w) { w.moment = ""; }) == "TIP_ERROR_INVALID_PAYLOAD");
  BOOST_TEST(with([](auto& w) { w.patient = "62071498938"; }) == "COMMON_ERROR_INVALID_NISS");
  BOOST_TEST(with([](auto& w) { w.patient = "17"; }) == "COMMON_ERROR_NOT_OF_TYPE_NISS");
  BOOST_TEST(with([](auto& w) { w.patient = "75052298760"; }) == "COMMON_ERROR_MULTIPLE_PATIENT");
  BOOST_TEST(with([](auto& w) { w.type = "e:MedicationHistoryEvent"; }) == "COMMON_ERROR_UNSUPPORTED_TYPE");
  BOOST_TEST(with([](auto& w) { w.more = "<e:event xsi:type=\"e:PharmaceuticalCareEventType\"/>"; }) == "TIP_ERROR_INVALID_PAYLOAD");
}

BOOST_AUTO_TEST_CASE(a_change_needs_guids_and_motivation) {
  const std::string guid = "90e911c5-f570-41b7-8232-000000000021";
  const std::string why = "<m:motivation><m:type>ERROR</m:type></m:motivation>";
  Written written;
  written.session = "<e:id>fb058585-a973-44ba-8ed8-000000000011</e:id>";
  written.first = product("6999981", guid, why);
  written.second = product("6999973", "90e911c5-f570-41b7-8232-000000000022", why);
  const auto good = changed(written.xml());
  BOOST_REQUIRE_MESSAGE(std::holds_alternative<smc::Prepared>(good), code(good));
  check_message(std::get<smc::Prepared>(good).message);
  BOOST_TEST(std::get<smc::Prepared>(good).session == "fb058585-a973-44ba-8ed8-000000000011");
  auto silent = written;
  silent.first = product("6999981", guid);
  BOOST_TEST(code(changed(silent.xml())) == "TIP_ERROR_INVALID_PAYLOAD");
  auto nameless = written;
  nameless.second = product("6999973", {}, why);
  BOOST_TEST(code(changed(nameless.xml())) == "TIP_401");
  written.session.clear();
  BOOST_TEST(code(changed(written.xml())) == "TIP_401");
}

BOOST_AUTO_TEST_CASE(the_filter_removes_what_may_not_be_shared) {
  const std::string range = "<black-list><ranges><medicinesRanges><range><start>6999970</start><end>6999979</end></range></medicinesRanges></ranges></black-list>";
  check_official(filter_xml("black-list", range), "farmaflux-gfddpp/productFilter-v2013087.xsd");
  filter = *smc::ProductFilter::parse(filter_xml("black-list", range));
  const auto outcome = registered(Written{}.xml());
  const auto& prepared = std::get<smc::Prepared>(outcome);
  BOOST_TEST(prepared.filtered == (std::vector<std::string>{"6999973"}), boost::test_tools::per_element());
  BOOST_TEST(prepared.registered.size() == 1u);
  check_message(prepared.message);
  Written only;
  only.first = product("6999975");
  BOOST_TEST(code(registered(only.xml())) == "COMMON_ERROR_PRODUCTFILTER_NO_DISPENSATIONS");
  const std::string white = "<white-list><medicines><medicine><product-id>6999973</product-id></medicine></medicines></white-list>";
  filter = *smc::ProductFilter::parse(filter_xml("white-list", white + range));
  BOOST_TEST(std::get<smc::Prepared>(registered(Written{}.xml())).filtered.empty());
  filter = *smc::ProductFilter::parse(filter_xml("black-list", white + range));
  BOOST_TEST(std::get<smc::Prepared>(registered(Written{}.xml())).filtered.size() == 1u);
  BOOST_TEST(!smc::ProductFilter::parse("<a/>"));
}

BOOST_AUTO_TEST_CASE(products_are_opened_and_the_pharmacy_hidden) {
  const auto there = sample("getData.medicationhistory.encrypted.response.single-message.xml");
  const auto opened = sample("getData.medicationhistory.decrypted.response.single-message.xml");
  if (there.empty() || opened.empty()) return;
  auto text = there;
  const std::string date = "</model:deliveryDate>";
  text.insert(text.find(date) + date.size(), "<model:pharmacyId><id:nihiiPharmacyNumber>19997737</id:nihiiPharmacyNumber></model:pharmacyId>");
  auto message = *smc::SingleMessage::parse(text);
  auto parts = smc::sealed_parts(message);
  BOOST_REQUIRE(parts.size() == 1u);
  BOOST_TEST(parts[0].key == "kgss-key-0001");
  BOOST_TEST(!smc::open_part(parts[0], "<other/>"));
  BOOST_TEST(smc::delivered_in(message).at(0).sealed);
  const std::string begin = "<model:product prescribed", end = "</model:product>";
  auto clear = opened.substr(opened.find(begin), opened.find(end) + end.size() - opened.find(begin));
  clear.insert(clear.find(' '), " xmlns:model=\"http://www.apb.be/standards/smoa/schema/model/v1\" xmlns:id=\"http://www.apb.be/standards/smoa/schema/id/v1\" "
                                "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
  BOOST_TEST(smc::open_part(parts[0], clear));
  smc::hide_pharmacies(message);
  BOOST_TEST(message.text().find("19997737") == std::string::npos);
  BOOST_TEST(same_as(message.text()) == same_as(opened));
  BOOST_TEST(smc::delivered_in(message).at(0).cnk == "6999981");
}

BOOST_AUTO_TEST_CASE(statuses_and_the_pharmacy_are_read) {
  if (const auto there = sample("retrieveStatusMessages.response.single-message.xml"); !there.empty()) {
    const auto statuses = smc::statuses_in(*smc::SingleMessage::parse(there));
    BOOST_REQUIRE(statuses.size() == 1u);
    BOOST_TEST(statuses[0].code == "PCDH_ERROR_DISPENSATION_GUID_DUPLICATE");
    BOOST_TEST(statuses[0].type == "ERROR");
  }
  if (const auto there = sample("getPharmacyDetails.response.single-message.xml"); !there.empty())
    BOOST_TEST(smc::pharmacy_in(*smc::SingleMessage::parse(there)) == "19997737");
}

BOOST_AUTO_TEST_CASE(a_patient_s_signature_fits_one_text_and_one_key) {
  const auto key = native::PrivateKey::generate_rsa(2048);
  const auto day = *core::parse_date("2026-11-20");
  BOOST_TEST(smc::text_to_sign(kPatient, day) == "62071498939;20261120");
  const auto bytes = *native::sign_sha1_rsa(key, smc::text_to_sign(kPatient, day));
  const smc::SignedAccess access{core::to_base64(std::span<const std::uint8_t>(bytes)), core::to_base64(std::span<const std::uint8_t>(native::public_key_info(key.public_key())))};
  const auto xml = smc::write_patient_signature(access);
  check_official(xml, "farmaflux-gfddpp/patient-signature.xsd");
  const auto read = smc::read_patient_signature(xml);
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(read->signature == access.signature);
  BOOST_TEST(smc::fits(*read, kPatient, day));
  BOOST_TEST(!smc::fits(*read, kPatient, core::add_days(day, 1)));
  BOOST_TEST(!smc::fits(*read, "75052298760", day));
  auto forged = access;
  forged.public_key = core::to_base64(std::span<const std::uint8_t>(native::public_key_info(native::PrivateKey::generate_rsa(2048).public_key())));
  BOOST_TEST(!smc::fits(forged, kPatient, day));
  BOOST_TEST(!smc::read_patient_signature("<a/>"));
}

BOOST_AUTO_TEST_CASE(every_status_code_has_a_meaning) {
  const auto codes = smc::StatusCodes::load(core::installed_mappings());
  BOOST_TEST((codes.of("TIP_200").meaning == smc::CodeMeaning::Accepted));
  BOOST_TEST((codes.of("TIP_201").meaning == smc::CodeMeaning::Refused));
  BOOST_TEST((codes.of("PCDH_ERROR_UNKNOWN_PATIENT_FOUND").meaning == smc::CodeMeaning::Empty));
  BOOST_TEST((codes.of("TIP_999").meaning == smc::CodeMeaning::Again));
  BOOST_TEST((codes.of("TIP_4711").meaning == smc::CodeMeaning::Failed));
  BOOST_TEST(codes.of("TIP_4711").code == "TIP_4711");
  BOOST_TEST(codes.of("about 62071498939").code == "?");
}

BOOST_AUTO_TEST_CASE(data_locations_of_the_sample_are_read) {
  const auto there = sample("getDataTypes.response.single-message.xml");
  if (there.empty()) return;
  const auto read = smc::read_data_locations(parsed(there).root());
  BOOST_REQUIRE(read);
  BOOST_TEST(read->patient.number == kPatient);
  BOOST_TEST(read->locations.at(0).data_types.at(0) == "medicationhistory");
  const auto other = parsed("<a/>");
  BOOST_TEST(!smc::read_data_locations(other.root()));
}

BOOST_AUTO_TEST_SUITE_END()
