#include "mappings/vitalink/native_names.hpp"

namespace sluis::mappings::vitalink {
namespace {

using native::Node;
using native_model::at;
using native_model::call_of;
using native_model::number_at;
using native_model::text_at;

Fault wrong(std::string where) { return Fault(FaultId::SchemaViolation, "native " + std::move(where)); }

Result<std::vector<DataEntry>> read_entries(Node parent) {
  std::vector<DataEntry> entries;
  for (const auto& node : at(parent, "dataEntries").children("", "dataEntry")) {
    DataEntry entry{text_at(node, "dataEntryURI"), text_at(node, "reference"), number_at(node, "nodeVersion"), {}, {}};
    if (entry.uri.empty()) return wrong("dataEntryURI");
    for (const auto& pair : at(node, "metadata").children("", "entry"))
      entry.metadata[pair.attribute("key").value_or("")] = std::string(core::trim(pair.text()));
    if (const auto data = at(node, "businessData")) {
      const auto bytes = core::from_base64(data.text());
      if (!bytes) return wrong("businessData");
      entry.business_data = std::string(core::as_text(*bytes));
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

Result<NativePage> read_page(Node node) {
  NativePage page{text_at(node, "uri"), 0, number_at(node, "paginationSize"), number_at(node, "recordCount")};
  const auto index = number_at(node, "paginationIndex");
  if (!index || *index < 0) return wrong("paginationIndex");
  page.index = *index;
  return page;
}

void read_who(Node root, NativeRequest& request) {
  if (const auto p = at(root, "personInformation"))
    request.person = NativePerson{text_at(p, "firstName"), text_at(p, "lastName"), text_at(p, "ssin"), text_at(p, "nihii"),
                                  text_at(p, "role")};
  if (const auto o = at(root, "organizationInformation"))
    request.organisation = NativeOrganisation{text_at(o, "role"), text_at(o, "name"), text_at(o, "idType"), text_at(o, "idValue")};
}

Status read_fetch(Node root, NativeRequest& request) {
  if (const auto node = at(root, "pagination")) {
    const auto page = read_page(node);
    if (!page) return page.error();
    request.page = *page;
  }
  const auto glass = at(root, "breakTheGlass");
  if (text_at(glass, "confirmation") == "true") request.glass = text_at(glass, "reason");
  request.with_business_data = text_at(root, "includeBusinessData") == "true";
  request.version = number_at(root, "version");
  return Done{};
}

Result<std::vector<NativeNode>> read_nodes(Node root) {
  std::vector<NativeNode> nodes;
  for (const auto& node : at(root, "nodes").children("", "node")) {
    NativeNode read;
    read.name = text_at(node, "name");
    const auto version = number_at(node, "version");
    if (read.name.empty() || !version) return wrong("node");
    read.version = *version;
    const auto page = read_page(at(node, "pagination"));
    if (!page) return page.error();
    read.page = *page;
    auto entries = read_entries(node);
    if (!entries) return std::move(entries).error();
    read.entries = std::move(*entries);
    nodes.push_back(std::move(read));
  }
  return nodes;
}

}  // namespace

Result<NativeRequest> read_native_request(Node root) {
  const auto call = root.namespace_uri().empty() ? call_of(root.name(), "Request") : std::nullopt;
  if (!call) return wrong("request");
  NativeRequest request;
  request.call = *call;
  request.client_id = text_at(root, "clientMessageID");
  request.subject = text_at(root, "subjectID");
  request.uri = text_at(root, "dataEntryURI");
  read_who(root, request);
  for (const auto& subject : at(root, "subjectIDs").children("", "subjectID"))
    request.subjects.emplace_back(core::trim(subject.text()));
  if (const auto done = read_fetch(root, request); !done) return done.error();
  auto entries = read_entries(root);
  if (!entries) return std::move(entries).error();
  request.entries = std::move(*entries);
  const bool about = *call == NativeCall::Store || *call == NativeCall::Fetch ? !request.subject.empty()
                     : *call == NativeCall::Remove                            ? !request.uri.empty()
                                                                              : !request.subjects.empty();
  if (!about) return wrong("subject");
  return request;
}

Result<NativeResponse> read_native_response(Node root) {
  const auto call = root.namespace_uri().empty() ? call_of(root.name(), "Response") : std::nullopt;
  if (!call) return wrong("response");
  NativeResponse response;
  response.call = *call;
  response.client_id = text_at(root, "clientMessageID");
  response.server_id = text_at(root, "serverMessageID");
  const auto status = at(root, "status");
  response.code = text_at(status, "code");
  response.message = text_at(status, "message");
  if (response.code.empty()) return wrong("status");
  for (const auto& error : at(status, "errors").children("", "error"))
    response.errors.push_back({text_at(error, "code"), text_at(error, "message"), text_at(error, "reference"), text_at(error, "referenceType")});
  response.subject = text_at(root, "subjectID");
  response.last_updated = text_at(root, "lastUpdated");
  response.current = text_at(root, "currentDateTime");
  response.version = number_at(root, "version");
  auto entries = read_entries(root);
  if (!entries) return std::move(entries).error();
  response.entries = std::move(*entries);
  auto nodes = read_nodes(root);
  if (!nodes) return std::move(nodes).error();
  response.nodes = std::move(*nodes);
  for (const auto& stamp : at(root, "subjects").children("", "subject"))
    response.stamps.push_back({text_at(stamp, "subjectID"), text_at(stamp, "lastUpdated"), number_at(stamp, "version").value_or(0)});
  return response;
}

}  // namespace sluis::mappings::vitalink
