#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/model/kept.hpp"

namespace sluis::spi {

struct PolicyVersion {
  std::string digest;  // hexadecimal SHA-256 over names and texts
  core::Instant since;
  std::map<std::string, std::string> files;  // *.table and *.schema: name, text
};

// Questions and their decisions as they were answered in one call. The number after the last '.' of a decision's id is its place.
struct KeptDecisions {
  std::string id;         // of the call
  core::Instant at;
  std::string caller;     // who asked: "ssin:…", "nihii:…" as model::Party::key()
  std::string policy;     // digest
  std::string content;    // JSON, written and read by gateway/decision
};

// What was, kept for ever: originals, tables, decisions and who had to be told. Fault RegistryUnavailable. Thread-safe.
class Archive {
 public:
  virtual ~Archive() = default;
  virtual Result<std::optional<model::KeptMessage>> original(const std::string& record_id, int version) = 0;
  // Does nothing when the newest one kept has the same digest.
  virtual Status keep(const PolicyVersion& policy) = 0;
  virtual Result<std::optional<PolicyVersion>> policy_at(core::Instant at) = 0;  // the newest that is not later; before the first one kept, that one
  virtual Result<std::optional<PolicyVersion>> policy(const std::string& digest) = 0;
  virtual Status keep(const KeptDecisions& decisions) = 0;
  virtual Result<std::optional<KeptDecisions>> decisions(const std::string& id) = 0;  // of the call
  virtual Result<std::vector<model::Notification>> notifications(const model::Ssin& recipient) = 0;  // newest first
};

}  // namespace sluis::spi
