#include "mappings/hubservices_v3/written_content.hpp"

#include "gateway/core/encoding.hpp"
#include "gateway/core/table.hpp"
#include "mappings/hubservices_v3/frame.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v3 {
namespace {

using kmehr::kNamespace;
using native::Node;
using native::XmlWriter;

constexpr std::string_view kVitalink = "vitalinkuri";

std::string text_of(Node node) { return node ? std::string(core::trim(node.text())) : std::string{}; }

// "/subject/62071498939/medication-scheme/32055/1" (vitalink.md section 2).
std::vector<std::string> steps(const std::string& uri) {
  auto parts = core::split(uri, '/');
  std::erase(parts, "");
  return parts;
}

void read_uri(const std::string& uri, model::WrittenContent& written) {
  const auto parts = steps(uri);
  if (parts.size() >= 2 && parts.front() == "subject") written.subjects.push_back(parts[1]);
  // An entry that is kept or changed was read before; the node itself and ".../new" say nothing of it.
  if (parts.size() >= 5) written.builds_on_stored = true;
}

void read_ids(Node transaction, model::HubOrder& order, model::WrittenContent& written) {
  for (const auto& id : kmehr::read_ids(transaction)) {
    if (id.scheme != "LOCAL") continue;
    order.documents.push_back({id.value, id.local_scheme, {}});
    if (id.local_scheme == kVitalink) read_uri(id.value, written);
  }
}

void read_transaction(Node transaction, model::HubOrder& order, model::WrittenContent& written) {
  ++written.transactions;
  bool scheme = false;
  for (const auto code : transaction.children(kNamespace, "cd")) {
    if (code.attribute("S") != "CD-TRANSACTION") continue;
    const auto type = text_of(code);
    scheme = type == "medicationscheme" || type == "vaccinationscheme";
    if (type == "medicationscheme") written.is_scheme = true;
    if (type == "medicationschemeelement") ++written.scheme_elements;
    order.categories.push_back(type);
  }
  if (scheme && transaction.child(kNamespace, "version")) written.has_version = true;
  read_ids(transaction, order, written);
  for (auto& party : kmehr::read_parties(transaction.child(kNamespace, "author"))) {
    if (party.category() == "hub") {
      if (order.hub.empty()) order.hub = party.value("ID-HCPARTY").value_or("");
    } else if (written.transactions == 1) {
      written.authors.push_back(std::move(party));
    }
  }
}

// Where the message itself says that it goes, when its transactions name no hub.
std::string recipient_of(Node message) {
  const auto header = message.child(kNamespace, "header");
  for (const auto recipient : header.children(kNamespace, "recipient"))
    for (const auto& party : kmehr::read_parties(recipient))
      if (party.category() == "hub") return party.value("ID-HCPARTY").value_or("");
  return {};
}

bool is_content(Node child) {
  return child.name() == "folder" || child.name() == "Base64EncryptedData" || child.name() == "EncryptedData" || child.name() == "Signature";
}

Fault no(const char* what) { return Fault(FaultId::SealRefused, what); }

struct Message {
  native::Document document;
  Node root() const { return document.root(); }
};

Result<Message> parsed(std::string_view text) {
  auto document = native::Document::parse(text);
  if (!document) return no("no XML in a KMEHR message");
  if (document->root().name() != "kmehrmessage") return no("no KMEHR message");
  return Message{std::move(*document)};
}

Result<std::string> rebuilt(Node message, std::string_view content) {
  if (message.namespace_uri().empty()) return no("a KMEHR message in no namespace");
  std::string kept;
  for (const auto child : message.children())
    if (!is_content(child)) kept += native::canonical(child);
  const auto prefix = free_prefix(kept + std::string(content), "c");
  XmlWriter out;
  out.open({prefix, message.namespace_uri(), "kmehrmessage"}).raw(kept + std::string(content)).close();
  return out.take();
}

std::string_view without_declaration(std::string_view text) {
  text = core::trim(text);
  if (!text.starts_with("<?xml")) return text;
  const auto end = text.find("?>");
  return end == std::string_view::npos ? text : core::trim(text.substr(end + 2));
}

}  // namespace

model::PatientClaim read_person(Node person) {
  model::PatientClaim claim;
  claim.ids = kmehr::read_ids(person);
  for (const auto first : person.children(kNamespace, "firstname")) claim.first_names.push_back(text_of(first));
  claim.family_name = text_of(person.child(kNamespace, "familyname"));
  return claim;
}

void read_message(Node message, model::HubOrder& order) {
  order.hub = {};
  order.sealed = message.child(kNamespace, "Base64EncryptedData") || message.child(kNamespace, "EncryptedData");
  if (!order.sealed) {
    model::WrittenContent written;
    for (const auto folder : message.children(kNamespace, "folder")) {
      ++written.folders;
      written.patients.push_back(read_person(folder.child(kNamespace, "patient")));
      for (const auto transaction : folder.children(kNamespace, "transaction")) read_transaction(transaction, order, written);
    }
    if (!written.patients.empty()) order.patient = written.patients.front();
    order.written = std::move(written);
  }
  if (order.hub.empty()) order.hub = recipient_of(message);
}

Result<std::string> sealed_part(std::string_view message) {
  const auto read = parsed(message);
  if (!read) return read.error();
  const auto parts = read->root().children(kNamespace, "Base64EncryptedData");
  if (parts.size() != 1) return no("not exactly one sealed part");
  const auto value = parts.front().child(kNamespace, "Base64EncryptedValue");
  const auto bytes = core::from_base64(value ? value.text() : std::string{});
  if (!bytes || bytes->empty()) return no("the sealed part is no base64");
  return std::string(bytes->begin(), bytes->end());
}

Result<std::string> folders_of(std::string_view message) {
  const auto read = parsed(message);
  if (!read) return read.error();
  std::string folders;
  for (const auto folder : read->root().children(kNamespace, "folder")) folders += native::canonical(folder);
  if (folders.empty()) return no("no folder in the clear");
  return folders;
}

Result<std::string> with_folders(std::string_view message, std::string_view opened) {
  const auto read = parsed(message);
  if (!read) return read.error();
  const auto wrapped = "<kmehrmessage xmlns=\"" + std::string(kNamespace) + "\">" + std::string(without_declaration(opened)) + "</kmehrmessage>";
  const auto content = native::Document::parse(wrapped);
  if (!content) return no("what was sealed is no XML");
  auto parent = content->root();
  if (const auto inner = parent.first_child(); inner && inner.name() == "kmehrmessage") parent = inner;
  std::string folders;
  for (const auto folder : parent.children(kNamespace, "folder")) folders += native::canonical(folder);
  if (folders.empty()) return no("what was sealed holds no folder");
  return rebuilt(read->root(), folders);
}

Result<std::string> with_sealed(std::string_view message, std::string_view sealed) {
  const auto read = parsed(message);
  if (!read) return read.error();
  XmlWriter out;
  out.open(kmehr::name("Base64EncryptedData"));
  kmehr::write_code(out, kmehr::name("cd"), "CD-ENCRYPTION-METHOD", "1.0", "CMS");
  out.element(kmehr::name("Base64EncryptedValue"), core::to_base64(sealed)).close();
  return rebuilt(read->root(), out.take());
}

}  // namespace sluis::mappings::hubservices_v3
