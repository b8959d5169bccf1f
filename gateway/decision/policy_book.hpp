#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/decision/decider.hpp"
#include "gateway/decision/policy.hpp"

namespace sluis::decision {

// The policy in force and, from the archive, those that were. Old ones are read once and kept at hand, the last eight of
// them. Thread-safe.
class PolicyBook final {
 public:
  // Reads the tables of the folder and has the archive keep them. Throws std::runtime_error, also when it can't.
  PolicyBook(const Sources& sources, const std::string& folder, core::Instant now);

  const Policy& current() const { return *current_; }
  std::shared_ptr<const Policy> shared() const { return current_; }
  const std::string& digest() const { return digest_; }  // "" when nobody can make one

  // In force at that moment, by what was kept; null when nothing was kept so early, or nobody keeps any. Fault
  // RegistryUnavailable.
  Result<std::shared_ptr<const Policy>> at(core::Instant moment) const;

  // A kept version with these tables put over it, for one question. Null when it was not kept. Faults: QuestionRefused
  // naming file and line of what can't be read, RegistryUnavailable.
  using Tables = PolicyTexts::Files;
  Result<std::shared_ptr<const Policy>> with(const std::string& digest, const Tables& tables) const;
  Result<std::shared_ptr<const Policy>> with(core::Instant moment, const Tables& tables) const;

 private:
  using Version = std::optional<spi::PolicyVersion>;
  std::shared_ptr<const Policy> known(const spi::PolicyVersion& version) const;
  Result<std::shared_ptr<const Policy>> replaced(Result<Version> version, const Tables& tables) const;

  spi::Archive* archive_;
  std::vector<std::string> tables_;  // all names in the folder, also of what others read
  std::shared_ptr<const Policy> current_;
  std::string digest_;
  mutable std::mutex mutex_;
  mutable std::vector<std::pair<std::string, std::shared_ptr<const Policy>>> read_;  // by digest, last used at the end
};

}  // namespace sluis::decision
