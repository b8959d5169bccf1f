// GetTransactionSet and PutTransactionSet: a medication scheme as a whole, replaced as a whole (HUB-SET-1..4).
#include <algorithm>
#include <charconv>

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

constexpr std::size_t kMostElements = 100;

// The scheme itself, as the transaction in front of its elements.
KeptDocument head_of(const HubParts& parts, const KeptNode& node) {
  KeptDocument head;
  head.id = node.base;
  head.sl = parts.identity.sl;
  head.patient = node.patient;
  head.category = kSetCategory;
  head.version = node.version;
  head.moment = node.updated;
  head.authors = node.authors;
  head.author_numbers = node.author_numbers;
  return head;
}

HubReply whole_set(HubParts& parts, const HubQuestion& question, const std::string& patient, const LocalName& name) {
  const auto node = parts.documents.node(name.id);
  const bool found = node.version > 0 && node.patient == patient && name.sl == parts.identity.sl;
  const auto head = found ? std::optional(head_of(parts, node)) : std::nullopt;
  keep_look(parts, question, patient, head);
  if (auto refused = refused_number(patient)) return *refused;
  if (auto refused = refused_glass(question)) return *refused;
  if (auto refused = refused_consent(parts, question, patient)) return *refused;
  if (!found) return refusal("406", "No node found matching the URI");
  if (!may_read(parts, question.caller, *head)) return refusal("360", "Access to this transaction is not allowed");
  auto all = parts.documents.entries(name.id);
  all.insert(all.begin(), *head);
  return sealed_message(parts, question, patient, all);
}

// A scheme that is being written, read and judged.
struct Scheme {
  NodeWrite write;
  std::vector<std::string> numbers;  // ID-KMEHR in document order, the scheme itself first
};

std::string ours(const HubParts& parts, Node transaction) {
  for (const auto& id : transaction.children(names::kKmehr, "id")) {
    if (id.attribute("SL").value_or("") == parts.identity.sl) return std::string(core::trim(id.text()));
  }
  return {};
}

// Where the patient's scheme stands at this hub; a new place when he has none.
std::string base_for(HubParts& parts, const std::string& patient) {
  if (parts.identity.vitalink) return "/subject/" + patient + "/" + kSchemeNode;
  for (const auto& node : parts.documents.nodes(patient)) return node.base;
  return core::random_uuid(parts.random);
}

std::optional<HubReply> refused_uri(const HubParts& parts, const Scheme& scheme, const std::string& id) {
  const auto node = parts.identity.vitalink ? node_name(id + "/x") : std::nullopt;
  if (node && node->ssin != scheme.write.patient) return refusal("415", "The URI names another patient");
  return refusal("406", "No node found matching the URI");
}

std::optional<HubReply> add_element(const HubParts& parts, Node transaction, Scheme& scheme) {
  EntryWrite entry{EntryWrite::Kind::Create, kept_from(transaction)};
  if (!is_element(entry.document)) return refusal("415", "A set holds one scheme, its elements and their suspensions");
  entry.document.moment = parts.clock.now();
  const auto id = ours(parts, transaction);
  if (!id.empty()) {
    const auto named = entry_name(scheme.write.base, id);
    if (!named) return refused_uri(parts, scheme, id);
    entry.document.entry = named->entry;
    entry.document.version = named->version;
    if (named->form != EntryName::Form::New)
      entry.kind = named->form == EntryName::Form::Entry ? EntryWrite::Kind::Keep : EntryWrite::Kind::Update;
  }
  scheme.numbers.push_back(entry.document.metadata["kmehr"]);
  scheme.write.entries.push_back(std::move(entry));
  return std::nullopt;
}

std::optional<HubReply> read_head(Node transaction, const HubParts& parts, Scheme& scheme) {
  auto head = kept_from(transaction);
  if (head.category != kSetCategory) return refusal("415", "The scheme itself comes first");
  scheme.write.authors = std::move(head.authors);
  scheme.write.author_numbers = std::move(head.author_numbers);
  scheme.numbers.push_back(head.metadata["kmehr"]);
  if (const auto id = ours(parts, transaction); !id.empty() && id != scheme.write.base) return refused_uri(parts, scheme, id);
  const auto version = transaction.child(names::kKmehr, "version");
  if (!version) return std::nullopt;
  const std::string text(core::trim(version.text()));
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return refusal("415", "version is a whole number");
  scheme.write.expected = number;
  return std::nullopt;
}

