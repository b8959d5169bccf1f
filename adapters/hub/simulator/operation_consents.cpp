// Patient consents and therapeutic links as this hub keeps them.
#include <algorithm>

#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/hub_operations.hpp"
#include "adapters/hub/simulator/hub_reading.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox::hub {
namespace {

using native::Node;
using native::XmlWriter;

std::vector<std::string> party_numbers(Node parent) {
  return numbers_of(parent.child(kCore, "hcparty").children(kCore, "id"));
}

Result<HubLink> link_from(Node link) {
  const auto patient = patient_at(link);
  if (!patient) return patient.error();
  HubLink read;
  read.patient = *patient;
  read.numbers = party_numbers(link);
  read.type = text_at(link, "cd");
  read.text = native::canonical(link);
  if (read.numbers.empty() || read.type.empty()) return wrong("therapeuticlink");
  if (!read_date(link, "startdate", read.start) || !read_date(link, "enddate", read.end)) return wrong("therapeuticlink");
  return read;
}

// A link holds for the party that any of its numbers names.
bool same(const HubLink& a, const HubLink& b) {
  return a.patient == b.patient && a.type == b.type && share_one(a.numbers, b.numbers);
}

core::Date today(const HubParts& parts) {
  return core::brussels_date(parts.clock.now());
}

struct LinkFilter {
  std::string patient;
  std::vector<std::string> numbers, types;
  std::optional<core::Date> begin, end;
};

bool fits(const HubLink& link, const LinkFilter& f) {
  return (f.patient.empty() || link.patient == f.patient) && (f.numbers.empty() || share_one(link.numbers, f.numbers)) &&
         (f.types.empty() || std::find(f.types.begin(), f.types.end(), link.type) != f.types.end()) &&
         !(f.begin && link.end && *link.end < *f.begin) && !(f.end && link.start && *link.start > *f.end);
}

Result<LinkFilter> link_filter(Node select) {
  LinkFilter filter;
  if (select.child(kCore, "patient")) {
    const auto patient = patient_at(select);
    if (!patient) return patient.error();
    filter.patient = *patient;
  }
  filter.numbers = party_numbers(select);
  filter.types = codes_of(select.children(kCore, "cd"), "");
  if (!read_date(select, "begindate", filter.begin) || !read_date(select, "enddate", filter.end)) return wrong("select");
  return filter;
}

}  // namespace

Result<HubReply> put_consent(HubParts& parts, const HubQuestion& question) {
  const auto patient = patient_at(question.subject);
  if (!patient) return patient.error();
  if (auto refused = refused_number(*patient)) return *refused;
  const auto types = codes_of(question.subject.children(kCore, "cd"), "");
  if (types.empty()) return wrong("consent/cd");
  if (text_at(question.subject, "signdate").empty()) return refusal("415", "signdate is missing");
  const std::lock_guard lock(parts.registers.mutex);
  parts.registers.consents[*patient] = {native::canonical(question.subject), types, true};
  return HubReply{};
}

Result<HubReply> get_consent(HubParts& parts, const HubQuestion& question) {
  const auto patient = patient_at(question.subject);
  if (!patient) return patient.error();
  if (auto refused = refused_number(*patient)) return *refused;
  const auto types = codes_of(question.subject.child(kCore, "consent").children(kCore, "cd"), "");
  const std::lock_guard lock(parts.registers.mutex);
  const auto found = parts.registers.consents.find(*patient);
  if (found == parts.registers.consents.end() || !found->second.active) return nothing();
  if (!types.empty() && !share_one(types, found->second.types)) return nothing();
  HubReply reply;
  reply.rest = found->second.text;
  return reply;
}

Result<HubReply> revoke_consent(HubParts& parts, const HubQuestion& question) {
  const auto patient = patient_at(question.subject);
  if (!patient) return patient.error();
  if (auto refused = refused_number(*patient)) return *refused;
  if (text_at(question.subject, "revokedate").empty()) return refusal("415", "revokedate is missing");
  const std::lock_guard lock(parts.registers.mutex);
  const auto found = parts.registers.consents.find(*patient);
  if (found == parts.registers.consents.end() || !found->second.active) return refusal("406", "No consent to revoke");
  found->second.active = false;
  return HubReply{};
}

Result<HubReply> put_link(HubParts& parts, const HubQuestion& question) {
  auto link = link_from(question.subject);
  if (!link) return link.error();
  if (auto refused = refused_number(link->patient)) return *refused;
  if (link->start && link->end && *link->end < *link->start) return refusal("415", "The link ends before it begins");
  if (!link->start) link->start = today(parts);
  const std::lock_guard lock(parts.registers.mutex);
  auto& all = parts.registers.links;
  const bool there = std::any_of(all.begin(), all.end(),
                                 [&](const auto& l) { return l.active(today(parts)) && same(l, *link); });
  if (there) return refusal("360", "Such a link exists: revoke it before you put it again");
  all.push_back(std::move(*link));
  return HubReply{};
}

Result<HubReply> get_links(HubParts& parts, const HubQuestion& question) {
  const auto filter = link_filter(question.subject);
  if (!filter) return filter.error();
  if (filter->patient.empty() && filter->numbers.empty()) return refusal("415", "A patient or a care provider is expected");
  if (parts.identity.refuses_link_period && (filter->begin || filter->end))
    return refusal("415", "begindate and enddate are not accepted here");
  if (!filter->patient.empty()) {
    if (auto refused = refused_number(filter->patient)) return *refused;
  }
  const std::lock_guard lock(parts.registers.mutex);
  XmlWriter xml;
  xml.open(c("therapeuticlinklist"));
  std::size_t count = 0;
  for (const auto& link : parts.registers.links) {
    if (!link.active(today(parts)) || !fits(link, *filter)) continue;
    xml.raw(link.text);
    ++count;
  }
  if (count == 0) return nothing();
  HubReply reply;
  reply.rest = xml.close().take();
  return reply;
}

Result<HubReply> revoke_link(HubParts& parts, const HubQuestion& question) {
  const auto link = link_from(question.subject);
  if (!link) return link.error();
  if (auto refused = refused_number(link->patient)) return *refused;
  const std::lock_guard lock(parts.registers.mutex);
  auto& all = parts.registers.links;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& l) { return l.active(today(parts)) && same(l, *link); });
  if (found == all.end()) return refusal("406", "No link to revoke");
  found->revoked = true;
  return HubReply{};
}

}  // namespace sluis::sandbox::hub
