// storeDataEntries: entries created and replaced, all of a call or none of it.
#include <algorithm>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/vitalink/simulator/native_names.hpp"
#include "adapters/vitalink/simulator/native_vault.hpp"
#include "gateway/core/calendar.hpp"

namespace sluis::sandbox {

using native::Node;
using native::XmlWriter;
using vault::EntryUri;
using vault::n;
using vault::text_at;

struct NativeVault::Group {
  NodeWrite write;
  std::vector<std::string> references;
  NodeWritten written;
};

namespace {

constexpr auto kSl = "vitalinkuri";
constexpr std::size_t kMostEntries = 100;  // of one node in one call

EntryWrite::Kind kind_of(EntryUri::Form form) {
  if (form == EntryUri::Form::New) return EntryWrite::Kind::Create;
  return form == EntryUri::Form::Update ? EntryWrite::Kind::Update : EntryWrite::Kind::Keep;
}

}  // namespace

// Puts the entry where it belongs; false when it can't be stored, which is told in the outcome.
bool NativeVault::prepare(const std::string& subject, const vault::GivenEntry& given, std::vector<Group>& groups,
                          Outcome& outcome) const {
  const auto wrong = [&](const char* code, const char* message) {
    outcome.errors.push_back({code, message, given.reference, "VALIDATION_ERROR"});
    return false;
  };
  const auto uri = vault::parse_uri(given.uri);
  if (!uri || uri->form == EntryUri::Form::Node) return wrong("406", "No node found matching the URI");
  if (uri->ssin != subject) return wrong("415", "The URI names another subject");
  auto read = content_.read(given.business_data);
  if (!read) return wrong("415", "The business data is no KMEHR message with one transaction");
  if (read->patient != subject) return wrong("415", "The business data is about another subject");
  if (!vault::belongs(read->document.category, uri->node)) return wrong("415", "The transaction doesn't belong in this node");
  auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.write.base == uri->base(); });
  if (group == groups.end()) {
    group = groups.insert(groups.end(), Group{});
    group->write = {uri->base(), kSl, subject, std::nullopt, false, {}, read->document.authors, read->document.author_numbers};
  }
  if (given.node_version) group->write.expected = given.node_version;
  EntryWrite entry{kind_of(uri->form), std::move(read->document)};
  for (const auto& [key, value] : given.metadata) entry.document.metadata[key] = value;
  entry.document.entry = uri->entry;
  entry.document.version = uri->version;
  entry.document.moment = clock_.now();
  group->write.entries.push_back(std::move(entry));
  group->references.push_back(given.reference);
  return true;
}

void NativeVault::carry_out(Group& group, Outcome& outcome) {
  group.written = documents_.write(group.write);
  const auto& written = group.written;
  if (written.state == StoreState::Done) return;
  const auto reference = group.references[std::min(written.failed, group.references.size() - 1)];
  if (written.state == StoreState::Stale) {
    outcome.errors.push_back({"415", "The version is not the newest one", reference, "DATA_ENTRY"});
  } else if (written.state == StoreState::Removed) {
    outcome.errors.push_back({"464", "The entry is already deleted", reference, "DATA_ENTRY"});
  } else {
    outcome.errors.push_back({"406", "No node found matching the URI", reference, "DATA_ENTRY"});
  }
}

NativeVault::Outcome NativeVault::store(Node request) {
  const auto subject = text_at(request, "subjectID");
  if (!check_digits_right(subject)) return refused("400", "Subject with this SSIN unknown", subject, "SUBJECT_SSIN");
  const auto given = vault::given_entries(request);
  if (given.empty() || given.size() > kMostEntries)
    return refused("415", "Invalid number of data entries in the request", "", "VALIDATION_ERROR");
  Outcome outcome;
  std::vector<Group> groups;
  for (const auto& entry : given) prepare(subject, entry, groups, outcome);
  const auto status = [](const auto& e) {
    const auto found = e.metadata.find("availabilityStatus");
    return found == e.metadata.end() ? std::string("active") : found->second;
  };
  for (const auto& entry : given) {
    if (status(entry) != status(given.front()))
      outcome.errors.push_back({"415", "One call holds entries of one availability only", entry.reference, "VALIDATION_ERROR"});
  }
  if (outcome.errors.empty()) {
    content_.around(subject, [&] {
      for (auto& group : groups) {
        if (outcome.errors.empty()) carry_out(group, outcome);
      }
    });
  }
  XmlWriter xml;
  xml.element(n("subjectID"), subject);
  if (!outcome.errors.empty()) {
    outcome.code = "489";
    outcome.message = "One or more errors occurred";
    outcome.rest = xml.take();
    return outcome;
  }
  const auto state = documents_.subject(subject);
  xml.element(n("lastUpdated"), core::brussels_date_time(state.updated)).element(n("version"), std::to_string(state.version));
  xml.open(n("dataEntries"));
  for (const auto& group : groups) {
    for (std::size_t i = 0; i < group.references.size(); ++i) {
      xml.open(n("dataEntry")).element(n("dataEntryURI"), group.written.documents[i].id);
      xml.element(n("reference"), group.references[i]);
      xml.element(n("nodeVersion"), std::to_string(group.written.node.version)).close();
    }
  }
  outcome.rest = xml.close().take();
  return outcome;
}

}  // namespace sluis::sandbox
