#include "gateway/path/audit_entry.hpp"

namespace sluis::path {
namespace {

model::AuditEvent about_caller(const Finished& f) {
  model::AuditEvent event;
  event.at = f.at;
  event.correlation_id = f.correlation_id;
  event.operation = f.operation;
  event.caller_ssin = f.caller.ssin ? f.caller.ssin->text() : "";
  event.caller_nihii = f.caller.nihii ? f.caller.nihii->text() : "";
  event.caller_category = f.caller.category;
  event.caller_organisation = f.caller.organisation ? f.caller.organisation->number : "";
  event.caller_name = f.caller.first_name + (f.caller.first_name.empty() ? "" : " ") + f.caller.family_name;
  return event;
}

// Only what is a number gets into the trail; any other text a message holds in its place does not.
std::string number_or_nothing(const std::string& text) { return model::Ssin::parse(text) ? text : std::string{}; }

// The person behind an organisation's counter, as the message names him.
std::string end_user(const model::Order& order) {
  const auto* person = order.header.author.professional();
  return person ? number_or_nothing(person->value("INSS").value_or("")) : std::string{};
}

// Who says that he acts for the patient: kept also when nobody believes him, then without a kind.
std::string claimed_representative(const model::Order& order) {
  const auto& person = order.header.author.person;
  return person ? number_or_nothing(person->value("INSS").value_or("")) : std::string{};
}

void add_content(model::AuditEvent& event, const model::Order& order) {
  event.request_id = order.header.id;
  event.end_user_ssin = end_user(order);
  event.representative_ssin = claimed_representative(order);
  event.patient_ssin = number_or_nothing(order.patient_number());
  if (const auto* query = std::get_if<model::ReferenceQuery>(&order.content)) {
    event.break_the_glass = query->break_the_glass.value_or("");
  }
}

void add_verdict(model::AuditEvent& event, const model::Decision& decision) {
  event.representation = decision.representation;
  if (decision.representative) event.representative_ssin = decision.representative->text();
  event.outcome = decision.permitted() ? "permitted" : "refused";
  if (const auto* reason = decision.reason()) event.rule = reason->rule;
  for (const auto& error : decision.errors) event.codes.push_back(error.code);
}

// A registry that says no (exists, not found) refuses as well, after the decision permitted.
void add_answer(model::AuditEvent& event, const model::Answer& answer) {
  event.record_id = answer.record_id;
  if (answer.kept) event.patient_ssin = answer.kept->patient.text();
  for (const auto& source : answer.sources) {
    event.sources.push_back(source.source + " " + std::string(to_text(source.state)) + " " + std::to_string(source.entries) +
                            (source.withheld == 0 ? std::string{} : " withheld " + std::to_string(source.withheld)));
  }
  if (event.outcome == "refused" || answer.errors.empty()) return;
  event.outcome = "refused";
  for (const auto& error : answer.errors) event.codes.push_back(error.code);
}

// What the registry said about one entry of a bulk.
void add_entry_answer(model::AuditEvent& event, const model::Answer& answer, int entry) {
  if (event.outcome == "refused") return;
  for (const auto& error : answer.errors) {
    if (error.entry != entry) continue;
    event.outcome = "refused";
    event.codes.push_back(error.code);
  }
}

void add_fault(model::AuditEvent& event, const Fault& fault) {
  event.outcome = "failed";
  event.codes.push_back(fault.number());
}

std::vector<model::AuditEvent> question_entries(const Finished& f, const std::vector<model::Question>& questions) {
  std::vector<model::AuditEvent> events;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    auto event = about_caller(f);
    const auto* verdict = f.decision && i < f.decision->answers.size() ? &f.decision->answers[i] : f.decision;
    event.request_id = verdict ? verdict->id : f.order->header.id;
    event.patient_ssin = number_or_nothing(questions[i].patient);
    if (questions[i].caller.ssin != event.caller_ssin) event.end_user_ssin = number_or_nothing(questions[i].caller.ssin);
    event.break_the_glass = questions[i].break_the_glass.value_or("");
    if (verdict) add_verdict(event, *verdict);
    if (f.fault) add_fault(event, *f.fault);
    events.push_back(std::move(event));
  }
  return events;
}

std::vector<model::AuditEvent> bulk_entries(const Finished& f, const std::vector<model::LinkEntry>& entries) {
  std::vector<model::AuditEvent> events;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto event = about_caller(f);
    add_content(event, *f.order);
    event.patient_ssin = number_or_nothing(entries[i].order.patient.value("INSS").value_or(""));
    const auto* verdict = f.decision && i < f.decision->answers.size() ? &f.decision->answers[i] : f.decision;
    if (verdict) add_verdict(event, *verdict);
    if (f.answer) add_entry_answer(event, *f.answer, static_cast<int>(i) + 1);
    if (f.fault) add_fault(event, *f.fault);
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace

std::vector<model::AuditEvent> audit_entries(const Finished& f) {
  if (f.order) {
    const auto* questions = std::get_if<std::vector<model::Question>>(&f.order->content);
    if (questions && !questions->empty()) return question_entries(f, *questions);
    const auto* batch = std::get_if<model::LinkBatch>(&f.order->content);
    if (batch && !batch->entries.empty()) return bulk_entries(f, batch->entries);
  }
  auto event = about_caller(f);
  if (f.order) add_content(event, *f.order);
  if (f.decision) add_verdict(event, *f.decision);
  if (f.answer) add_answer(event, *f.answer);
  if (f.fault) add_fault(event, *f.fault);
  return {event};
}

}  // namespace sluis::path
