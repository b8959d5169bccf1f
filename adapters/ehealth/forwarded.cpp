#include "adapters/ehealth/forwarded.hpp"

#include <algorithm>
#include <array>

#include "gateway/core/calendar.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/hubservices_v2/request_writer.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::adapters::ehealth {
namespace {

using model::OrderKind;
namespace v2 = mappings::hubservices_v2;

constexpr std::array kForwarded{OrderKind::PutConsent, OrderKind::RevokeConsent, OrderKind::PutLink,
                                OrderKind::RevokeLink, OrderKind::PutExclusion,  OrderKind::RevokeExclusion};

bool revokes(OrderKind kind) {
  return kind == OrderKind::RevokeConsent || kind == OrderKind::RevokeLink || kind == OrderKind::RevokeExclusion;
}

void set_dates(model::LinkOrder& link, const model::LinkRegistration& wanted) {
  if (wanted.start) link.start = core::to_text(*wanted.start);
  if (wanted.end) link.end = core::to_text(*wanted.end);
}

// The first line of a payload: kind, party, type; blanks can't stand in any of them.
struct Lines {
  std::string kind, party, type, request;
};

Lines lines_of(const std::string& payload) {
  Lines lines;
  std::size_t at = 0;
  for (auto* part : {&lines.kind, &lines.party, &lines.type}) {
    const auto end = payload.find('\n', at);
    if (end == std::string::npos) return {};
    *part = payload.substr(at, end - at);
    at = end + 1;
  }
  lines.request = payload.substr(at);
  return lines;
}

}  // namespace

std::string payload_of(const model::Order& order, const model::Decision& decision, const spi::OwnParty& own) {
  auto forwarded = order;
  forwarded.header.id = own.number + ".waiting";
  forwarded.header.max_rows.reset();
  auto& parties = forwarded.header.author.parties;
  std::erase_if(parties, [](const auto& party) { return party.is_software(); });
  if (auto* consent = std::get_if<model::ConsentOrder>(&forwarded.content); consent && !consent->author) consent->author = order.header.author;
  const bool named = !parties.empty() && parties.front().value("ID-HCPARTY") == own.number;
  if (!named) parties.insert(parties.begin(), mappings::kmehr::make_party(own.number, own.category, own.name));
  std::string party;
  std::string type;
  if (const auto* wanted = std::get_if<model::LinkRegistration>(&decision.registration)) {
    if (auto* link = std::get_if<model::LinkOrder>(&forwarded.content)) set_dates(*link, *wanted);
    party = wanted->party.key();
    type = wanted->type;
  } else if (const auto* excluded = std::get_if<model::ExclusionRegistration>(&decision.registration)) {
    party = excluded->party.key();
  }
  return std::string(model::to_text(order.kind)) + "\n" + party + "\n" + type + "\n" + v2::write_request(forwarded);
}

spi::Authority::About about_payload(const std::string& payload) {
  const auto lines = lines_of(payload);
  const auto kind = std::ranges::find_if(kForwarded, [&](auto one) { return model::to_text(one) == lines.kind; });
  return {kind != kForwarded.end() && revokes(*kind), lines.party, lines.type};
}

Result<Forwarded> read_payload(const std::string& payload) {
  const auto lines = lines_of(payload);
  const auto kind = std::ranges::find_if(kForwarded, [&](auto one) { return model::to_text(one) == lines.kind; });
  const auto document = native::Document::parse(lines.request);
  if (kind == kForwarded.end() || !document) return Fault(FaultId::Internal, "what waits in the outbox can't be read");
  Forwarded forwarded{{}, {revokes(*kind), lines.party, lines.type}};
  const auto body = document->root();
  forwarded.order.kind = *kind;
  forwarded.order.header = v2::read_header(body);
  switch (*kind) {
    case OrderKind::PutConsent:
    case OrderKind::RevokeConsent: forwarded.order.content = v2::read_consent(body); break;
    case OrderKind::PutLink:
    case OrderKind::RevokeLink: forwarded.order.content = v2::read_link(body); break;
    default: forwarded.order.content = v2::read_exclusion(body); break;
  }
  return forwarded;
}

}  // namespace sluis::adapters::ehealth
