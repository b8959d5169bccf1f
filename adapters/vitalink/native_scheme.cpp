// The medication scheme by the native door: read, replaced, and when it changed.
#include <algorithm>
#include <set>

#include "adapters/vitalink/contract.hpp"
#include "adapters/vitalink/native_exchange.hpp"
#include "gateway/native/xml_writer.hpp"
#include "mappings/hubservices_v3/written_content.hpp"
#include "mappings/vitalink/scheme_entries.hpp"
#include "mappings/vitalink/vault_uri.hpp"

namespace sluis::adapters::vitalink {
namespace {

namespace native_model = mappings::vitalink;
namespace v3 = mappings::hubservices_v3;
using native::XmlWriter;

constexpr std::string_view kCore = "http://www.ehealth.fgov.be/hubservices/core/v3";
constexpr std::string_view kSchemeNode = "medication-scheme";

XmlWriter::Name c(std::string_view local) { return {"c", kCore, local}; }

void write_id(XmlWriter& xml, std::string_view scheme, std::string_view value, std::string_view local = {}) {
  xml.open(c("id")).attribute("S", scheme);
  if (!local.empty()) xml.attribute("SL", local);
  xml.attribute("SV", "1.0").text(value).close();
}

void write_name(XmlWriter& xml, const std::string& number, const std::string& uri) {
  xml.open(c("transaction"));
  if (!number.empty()) write_id(xml, "ID-KMEHR", number);
  write_id(xml, "LOCAL", uri, kLocalScheme);
  xml.close();
}

// Entries that the new set neither keeps nor replaces.
std::vector<std::string> gone(const native_model::NativeNode& node, const native_model::SchemeEntries& scheme) {
  std::set<std::string> stay;
  for (const auto* part : {&scheme.kept, &scheme.written})
    for (const auto& entry : *part)
      if (const auto uri = native_model::VaultUri::parse(entry.uri)) stay.insert(uri->entry);
  std::vector<std::string> uris;
  for (const auto& entry : node.entries) {
    const auto uri = native_model::VaultUri::parse(entry.uri);
    if (uri && !stay.contains(uri->entry)) uris.push_back(entry.uri);
  }
  return uris;
}

model::BusinessError conflict() { return {"489", "the scheme has changed since it was read", {}}; }

// What a set builds on must stand there in exactly this version.
bool builds_on(const native_model::NativeNode& node, const native_model::SchemeEntries& scheme) {
  if (scheme.version.value_or(0) != node.version) return false;
  return std::all_of(scheme.kept.begin(), scheme.kept.end(), [&](const auto& kept) {
    return std::any_of(node.entries.begin(), node.entries.end(), [&](const auto& entry) { return entry.uri == kept.uri; });
  });
}

}  // namespace

Result<std::string> NativeExchange::for_reader(const model::Order& order, std::string message, spi::Deadline deadline) const {
  if (std::get<model::HubOrder>(order.content).opens_answer) return message;
  spi::Recipient reader;
  for (const auto& party : order.header.author.parties) {
    for (const auto& code : party.codes)
      if (code.scheme == "CD-ENCRYPTION-ACTOR") reader.type = code.value;
    if (const auto value = party.value("ID-ENCRYPTION-ACTOR")) reader.value = *value;
    if (const auto application = party.value("ID-ENCRYPTION-APPLICATION")) reader.application = *application;
  }
  if (reader.type.empty() || reader.value.empty() || house_.sealer == nullptr)
    return Fault(FaultId::RecipientUnknown, "nobody to seal the answer for", settings_.source_id);
  const auto folders = v3::folders_of(message);
  if (!folders) return folders.error();
  const auto sealed = house_.sealer->seal(*folders, {reader}, nullptr, setting("identity"), deadline);
  if (!sealed) return sealed.error();
  return v3::with_sealed(message, *sealed);
}

Result<model::Answer> NativeExchange::get_set(const model::Order& order, spi::Deadline deadline) const {
  auto request = client_.request_for(order, native_model::NativeCall::Fetch);
  request.with_business_data = true;
  const auto whole = client_.whole_node(std::move(request), std::string(kSchemeNode), deadline);
  if (!whole) return whole.error();
  model::Answer answer;
  answer.errors = errors_of(whole->last);
  if (!answer.errors.empty() || whole->node.entries.empty()) {
    if (answer.errors.empty()) answer.errors = codes_.errors_of(false, {{"406", {}, {}}});
    return answer;
  }
  const auto scheme = native_model::scheme_of({order.patient_number(), whole->node.version, whole->last.last_updated, setting("hub_id"),
                                               setting("title").empty() ? settings_.name : setting("title")},
                                              whole->node.entries);
  if (!scheme) return Fault(FaultId::NetworkAnswerRefused, scheme.error().log_text(), settings_.source_id);
  XmlWriter xml;
  auto body = for_reader(order, xml.open(c("kmehrmessage")).raw(*scheme).close().take(), deadline);
  if (!body) return std::move(body).error();
  answer.body = std::move(*body);
  return answer;
}

Result<model::Answer> NativeExchange::put_set(const model::Order& order, spi::Deadline deadline) const {
  const auto& content = std::get<model::HubOrder>(order.content);
  if (!content.opened && content.sealed)
    return Fault(FaultId::SealRefused, "the native door takes what we opened ourselves", settings_.source_id);
  const auto scheme = native_model::entries_of(content.body);
  if (!scheme) return scheme.error();
  auto fetch = client_.request_for(order, native_model::NativeCall::Fetch);
  fetch.subject = scheme->ssin;
  const auto before = client_.whole_node(std::move(fetch), std::string(kSchemeNode), deadline);
  if (!before) return before.error();
  model::Answer answer;
  if (!builds_on(before->node, *scheme)) {
    answer.errors.push_back(conflict());
    return answer;
  }
  std::map<std::string, std::string> names;  // reference -> URI
  for (const auto& entry : scheme->kept) names[entry.reference] = entry.uri;
  if (!scheme->written.empty()) {
    auto store = client_.request_for(order, native_model::NativeCall::Store);
    store.subject = scheme->ssin;
    store.entries = scheme->written;
    const auto stored = client_.ask(store, deadline);
    if (!stored) return stored.error();
    answer.errors = errors_of(*stored);
    if (!answer.errors.empty()) return answer;
    for (const auto& entry : stored->entries) names[entry.reference] = entry.uri;
  }
  for (const auto& uri : gone(before->node, *scheme)) {
    auto remove = client_.request_for(order, native_model::NativeCall::Remove);
    remove.subject.clear();
    remove.uri = uri;
    const auto removed = client_.ask(remove, deadline);
    if (!removed) return removed.error();
    answer.errors = errors_of(*removed);
    if (!answer.errors.empty()) return answer;
  }
  XmlWriter xml;
  write_name(xml, scheme->head_number, "/subject/" + scheme->ssin + "/" + std::string(kSchemeNode));
  for (const auto& reference : scheme->order) write_name(xml, reference, names[reference]);
  answer.body = xml.take();
  return answer;
}

Result<model::Answer> NativeExchange::latest_update(const model::Order& order, spi::Deadline deadline) const {
  model::Answer answer;
  XmlWriter xml;
  xml.open(c("latestupdatelist"));
  std::vector<v3::ErrorReport> missing;
  for (const auto& category : std::get<model::HubOrder>(order.content).categories) {
    const auto node = native_model::node_of_category(category);
    std::optional<NativeClient::WholeNode> whole;
    if (!node.empty()) {
      auto asked = client_.whole_node(client_.request_for(order, native_model::NativeCall::Fetch), std::string(node), deadline);
      if (!asked) return asked.error();
      whole = std::move(*asked);
    }
    if (!whole || whole->node.version == 0) {
      if (missing.empty()) missing.push_back({"489", {}, {}});
      missing.push_back({whole && whole->last.version.value_or(0) == 0 ? "406" : "400", {}, {}});
      continue;
    }
    xml.open(c("latestupdate")).open(c("patient"));
    write_id(xml, "INSS", order.patient_number());
    xml.close().open(c("cd")).attribute("S", "CD-TRANSACTION").attribute("SV", "1.6").text(category).close();
    if (category == "medicationscheme") xml.element(c("version"), std::to_string(whole->node.version));
    xml.element(c("updatedatetime"), whole->last.last_updated).close();
  }
  answer.body = xml.close().take();
  if (!missing.empty()) answer.errors = codes_.errors_of(false, missing);
  return answer;
}

}  // namespace sluis::adapters::vitalink
