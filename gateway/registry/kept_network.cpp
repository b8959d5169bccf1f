#include "gateway/registry/kept_network.hpp"

#include "gateway/registry/link_query.hpp"
#include "gateway/registry/registration_network.hpp"
#include "gateway/spi/settled.hpp"

namespace sluis::registry {
namespace {

using model::OrderKind;

Fault disagreement(const model::Order& order) {
  return Fault(FaultId::Internal, "the decision on " + std::string(to_text(order.kind)) + " carries something else");
}

// Whose exclusion is looked at, and for which patient.
struct Previewed {
  const model::Ssin* patient = nullptr;
  const model::Party* party = nullptr;
};

Previewed previewed(const model::Decision& decision) {
  if (const auto* wanted = std::get_if<model::ExclusionRegistration>(&decision.registration)) return {&wanted->patient, &wanted->party};
  const auto* asked = std::get_if<model::RegistrationQuery>(&decision.registration);
  if (!asked || !asked->party) return {};
  return {&asked->patient, &*asked->party};
}

}  // namespace

KeptNetwork::KeptNetwork(Store& store, spi::Registers* registers) : store_(store), registers_(registers) {
  settings_.name = settings_.kind = settings_.source_id = "registry";
}

bool KeptNetwork::serves(OrderKind kind) const {
  switch (kind) {
    case OrderKind::FetchEvidence:
    case OrderKind::ReadNotifications:
    case OrderKind::PutAccessRight:
    case OrderKind::GetAccessRights:
    case OrderKind::RevokeAccessRight:
    case OrderKind::PreviewExclusion: return true;
    default: return false;
  }
}

Result<model::Answer> KeptNetwork::exchange(const model::Order& order, const model::Decision& decision, spi::Deadline) {
  if (!decision.permitted()) return Fault(FaultId::RuleRefused, "a refused order reached the registry");
  if (order.kind == OrderKind::ReadNotifications) return notifications(order);
  if (order.kind == OrderKind::PreviewExclusion) return preview(order, decision);
  if (order.kind != OrderKind::FetchEvidence) return access_right(order, decision);
  const auto* asked = std::get_if<model::EvidenceOrder>(&order.content);
  if (!asked) return disagreement(order);
  return evidence(*asked);
}

Result<model::Answer> KeptNetwork::evidence(const model::EvidenceOrder& asked) {
  auto kept = store_.original(asked.record_id, asked.version.value_or(1));
  if (!kept) return std::move(kept).error();
  if (!*kept) return Fault(FaultId::Internal, "the message that the decision saw is not kept");
  model::Answer answer;
  answer.record_id = asked.record_id;
  answer.kept = std::move(**kept);
  return answer;
}

Result<model::Answer> KeptNetwork::notifications(const model::Order& order) {
  if (!order.caller.ssin) return disagreement(order);
  auto told = store_.notifications(*order.caller.ssin);
  if (!told) return std::move(told).error();
  model::Answer answer;
  answer.notifications = std::move(*told);
  return answer;
}

// Rights that stand are shown; nothing to revoke is no failure, and then no record is named.
Result<model::Answer> KeptNetwork::access_right(const model::Order& order, const model::Decision& decision) {
  const auto* wanted = std::get_if<model::AccessRightRegistration>(&decision.registration);
  if (!wanted) return disagreement(order);
  model::Answer answer;
  if (order.kind == OrderKind::GetAccessRights) {
    auto rights = store_.rights_on(wanted->transaction, spi::kEverything);
    if (!rights) return std::move(rights).error();
    std::erase_if(*rights, [](const auto& right) { return right.revoked.has_value(); });
    answer.rights = std::move(*rights);
    return answer;
  }
  if (order.kind == OrderKind::PutAccessRight && !wanted->party) return disagreement(order);
  const auto by = declaration_of(order, decision);
  auto written = order.kind == OrderKind::PutAccessRight ? store_.put_right(*wanted, by) : store_.revoke_rights(*wanted, by);
  if (!written) return std::move(written).error();
  answer.record_id = written->record_id;
  return answer;
}

// Every number and profession that the register knows for the person; of an organisation its own number.
Status KeptNetwork::add_numbers(model::ExclusionPreview& preview) {
  const auto& party = preview.party;
  if (party.organisation) {
    if (party.organisation->scheme != model::OrganisationScheme::Nihii) return Done{};
    if (auto number = model::Nihii::parse(party.organisation->number)) preview.numbers.emplace_back(*number, party.category);
    return Done{};
  }
  if (registers_ && party.ssin) {
    const auto provider = registers_->provider(*party.ssin);
    if (!provider) return provider.error();
    if (*provider) preview.numbers = (**provider).numbers;
  }
  if (preview.numbers.empty() && party.nihii) preview.numbers.emplace_back(*party.nihii, party.category);
  return Done{};
}

Result<model::Answer> KeptNetwork::preview(const model::Order& order, const model::Decision& decision) {
  const auto about = previewed(decision);
  if (!about.party) return disagreement(order);
  auto file = store_.file_of(*about.patient);
  if (!file) return std::move(file).error();
  model::ExclusionPreview preview{*about.party, {}, {}, false};
  if (auto done = add_numbers(preview); !done) return done.error();
  for (auto& link : file->links) {
    if (link.active_at(order.received) && same_party(link.party, *about.party)) preview.links.push_back(std::move(link));
  }
  for (const auto& exclusion : file->exclusions) {
    if (!exclusion.revoked && same_party(exclusion.party, *about.party)) preview.already_excluded = true;
  }
  if (registers_ && !about.party->organisation) {
    const auto global = registers_->global_file(*about.patient);
    if (!global) return global.error();
    if (*global) {
      auto link = global_file_link(*about.patient, **global, order.received);
      if (link.active_at(order.received) && same_party(link.party, *about.party)) preview.links.push_back(std::move(link));
    }
  }
  model::Answer answer;
  answer.preview = std::move(preview);
  return answer;
}

}  // namespace sluis::registry