std::optional<HubReply> read_scheme(const HubParts& parts, const std::vector<Node>& transactions, Scheme& scheme) {
  if (transactions.empty()) return refusal("415", "The scheme itself comes first");
  if (auto refused = read_head(transactions.front(), parts, scheme)) return refused;
  for (std::size_t i = 1; i < transactions.size(); ++i) {
    if (auto refused = add_element(parts, transactions[i], scheme)) return refused;
  }
  const auto elements = std::count_if(scheme.write.entries.begin(), scheme.write.entries.end(), [](const auto& e) {
    return e.document.category == "medicationschemeelement";
  });
  if (static_cast<std::size_t>(elements) > kMostElements)
    return refusal("415", "Invalid number of data entries: at most 100 elements");
  return std::nullopt;
}

HubReply refused_write(const NodeWritten& written) {
  auto reply = refusal("489", "One or more entries failed");
  if (written.state == StoreState::Stale) reply.errors.push_back({"415", "The version is not the newest one"});
  if (written.state == StoreState::NotFound) reply.errors.push_back({"406", "No node found matching the URI"});
  if (written.state == StoreState::Removed) reply.errors.push_back({"464", "The entry is already deleted"});
  return reply;
}

void write_ids(XmlWriter& xml, const std::string& number, const std::string& id, const std::string& sl) {
  xml.open(c("transaction"));
  if (!number.empty()) write_scheme(xml, c("id"), "ID-KMEHR", "1.0", number);
  write_scheme(xml, c("id"), "LOCAL", "1.0", id, sl);
  xml.close();
}

// The hub that the scheme's author names first, when it is another one that answers.
HubParts* owner_of(HubParts& parts, const std::vector<Node>& transactions) {
  if (transactions.empty()) return &parts;
  const auto hub = parties_of(transactions.front().child(names::kKmehr, "author")).hub;
  if (hub.empty() || hub == parts.identity.ehp) return &parts;
  for (auto& neighbour : parts.neighbours) {
    if (neighbour.parts->identity.ehp == hub) return neighbour.answers() ? neighbour.parts : nullptr;
  }
  return nullptr;
}

}  // namespace

Result<HubReply> get_set(HubParts& parts, const HubQuestion& question) {
  const auto patient = patient_at(question.subject);
  if (!patient) return patient.error();
  const auto transaction = question.subject.child(kCore, "transaction");
  const auto ids = transaction.children(kCore, "id");
  if (ids.size() != 1) return wrong("select/transaction/id");
  const auto name = local_name(ids);
  if (!name) return refusal("406", "No node found matching the URI");
  const auto holder = parties_of(transaction.child(kCore, "author")).hub;
  if (holder.empty() || holder == parts.identity.ehp) return whole_set(parts, question, *patient, *name);
  for (auto& neighbour : parts.neighbours) {
    if (neighbour.parts->identity.ehp != holder) continue;
    if (!neighbour.answers()) return refusal("500", "Hub " + holder + " did not answer");
    return whole_set(*neighbour.parts, question, *patient, *name);
  }
  return refusal("406", "No hub with this number");
}

Result<HubReply> put_set(HubParts& parts, const HubQuestion& question) {
  auto folder = open_folder(parts, question);
  if (!folder.opened) return folder.refused;
  const auto& patient = folder.opened->patient;
  if (auto refused = refused_consent(parts, question, patient)) return *refused;
  const auto transactions = folder.opened->folder.children(names::kKmehr, "transaction");
  auto* owner = owner_of(parts, transactions);
  if (owner == nullptr) return refusal("500", "The hub that keeps this scheme did not answer");
  Scheme scheme;
  scheme.write = {base_for(*owner, patient), owner->identity.sl, patient, std::nullopt, true, {}, {}, {}};
  if (auto refused = read_scheme(*owner, transactions, scheme)) return *refused;
  const FeedWatch watch(*owner, patient);
  const auto written = owner->documents.write(scheme.write);
  if (written.state != StoreState::Done) return refused_write(written);
  XmlWriter xml;
  write_ids(xml, scheme.numbers.front(), written.node.base, owner->identity.sl);
  for (std::size_t i = 0; i < written.documents.size(); ++i)
    write_ids(xml, scheme.numbers[i + 1], written.documents[i].id, owner->identity.sl);
  HubReply reply;
  reply.rest = xml.take();
  return reply;
}

}  // namespace sluis::sandbox::hub
