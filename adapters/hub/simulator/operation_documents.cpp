// DeclareTransaction, PutTransaction, GetTransaction and RevokeTransaction.
#include "adapters/hub/simulator/document_names.hpp"
#include "adapters/hub/simulator/folder_door.hpp"
#include "adapters/hub/simulator/hub_feed.hpp"
#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/hub_operations.hpp"
#include "adapters/hub/simulator/hub_reading.hpp"
#include "adapters/hub/simulator/kmehr_content.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox::hub {
namespace {

using native::Node;
using native::XmlWriter;

HubReply unknown_document() {
  return refusal("406", "No node found matching the URI");
}

// A summary of the core schema says in its own elements what a transaction says in KMEHR's.
KeptDocument declared_from(Node summary) {
  KeptDocument document;
  const auto categories = codes_of(summary.children(kCore, "cd"), "CD-TRANSACTION");
  if (!categories.empty()) document.category = categories.front();
  for (const auto& cd : summary.children(kCore, "cd")) {
    if (cd.attribute("SL").value_or("") == "PatientAccess") document.patient_access = core::trim(cd.text()) != "no";
  }
  auto parties = parties_of(summary.child(kCore, "author"));
  document.authors = std::move(parties.contents);
  document.author_numbers = std::move(parties.numbers);
  document.complete = text_at(summary, "iscomplete") != "false";
  document.validated = text_at(summary, "isvalidated") != "false";
  const auto date = core::parse_date(text_at(summary, "date"));
  const auto recorded = core::parse_instant(text_at(summary, "recorddatetime"));
  document.moment = recorded ? *recorded : date ? core::start_of_day(*date) : core::Instant{};
  return document;
}

core::Instant moment_of(Node transaction, core::Instant otherwise) {
  const auto at = [&](std::string_view name) { return std::string(core::trim(transaction.child(names::kKmehr, name).text())); };
  const auto date = core::parse_date(at("date"));
  if (!date) return otherwise;
  const auto exact = core::parse_instant(at("date").substr(0, 10) + "T" + at("time"));
  return exact ? *exact : core::start_of_day(*date);
}

std::string transaction_ids(const KeptDocument& document, const std::string& number) {
  XmlWriter xml;
  xml.open(c("transaction"));
  if (!number.empty()) write_scheme(xml, c("id"), "ID-KMEHR", "1.0", number);
  write_scheme(xml, c("id"), "LOCAL", "1.0", document.id, document.sl);
  if (!document.own_id.empty()) write_scheme(xml, c("id"), "LOCAL", "1.0", document.own_id, document.own_sl);
  return xml.close().take();
}

// Which LOCAL id is ours, which the writer's own.
void take_names(const HubParts& parts, const std::vector<Node>& ids, KeptDocument& document) {
  for (const auto& id : ids) {
    if (id.attribute("S").value_or("") != "LOCAL") continue;
    const auto sl = id.attribute("SL").value_or("");
    auto& into = sl == parts.identity.sl ? document.id : document.own_id;
    if (into.empty()) into = std::string(core::trim(id.text()));
    if (sl != parts.identity.sl && document.own_sl.empty()) document.own_sl = sl;
  }
}

HubReply kept(HubParts& parts, KeptDocument document, const std::string& number) {
  const FeedWatch watch(parts, document.patient);
  document = parts.documents.put(std::move(document));
  HubReply reply;
  reply.rest = transaction_ids(document, number);
  return reply;
}

// At a plain hub a document keeps its name through all its versions.
HubReply put_plain(HubParts& parts, KeptDocument document) {
  const auto number = document.metadata["kmehr"];
  if (!document.id.empty()) {
    const auto before = parts.documents.find(parts.identity.sl, document.id);
    if (!before || before->removed || before->patient != document.patient) return unknown_document();
  } else if (const auto before = parts.documents.find_own(document.patient, document.own_sl, document.own_id)) {
    document.id = before->id;
  } else {
    document.id = core::random_uuid(parts.random);
  }
  document.sl = parts.identity.sl;
  return kept(parts, std::move(document), number);
}

HubReply refused_write(StoreState state) {
  auto reply = refusal("489", "One or more entries failed");
  if (state == StoreState::Stale) reply.errors.push_back({"415", "The version is not the newest one"});
  if (state == StoreState::NotFound) reply.errors.push_back({"406", "No node found matching the URI"});
  if (state == StoreState::Removed) reply.errors.push_back({"464", "The entry is already deleted"});
  return reply;
}

// In the vault every version has a name of its own, and a node counts what changes in it.
HubReply put_in_vault(HubParts& parts, KeptDocument document) {
  const auto node = node_for(document.category);
  if (!node || *node == kSchemeNode) return refusal("415", "The vault keeps no such transaction by itself");
  const auto number = document.metadata["kmehr"];
  NodeWrite write{"/subject/" + document.patient + "/" + *node, parts.identity.sl, document.patient, std::nullopt, false, {},
                  document.authors, document.author_numbers};
  EntryWrite entry{EntryWrite::Kind::Create, document};
  const auto named = entry_name(write.base, document.id);
  const auto before = parts.documents.find_own(document.patient, document.own_sl, document.own_id);
  if (!document.id.empty() && (!named || named->form == EntryName::Form::Entry))
    return refusal("415", "The URI is none under which something can be put");
  if (named && named->form == EntryName::Form::Update) {
    entry.kind = EntryWrite::Kind::Update;
    entry.document.entry = named->entry;
    entry.document.version = named->version;
  } else if (before && before->base == write.base) {
    entry.kind = EntryWrite::Kind::Update;
    entry.document.entry = before->entry;
    entry.document.version = before->version;
  }
  write.entries.push_back(std::move(entry));
  const FeedWatch watch(parts, document.patient);
  const auto written = parts.documents.write(write);
  if (written.state != StoreState::Done) return refused_write(written.state);
  HubReply reply;
  reply.rest = transaction_ids(written.documents.front(), number);
  return reply;
}

struct Wanted {
  std::string patient;
  std::optional<LocalName> name;
};

Result<Wanted> read(const HubQuestion& question) {
  const auto patient = patient_at(question.subject);
  if (!patient) return patient.error();
  const auto ids = question.subject.child(kCore, "transaction").children(kCore, "id");
  if (ids.size() != 1) return wrong("select/transaction/id");
  return Wanted{*patient, local_name(ids)};
}

std::optional<HubReply> refused_document(HubParts& parts, const HubQuestion& question, const KeptDocument& document) {
  if (document.category == kSetCategory) return refusal("406", "A set is fetched with GetTransactionSet");
  if (closed_for_pharmacist(parts, question.caller, document)) {
    auto reply = refusal("360", "No access to transactions of type sumehr");
    reply.complete = true;  // that is what the vault says (audit-and-access.md section 4)
    return reply;
  }
  if (!may_read(parts, question.caller, document)) return refusal("360", "Access to this transaction is not allowed");
  return std::nullopt;
}

HubReply fetched(HubParts& parts, const HubQuestion& question, const Wanted& wanted) {
  const auto document = wanted.name ? parts.documents.find(wanted.name->sl, wanted.name->id) : std::nullopt;
  keep_look(parts, question, wanted.patient, document);
  if (auto refused = refused_number(wanted.patient)) return *refused;
  if (auto refused = refused_glass(question)) return *refused;
  if (auto refused = refused_consent(parts, question, wanted.patient)) return *refused;
  if (!document || document->removed || document->patient != wanted.patient) return unknown_document();
  if (auto refused = refused_document(parts, question, *document)) return *refused;
  return sealed_message(parts, question, wanted.patient, {*document});
}

}  // namespace

