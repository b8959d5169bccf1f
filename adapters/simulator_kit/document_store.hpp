#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/clock.hpp"

namespace sluis::sandbox {

// One version of a document that a hub or the vault keeps.
struct KeptDocument {
  std::string id, sl;          // LOCAL id by which it is fetched
  std::string base, entry;     // of an entry of a set or of a vault's node: id is base/entry/version
  std::string own_id, own_sl;  // the writer's own reference
  std::string patient, category;
  int version = 1;
  bool current = true;  // false: a newer version stands in its place
  bool removed = false;
  bool patient_access = true, complete = true, validated = true;
  core::Instant moment{}, created{}, recorded{};
  std::vector<std::string> authors;         // content of each hcparty, canonical KMEHR, without a hub
  std::vector<std::string> author_numbers;  // their identifiers
  std::string content;                      // canonical KMEHR transaction; empty: made up when asked
  std::map<std::string, std::string> metadata;  // of the native model
};

// A set, or a node of the vault.
struct KeptNode {
  std::string base, patient;
  int version = 0;  // 0: nothing was ever written
  core::Instant created{}, updated{};
  std::vector<std::string> authors, author_numbers;  // who wrote last
};

struct KeptSubject {
  int version = 0;
  core::Instant updated{};
};

enum class StoreState { Done, Stale, NotFound, Removed };

// What happens to one entry: created, kept as it is, or replaced. `document.version` is the version that Keep and Update build on.
struct EntryWrite {
  enum class Kind { Create, Keep, Update } kind = Kind::Create;
  KeptDocument document;
};

struct NodeWrite {
  std::string base, sl, patient;
  std::optional<int> expected;  // version of the node that the writer has read
  bool replaces = false;        // what isn't named is removed
  std::vector<EntryWrite> entries;
  std::vector<std::string> authors, author_numbers;
};

struct NodeWritten {
  StoreState state = StoreState::Done;
  std::size_t failed = 0;               // index of the entry; entries.size(): the node itself is stale
  std::vector<KeptDocument> documents;  // one per entry, in order
  KeptNode node;
};

// The documents of one hub or vault, all versions, in memory. Thread-safe; every write is atomic.
class DocumentStore final {
 public:
  explicit DocumentStore(const core::Clock& clock) : clock_(clock) {}

  void seed(KeptDocument document);
  void seed_node(KeptNode node);

  std::vector<KeptDocument> current(const std::string& patient) const;
  std::vector<KeptDocument> entries(const std::string& base) const;  // current ones of a set or node, oldest first
  std::optional<KeptDocument> find(const std::string& sl, const std::string& id) const;  // of any version, removed ones too
  std::optional<KeptDocument> find_own(const std::string& patient, const std::string& own_sl, const std::string& own_id) const;
  KeptNode node(const std::string& base) const;
  std::vector<KeptNode> nodes(const std::string& patient) const;
  KeptSubject subject(const std::string& patient) const;
  bool ever_wrote(const std::string& patient) const;

  // A single document outside every node: a new one, or the next version of the one with this id.
  KeptDocument put(KeptDocument document);
  NodeWritten write(const NodeWrite& write);
  StoreState remove(const std::string& sl, const std::string& id);

 private:
  using Rows = std::vector<KeptDocument>;
  const KeptDocument* newest(const NodeWrite& write, const std::string& entry) const;
  StoreState check(const NodeWrite& write, const EntryWrite& entry) const;
  KeptDocument store(const NodeWrite& write, const EntryWrite& entry);
  void supersede(const KeptDocument& by);
  void touch(const std::string& patient);

  const core::Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, Rows> rows_;             // by patient
  std::map<std::string, std::string> patients_;  // "sl|id" -> patient
  std::map<std::string, KeptNode> nodes_;        // by base
  std::map<std::string, KeptSubject> subjects_;
  long next_entry_ = 32'000;
};

}  // namespace sluis::sandbox
