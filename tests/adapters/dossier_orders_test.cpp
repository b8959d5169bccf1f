#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>

#include "gateway/core/encoding.hpp"
#include "gateway/native/plain_signature.hpp"
#include "mappings/single_message/patient_signature.hpp"
#include "tests/adapters/support.hpp"

using namespace sluis;
using namespace sluis::test;
using model::OrderKind;
using model::SourceState;
namespace smc = mappings::single_message;

namespace {

constexpr auto kPharmacyNumber = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number";
constexpr auto kPharmacy = "27731067";
const std::string kPcdh = "0999999922", kTip = "0999998833";
const std::string kGuid = "90e911c5-f570-41b7-8232-000000000021";
const std::string kNamespaces =
    " xmlns:smc=\"http://www.apb.be/standards/smoa/schema/v1\" xmlns:model=\"http://www.apb.be/standards/smoa/schema/model/v1\" "
    "xmlns:id=\"http://www.apb.be/standards/smoa/schema/id/v1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

native::Credential service(const std::string& cbe) {
  auto key = native::PrivateKey::generate_rsa(2048);
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"OU", "CBE=" + cbe}, {"CN", "CBE=" + cbe}};
  const auto now = *core::parse_instant("2026-11-20T09:15:00Z");
  request.not_before = now - std::chrono::hours(24);
  request.not_after = now + std::chrono::hours(24);
  auto certificate = native::make_certificate(request, key.public_key(), key, nullptr);
  return {std::move(key), std::move(certificate), {}};
}

// Seals by writing for whom it is in front: what is tested is who is asked for what, not the seal.
class PlainSealer final : public spi::Sealer {
 public:
  native::Credential signer = service(kPcdh);
  std::map<std::string, std::string> depot;  // key id -> value
  std::vector<std::string> asked;            // keys of the last question
  std::vector<std::string> recipients;

  Result<std::string> seal(std::string_view clear, const std::vector<spi::Recipient>& to, const spi::SharedKey*, const std::string&, spi::Deadline) override {
    recipients.push_back(to.at(0).type + "=" + to.at(0).value);
    return "for " + to.at(0).value + "|" + std::string(clear);
  }
  Result<spi::Opened> open(std::string_view sealed) override { return spi::Opened{std::string(sealed.substr(sealed.find('|') + 1)), signer.certificate}; }
  Result<spi::Opened> open_with(std::string_view sealed, const spi::SharedKey& key) override {
    if (!sealed.starts_with(key.value + "|")) return Fault(FaultId::SealRefused);
    return open(sealed);
  }
  Result<spi::SharedKey> new_key(const std::vector<spi::AllowedReader>&, const std::string&, spi::Deadline) override { return Fault(FaultId::SealRefused); }
  Result<std::vector<spi::SharedKey>> keys(const std::vector<std::string>& ids, const std::string&, spi::Deadline) override {
    asked = ids;
    std::vector<spi::SharedKey> out;
    for (const auto& id : ids)
      if (depot.contains(id)) out.push_back({id, depot[id]});
    return out;
  }
  Result<std::string> seal_for_ourselves(std::string_view clear) override { return std::string(clear.rbegin(), clear.rend()); }
  Result<std::string> open_kept(std::string_view sealed) override { return std::string(sealed.rbegin(), sealed.rend()); }
};

class ListedOutbox final : public spi::Outbox {
 public:
  std::vector<spi::OutboxItem> all;
  Status add(const spi::OutboxItem& item) override {
    all.push_back(item);
    return core::Done{};
  }
  Result<std::vector<spi::OutboxItem>> claim(const std::string&, core::Instant, std::chrono::seconds, int) override { return all; }
  Status done(const std::string&, const std::string&) override { return core::Done{}; }
  Status refused(const std::string&, const std::string&) override { return core::Done{}; }
  Status later(const std::string&, core::Instant, const std::string&) override { return core::Done{}; }
  Result<std::vector<spi::OutboxItem>> items(const std::string&, spi::OutboxState, int) override { return all; }
  Result<long> waiting(const std::string&) override { return static_cast<long>(all.size()); }
};

