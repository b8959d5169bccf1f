// GetPatientAuditTrail (audit-and-access.md section 1).
#include <algorithm>

#include "adapters/hub/simulator/document_names.hpp"
#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/hub_operations.hpp"
#include "adapters/hub/simulator/hub_reading.hpp"
#include "adapters/hub/simulator/pages.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox::hub {
namespace {

using native::XmlWriter;

Result<HubAccessFilter> read(const HubQuestion& question) {
  HubAccessFilter filter;
  const auto select = question.subject;
  if (select.child(kCore, "patient")) {
    const auto patient = patient_at(select);
    if (!patient) return patient.error();
    filter.patient = *patient;
  }
  if (const auto name = local_name(select.child(kCore, "transaction").children(kCore, "id"))) {
    filter.sl = name->sl;
    filter.id = name->id;
  }
  filter.numbers = numbers_of(select.child(kCore, "hcparty").children(kCore, "id"));
  if (!read_date(select, "begindate", filter.begin) || !read_date(select, "enddate", filter.end)) return wrong("select");
  filter.glass_only = static_cast<bool>(select.child(kCore, "breaktheglass"));
  return filter;
}

std::optional<HubReply> refused(const HubAccessFilter& filter) {
  if (filter.patient.empty() && filter.id.empty() && filter.numbers.empty())
    return refusal("415", "A patient, a transaction or a care provider is expected");
  if (filter.begin && filter.end && *filter.begin > *filter.end) return refusal("415", "The period ends before it begins");
  return filter.patient.empty() ? std::nullopt : refused_number(filter.patient);
}

// An access together with the hub that keeps it, for the author of its document.
struct Kept {
  HubAccess access;
  const HubParts* parts;
};

void write_document(XmlWriter& xml, const HubParts& parts, const KeptDocument& document) {
  const auto moment = core::brussels_date_time(document.moment);
  xml.open(c("transaction"));
  write_scheme(xml, c("id"), "LOCAL", "1.0", document.id, document.sl);
  write_scheme(xml, c("cd"), "CD-TRANSACTION", "1.6", document.category);
  xml.element(c("date"), moment.substr(0, 10)).element(c("time"), moment.substr(11));
  write_author(xml, parts, document.authors);
  xml.close();
}

std::string written(const std::vector<Kept>& page) {
  XmlWriter xml;
  xml.open(c("transactionaccesslist"));
  for (const auto& [access, parts] : page) {
    xml.open(c("transactionaccess"));
    if (!access.patient.empty()) write_patient_id(xml, access.patient);
    if (access.document) write_document(xml, *parts, *access.document);
    for (const auto& content : access.parties) xml.open(c("hcparty")).raw(content).close();
    xml.element(c("accessdatetime"), core::brussels_date_time(access.at));
    if (!access.glass.empty()) xml.element(c("breaktheglass"), access.glass);
    xml.close();
  }
  return xml.close().take();
}

void add(const HubParts& from, const HubAccessFilter& filter, std::vector<Kept>& all) {
  for (auto& access : from.trail.find(filter)) all.push_back({std::move(access), &from});
}

}  // namespace

Result<HubReply> audit_trail(HubParts& parts, const HubQuestion& question) {
  const auto filter = read(question);
  if (!filter) return filter.error();
  const auto cut = read_cut(question.request);
  if (!cut) return cut.error();
  const auto scope = text_at(question.subject, "searchtype");
  if (!scope.empty() && scope != "local" && scope != "global" && scope != "external") return wrong("select/searchtype");
  if (auto answer = refused(*filter)) return *answer;
  if (auto answer = refused_glass(question)) return *answer;
  HubReply reply;
  std::vector<Kept> all;
  if (scope != "external") add(parts, *filter, all);
  if (scope == "global" || scope == "external") {
    for (auto& neighbour : parts.neighbours) {
      if (neighbour.answers()) {
        add(*neighbour.parts, *filter, all);
      } else {
        reply.complete = false;
        reply.errors.push_back({"500", "Hub " + neighbour.parts->identity.ehp + " did not answer"});
      }
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.access.at > b.access.at; });
  keep_look(parts, question, filter->patient, std::nullopt);
  const auto page = cut_page(std::move(all), *cut, static_cast<std::size_t>(parts.identity.page_size), reply);
  if (page.empty() && reply.errors.empty()) reply.errors = nothing().errors;
  if (!page.empty()) reply.rest = written(page);
  return reply;
}

}  // namespace sluis::sandbox::hub
