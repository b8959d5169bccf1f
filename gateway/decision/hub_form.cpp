#include "gateway/decision/hub_form.hpp"

#include <algorithm>
#include <array>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::decision {
namespace {

constexpr int kMostSchemeElements = 100;  // HUB-SET-3
constexpr std::size_t kTenDigits = 10;    // EHP and CBE numbers

void check_party_number(const model::PartyClaim& party, const std::string& number, Failures& failures) {
  if (party.category() == "hub" || number.size() == kTenDigits) {
    if (!model::Ehp::parse(number) && !model::Cbe::parse(number)) failures.add("ehp_invalid");
  } else if (!model::Nihii::parse(number)) {
    failures.add("nihii_invalid");
  }
}

void check_party(const model::PartyClaim& party, Failures& failures) {
  if (party.is_software()) return;
  for (const auto& id : party.ids) {
    if (id.scheme == "INSS" && !model::Ssin::parse(id.value)) failures.add("ssin_invalid");
    if (id.scheme == "ID-EHP" && !model::Ehp::parse(id.value)) failures.add("ehp_invalid");
    if (id.scheme == "ID-HCPARTY") check_party_number(party, id.value, failures);
  }
}

// Vitalink takes ID-PATIENT for the national number as well (vitalink.md section 5).
void check_patient(const model::PatientClaim& patient, Failures& failures) {
  const auto inss = patient.values("INSS");
  const auto numbers = inss.empty() ? patient.values("ID-PATIENT") : inss;
  if (numbers.size() != 1 || !model::Ssin::parse(numbers.front())) failures.add("ssin_invalid");
}

void check_period(const std::optional<std::string>& begin, const std::optional<std::string>& end, Failures& failures) {
  if (!begin || !end) return;
  const auto from = core::parse_date(*begin);
  const auto to = core::parse_date(*end);
  if (!from || !to || *from > *to) failures.add("period_reversed");
}

void check_reason(const model::Order& order, const Policy& policy, Failures& failures) {
  const auto& reason = order.header.break_the_glass;
  if (!reason) return;
  const auto length = static_cast<int>(core::utf8_length(core::trim(*reason)));
  if (length < policy.settings.break_the_glass_shortest || length > policy.settings.break_the_glass_longest) failures.add("glass_reason");
}

bool one_of(model::OrderKind kind, std::initializer_list<model::OrderKind> kinds) { return std::ranges::find(kinds, kind) != kinds.end(); }

bool is_stored(model::OrderKind kind) { return one_of(kind, {model::OrderKind::PutTransaction, model::OrderKind::PutTransactionSet}); }

bool is_fetched(model::OrderKind kind) { return one_of(kind, {model::OrderKind::GetTransaction, model::OrderKind::GetTransactionSet}); }

// The actor is the caller himself: first eight digits of his NIHII number, his SSIN, or a number of his organisation.
bool is_own_actor(const model::Order& order, const std::string& actor) {
  const auto& caller = order.caller;
  if (caller.nihii && std::string_view(caller.nihii->text()).substr(0, 8) == std::string_view(actor).substr(0, 8)) return true;
  if (caller.ssin && caller.ssin->text() == actor) return true;
  return caller.organisation && std::string_view(actor).starts_with(caller.organisation->number);
}

// Whom the hub seals its answer for (HUB-SEAL-2).
bool names_reader(const model::Order& order) {
  return std::ranges::any_of(order.header.author.parties, [&](const auto& party) {
    if (party.value("ID-ENCRYPTION-KEY")) return true;
    const auto actor = party.value("ID-ENCRYPTION-ACTOR");
    const bool typed = std::ranges::any_of(party.codes, [](const auto& code) { return code.scheme == "CD-ENCRYPTION-ACTOR"; });
    return actor && typed && is_own_actor(order, *actor);
  });
}

void check_set(const model::WrittenContent& written, Failures& failures) {
  if (written.folders != 1) failures.add("not_one_folder");
  if (written.is_scheme && !written.has_version && written.builds_on_stored) failures.add("version_missing");
  const auto number = written.patients.empty() ? std::string{} : written.patients.front().value("INSS").value_or(written.patients.front().value("ID-PATIENT").value_or(""));
  if (std::ranges::any_of(written.subjects, [&](const auto& subject) { return subject != number; })) failures.add("other_subject");
  if (written.scheme_elements > kMostSchemeElements) failures.add("too_many_elements");
}

void check_written(const model::Order& order, const model::HubOrder& content, Failures& failures) {
  if (content.written) {
    for (const auto& patient : content.written->patients) check_patient(patient, failures);
    if (order.kind == model::OrderKind::PutTransactionSet) check_set(*content.written, failures);
    const bool single = content.written->folders == 1 && content.written->transactions == 1;
    if (order.kind == model::OrderKind::PutTransaction && !single) failures.add("not_one_transaction");
  }
  if (is_stored(order.kind) && !content.sealed && !content.opened) failures.add("folder_in_the_clear");
}

void check_named(const model::Order& order, const model::HubOrder& content, Failures& failures) {
  const bool names_one = is_fetched(order.kind) || order.kind == model::OrderKind::RevokeTransaction || order.kind == model::OrderKind::DeclareTransaction;
  if (names_one && (content.documents.empty() || content.documents.front().id.empty() || content.documents.front().local_scheme.empty()))
    failures.add("document_unnamed");
  if (!content.hub.empty() && !model::Ehp::parse(content.hub)) failures.add("ehp_invalid");
}

void check_content(const model::Order& order, const model::HubOrder& content, Failures& failures) {
  if (content.patient && !content.written) check_patient(*content.patient, failures);
  for (const auto& patient : content.further_patients) check_patient(patient, failures);
  if (content.party) check_party(*content.party, failures);
  check_named(order, content, failures);
  check_period(content.begin, content.end, failures);
  check_written(order, content, failures);
  if (is_fetched(order.kind) && !content.opens_answer && !names_reader(order)) failures.add("reader_missing");
}

void check_trail(const model::AccessQuery& query, Failures& failures) {
  if (query.patient.ids.empty() && !query.document && !query.party) failures.add("audit_without_subject");
  if (!query.patient.ids.empty()) check_patient(query.patient, failures);
  if (query.party) check_party(*query.party, failures);
  check_period(query.begin, query.end, failures);
}

}  // namespace

void check_author_numbers(const model::Order& order, Failures& failures) {
  for (const auto& party : order.header.author.parties) check_party(party, failures);
}

void check_hub_message(const model::Order& order, const Policy& policy, Failures& failures) {
  check_reason(order, policy, failures);
  if (const auto* content = std::get_if<model::HubOrder>(&order.content)) check_content(order, *content, failures);
  if (const auto* query = std::get_if<model::ReferenceQuery>(&order.content)) {
    check_patient(query->patient, failures);
    check_period(query->begin, query->end, failures);
  }
  if (const auto* query = std::get_if<model::AccessQuery>(&order.content)) check_trail(*query, failures);
}

}  // namespace sluis::decision