std::string message_of(const std::string& guid = {}, const std::string& session = {}) {
  const auto product = [&](const std::string& cnk) {
    return "<model:description><model:productCode xsi:type=\"id:CnkIdType\"><id:cnk>" + cnk + "</id:cnk></model:productCode></model:description>"
           "<model:dispensation><model:numberOfUnits>1</model:numberOfUnits></model:dispensation>" +
           (guid.empty() ? "" : "<model:dispensationGUID>" + guid + "</model:dispensationGUID><model:motivation><model:type>ERROR</model:type></model:motivation>");
  };
  return "<smc:single-message" + kNamespaces + "><smc:unsigned><smc:eventFolder><smc:events><smc:event xsi:type=\"smc:PharmaceuticalCareEventType\">" +
         (session.empty() ? "" : "<smc:id>" + session + "</smc:id>") + "<smc:sessionDateTime>2026-11-20T10:14:00+01:00</smc:sessionDateTime><smc:pharmacyId>"
         "<id:nihiiPharmacyNumber>" + kPharmacy + "</id:nihiiPharmacyNumber></smc:pharmacyId><model:max-Patient><model:identification><model:personId "
         "xsi:type=\"id:InssIdType\"><id:id>" + kPatient + "</id:id></model:personId><model:name>Testa</model:name><model:familyName>Patiens</model:familyName>"
         "</model:identification></model:max-Patient><smc:dispensedWithoutPrescription><smc:product>" + product("1234567") + "</smc:product><smc:product>" +
         product("3000001") + "</smc:product></smc:dispensedWithoutPrescription></smc:event></smc:events></smc:eventFolder></smc:unsigned></smc:single-message>";
}

std::string entity(const std::string& content, const std::string& more = {}) {
  return "<model:medicationHistoryEntity><model:entityId xsi:type=\"id:EntityIdType\"><id:id>" + kGuid + "</id:id><id:version>1</id:version></model:entityId>"
         "<model:sessionID>" + kGuid + "</model:sessionID><model:deliveryDate>2026-11-10T10:00:00+01:00</model:deliveryDate>" + more +
         "<model:min-Patient><model:personId xsi:type=\"id:InssIdType\"><id:id>" + kPatient + "</id:id></model:personId><model:name/><model:familyName/>"
         "</model:min-Patient>" + content + "<model:tipQualityIndicator>50</model:tipQualityIndicator></model:medicationHistoryEntity>";
}

std::string sealed_product(const std::string& key_id, const std::string& key) {
  const auto clear = key + "|<model:product" + kNamespaces + " prescribed=\"true\"><model:description><model:productCode xsi:type=\"id:CnkIdType\"><id:cnk>1234567"
                     "</id:cnk></model:productCode></model:description><model:dispensation/></model:product>";
  return "<model:encryptedContent><model:product>" + core::to_base64(std::string_view(clear)) + "</model:product><model:encryptionKeyId>" +
         core::to_base64(std::string_view(key_id)) + "</model:encryptionKeyId></model:encryptedContent>";
}

std::string answer_message(const std::string& folder) {
  return "<smc:single-message" + kNamespaces + "><smc:unsigned><smc:header><smc:version>2.0.5</smc:version><smc:messageCreateDate>2026-11-20T10:15:00+01:00"
         "</smc:messageCreateDate><smc:messageID>" + kGuid + "</smc:messageID><smc:sender><model:refCareService><model:careServiceId xsi:type=\"id:CbeIdType\">"
         "<id:cbe>" + kPcdh + "</id:cbe></model:careServiceId></model:refCareService></smc:sender></smc:header><smc:eventFolder>" + folder +
         "</smc:eventFolder></smc:unsigned></smc:single-message>";
}
std::string history_message(const std::string& entities) {
  return answer_message("<smc:events><smc:event xsi:type=\"smc:MedicationHistoryEvent\">" + entities + "</smc:event></smc:events>");
}

