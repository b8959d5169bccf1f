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

std::string joined(const std::vector<std::string>& first, const std::string& family) {
  std::string name;
  for (const auto& one : first) name += one + " ";
  return name + family;
}

// The person behind an organisation's counter and his program, as the message names them.
void add_end_user(model::AuditEvent& event, const model::Order& order) {
  for (const auto& party : order.header.author.parties) {
    if (party.is_software()) event.software = !party.name.empty() || party.ids.empty() ? party.name : party.ids.front().value;
  }
  const auto* person = order.header.author.professional();
  if (!person) return;
  event.end_user_ssin = number_or_nothing(person->value("INSS").value_or(""));
  const auto nihii = model::Nihii::parse(person->value("ID-HCPARTY").value_or(""));
  event.end_user_nihii = nihii ? nihii->text() : std::string{};
  event.end_user_category = person->category();
  event.end_user_name = joined(person->first_names, person->family_name);
}

void name_document(model::AuditEvent& event, const model::TransactionName& name) {
  event.document_id = name.id;
  event.document_scheme = name.local_scheme;
  event.document_hub = name.hub;
}

std::string text_of(model::SearchScope scope) {
  switch (scope) {
    case model::SearchScope::Global: return "global";
    case model::SearchScope::External: return "external";
    default: return "local";
  }
}

// The document that an order is about, where it is about one; what it looks for, where it looks.
void add_document(model::AuditEvent& event, const model::Order& order) {
  if (const auto* right = std::get_if<model::AccessRightOrder>(&order.content)) name_document(event, right->transaction);
  if (const auto* query = std::get_if<model::AccessQuery>(&order.content)) {
    if (query->document) name_document(event, *query->document);
    event.search_type = text_of(query->scope);
  }
  if (const auto* query = std::get_if<model::ReferenceQuery>(&order.content)) event.search_type = text_of(query->scope);
  if (const auto* hub = std::get_if<model::HubOrder>(&order.content)) {
    if (!hub->documents.empty()) name_document(event, hub->documents.front());
    if (!hub->hub.empty()) event.document_hub = hub->hub;
    if (hub->categories.size() == 1) event.document_category = hub->categories.front();
  }
}

// Who says that he acts for the patient: kept also when nobody believes him, then without a kind.
std::string claimed_representative(const model::Order& order) {
  const auto& person = order.header.author.person;
  return person ? number_or_nothing(person->value("INSS").value_or("")) : std::string{};
}

void add_content(model::AuditEvent& event, const model::Order& order) {
  event.request_id = order.header.id;
  add_end_user(event, order);
  event.representative_ssin = claimed_representative(order);
  event.patient_ssin = number_or_nothing(order.patient_number());
  if (const auto* query = std::get_if<model::ReferenceQuery>(&order.content)) {
    event.break_the_glass = query->break_the_glass.value_or("");
  }
  if (event.break_the_glass.empty()) event.break_the_glass = order.header.break_the_glass.value_or("");
  add_document(event, order);
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
    if (questions[i].transaction) name_document(event, *questions[i].transaction);
    event.document_category = questions[i].category;
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
