// fetchDataEntries: a node a page, or the first page of every node.
#include <algorithm>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/vitalink/simulator/native_names.hpp"
#include "adapters/vitalink/simulator/native_vault.hpp"
#include "gateway/core/calendar.hpp"

namespace sluis::sandbox {

using native::Node;
using native::XmlWriter;
using vault::n;
using vault::text_at;

namespace {

constexpr std::size_t kPageSize = 10;
constexpr std::size_t kShortestReason = 10;
constexpr std::size_t kLongestReason = 200;

// Keys that only the simulator needs.
bool inner_key(const std::string& key) {
  return key == "kmehr" || key == "link";
}

bool glass_refused(Node request) {
  const auto glass = request.child("", "breakTheGlass");
  if (text_at(glass, "confirmation") != "true") return false;
  const auto length = core::utf8_length(text_at(glass, "reason"));
  return length < kShortestReason || length > kLongestReason;
}

void write_metadata(XmlWriter& xml, const KeptDocument& document) {
  std::map<std::string, std::string> all = {{"languageCode", "nl-BE"},    {"availabilityStatus", "active"},
                                            {"formatCode", "KMEHR_20190301"}, {"mimeType", "text/xml"},
                                            {"encryptionFlag", "encrypted"}};
  all["validationStatus"] = document.validated ? "validated" : "toBeValidated";
  for (const auto& [key, value] : document.metadata) {
    if (!inner_key(key)) all[key] = value;
  }
  xml.open(n("metadata"));
  for (const auto& [key, value] : all) xml.open(n("entry")).attribute("key", key).text(value).close();
  xml.close();
}

void write_updated_by(XmlWriter& xml, const KeptNode& node) {
  if (node.author_numbers.empty()) return;
  xml.open(n("updatedBy"));
  const auto length = node.author_numbers.size();
  const bool person = length > 1 || node.author_numbers.front().size() == 11;
  xml.open(n(person ? "person" : "organization"));
  for (const auto& number : node.author_numbers) {
    if (person) {
      xml.element(n(check_digits_right(number) ? "ssin" : "nihii"), number);
    } else {
      xml.element(n("actorIdValue"), number).element(n("actorIdSource"), "NIHII");
    }
  }
  xml.close().close();
}

// Pages count from 1; 0 is the first one too.
std::size_t page_of(Node request) {
  const auto index = vault::whole_number(text_at(request.child("", "pagination"), "paginationIndex"));
  return index && *index > 1 ? static_cast<std::size_t>(*index) : 1;
}

}  // namespace

void NativeVault::write_node(XmlWriter& xml, const KeptNode& node, Node request) const {
  const auto entries = documents_.entries(node.base);
  const auto page = page_of(request);
  const auto from = std::min((page - 1) * kPageSize, entries.size());
  const auto to = std::min(from + kPageSize, entries.size());
  xml.open(n("node")).element(n("name"), node.base.substr(node.base.rfind('/') + 1));
  xml.element(n("version"), std::to_string(node.version));
  xml.open(n("pagination")).element(n("uri"), node.base).element(n("paginationIndex"), std::to_string(page));
  xml.element(n("paginationSize"), std::to_string(kPageSize));
  xml.element(n("recordCount"), std::to_string(entries.size())).close().open(n("dataEntries"));
  for (auto i = from; i < to; ++i) {
    xml.open(n("dataEntry")).element(n("dataEntryURI"), entries[i].id).element(n("reference"), "");
    xml.element(n("nodeVersion"), std::to_string(node.version));
    write_metadata(xml, entries[i]);
    if (text_at(request, "includeBusinessData") == "true")
      xml.element(n("businessData"), core::to_base64(content_.message_of(entries[i])));
    xml.close();
  }
  xml.close();
  write_updated_by(xml, node);
  xml.close();
}

NativeVault::Outcome NativeVault::fetch(Node request) {
  const auto ssin = text_at(request, "subjectID");
  if (!check_digits_right(ssin)) return refused("400", "Subject with this SSIN unknown", ssin, "SUBJECT_SSIN");
  if (glass_refused(request))
    return refused("360", "The reason to break the glass must have 10 to 200 characters", "", "VALIDATION_ERROR");
  const auto wanted = text_at(request.child("", "pagination"), "uri");
  const auto uri = vault::parse_uri(wanted);
  if (!wanted.empty() && (!uri || uri->ssin != ssin || uri->form != vault::EntryUri::Form::Node))
    return refused("406", "No node found matching the URI", wanted, "VALIDATION_ERROR");
  const bool pharmacist = text_at(request.child("", "personInformation"), "role") == "pharmacist";
  Outcome outcome;
  XmlWriter xml;
  const auto state = documents_.subject(ssin);
  xml.element(n("subjectID"), ssin);
  if (state.version > 0) xml.element(n("lastUpdated"), core::brussels_date_time(state.updated));
  xml.element(n("version"), std::to_string(state.version)).open(n("nodes"));
  std::size_t count = 0;
  for (const auto& node : documents_.nodes(ssin)) {
    if (!wanted.empty() && node.base != wanted) continue;
    if (pharmacist && node.base.ends_with("/sumehr")) {
      outcome.errors.push_back({"360", "No access to transactions of type sumehr", node.base, "DATA_ENTRY"});
      continue;
    }
    write_node(xml, node, request);
    ++count;
  }
  outcome.rest = xml.close().take();
  if (count == 0 && outcome.errors.empty()) {
    outcome.code = "202";
    outcome.message = "No data available for profile or criteria";
  }
  return outcome;
}

}  // namespace sluis::sandbox
