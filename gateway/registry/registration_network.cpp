#include "gateway/registry/registration_network.hpp"

#include <algorithm>

#include "gateway/registry/link_query.hpp"

namespace sluis::registry {
namespace {

using model::OrderKind;
using spi::WriteState;

constexpr std::size_t kMostLinks = 1000;  // what the service supports, whatever maxrows asks (TL.OTHER.5)

std::string_view service_of(OrderKind kind) {
  switch (kind) {
    case OrderKind::PutConsent:
    case OrderKind::GetConsent:
    case OrderKind::RevokeConsent:
    case OrderKind::ConsentStatus: return "consent";
    case OrderKind::PutLink:
    case OrderKind::PutLinks:
    case OrderKind::GetLinks:
    case OrderKind::RevokeLink:
    case OrderKind::HasLink: return "therlink";
    case OrderKind::PutExclusion:
    case OrderKind::GetExclusions:
    case OrderKind::GetExclusionHistory:
    case OrderKind::RevokeExclusion: return "exclusion";
    default: return "";
  }
}

spi::Subject subject_of(OrderKind kind) {
  const auto service = service_of(kind);
  if (service == "consent") return spi::Subject::Consent;
  return service == "therlink" ? spi::Subject::Links : spi::Subject::Exclusions;
}

std::string_view failure_of(WriteState state) {
  switch (state) {
    case WriteState::Stored: return "";
    case WriteState::AlreadyActive: return "already_exists";
    case WriteState::NotFound: return "not_found";
    case WriteState::AlreadyRevoked: return "already_revoked";
    case WriteState::DateOutside: return "date_outside";
  }
  return "";
}

Fault disagreement(const model::Order& order) {
  return Fault(FaultId::Internal, "the decision on " + std::string(to_text(order.kind)) + " carries something else");
}

// The registration that the order needs, through the write that belongs to it.
template <class Registration, class Write>
Result<spi::Written> with(const spi::Authority* authority, const model::Order& order, const model::Decision& decision, Write write) {
  const auto* wanted = std::get_if<Registration>(&decision.registration);
  if (!wanted) return disagreement(order);
  auto by = declaration_of(order, decision);
  if constexpr (requires { wanted->proof_type; }) by.proof_type = wanted->proof_type;
  if (authority) by.owed = authority->owed(order, decision);
  return write(*wanted, by);
}

Result<spi::Written> stored(spi::Registry& registry, const spi::Authority* authority, const model::Order& order,
                            const model::Decision& decision) {
  using model::ConsentRegistration;
  using model::ExclusionRegistration;
  using model::LinkRegistration;
  const auto by = [&]<class R>(Result<spi::Written> (spi::Registry::*act)(const R&, const model::Declaration&)) {
    return with<R>(authority, order, decision, [&](const R& wanted, const model::Declaration& d) { return (registry.*act)(wanted, d); });
  };
  switch (order.kind) {
    case OrderKind::PutConsent: return by(&spi::Registry::put_consent);
    case OrderKind::RevokeConsent: return by(&spi::Registry::revoke_consent);
    case OrderKind::PutLink: return by(&spi::Registry::put_link);
    case OrderKind::RevokeLink: return by(&spi::Registry::revoke_link);
    case OrderKind::PutExclusion: return by(&spi::Registry::put_exclusion);
    case OrderKind::RevokeExclusion: return by(&spi::Registry::revoke_exclusion);
    default: return disagreement(order);
  }
}

}  // namespace

RegistrationNetwork::RegistrationNetwork(spi::Registry& registry, model::BusinessErrors errors, spi::Registers* registers,
                                         const spi::Authority* authority)
    : registry_(registry), errors_(std::move(errors)), registers_(registers), authority_(authority) {
  settings_.name = settings_.kind = settings_.source_id = "registry";
  errors_.require("consent", {"already_exists", "not_found", "date_outside"});
  errors_.require("therlink", {"already_exists", "not_found", "already_revoked", "date_outside", "source_unavailable",
                               "too_many_results"});
  errors_.require("exclusion", {"already_exists", "not_found", "already_revoked"});
}

bool RegistrationNetwork::serves(OrderKind kind) const { return !service_of(kind).empty(); }

Result<model::Answer> RegistrationNetwork::exchange(const model::Order& order, const model::Decision& decision, spi::Deadline) {
  if (!decision.permitted()) return Fault(FaultId::RuleRefused, "a refused order reached the registry");
  if (const auto* asked = std::get_if<model::RegistrationQuery>(&decision.registration)) return query(order, *asked);
  if (order.kind == OrderKind::PutLinks) return write_batch(order, decision);
  return write(order, decision);
}

Result<model::Answer> RegistrationNetwork::write(const model::Order& order, const model::Decision& decision) {
  const auto written = stored(registry_, authority_, order, decision);
  if (!written) return written.error();
  model::Answer answer;
  answer.record_id = written->record_id;
  answer.provenance = provenance_of(order, written->state == spi::WriteState::Stored);
  if (const auto failure = failure_of(written->state); !failure.empty()) {
    answer.errors.push_back(errors_.of(service_of(order.kind), failure));
  }
  return answer;
}

// Entries are taken in order, and each stands alone: one that fails undoes no other (rulings R19). A store that can't be reached
// is a fault for the whole message: what was stored before is found again when it is sent once more.
Result<model::Answer> RegistrationNetwork::write_batch(const model::Order& order, const model::Decision& decision) {
  model::Answer answer;
  const auto* batch = std::get_if<model::LinkBatch>(&order.content);
  if (authority_ && (!batch || batch->entries.size() != decision.answers.size())) return disagreement(order);
  int number = 0;
  for (const auto& entry : decision.answers) {
    ++number;
    auto failures = entry.errors;
    if (entry.permitted()) {
      const auto* wanted = std::get_if<model::LinkRegistration>(&entry.registration);
      if (!wanted) return disagreement(order);
      auto by = declaration_of(order, entry.representation.empty() && entry.notify.empty() ? decision : entry);
      by.proof_type = wanted->proof_type;
      if (authority_) by.owed = owed_for(order, batch->entries[static_cast<std::size_t>(number - 1)].order, entry);
      const auto written = registry_.put_link(*wanted, by);
      if (!written) return written.error();
      if (written->state == WriteState::Stored) answer.provenance = provenance_of(order, true);
      if (answer.record_id.empty()) answer.record_id = written->record_id;
      if (const auto failure = failure_of(written->state); !failure.empty()) failures.push_back(errors_.of("therlink", failure));
    }
    for (auto& failure : failures) {
      failure.entry = number;
      answer.errors.push_back(std::move(failure));
    }
  }
  return answer;
}

// An entry of a bulk is told on its own.
std::vector<model::Owed> RegistrationNetwork::owed_for(const model::Order& order, const model::LinkOrder& entry,
                                                       const model::Decision& decision) const {
  model::Order single;
  single.kind = OrderKind::PutLink;
  single.caller = order.caller;
  single.header = order.header;
  single.content = entry;
  return authority_->owed(single, decision);
}

model::Provenance RegistrationNetwork::provenance_of(const model::Order& order, bool waits) const {
  if (!authority_ || !authority_->decides(subject_of(order.kind))) return {};
  return {"ehealth", std::nullopt, true, waits};
}

Result<model::Answer> RegistrationNetwork::query(const model::Order& order, const model::RegistrationQuery& asked) {
  switch (order.kind) {
    case OrderKind::GetConsent:
    case OrderKind::ConsentStatus: return consent(order, asked);
    case OrderKind::GetLinks: return links(order, asked);
    case OrderKind::HasLink: return has_link(order, asked);
    case OrderKind::GetExclusions: return exclusions(asked);
    case OrderKind::GetExclusionHistory: return exclusion_history(asked);
    default: return disagreement(order);
  }
}

// Get shows an active consent only, the status operation the last one (consent.md section 4).
Result<model::Answer> RegistrationNetwork::consent(const model::Order& order, const model::RegistrationQuery& asked) {
  auto file = registry_.part_of(asked.patient, spi::Subject::Consent);
  if (!file) return std::move(file).error();
  model::Answer answer;
  answer.provenance = file->consents_from;
  answer.deceased = asked.deceased;
  if (file->consents.empty()) return answer;
  auto& found = file->consents.back();
  const bool given = found.state() == model::ConsentState::Given;
  const bool of_type = asked.types.empty() || std::ranges::find(asked.types, found.type) != asked.types.end();
  if (of_type && (given || order.kind == OrderKind::ConsentStatus)) {
    answer.record_id = found.id;
    answer.consent = std::move(found);
  }
  return answer;
}

Result<std::optional<model::TherapeuticLink>> RegistrationNetwork::global_file(const model::RegistrationQuery& asked,
                                                                               core::Instant at) {
  if (!registers_ || !asks_for_global_file(asked)) return std::optional<model::TherapeuticLink>{};
  auto file = registers_->global_file(asked.patient);
  if (!file) return std::move(file).error();
  std::optional<model::TherapeuticLink> link;
  if (*file) link = global_file_link(asked.patient, **file, at);
  if (link && !fits(*link, asked, at)) link.reset();
  return link;
}

// Newest first. When the register of global files can't be asked, the answer says so beside the links that are here.
Result<model::Answer> RegistrationNetwork::links(const model::Order& order, const model::RegistrationQuery& asked) {
  auto file = registry_.part_of(asked.patient, spi::Subject::Links);
  if (!file) return std::move(file).error();
  model::Answer answer;
  answer.provenance = file->links_from;
  for (auto link = file->links.rbegin(); link != file->links.rend(); ++link) {
    if (fits(*link, asked, order.received)) answer.links.push_back(std::move(*link));
  }
  auto global = global_file(asked, order.received);
  if (!global) {
    answer.errors.push_back(errors_.of("therlink", "source_unavailable"));
  } else if (*global) {
    answer.links.push_back(std::move(**global));
  } else if (answer.links.empty()) {
    answer.errors.push_back(errors_.of("therlink", "not_found"));
  }
  if (answer.links.size() > kMostLinks) answer.errors.push_back(errors_.of("therlink", "too_many_results"));
  const auto most = std::min(kMostLinks, static_cast<std::size_t>(std::max(asked.max_rows, 0)));
  if (answer.links.size() > most) {
    answer.total_entries = static_cast<int>(answer.links.size());
    answer.links.erase(answer.links.begin() + static_cast<std::ptrdiff_t>(most), answer.links.end());
  }
  return answer;
}

// Without the register of global files "no" can't be said, "yes" can.
Result<model::Answer> RegistrationNetwork::has_link(const model::Order& order, const model::RegistrationQuery& asked) {
  model::Answer answer;
  answer.has_link = false;
  if (asked.blocked) return answer;
  auto file = registry_.part_of(asked.patient, spi::Subject::Links);
  if (!file) return std::move(file).error();
  answer.provenance = file->links_from;
  auto active = asked;
  active.status = "active";
  for (const auto& link : file->links) {
    if (!fits(link, active, order.received)) continue;
    answer.has_link = true;
    answer.record_id = link.id;
    return answer;
  }
  const auto global = global_file(active, order.received);
  if (global) {
    answer.has_link = global->has_value();
  } else {
    answer.has_link.reset();
    answer.errors.push_back(errors_.of("therlink", "source_unavailable"));
  }
  return answer;
}

Result<model::Answer> RegistrationNetwork::exclusions(const model::RegistrationQuery& asked) {
  auto file = registry_.part_of(asked.patient, spi::Subject::Exclusions);
  if (!file) return std::move(file).error();
  model::Answer answer;
  answer.provenance = file->exclusions_from;
  for (auto& exclusion : file->exclusions) {
    if (exclusion.revoked || (asked.party && !same_party(*asked.party, exclusion.party))) continue;
    answer.exclusions.push_back(std::move(exclusion));
  }
  return answer;
}

// All that stood at some moment of the period, revoked ones too; both days of the period belong to it.
Result<model::Answer> RegistrationNetwork::exclusion_history(const model::RegistrationQuery& asked) {
  auto file = registry_.part_of(asked.patient, spi::Subject::Exclusions);
  if (!file) return std::move(file).error();
  model::Answer answer;
  answer.provenance = file->exclusions_from;
  for (auto& exclusion : file->exclusions) {
    if (asked.party && !same_party(*asked.party, exclusion.party)) continue;
    if (asked.begin && exclusion.revoked && exclusion.revoked->at <= core::start_of_day(*asked.begin)) continue;
    if (asked.end && exclusion.declared.at >= core::start_of_day(core::add_days(*asked.end, 1))) continue;
    answer.exclusions.push_back(std::move(exclusion));
  }
  return answer;
}

model::Declaration declaration_of(const model::Order& order, const model::Decision& decision) {
  model::Declaration by;
  by.at = order.received;
  by.request_id = order.header.id;
  by.author = order.header.author;
  by.request_date = order.header.date;
  by.request_time = order.header.time;
  by.representation = decision.representation;
  by.correlation_id = order.correlation_id;
  by.original = order.original;
  by.notify = decision.notify;
  return by;
}

}  // namespace sluis::registry