Result<HubReply> declare(HubParts& parts, const HubQuestion& question) {
  const auto folder = question.subject.child(kCore, "folder");
  const auto patient = patient_at(folder);
  if (!patient) return patient.error();
  const auto summaries = folder.children(kCore, "transaction");
  if (summaries.size() != 1) return wrong("kmehrheader/folder/transaction");
  if (auto refused = refused_number(*patient)) return *refused;
  if (auto refused = refused_consent(parts, question, *patient)) return *refused;
  auto document = declared_from(summaries.front());
  document.patient = *patient;
  take_names(parts, summaries.front().children(kCore, "id"), document);
  if (document.id.empty() && document.own_id.empty()) return refusal("415", "The transaction has no LOCAL id");
  if (document.id.empty()) {
    document.id = document.own_id;
    document.sl = document.own_sl;
    document.own_id.clear();
  } else {
    document.sl = parts.identity.sl;
  }
  if (const auto before = parts.documents.find(document.sl, document.id); before && before->patient != *patient)
    return refusal("415", "The LOCAL id is that of another transaction");
  return kept(parts, std::move(document), {});
}

Result<HubReply> put(HubParts& parts, const HubQuestion& question) {
  auto folder = open_folder(parts, question);
  if (!folder.opened) return folder.refused;
  const auto transactions = folder.opened->folder.children(names::kKmehr, "transaction");
  if (transactions.size() != 1) return refusal("415", "Exactly one transaction is expected");
  if (auto refused = refused_consent(parts, question, folder.opened->patient)) return *refused;
  auto document = kept_from(transactions.front());
  if (document.category.empty()) return refusal("415", "The transaction has no type");
  document.patient = folder.opened->patient;
  document.moment = moment_of(transactions.front(), parts.clock.now());
  take_names(parts, transactions.front().children(names::kKmehr, "id"), document);
  return parts.identity.vitalink ? put_in_vault(parts, std::move(document)) : put_plain(parts, std::move(document));
}

Result<HubReply> get(HubParts& parts, const HubQuestion& question) {
  const auto wanted = read(question);
  if (!wanted) return wanted.error();
  const auto holder = parties_of(question.subject.child(kCore, "transaction").child(kCore, "author")).hub;
  if (holder.empty() || holder == parts.identity.ehp || question.interhub) return fetched(parts, question, *wanted);
  for (auto& neighbour : parts.neighbours) {
    if (neighbour.parts->identity.ehp != holder) continue;
    if (!neighbour.answers()) return refusal("500", "Hub " + holder + " did not answer");
    return fetched(*neighbour.parts, question, *wanted);
  }
  return refusal("406", "No hub with this number");
}

Result<HubReply> revoke(HubParts& parts, const HubQuestion& question) {
  const auto wanted = read(question);
  if (!wanted) return wanted.error();
  if (auto refused = refused_number(wanted->patient)) return *refused;
  if (auto refused = refused_glass(question)) return *refused;
  const auto document = wanted->name ? parts.documents.find(wanted->name->sl, wanted->name->id) : std::nullopt;
  if (!document || document->patient != wanted->patient) return unknown_document();
  if (document->removed) return refusal("464", "Remove not allowed: the entry is already deleted");
  if (!question.caller.is_one_of(document->author_numbers)) return refusal("360", "Only its author may revoke a transaction");
  const FeedWatch watch(parts, wanted->patient);
  const auto state = parts.documents.remove(document->sl, document->id);
  return state == StoreState::Done ? HubReply{} : refused_write(state);
}

}  // namespace sluis::sandbox::hub
