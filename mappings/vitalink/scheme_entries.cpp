#include "mappings/vitalink/scheme_entries.hpp"

#include <set>

#include "gateway/core/encoding.hpp"
#include "mappings/kmehr/party.hpp"
#include "mappings/vitalink/scheme_parts.hpp"
#include "mappings/vitalink/vault_uri.hpp"

namespace sluis::mappings::vitalink {
namespace {

using native::Node;
using native::XmlWriter;
using rules::at;
using rules::all_at;
using rules::text_of;

constexpr std::string_view kScheme = "vitalinkuri";

XmlWriter::Name k(std::string_view local) { return {"k", rules::kKmehr, local}; }

Fault wrong(std::string what) { return Fault(FaultId::SchemaViolation, "scheme: " + std::move(what)); }
Fault unbelieved(std::string what) { return Fault(FaultId::NetworkAnswerRefused, "business data: " + std::move(what)); }

std::string uri_of(Node transaction) {
  for (const auto& id : all_at(transaction, "id"))
    if (id.attribute("SL").value_or("") == kScheme) return text_of(id);
  return {};
}

std::string patient_of(Node folder) {
  for (const auto& id : all_at(at(folder, "patient"), "id")) {
    const auto scheme = id.attribute("S").value_or("");
    if (scheme == "INSS" || scheme == "ID-PATIENT") return text_of(id);
  }
  return {};
}

void write_id(XmlWriter& xml, std::string_view scheme, std::string_view value, std::string_view local = {}) {
  xml.open(k("id")).attribute("S", scheme);
  if (!local.empty()) xml.attribute("SL", local);
  xml.attribute("SV", "1.0").text(value).close();
}

std::map<std::string, std::string> metadata_of(Node transaction) {
  return {{"availabilityStatus", "active"}, {"encryptionFlag", "encrypted"},  {"formatCode", "KMEHR_20190301"},
          {"languageCode", "nl-BE"},        {"mimeType", "text/xml"},
          {"validationStatus", text_of(at(transaction, "isvalidated")) == "true" ? "validated" : "toBeValidated"}};
}

std::string business_data(Node message, Node folder, Node transaction) {
  XmlWriter xml;
  xml.open(k("kmehrmessage")).raw(native::canonical(at(message, "header"))).open(k("folder"));
  for (const auto& child : folder.children())
    if (child.name() == "id" || child.name() == "patient") xml.raw(native::canonical(child));
  return xml.raw(native::canonical(transaction)).close().close().take();
}

Status add(Node message, Node folder, Node transaction, SchemeEntries& scheme) {
  const auto base = "/subject/" + scheme.ssin + "/medication-scheme";
  const auto name = uri_of(transaction);
  const auto uri = VaultUri::parse(name.empty() ? base + "/new" : name);
  if (!uri || uri->form == VaultUri::Form::Subject || uri->form == VaultUri::Form::Node || !uri->text().starts_with(base + "/"))
    return wrong("a URI that is none of this scheme");
  DataEntry entry{uri->text(), rules::kmehr_number(transaction), scheme.version, metadata_of(transaction), {}};
  scheme.order.push_back(entry.reference);
  if (uri->form == VaultUri::Form::Entry) {
    scheme.kept.push_back(std::move(entry));
  } else {
    entry.business_data = business_data(message, folder, transaction);
    scheme.written.push_back(std::move(entry));
  }
  return Done{};
}

// A message with one folder that holds one transaction, about this patient.
struct Opened {
  native::Document document;
  Node folder, transaction;
};

Result<Opened> opened(const DataEntry& entry, const std::string& ssin) {
  auto document = native::Document::parse(entry.business_data);
  if (!document) return unbelieved("no XML");
  const auto folders = all_at(document->root(), "folder");
  if (folders.size() != 1) return unbelieved("not one folder");
  const auto transactions = all_at(folders.front(), "transaction");
  if (transactions.size() != 1) return unbelieved("not one transaction");
  if (patient_of(folders.front()) != ssin) return unbelieved("about another patient");
  const auto folder = folders.front(), transaction = transactions.front();
  return Opened{std::move(*document), folder, transaction};
}

// Its own number when nobody has it yet, else the next free one.
std::string numbered(const std::string& own, std::set<std::string>& taken) {
  auto number = own;
  for (int next = 2; number.empty() || taken.contains(number); ++next) number = std::to_string(next);
  taken.insert(number);
  return number;
}

void write_transaction(XmlWriter& xml, Node transaction, const std::string& number, const std::string& uri) {
  xml.open(k("transaction"));
  write_id(xml, "ID-KMEHR", number);
  write_id(xml, "LOCAL", uri, kScheme);
  for (const auto& child : transaction.children())
    if (child.name() != "id") xml.raw(native::canonical(child));
  xml.close();
}

void write_head(XmlWriter& xml, const SchemeHead& head, Node author, const std::string& number) {
  xml.open(k("transaction"));
  write_id(xml, "ID-KMEHR", number);
  write_id(xml, "LOCAL", "/subject/" + head.ssin + "/medication-scheme", kScheme);
  xml.open(k("cd")).attribute("S", "CD-TRANSACTION").attribute("SV", "1.4").text("medicationscheme").close();
  xml.element(k("date"), head.last_updated.substr(0, 10)).element(k("time"), head.last_updated.substr(11));
  xml.open(k("author"));
  kmehr::write_party(xml, kmehr::make_party(head.hub, "hub", head.hub_name));
  for (const auto& party : all_at(author, "hcparty")) xml.raw(native::canonical(party));
  xml.close().element(k("iscomplete"), "true").element(k("isvalidated"), "true");
  xml.element(k("version"), std::to_string(head.version)).close();
}

}  // namespace

Result<SchemeEntries> entries_of(std::string_view message) {
  const auto document = native::Document::parse(message);
  if (!document) return document.error();
  const auto folders = all_at(document->root(), "folder");
  if (folders.size() != 1) return wrong("not one folder");
  const auto transactions = all_at(folders.front(), "transaction");
  if (transactions.empty() || rules::category_of(transactions.front()) != "medicationscheme") return wrong("no scheme in front");
  SchemeEntries scheme;
  scheme.ssin = patient_of(folders.front());
  if (!model::Ssin::parse(scheme.ssin)) return wrong("no patient");
  scheme.head_number = rules::kmehr_number(transactions.front());
  if (const auto version = text_of(at(transactions.front(), "version")); !version.empty()) {
    if (version.size() > 9 || version.find_first_not_of("0123456789") != std::string::npos) return wrong("version");
    scheme.version = std::stoi(version);
  }
  for (std::size_t i = 1; i < transactions.size(); ++i)
    if (auto done = add(document->root(), folders.front(), transactions[i], scheme); !done) return std::move(done).error();
  return scheme;
}

Result<std::string> scheme_of(const SchemeHead& head, const std::vector<DataEntry>& entries) {
  if (entries.empty()) return unbelieved("no entries");
  std::vector<Opened> all;
  for (const auto& entry : entries) {
    auto one = opened(entry, head.ssin);
    if (!one) return std::move(one).error();
    all.push_back(std::move(*one));
  }
  std::set<std::string> taken{"1"};
  XmlWriter xml;
  xml.raw(native::canonical(at(all.front().document.root(), "header"))).open(k("folder"));
  write_id(xml, "ID-KMEHR", "1");
  xml.raw(native::canonical(at(all.front().folder, "patient")));
  write_head(xml, head, at(all.front().transaction, "author"), "1");
  for (std::size_t i = 0; i < all.size(); ++i)
    write_transaction(xml, all[i].transaction, numbered(rules::kmehr_number(all[i].transaction), taken), entries[i].uri);
  return xml.close().take();
}

Result<model::DirectoryEntry> reference_of(const DataEntry& entry, const std::string& ssin) {
  const auto one = opened(entry, ssin);
  if (!one) return one.error();
  model::DirectoryEntry reference;
  reference.name.id = entry.uri;
  reference.name.local_scheme = kScheme;
  reference.category = rules::category_of(one->transaction);
  reference.date = text_of(at(one->transaction, "date"));
  reference.time = text_of(at(one->transaction, "time"));
  const auto clock = reference.time.find_first_of("+Z") == std::string::npos ? reference.time + "Z" : reference.time;
  reference.recorded = reference.date + "T" + clock;
  for (auto& party : kmehr::read_parties(at(one->transaction, "author")))
    if (party.category() != "hub") reference.authors.push_back(std::move(party));
  reference.complete = text_of(at(one->transaction, "iscomplete")) != "false";
  reference.validated = text_of(at(one->transaction, "isvalidated")) != "false";
  return reference;
}

}  // namespace sluis::mappings::vitalink
