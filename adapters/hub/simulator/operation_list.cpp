#include <algorithm>

#include "adapters/hub/simulator/document_names.hpp"
#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/hub_operations.hpp"
#include "adapters/hub/simulator/hub_reading.hpp"
#include "adapters/hub/simulator/kmehr_content.hpp"
#include "adapters/hub/simulator/pages.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox::hub {
namespace {

using native::Node;
using native::XmlWriter;

struct Filter {
  std::string patient;
  std::vector<std::string> categories;  // as lists call them; empty: all
  std::optional<core::Date> begin, end;
  std::string scope;
};

Result<Filter> read(const HubQuestion& question) {
  const auto patient = patient_at(question.subject);
  if (!patient) return patient.error();
  Filter filter;
  filter.patient = *patient;
  const auto transaction = question.subject.child(kCore, "transaction");
  if (transaction) filter.categories = codes_of(transaction.children(kCore, "cd"), "CD-TRANSACTION");
  if (!read_date(transaction, "begindate", filter.begin) || !read_date(transaction, "enddate", filter.end))
    return wrong("select/transaction");
  filter.scope = question.interhub ? "local" : text_at(question.subject, "searchtype");
  if (filter.scope.empty()) filter.scope = "local";
  if (filter.scope != "local" && filter.scope != "global" && filter.scope != "external") return wrong("select/searchtype");
  return filter;
}

bool wanted(const HubParts& parts, const Filter& filter, const std::string& category, core::Instant moment) {
  const auto name = name_in_lists(parts.identity, category);
  const auto& all = filter.categories;
  const auto date = core::brussels_date(moment);
  return (all.empty() || std::find(all.begin(), all.end(), name) != all.end()) &&
         !((filter.begin && date < *filter.begin) || (filter.end && date > *filter.end));
}

std::string summary_of(const HubParts& parts, const KeptDocument& document) {
  XmlWriter xml;
  const bool set = document.category == kSetCategory;
  write_scheme(xml, c("id"), "LOCAL", "1.0", document.id, document.sl);
  if (!document.own_id.empty()) write_scheme(xml, c("id"), "LOCAL", "1.0", document.own_id, document.own_sl);
  write_scheme(xml, c("cd"), "CD-TRANSACTION", "1.6", name_in_lists(parts.identity, document.category));
  if (set) write_scheme(xml, c("cd"), "CD-HUBSERVICE", "1.0", "GetTransactionSet");
  if (!document.patient_access) write_scheme(xml, c("cd"), "LOCAL", "1.0", "no", "PatientAccess");
  xml.element(c("date"), core::to_text(core::brussels_date(document.moment)));
  xml.element(c("time"), core::brussels_date_time(document.moment).substr(11));
  write_author(xml, parts, document.authors);
  xml.element(c("iscomplete"), document.complete ? "true" : "false");
  xml.element(c("isvalidated"), document.validated ? "true" : "false");
  xml.element(c("recorddatetime"), core::brussels_date_time(document.recorded));
  return xml.take();
}

// A set stands in a list as one document.
KeptDocument as_document(const HubParts& parts, const KeptNode& node) {
  KeptDocument document;
  document.id = node.base;
  document.sl = parts.identity.sl;
  document.patient = node.patient;
  document.category = kSetCategory;
  document.moment = document.recorded = node.updated;
  document.authors = node.authors;
  document.author_numbers = node.author_numbers;
  const auto entries = parts.documents.entries(node.base);
  document.patient_access = entries.empty() || entries.front().patient_access;
  return document;
}

struct Held {
  std::vector<Summary> summaries;
  bool closed = false;  // something stands there that a pharmacist never sees
};

Held held(HubParts& parts, const HubQuestion& question, const Filter& filter) {
  Held found;
  auto all = parts.documents.current(filter.patient);
  std::erase_if(all, is_element);
  for (const auto& node : parts.documents.nodes(filter.patient)) {
    if (is_scheme(node.base, parts.documents)) all.push_back(as_document(parts, node));
  }
  for (const auto& document : all) {
    if (!wanted(parts, filter, document.category, document.moment)) continue;
    if (closed_for_pharmacist(parts, question.caller, document)) {
      found.closed = true;
    } else if (may_read(parts, question.caller, document)) {
      found.summaries.push_back({document.moment, summary_of(parts, document)});
    }
  }
  keep_look(parts, question, filter.patient, std::nullopt);
  return found;
}

void write_patient(XmlWriter& xml, const World& world, const std::string& ssin) {
  const auto* person = world.person(ssin);
  xml.open(c("patient"));
  write_person(xml, world, ssin, person);
  xml.close();
}

std::string folder(const HubParts& parts, const std::string& patient, const std::vector<Summary>& page) {
  XmlWriter xml;
  xml.open(c("kmehrheader")).open(c("folder"));
  write_patient(xml, parts.world, patient);
  std::size_t number = 0;
  for (const auto& summary : page) {
    xml.open(c("transaction"));
    write_scheme(xml, c("id"), "ID-KMEHR", "1.0", std::to_string(++number));
    xml.raw(summary.text).close();
  }
  return xml.close().close().take();
}

// Our own list, then those of the others that answer; one error for each that doesn't.
std::vector<Summary> gathered(HubParts& parts, const HubQuestion& question, const Filter& filter, HubReply& reply) {
  std::vector<Summary> all;
  const auto add = [&](HubParts& from) {
    auto more = held(from, question, filter);
    if (more.closed) reply.errors.push_back({"360", "No access to transactions of type sumehr"});
    std::move(more.summaries.begin(), more.summaries.end(), std::back_inserter(all));
  };
  if (filter.scope != "external") add(parts);
  if (filter.scope != "local") {
    for (auto& neighbour : parts.neighbours) {
      if (neighbour.answers()) {
        add(*neighbour.parts);
      } else {
        reply.complete = false;
        reply.errors.push_back({"500", "Hub " + neighbour.parts->identity.ehp + " did not answer"});
      }
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.moment > b.moment; });
  return all;
}

}  // namespace

Result<HubReply> list(HubParts& parts, const HubQuestion& question) {
  const auto filter = read(question);
  if (!filter) return filter.error();
  const auto cut = read_cut(question.request);
  if (!cut) return cut.error();
  auto refused = refused_number(filter->patient);
  if (!refused) refused = refused_glass(question);
  if (!refused) refused = refused_consent(parts, question, filter->patient);
  if (!refused && filter->begin && filter->end && *filter->begin > *filter->end)
    refused = refusal("415", "The period ends before it begins");
  if (refused) {
    keep_look(parts, question, filter->patient, std::nullopt);
    return *refused;
  }
  HubReply reply;
  auto all = gathered(parts, question, *filter, reply);
  const auto page = cut_page(std::move(all), *cut, static_cast<std::size_t>(parts.identity.page_size), reply);
  if (page.empty() && reply.errors.empty()) reply.errors = nothing().errors;
  if (!page.empty()) reply.rest = folder(parts, filter->patient, page);
  return reply;
}

}  // namespace sluis::sandbox::hub
