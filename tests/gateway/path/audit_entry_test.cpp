#include "gateway/path/audit_entry.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/core/calendar.hpp"

using namespace sluis;

namespace {

const std::string kOperation = "GetPatientConsent";
const std::string kCorrelation = "c-42";

model::Identity hospital() {
  model::Identity identity;
  identity.category = "orghospital";
  identity.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, "71099911"};
  identity.family_name = "Testziekenhuis";
  return identity;
}

model::Identity physician() {
  model::Identity identity;
  identity.category = "persphysician";
  identity.ssin = model::Ssin::parse("72051999381");
  identity.nihii = model::Nihii::parse("19997638004");
  identity.first_name = "Gert";
  identity.family_name = "Huisarts";
  return identity;
}

model::PartyClaim party(const std::string& category, const std::string& scheme, const std::string& value) {
  return {{{scheme, value, ""}}, {{"CD-HCPARTY", category}}, {}, {}, {}};
}

model::Order consent_order(const std::string& patient) {
  model::Order order;
  order.kind = model::OrderKind::GetConsent;
  order.header.id = "71099911.7";
  model::ConsentOrder content;
  content.patient.ids = {{"INSS", patient, ""}};
  order.content = content;
  return order;
}

model::Order bulk_order(std::initializer_list<const char*> patients) {
  model::Order order;
  order.kind = model::OrderKind::Decide;
  order.header.id = kCorrelation;
  std::vector<model::Question> questions;
  for (const auto* patient : patients) {
    questions.emplace_back();
    questions.back().patient = patient;
    questions.back().caller.ssin = "72051999381";
  }
  order.content = questions;
  return order;
}

model::Decision verdict(model::Verdict verdict, const std::string& failing_rule = {}) {
  model::Decision decision;
  decision.verdict = verdict;
  if (!failing_rule.empty()) decision.rules = {{"identity", model::Outcome::Pass, {}, {}}, {failing_rule, model::Outcome::Fail, {}, {}}};
  return decision;
}

struct Told {
  model::Identity caller = physician();
  const model::Order* order = nullptr;
  const model::Decision* decision = nullptr;
  const model::Answer* answer = nullptr;
  const Fault* fault = nullptr;