const std::string kFilter =
    "<product-filter><version>2026-01-01T00:00:00Z</version><precedence>black-list</precedence><productList><black-list><ranges><medicinesRanges><range>"
    "<start>3000000</start><end>3999999</end></range></medicinesRanges></ranges></black-list></productList></product-filter>";

struct Scene : House {
  PlainSealer sealer;
  ListedOutbox outbox;
  std::string tip_code = "TIP_200", pcdh_code = "PCDH_SUCCESS";
  std::string content = history_message("");
  bool tip_down = false;
  int filters = 0;
  std::unique_ptr<spi::Network> network;

  Scene() {
    tokens.answer->assertion = assertion_with(kPharmacyNumber, kPharmacy);
    wire.script = [this](const spi::WireRequest& request) -> Result<spi::WireReply> { return reply(request); };
  }

  Result<spi::WireReply> reply(const spi::WireRequest& request) {
    const auto body = native::Document::parse(body_of(request));
    const auto name = std::string(body->root().name());
    const auto operation = name.substr(0, name.size() - 7);
    const bool tip = request.url.find("TIP") != std::string::npos;
    if (tip && tip_down) return Fault(FaultId::NetworkUnreachable);
    sealer.signer = service(tip ? kTip : kPcdh);
    const bool filter = operation == "GetProductFilter";
    filters += filter ? 1 : 0;
    const auto code = filter ? "TIP_200" : tip ? tip_code : pcdh_code;
    const auto inside = filter ? kFilter : content;
    std::string more;
    if (operation.starts_with("CheckAlive")) more = "<CheckAliveResult>OK</CheckAliveResult>";
    else if (operation.starts_with("Get") || operation.starts_with("Retrieve"))
      more = "<SingleMessageSealed>" + core::to_base64(std::string_view("for us|" + inside)) + "</SingleMessageSealed>";
    return soap("<g:" + operation + "Response xmlns:g=\"urn:be:fgov:ehealth:gfddpp:protocol:v1\"><Status><Code>" + code + "</Code><Message Lang=\"EN\">x</Message>"
                "</Status><StatusType><Type>FUNCTIONAL</Type></StatusType>" + more + "</g:" + operation + "Response>");
  }

  spi::Network& dossier() {
    if (network) return *network;
    auto house = surroundings();
    house.sealer = &sealer;
    house.outbox = &outbox;
    network = make_network({"dossier", "pharmaceutical_dossier", "https://localhost/GFDDPP/PCDH/v1", "", std::chrono::seconds(5),
                            {{"cbe", kPcdh}, {"tip_url", "https://localhost/GFDDPP/TIP/v1"}, {"tip_cbe", kTip}}}, house);
    return *network;
  }

  model::Order order(OrderKind kind) const {
    model::Order order;
    order.kind = kind;
    order.caller.category = "orgpharmacy";
    order.caller.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, kPharmacy};
    model::DossierOrder asked;
    asked.patient.emplace();
    asked.patient->ids.push_back({"INSS", kPatient, {}});
    asked.message = message_of();
    order.content = asked;
    return order;
  }
  Result<model::Answer> ask(const model::Order& order, bool linked = false) {
    model::Decision decision;
    if (linked) decision.rules.push_back({"link", model::Outcome::Pass, "", {}});
    return dossier().exchange(order, decision, soon());
  }
  std::string sealed_in(std::size_t call, const char* member) const {
    const auto body = native::Document::parse(body_of(wire.sent.at(call)));
    const auto bytes = core::from_base64(body->root().child("", member).text());
    return std::string(core::as_text(*bytes));
  }
};

model::DossierOrder& asked_in(model::Order& order) { return std::get<model::DossierOrder>(order.content); }

