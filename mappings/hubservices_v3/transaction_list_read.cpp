#include <charconv>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v3 {
namespace {

using native::Node;

std::string text_of(Node parent, std::string_view ns, std::string_view local) {
  const auto node = parent ? parent.child(ns, local) : Node{};
  return node ? std::string(core::trim(node.text())) : std::string{};
}

std::optional<bool> truth_of(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

Fault refused(std::string_view what) { return Fault(FaultId::NetworkAnswerRefused, "GetTransactionListResponse: " + std::string(what)); }

model::FolderPatient read_patient(Node patient) {
  model::FolderPatient out;
  for (const auto& id : kmehr::read_ids(patient))
    if (id.scheme == "INSS" || (id.scheme == "ID-PATIENT" && out.number.empty())) out.number = id.value;
  for (const auto first : patient.children(kmehr::kNamespace, "firstname")) out.first_names.emplace_back(core::trim(first.text()));
  out.family_name = text_of(patient, kmehr::kNamespace, "familyname");
  out.birth_date = text_of(patient.child(kmehr::kNamespace, "birthdate"), kmehr::kNamespace, "date");
  out.sex = text_of(patient.child(kmehr::kNamespace, "sex"), kmehr::kNamespace, "cd");
  return out;
}

void read_name(Node transaction, std::string_view local_scheme, model::DirectoryEntry& entry) {
  for (const auto& id : kmehr::read_ids(transaction, kCore)) {
    if (id.scheme != "LOCAL") continue;
    const bool wanted = !local_scheme.empty() && id.local_scheme == local_scheme;
    if (entry.name.id.empty() || wanted) entry.name = {id.value, id.local_scheme, {}};
    if (wanted) return;
  }
}

void read_codes(Node transaction, model::DirectoryEntry& entry) {
  for (const auto code : transaction.children(kCore, "cd")) {
    const auto scheme = code.attribute("S").value_or("");
    const std::string value(core::trim(code.text()));
    if (scheme == "CD-TRANSACTION" && entry.category.empty()) entry.category = value;
    if (scheme == "CD-HUBSERVICE") entry.fetch_with = value;
    if (scheme == "LOCAL" && code.attribute("SL") == "PatientAccess" && value == "no") entry.patient_access = false;
  }
}

void read_authors(Node transaction, model::DirectoryEntry& entry) {
  auto parties = kmehr::read_parties(transaction.child(kCore, "author"));
  for (auto& party : parties) {
    if (party.category() == "hub" && entry.name.hub.empty()) {
      entry.name.hub = party.value("ID-HCPARTY").value_or("");
      entry.hub_name = party.name;
    } else {
      entry.authors.push_back(std::move(party));
    }
  }
}

std::optional<model::DirectoryEntry> read_entry(Node transaction, std::string_view local_scheme) {
  model::DirectoryEntry entry;
  read_name(transaction, local_scheme, entry);
  read_codes(transaction, entry);
  read_authors(transaction, entry);
  entry.date = text_of(transaction, kCore, "date");
  entry.time = text_of(transaction, kCore, "time");
  entry.recorded = text_of(transaction, kCore, "recorddatetime");
  const auto complete = truth_of(text_of(transaction, kCore, "iscomplete"));
  const auto validated = truth_of(text_of(transaction, kCore, "isvalidated"));
  const auto date = core::parse_date(entry.date);
  if (!complete || !validated || !date || entry.category.empty()) return std::nullopt;
  entry.date = core::to_text(*date);
  entry.complete = *complete;
  entry.validated = *validated;
  return entry;
}

Status read_folder(Node folder, std::string_view local_scheme, ListResponse& response) {
  const auto patient = folder.child(kCore, "patient");
  if (!patient) return refused("a folder without patient");
  response.patient = read_patient(patient);
  for (const auto transaction : folder.children(kCore, "transaction")) {
    auto entry = read_entry(transaction, local_scheme);
    if (!entry) return refused("a summary without type, date, iscomplete or isvalidated");
    if (entry->name.id.empty()) {
      ++response.without_name;
    } else {
      response.entries.push_back(std::move(*entry));
    }
  }
  return Done{};
}

}  // namespace

std::optional<model::DirectoryEntry> read_summary(Node transaction, std::string_view local_scheme) {
  return read_entry(transaction, local_scheme);
}

Result<ListResponse> read_list_response(Node body, std::string_view local_scheme) {
  if (!body.is(kProtocol, kListResponse)) return refused("another body element");
  const auto header = body.child(kCore, "response");
  const auto acknowledge = body.child(kCore, "acknowledge");
  if (!header || !acknowledge) return refused("no response or no acknowledge");
  ListResponse response;
  response.id = text_of(header, kCore, "id");
  response.date = text_of(header, kCore, "date");
  response.time = text_of(header, kCore, "time");
  response.request_id = text_of(header.child(kCore, "request"), kCore, "id");
  if (const auto page = header.child(kCore, "paginationinfo")) {
    const auto size = number_of(text_of(page, kCore, "pagesize"));
    const auto total = number_of(text_of(page, kCore, "totalrecordcount"));
    if (!size || !total) return refused("paginationinfo without numbers");
    response.page = PageInfo{*size, *total};
  }
  const auto complete = truth_of(text_of(acknowledge, kCore, "iscomplete"));
  if (!complete) return refused("acknowledge without iscomplete");
  response.complete = *complete;
  response.errors = read_errors(acknowledge);
  const auto kmehr_header = body.child(kCore, "kmehrheader");
  if (const auto folder = kmehr_header ? kmehr_header.child(kCore, "folder") : Node{}) {
    if (auto read = read_folder(folder, local_scheme, response); !read) return std::move(read).error();
  }
  return response;
}

}  // namespace sluis::mappings::hubservices_v3
