#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/core/encoding.hpp"
#include "gateway/spi/archive.hpp"
#include "tests/gateway/decision/support_scene.hpp"

namespace sluis::test {

// An archive in memory of tables and decisions.
class FakeArchive final : public spi::Archive {
 public:
  bool reachable = true;
  std::vector<spi::PolicyVersion> policies;  // oldest first
  std::map<std::string, spi::KeptDecisions> calls;

  Result<std::optional<model::KeptMessage>> original(const std::string&, int) override {
    return std::optional<model::KeptMessage>{};
  }
  Status keep(const spi::PolicyVersion& policy) override {
    if (policies.empty() || policies.back().digest != policy.digest) policies.push_back(policy);
    return core::Done{};
  }
  Result<std::optional<spi::PolicyVersion>> policy_at(core::Instant at) override {
    std::optional<spi::PolicyVersion> found;
    for (const auto& policy : policies) {
      if (policy.since <= at) found = policy;
    }
    if (!found && !policies.empty()) found = policies.front();
    return found;
  }
  Result<std::optional<spi::PolicyVersion>> policy(const std::string& digest) override {
    for (const auto& policy : policies) {
      if (policy.digest == digest) return std::optional(policy);
    }
    return std::optional<spi::PolicyVersion>{};
  }
  Status keep(const spi::KeptDecisions& decisions) override {
    if (!reachable) return Fault(FaultId::RegistryUnavailable, "told to be unreachable");
    calls.insert_or_assign(decisions.id, decisions);
    return core::Done{};
  }
  Result<std::optional<spi::KeptDecisions>> decisions(const std::string& id) override {
    const auto found = calls.find(id);
    return found == calls.end() ? std::optional<spi::KeptDecisions>{} : std::optional(found->second);
  }
  Result<std::vector<model::Notification>> notifications(const model::Ssin&) override {
    return std::vector<model::Notification>{};
  }
};

// Names a text well enough for a test.
inline std::string plain_digest(std::string_view text) { return "digest-" + std::to_string(std::hash<std::string_view>{}(text)); }

}  // namespace sluis::test