model::PatientSignature signed_by(const native::PrivateKey& key, const std::string& text, const std::string& date_time, const native::PrivateKey* shown = nullptr) {
  const auto bytes = *native::sign_sha1_rsa(key, text);
  const auto info = native::public_key_info((shown == nullptr ? key : *shown).public_key());
  return {date_time, core::to_base64(std::string_view(smc::write_patient_signature({core::to_base64(std::span<const std::uint8_t>(bytes)), core::to_base64(std::span<const std::uint8_t>(info))})))};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(dossier_orders, Scene)

BOOST_AUTO_TEST_CASE(a_registration_is_kept_sealed_and_told_at_once) {
  const auto answer = ask(order(OrderKind::RegisterDispensations));
  BOOST_REQUIRE(answer);
  BOOST_REQUIRE_MESSAGE(answer->dossier->queued, answer->dossier->code + " " + answer->dossier->text);
  BOOST_TEST(answer->provenance.pending);
  BOOST_TEST(!answer->dossier->session.empty());
  BOOST_REQUIRE(answer->dossier->registered.size() == 1u);
  BOOST_TEST(answer->dossier->filtered == (std::vector<std::string>{"3000001"}), boost::test_tools::per_element());
  BOOST_REQUIRE(outbox.all.size() == 1u);
  BOOST_TEST(outbox.all[0].topic == "dossier");
  BOOST_TEST(outbox.all[0].key == kPharmacy);
  BOOST_TEST(outbox.all[0].payload.find(kPatient) == std::string::npos);
  BOOST_TEST(wire.sent.size() == 1u);  // the filter alone
}

BOOST_AUTO_TEST_CASE(what_is_kept_is_sent_until_the_tip_takes_it) {
  BOOST_REQUIRE(ask(order(OrderKind::RegisterDispensations)));
  auto* deliverer = dossier().deliverer();
  BOOST_REQUIRE(deliverer != nullptr);
  BOOST_TEST(deliverer->topic() == "dossier");
  tip_down = true;
  BOOST_TEST((deliverer->deliver(outbox.all[0], soon()).delivery == spi::Delivery::Later));
  tip_down = false;
  tip_code = "TIP_999";
  BOOST_TEST((deliverer->deliver(outbox.all[0], soon()).delivery == spi::Delivery::Later));
  tip_code = "TIP_201";
  const auto refused = deliverer->deliver(outbox.all[0], soon());
  BOOST_TEST((refused.delivery == spi::Delivery::Refused));
  BOOST_TEST(refused.note == "TIP_201");
  tip_code = "TIP_200";
  BOOST_TEST((deliverer->deliver(outbox.all[0], soon()).delivery == spi::Delivery::Acknowledged));
  const auto sent = sealed_in(wire.sent.size() - 1, "SingleMessageSealed");
  BOOST_TEST(sent.starts_with("for " + kTip + "|"));
  BOOST_TEST(sent.find(">1234567<") != std::string::npos);
  BOOST_TEST(sent.find(">3000001<") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_filter_it_is_filtered_before_it_leaves) {
  tip_down = true;
  const auto answer = ask(order(OrderKind::RegisterDispensations));
  BOOST_REQUIRE(answer);
  BOOST_TEST(answer->dossier->queued);
  BOOST_TEST(answer->dossier->registered.size() == 2u);
  tip_down = false;
  BOOST_TEST((dossier().deliverer()->deliver(outbox.all.at(0), soon()).delivery == spi::Delivery::Acknowledged));
  BOOST_TEST(sealed_in(wire.sent.size() - 1, "SingleMessageSealed").find(">3000001<") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_filter_is_remembered) {
  BOOST_REQUIRE(ask(order(OrderKind::RegisterDispensations)));
  BOOST_REQUIRE(ask(order(OrderKind::RegisterDispensations)));
  BOOST_TEST(filters == 1);
  clock.advance(std::chrono::hours(2));
  BOOST_REQUIRE(ask(order(OrderKind::RegisterDispensations)));
  BOOST_TEST(filters == 2);
}

BOOST_AUTO_TEST_CASE(a_revocation_carries_no_consent) {
  auto revoke = order(OrderKind::RevokeDispensations);
  asked_in(revoke).message = message_of(kGuid, kGuid);
  asked_in(revoke).consent_known = true;
  BOOST_REQUIRE(ask(revoke)->dossier->queued);
  BOOST_REQUIRE((dossier().deliverer()->deliver(outbox.all.at(0), soon()).delivery == spi::Delivery::Acknowledged));
  const auto body = body_of(wire.sent.back());
  BOOST_TEST(body.find("DeleteDataRequest") != std::string::npos);
  BOOST_TEST(body.find("<PatientConsentFlag>false<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_breaks_a_rule_is_refused_with_its_code_and_not_kept) {
  auto wrong = order(OrderKind::RegisterDispensations);
  asked_in(wrong).message = message_of(kGuid);
  BOOST_TEST(ask(wrong)->errors.at(0).code == "TIP_401");
  asked_in(wrong).message = "<a/>";
  BOOST_TEST(ask(wrong)->errors.at(0).code == "TIP_300");
  BOOST_TEST(outbox.all.empty());
}

BOOST_AUTO_TEST_CASE(products_are_opened_and_who_delivered_them_stays_hidden) {
  sealer.depot = {{"key-1", "one"}, {"key-2", "two"}};
  content = history_message(entity(sealed_product("key-1", "one"), "<model:pharmacyId><id:nihiiPharmacyNumber>19997737</id:nihiiPharmacyNumber></model:pharmacyId>") +
                            entity(sealed_product("key-2", "two")) + entity(sealed_product("key-1", "one")));
  const auto answer = ask(order(OrderKind::ReadMedicationHistory), true);
  BOOST_REQUIRE_MESSAGE(answer, (answer ? "" : answer.error().log_text()));
  BOOST_TEST((answer->sources.at(0).state == SourceState::Complete));
  BOOST_TEST(answer->sources.at(0).entries == 3);
  BOOST_TEST(sealer.asked.size() == 2u);  // each key once
  BOOST_TEST(answer->dossier->message.find("encryptedContent") == std::string::npos);
  BOOST_TEST(answer->dossier->message.find("19997737") == std::string::npos);
  const auto body = body_of(wire.sent.at(0));
  BOOST_TEST(body.find("<PatientConsentFlag>false<") != std::string::npos);
  BOOST_TEST(body.find("<TherapeuticalRelationShipFlag>true<") != std::string::npos);
  BOOST_TEST(sealed_in(0, "RequestParametersSealed").find("<dateRangeType>DEFAULT<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_product_whose_key_is_missing_stays_sealed_and_the_answer_says_partial) {
  sealer.depot = {{"key-1", "one"}};
  content = history_message(entity(sealed_product("key-1", "one")) + entity(sealed_product("key-2", "two")));
  const auto answer = ask(order(OrderKind::ReadMedicationHistory), true);
  BOOST_REQUIRE(answer);
  BOOST_TEST((answer->sources.at(0).state == SourceState::Partial));
  BOOST_TEST(answer->dossier->message.find("1234567") != std::string::npos);
  BOOST_TEST(answer->dossier->message.find("encryptedContent") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_history_of_somebody_else_or_from_somebody_else_is_refused) {
  content = history_message(entity(sealed_product("key-1", "one")));
  content.replace(content.find(kPatient), 11, "75052298760");
  BOOST_TEST((ask(order(OrderKind::ReadMedicationHistory)).error().id() == FaultId::NetworkAnswerRefused));
  content = "<a/>";
  BOOST_TEST((ask(order(OrderKind::ReadMedicationHistory)).error().id() == FaultId::NetworkAnswerRefused));
}

BOOST_AUTO_TEST_CASE(every_no_of_the_hub_keeps_its_code) {
  for (const auto* code : {"PCDH_ERROR_NOT_AUTHORIZED", "PCDH_ERROR_INVALID_DATE_RANGE", "PCDH_ERROR_DATATYPE_UNKNOW"}) {
    pcdh_code = code;
    const auto answer = ask(order(OrderKind::ReadMedicationHistory));
    BOOST_TEST(answer->errors.at(0).code == code);
    BOOST_TEST((answer->sources.at(0).state == SourceState::Refused));
  }
  pcdh_code = "PCDH_ERROR_UNKNOWN_PATIENT_FOUND";
  BOOST_TEST((ask(order(OrderKind::ReadMedicationHistory))->sources.at(0).state == SourceState::Empty));
  pcdh_code = "PCDH_ERROR_TECHNICAL";
  BOOST_TEST((ask(order(OrderKind::ReadMedicationHistory))->sources.at(0).state == SourceState::Failed));
}

BOOST_AUTO_TEST_CASE(the_pharmacy_is_told_when_the_patient_asks) {
  content = answer_message("<smc:entitySpace><smc:entity xsi:type=\"model:ReferencePharmacyType\"><model:pharmacyId xsi:type=\"id:NihiiIdType\">"
                           "<id:nihiiPharmacyNumber>19997737</id:nihiiPharmacyNumber></model:pharmacyId></smc:entity></smc:entitySpace>");
  auto details = order(OrderKind::ReadPharmacyDetails);
  asked_in(details).dispensation = kGuid;
  asked_in(details).motivation_type = "PATIENT";
  asked_in(details).motivation_text = "asked";
  const auto answer = ask(details);
  BOOST_REQUIRE(answer);
  BOOST_TEST(answer->dossier->message.find("19997737") != std::string::npos);
  BOOST_TEST(sealed_in(0, "RequestParametersSealed").find("<motivationtype>PATIENT<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_the_patient_signs_must_fit_him_and_today) {
  const auto key = native::PrivateKey::generate_rsa(2048);
  const auto other = native::PrivateKey::generate_rsa(2048);
  const std::string now = "2026-11-20T10:15:00+01:00", text = std::string(kPatient) + ";20261120";
  auto history = order(OrderKind::ReadMedicationHistory);
  const auto code = [&](const model::PatientSignature& signature) {
    asked_in(history).signature = signature;
    const auto before = wire.sent.size();
    const auto answer = ask(history);
    if (!answer->errors.empty()) BOOST_TEST(wire.sent.size() == before);
    return answer->errors.empty() ? std::string{} : answer->errors.front().code;
  };
  constexpr auto kNo = "PCDH_ERROR_RULES_NO_StrongPatientAuthentication";
  BOOST_TEST(code(signed_by(key, text, now)).empty());
  BOOST_TEST(sealer.recipients.back() == "CBE=" + kPcdh);
  BOOST_TEST(body_of(wire.sent.back()).find("<PatientSignature><DateTime>" + now) != std::string::npos);
  BOOST_TEST(code(signed_by(key, std::string(kPatient) + ";20261119", "2026-11-19T10:15:00+01:00")) == kNo);
  BOOST_TEST(code(signed_by(key, std::string(kPatient) + ";20261119", now)) == kNo);
  BOOST_TEST(code(signed_by(key, "75052298760;20261120", now)) == kNo);
  BOOST_TEST(code(signed_by(key, text, now, &other)) == kNo);
  BOOST_TEST(code({now, "AAAA"}) == kNo);
}

BOOST_AUTO_TEST_CASE(nobody_but_a_pharmacy_of_ours_is_served) {
  auto foreign = order(OrderKind::ReadMedicationHistory);
  foreign.caller.organisation->number = "19997737";
  BOOST_TEST(ask(foreign)->errors.at(0).code == "PCDH_ERROR_RULES_NOT_A_PHARMACIST");
  foreign.caller.organisation.reset();
  BOOST_TEST(ask(foreign)->errors.at(0).code == "PCDH_ERROR_RULES_NOT_A_PHARMACIST");
  BOOST_TEST(wire.sent.empty());
}

BOOST_AUTO_TEST_CASE(both_services_say_whether_they_live) {
  tip_down = true;
  const auto answer = ask(order(OrderKind::CheckDossier));
  BOOST_REQUIRE(answer->sources.size() == 2u);
  BOOST_TEST((answer->sources[0].state == SourceState::Unreachable));
  BOOST_TEST((answer->sources[1].state == SourceState::Complete));
}

BOOST_AUTO_TEST_SUITE_END()