  std::vector<model::AuditEvent> entries() const {
    return path::audit_entries({caller, kOperation, kCorrelation, *core::parse_instant("2026-11-20T09:15:00Z"), order, decision, answer, fault});
  }
  model::AuditEvent entry() const {
    const auto all = entries();
    BOOST_REQUIRE(all.size() == 1);
    return all.front();
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(audit_entry)

BOOST_AUTO_TEST_CASE(what_was_permitted) {
  auto order = consent_order("85073099833");
  order.header.author.parties = {party("orghospital", "ID-HCPARTY", "71099911"), party("persphysician", "INSS", "80090999491")};
  auto decision = verdict(model::Verdict::Permit);
  decision.representation = "parent";
  model::Answer answer;
  answer.record_id = "r-1";
  answer.sources.push_back({"hub:1", "Hub", model::SourceState::TimedOut, "SLU-5002", "", 0, 0, 5000});
  answer.sources.push_back({"hub:2", "Hub", model::SourceState::Complete, "", "", 3, 0, 20});
  const auto event = Told{hospital(), &order, &decision, &answer, nullptr}.entry();
  BOOST_TEST(event.operation == kOperation);
  BOOST_TEST(event.correlation_id == kCorrelation);
  BOOST_TEST(event.request_id == "71099911.7");
  BOOST_TEST(event.caller_category == "orghospital");
  BOOST_TEST(event.caller_organisation == "71099911");
  BOOST_TEST(event.caller_name == "Testziekenhuis");
  BOOST_TEST(event.caller_ssin.empty());
  BOOST_TEST(event.end_user_ssin == "80090999491");
  BOOST_TEST(event.patient_ssin == "85073099833");
  BOOST_TEST(event.outcome == "permitted");
  BOOST_TEST(event.rule.empty());
  BOOST_TEST(event.codes.empty());
  BOOST_TEST(event.representation == "parent");
  BOOST_TEST(event.record_id == "r-1");
  BOOST_TEST((event.sources == std::vector<std::string>{"hub:1 timed_out 0", "hub:2 complete 3"}));
}

BOOST_AUTO_TEST_CASE(each_entry_of_a_bulk_leaves_its_own_record) {
  auto order = consent_order("85073099833");
  model::LinkBatch batch;
  for (const auto* patient : {"85073099833", "19031299762", "not a number"}) {
    batch.entries.emplace_back();
    batch.entries.back().order.patient.ids = {{"INSS", patient, ""}};
  }
  order.content = batch;
  auto decision = verdict(model::Verdict::Permit);
  decision.answers = {verdict(model::Verdict::Permit), verdict(model::Verdict::Permit), verdict(model::Verdict::Deny)};
  decision.answers[2].errors = {{"TL.INPUT.31.02", "", 3}};
  model::Answer answer;
  answer.errors = {{"TL.ACCESS.10", "", 2}};
  const auto events = Told{physician(), &order, &decision, &answer, nullptr}.entries();
  BOOST_REQUIRE(events.size() == 3);
  BOOST_TEST(events[0].patient_ssin + " " + events[0].outcome == "85073099833 permitted");
  BOOST_TEST(events[1].patient_ssin + " " + events[1].outcome + " " + events[1].codes.at(0) == "19031299762 refused TL.ACCESS.10");
  BOOST_TEST(events[2].patient_ssin + events[2].outcome + " " + events[2].codes.at(0) == "refused TL.INPUT.31.02");
  const auto whole = verdict(model::Verdict::Deny);
  for (const auto& event : Told{physician(), &order, &whole, nullptr, nullptr}.entries()) BOOST_TEST(event.outcome == "refused");
}

BOOST_AUTO_TEST_CASE(who_represented_whom) {
  auto order = consent_order("19031299762");
  order.header.author.parties = {party("orghospital", "ID-HCPARTY", "71099911"), party("persadministrative", "INSS", "76080899826")};
  order.header.author.person = model::PatientClaim{{{"INSS", "88110599603", {}}}, {}, {}};
  auto decision = verdict(model::Verdict::Permit);
  decision.representation = "parent";
  decision.representative = model::Ssin::parse("88110599603");
  const auto event = Told{hospital(), &order, &decision, nullptr, nullptr}.entry();
  BOOST_TEST(event.representation == "parent");
  BOOST_TEST(event.representative_ssin == "88110599603");
  BOOST_TEST(event.end_user_ssin == "76080899826");
  BOOST_TEST(event.patient_ssin == "19031299762");
}

BOOST_AUTO_TEST_CASE(who_says_that_he_represents_is_kept_without_a_kind) {
  auto order = consent_order("19031299762");
  order.header.author.person = model::PatientClaim{{{"INSS", "70021499569", {}}}, {}, {}};
  const auto decision = verdict(model::Verdict::Deny);
  const auto event = Told{physician(), &order, &decision, nullptr, nullptr}.entry();
  BOOST_TEST(event.representation.empty());
  BOOST_TEST(event.representative_ssin == "70021499569");
  order.header.author.person->ids.front().value = "not a number";
  const Fault unreachable(FaultId::EvidenceUnavailable, "test");
  BOOST_TEST((Told{physician(), &order, nullptr, nullptr, &unreachable}.entry().representative_ssin.empty()));
}

BOOST_AUTO_TEST_CASE(what_a_rule_refused) {
  const auto order = consent_order("85073099833");
  auto decision = verdict(model::Verdict::Deny, "consent");
  decision.errors = {{"MH2.INPUT.2", "text"}, {"CO.INPUT.30", "text"}};
  model::Answer answer;
  answer.errors = decision.errors;
  const auto event = Told{physician(), &order, &decision, &answer, nullptr}.entry();
  BOOST_TEST(event.outcome == "refused");
  BOOST_TEST(event.rule == "consent");
  BOOST_TEST((event.codes == std::vector<std::string>{"MH2.INPUT.2", "CO.INPUT.30"}));  // once
  BOOST_TEST(event.caller_ssin == "72051999381");
  BOOST_TEST(event.caller_nihii == "19997638004");
  BOOST_TEST(event.caller_name == "Gert Huisarts");
}

BOOST_AUTO_TEST_CASE(what_the_registry_refused_after_the_rules_permitted) {
  const auto order = consent_order("85073099833");
  const auto decision = verdict(model::Verdict::Permit);
  model::Answer answer;
  answer.errors = {{"MH2.ACCESS.8", "text"}};
  const auto event = Told{physician(), &order, &decision, &answer, nullptr}.entry();
  BOOST_TEST(event.outcome == "refused");
  BOOST_TEST((event.codes == std::vector<std::string>{"MH2.ACCESS.8"}));
}

BOOST_AUTO_TEST_CASE(what_failed) {
  const auto order = consent_order("85073099833");
  const auto decision = verdict(model::Verdict::Permit);
  const Fault fault(FaultId::RegistryUnavailable, "disk");
  const auto late = Told{physician(), &order, &decision, nullptr, &fault}.entry();
  BOOST_TEST(late.outcome == "failed");
  BOOST_TEST(late.patient_ssin == "85073099833");
  BOOST_TEST((late.codes == std::vector<std::string>{"SLU-6001"}));
  const Fault form(FaultId::SchemaViolation, "line 1");
  const auto early = Told{physician(), nullptr, nullptr, nullptr, &form}.entry();
  BOOST_TEST(early.outcome == "failed");
  BOOST_TEST(early.patient_ssin.empty());
  BOOST_TEST(early.request_id.empty());
  BOOST_TEST((early.codes == std::vector<std::string>{"SLU-3001"}));
}

BOOST_AUTO_TEST_CASE(texts_that_are_no_number_stay_out) {
  for (const auto* text : {"Anna Voorbeeld has the flu", "85073099834", "8507309983", "", "85073099833 "}) {
    auto order = consent_order(text);
    order.header.author.parties = {party("persphysician", "INSS", text)};
    const auto decision = verdict(model::Verdict::Deny, "identity");
    const auto event = Told{hospital(), &order, &decision, nullptr, nullptr}.entry();
    BOOST_TEST(event.patient_ssin.empty(), text);
    BOOST_TEST(event.end_user_ssin.empty(), text);
    auto bulk = bulk_order({text});
    std::get<std::vector<model::Question>>(bulk.content).front().caller.ssin = text;
    auto answered = verdict(model::Verdict::Deny);
    answered.answers = {decision};
    const auto question = Told{hospital(), &bulk, &answered, nullptr, nullptr}.entry();
    BOOST_TEST(question.patient_ssin.empty(), text);
    BOOST_TEST(question.end_user_ssin.empty(), text);
  }
}

BOOST_AUTO_TEST_CASE(bulk_questions_have_a_record_each) {
  auto order = bulk_order({"85073099833", "19031299762"});
  auto& questions = std::get<std::vector<model::Question>>(order.content);
  questions[1].break_the_glass = "unconscious patient";
  questions[1].caller.ssin = "80090999491";
  auto decision = verdict(model::Verdict::Deny);
  decision.answers = {verdict(model::Verdict::Permit), verdict(model::Verdict::Deny, "link")};
  decision.answers[0].id = "d-1";
  decision.answers[1].id = "d-2";
  const model::Answer answer;
  const auto events = Told{physician(), &order, &decision, &answer, nullptr}.entries();
  BOOST_REQUIRE(events.size() == 2);
  BOOST_TEST(events[0].patient_ssin == "85073099833");
  BOOST_TEST(events[0].outcome == "permitted");
  BOOST_TEST(events[0].request_id == "d-1");
  BOOST_TEST(events[0].end_user_ssin.empty());  // the caller himself
  BOOST_TEST(events[1].patient_ssin == "19031299762");
  BOOST_TEST(events[1].outcome == "refused");
  BOOST_TEST(events[1].rule == "link");
  BOOST_TEST(events[1].end_user_ssin == "80090999491");
  BOOST_TEST(events[1].break_the_glass == "unconscious patient");
}

BOOST_AUTO_TEST_CASE(bulk_questions_that_failed_have_a_record_each) {
  const auto order = bulk_order({"85073099833", "19031299762"});
  const Fault fault(FaultId::EvidenceUnavailable, "register");
  const auto events = Told{physician(), &order, nullptr, nullptr, &fault}.entries();
  BOOST_REQUIRE(events.size() == 2);
  for (const auto& event : events) {
    BOOST_TEST(event.outcome == "failed");
    BOOST_TEST((event.codes == std::vector<std::string>{"SLU-4002"}));
  }
  BOOST_TEST(events[1].patient_ssin == "19031299762");
}

BOOST_AUTO_TEST_CASE(no_order_is_without_record) {
  const auto order = bulk_order({});
  const auto decision = verdict(model::Verdict::Deny);
  BOOST_TEST((Told{physician(), &order, &decision, nullptr, nullptr}.entries().size() == 1u));
}

BOOST_AUTO_TEST_CASE(the_reason_for_breaking_the_glass) {
  model::Order order;
  order.kind = model::OrderKind::ListReferences;
  model::ReferenceQuery query;
  query.patient.ids = {{"INSS", "85073099833", ""}};
  query.break_the_glass = "unconscious patient";
  order.content = query;
  const auto decision = verdict(model::Verdict::Permit);
  BOOST_TEST((Told{physician(), &order, &decision, nullptr, nullptr}.entry().break_the_glass == "unconscious patient"));
}

BOOST_AUTO_TEST_SUITE_END()
