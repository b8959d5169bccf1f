#include "adapters/simulator_kit/document_store.hpp"

#include <algorithm>
#include <cstdlib>

namespace sluis::sandbox {
namespace {

std::string key(const std::string& sl, const std::string& id) {
  return sl + "|" + id;
}

bool stands(const KeptDocument& row) {
  return row.current && !row.removed;
}

std::string uri(const KeptDocument& d) {
  return d.base + "/" + d.entry + "/" + std::to_string(d.version);
}

}  // namespace

void DocumentStore::seed(KeptDocument document) {
  const std::lock_guard lock(mutex_);
  auto& subject = subjects_[document.patient];
  ++subject.version;
  subject.updated = std::max(subject.updated, document.recorded);
  if (!document.base.empty()) {
    const auto number = std::strtol(document.entry.c_str(), nullptr, 10);
    next_entry_ = std::max(next_entry_, number + 1);
    auto& node = nodes_[document.base];
    node.base = document.base;
    node.patient = document.patient;
    node.version = std::max(node.version, 1);
    if (node.created == core::Instant{}) node.created = document.created;
    node.updated = std::max(node.updated, document.recorded);
    node.authors = document.authors;
    node.author_numbers = document.author_numbers;
  }
  patients_[key(document.sl, document.id)] = document.patient;
  rows_[document.patient].push_back(std::move(document));
}

void DocumentStore::seed_node(KeptNode node) {
  const std::lock_guard lock(mutex_);
  auto& subject = subjects_[node.patient];
  ++subject.version;
  subject.updated = std::max(subject.updated, node.updated);
  nodes_[node.base] = std::move(node);
}

std::vector<KeptDocument> DocumentStore::current(const std::string& patient) const {
  const std::lock_guard lock(mutex_);
  Rows found;
  if (const auto rows = rows_.find(patient); rows != rows_.end())
    std::copy_if(rows->second.begin(), rows->second.end(), std::back_inserter(found), stands);
  return found;
}

std::vector<KeptDocument> DocumentStore::entries(const std::string& base) const {
  const std::lock_guard lock(mutex_);
  Rows found;
  const auto node = nodes_.find(base);
  if (node == nodes_.end()) return found;
  const auto rows = rows_.find(node->second.patient);
  if (rows == rows_.end()) return found;
  std::copy_if(rows->second.begin(), rows->second.end(), std::back_inserter(found),
               [&](const auto& row) { return stands(row) && row.base == base; });
  return found;
}

std::optional<KeptDocument> DocumentStore::find(const std::string& sl, const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto patient = patients_.find(key(sl, id));
  if (patient == patients_.end()) return std::nullopt;
  const auto& rows = rows_.at(patient->second);
  const auto row = std::find_if(rows.rbegin(), rows.rend(), [&](const auto& r) { return r.sl == sl && r.id == id; });
  return row == rows.rend() ? std::nullopt : std::optional(*row);
}

std::optional<KeptDocument> DocumentStore::find_own(const std::string& patient, const std::string& own_sl,
                                                    const std::string& own_id) const {
  const std::lock_guard lock(mutex_);
  const auto rows = rows_.find(patient);
  if (rows == rows_.end() || own_id.empty()) return std::nullopt;
  const auto row = std::find_if(rows->second.rbegin(), rows->second.rend(), [&](const auto& r) {
    return stands(r) && r.own_sl == own_sl && r.own_id == own_id;
  });
  return row == rows->second.rend() ? std::nullopt : std::optional(*row);
}

KeptNode DocumentStore::node(const std::string& base) const {
  const std::lock_guard lock(mutex_);
  const auto found = nodes_.find(base);
  return found == nodes_.end() ? KeptNode{} : found->second;
}

std::vector<KeptNode> DocumentStore::nodes(const std::string& patient) const {
  const std::lock_guard lock(mutex_);
  std::vector<KeptNode> found;
  for (const auto& [base, node] : nodes_) {
    if (node.patient == patient) found.push_back(node);
  }
  return found;
}

KeptSubject DocumentStore::subject(const std::string& patient) const {
  const std::lock_guard lock(mutex_);
  const auto found = subjects_.find(patient);
  return found == subjects_.end() ? KeptSubject{} : found->second;
}

bool DocumentStore::ever_wrote(const std::string& patient) const {
  const std::lock_guard lock(mutex_);
  return subjects_.contains(patient);
}

void DocumentStore::touch(const std::string& patient) {
  auto& subject = subjects_[patient];
  ++subject.version;
  subject.updated = clock_.now();
}

// The same id again, or the same entry, is the next version of what stands there.
void DocumentStore::supersede(const KeptDocument& by) {
  for (auto& row : rows_[by.patient]) {
    const bool same = by.base.empty() ? row.sl == by.sl && row.id == by.id : row.base == by.base && row.entry == by.entry;
    if (same) row.current = false;
  }
}

KeptDocument DocumentStore::put(KeptDocument document) {
  const std::lock_guard lock(mutex_);
  auto& rows = rows_[document.patient];
  document.recorded = document.created = clock_.now();
  document.version = 1;
  for (const auto& row : rows) {
    if (row.sl != document.sl || row.id != document.id) continue;
    document.version = row.version + 1;
    document.created = row.created;
  }
  supersede(document);
  document.current = true;
  patients_[key(document.sl, document.id)] = document.patient;
  rows.push_back(document);
  touch(document.patient);
  return document;
}

const KeptDocument* DocumentStore::newest(const NodeWrite& write, const std::string& entry) const {
  const auto rows = rows_.find(write.patient);
  if (rows == rows_.end()) return nullptr;
  const auto row = std::find_if(rows->second.rbegin(), rows->second.rend(), [&](const auto& r) {
    return r.current && r.base == write.base && r.entry == entry;
  });
  return row == rows->second.rend() ? nullptr : &*row;
}

StoreState DocumentStore::check(const NodeWrite& write, const EntryWrite& entry) const {
  if (entry.kind == EntryWrite::Kind::Create) return StoreState::Done;
  const auto* row = newest(write, entry.document.entry);
  if (row == nullptr) return StoreState::NotFound;
  if (row->removed) return StoreState::Removed;
  return row->version == entry.document.version ? StoreState::Done : StoreState::Stale;
}

KeptDocument DocumentStore::store(const NodeWrite& write, const EntryWrite& entry) {
  const auto* before = entry.kind == EntryWrite::Kind::Create ? nullptr : newest(write, entry.document.entry);
  if (entry.kind == EntryWrite::Kind::Keep) {
    for (auto& row : rows_[write.patient]) {  // its number in this message: links of the message name that
      if (&row != before) continue;
      for (const auto& [name, value] : entry.document.metadata) row.metadata[name] = value;
    }
    return *before;
  }
  auto document = entry.document;
  document.base = write.base;
  document.sl = write.sl;
  document.patient = write.patient;
  document.entry = before == nullptr ? std::to_string(next_entry_++) : before->entry;
  document.version = before == nullptr ? 1 : before->version + 1;
  document.recorded = clock_.now();
  document.created = before == nullptr ? document.recorded : before->created;
  document.id = uri(document);
  document.current = true;
  supersede(document);
  patients_[key(document.sl, document.id)] = document.patient;
  rows_[document.patient].push_back(document);
  return document;
}

NodeWritten DocumentStore::write(const NodeWrite& write) {
  const std::lock_guard lock(mutex_);
  NodeWritten done;
  auto& node = nodes_[write.base];
  done.node = node;
  done.failed = write.entries.size();
  if (write.expected ? *write.expected != node.version : write.replaces && node.version != 0) {
    done.state = StoreState::Stale;
    if (node.version == 0) nodes_.erase(write.base);
    return done;
  }
  for (std::size_t i = 0; i < write.entries.size(); ++i) {
    done.state = check(write, write.entries[i]);
    if (done.state == StoreState::Done) continue;
    done.failed = i;
    if (node.version == 0) nodes_.erase(write.base);
    return done;
  }
  for (const auto& entry : write.entries) done.documents.push_back(store(write, entry));
  if (write.replaces) {
    for (auto& row : rows_[write.patient]) {
      const bool named = std::any_of(done.documents.begin(), done.documents.end(),
                                     [&](const auto& d) { return d.entry == row.entry; });
      if (stands(row) && row.base == write.base && !named) row.removed = true;
    }
  }
  node.base = write.base;
  node.patient = write.patient;
  node.updated = clock_.now();
  if (node.version++ == 0) node.created = node.updated;
  node.authors = write.authors;
  node.author_numbers = write.author_numbers;
  touch(write.patient);
  done.node = node;
  return done;
}

StoreState DocumentStore::remove(const std::string& sl, const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto patient = patients_.find(key(sl, id));
  if (patient == patients_.end()) return StoreState::NotFound;
  auto& rows = rows_.at(patient->second);
  const auto row = std::find_if(rows.rbegin(), rows.rend(), [&](const auto& r) { return r.sl == sl && r.id == id; });
  if (row->removed) return StoreState::Removed;
  if (!row->current) return StoreState::Stale;
  row->removed = true;
  if (const auto node = nodes_.find(row->base); node != nodes_.end()) {
    ++node->second.version;
    node->second.updated = clock_.now();
  }
  touch(patient->second);
  return StoreState::Done;
}

}  // namespace sluis::sandbox
