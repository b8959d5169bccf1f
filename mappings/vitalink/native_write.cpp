#include "mappings/vitalink/native_names.hpp"

namespace sluis::mappings::vitalink {
namespace {

using native::XmlWriter;
using native_model::element_of;
using native_model::plain;

void optional_element(XmlWriter& xml, std::string_view name, const std::string& value) {
  if (!value.empty()) xml.element(plain(name), value);
}

void optional_number(XmlWriter& xml, std::string_view name, const std::optional<int>& value) {
  if (value) xml.element(plain(name), std::to_string(*value));
}

void write_entry(XmlWriter& xml, const DataEntry& entry) {
  xml.open(plain("dataEntry")).element(plain("dataEntryURI"), entry.uri).element(plain("reference"), entry.reference);
  optional_number(xml, "nodeVersion", entry.node_version);
  if (!entry.metadata.empty()) {
    xml.open(plain("metadata"));
    for (const auto& [key, value] : entry.metadata) xml.open(plain("entry")).attribute("key", key).text(value).close();
    xml.close();
  }
  if (!entry.business_data.empty()) xml.element(plain("businessData"), core::to_base64(entry.business_data));
  xml.close();
}

void write_entries(XmlWriter& xml, const std::vector<DataEntry>& entries) {
  xml.open(plain("dataEntries"));
  for (const auto& entry : entries) write_entry(xml, entry);
  xml.close();
}

void write_page(XmlWriter& xml, const NativePage& page) {
  xml.open(plain("pagination")).element(plain("uri"), page.uri).element(plain("paginationIndex"), std::to_string(page.index));
  optional_number(xml, "paginationSize", page.size);
  optional_number(xml, "recordCount", page.records);
  xml.close();
}

void write_who(XmlWriter& xml, const NativeRequest& request) {
  if (request.person) {
    const auto& p = *request.person;
    xml.open(plain("personInformation")).element(plain("firstName"), p.first_name).element(plain("lastName"), p.last_name);
    xml.element(plain("ssin"), p.ssin);
    optional_element(xml, "nihii", p.nihii);
    xml.element(plain("role"), p.role).close();
  }
  if (request.organisation) {
    const auto& o = *request.organisation;
    xml.open(plain("organizationInformation")).element(plain("role"), o.role).element(plain("name"), o.name);
    xml.element(plain("idType"), o.id_type).element(plain("idValue"), o.id_value).close();
  }
}

void write_fetch(XmlWriter& xml, const NativeRequest& request) {
  if (request.page) write_page(xml, *request.page);
  if (request.glass)
    xml.open(plain("breakTheGlass")).element(plain("confirmation"), "true").element(plain("reason"), *request.glass).close();
  xml.element(plain("includeBusinessData"), request.with_business_data ? "true" : "false");
  optional_number(xml, "version", request.version);
}

void write_status(XmlWriter& xml, const NativeResponse& response) {
  xml.open(plain("status")).element(plain("code"), response.code).element(plain("message"), response.message);
  if (!response.errors.empty()) {
    xml.open(plain("errors"));
    for (const auto& error : response.errors) {
      xml.open(plain("error")).element(plain("code"), error.code).element(plain("message"), error.message);
      optional_element(xml, "reference", error.reference);
      optional_element(xml, "referenceType", error.reference_type);
      xml.close();
    }
    xml.close();
  }
  xml.close();
}

void write_nodes(XmlWriter& xml, const std::vector<NativeNode>& nodes) {
  xml.open(plain("nodes"));
  for (const auto& node : nodes) {
    xml.open(plain("node")).element(plain("name"), node.name).element(plain("version"), std::to_string(node.version));
    write_page(xml, node.page);
    write_entries(xml, node.entries);
    xml.close();
  }
  xml.close();
}

}  // namespace

std::string write_native(const NativeRequest& request) {
  XmlWriter xml;
  const auto element = element_of(request.call, "Request");
  xml.open(plain(element));
  optional_element(xml, "clientMessageID", request.client_id);
  write_who(xml, request);
  optional_element(xml, "subjectID", request.subject);
  if (request.call == NativeCall::Store) write_entries(xml, request.entries);
  if (request.call == NativeCall::Fetch) write_fetch(xml, request);
  if (request.call == NativeCall::Remove) xml.element(plain("dataEntryURI"), request.uri);
  if (request.call == NativeCall::Timestamps) {
    xml.open(plain("subjectIDs"));
    for (const auto& subject : request.subjects) xml.element(plain("subjectID"), subject);
    xml.close();
  }
  return xml.close().take();
}

std::string write_native(const NativeResponse& response) {
  XmlWriter xml;
  const auto element = element_of(response.call, "Response");
  xml.open(plain(element));
  optional_element(xml, "clientMessageID", response.client_id);
  xml.element(plain("serverMessageID"), response.server_id);
  write_status(xml, response);
  optional_element(xml, "currentDateTime", response.current);
  optional_element(xml, "subjectID", response.subject);
  optional_element(xml, "lastUpdated", response.last_updated);
  optional_number(xml, "version", response.version);
  if (response.call == NativeCall::Store && !response.entries.empty()) write_entries(xml, response.entries);
  if (response.call == NativeCall::Fetch && response.success()) write_nodes(xml, response.nodes);
  if (response.call == NativeCall::Timestamps) {
    xml.open(plain("subjects"));
    for (const auto& stamp : response.stamps) {
      xml.open(plain("subject")).element(plain("subjectID"), stamp.subject).element(plain("lastUpdated"), stamp.last_updated);
      xml.element(plain("version"), std::to_string(stamp.version)).close();
    }
    xml.close();
  }
  return xml.close().take();
}

}  // namespace sluis::mappings::vitalink
