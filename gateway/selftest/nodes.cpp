#include "gateway/selftest/nodes.hpp"

#include <algorithm>

#include "gateway/security/replay_guard.hpp"

namespace sluis::selftest {
namespace {

constexpr std::size_t kEntries = 10'000;

class OwnMemory final : public spi::ReplayMemory {
 public:
  Result<spi::ReplayOutcome> remember(const spi::MessageDigest& message, core::Instant until, core::Instant now) override {
    return guard_.remember(message, until, now);
  }

 private:
  security::MemoryReplayGuard guard_{kEntries};
};

// What a node remembers itself can be put away, as a restart does.
class NodeGuard final : public security::ReplayGuard {
 public:
  Result<Outcome> remember(const native::Sha256& message, core::Instant until, core::Instant now) override {
    return inner_->remember(message, until, now);
  }
  void begin(spi::ReplayMemory& shared) { inner_ = std::make_unique<security::SharedReplayGuard>(shared, kEntries); }

 private:
  std::unique_ptr<security::ReplayGuard> inner_;
};

security::GateSettings with_roots(security::GateSettings settings, const Corpus& corpus) {
  for (auto& root : corpus.certificates("root")) settings.holder_roots.push_back(std::move(root));
  return settings;
}

security::GateSettings wanting_certificates(security::GateSettings settings) {
  settings.header_token_needs_certificate = true;
  return settings;
}

}  // namespace

struct Nodes::Node {
  Node(const security::GateSettings& settings, const Corpus& corpus, const core::Clock& clock, core::Log& log)
      : plain(settings, clock, log, guard),
        rooted(settings.holder_roots.empty() ? with_roots(settings, corpus) : settings, clock, log, guard),
        strict(wanting_certificates(settings), clock, log, guard) {}

  const security::Gate& gate(const std::string& name) const {
    if (name == "holder_roots") return rooted;
    return name == "token_needs_certificate" ? strict : plain;
  }

  NodeGuard guard;
  security::Gate plain, rooted, strict;
};

SharedMemory memory_of_this_process() {
  return [] { return std::make_unique<OwnMemory>(); };
}

Nodes::Nodes(const security::GateSettings& settings, const Corpus& corpus, SharedMemory memory)
    : clock_(core::Instant{}), log_(clock_, [](std::string_view) {}), make_memory_(std::move(memory)),
      first_(std::make_unique<Node>(settings, corpus, clock_, log_)), second_(std::make_unique<Node>(settings, corpus, clock_, log_)) {
  begin();
}
Nodes::~Nodes() = default;

void Nodes::begin() {
  auto fresh = make_memory_();
  first_->guard.begin(*fresh);
  second_->guard.begin(*fresh);
  memory_ = std::move(fresh);
}

void Nodes::restart(bool second_node) { (second_node ? second_ : first_)->guard.begin(*memory_); }

Outcome Nodes::judge(message::Raw raw, const std::string& settings, bool second_node, core::Instant at) {
  clock_.set(at);
  const auto verdict = (second_node ? second_ : first_)->gate(settings).judge(std::move(raw));
  if (verdict.accepted()) return {true, "-", "-"};
  return {false, std::string(verdict.rule_name), verdict.fault->number()};
}

security::GateSettings trusting(security::GateSettings settings, const Corpus& corpus) {
  for (auto& certificate : corpus.certificates("sts")) settings.trust.sts_certificates.push_back(std::move(certificate));
  const std::string issuer = "urn:be:fgov:ehealth:sts:1_0";
  auto& issuers = settings.trust.issuers;
  if (std::find(issuers.begin(), issuers.end(), issuer) == issuers.end()) issuers.push_back(issuer);
  return settings.holder_roots.empty() ? settings : with_roots(std::move(settings), corpus);
}

bool differs(const security::GateSettings& settings, const std::string& key) {
  const security::GateSettings usual;
  if (key == "trust.accept_key_value") return settings.bare_holder_keys != usual.bare_holder_keys;
  if (key == "trust.skew_assertion_seconds") return settings.trust.skew != usual.trust.skew;
  if (key == "trust.assertion_life_seconds") return settings.trust.longest_life != usual.trust.longest_life;
  if (key == "trust.skew_past_seconds") return settings.past_skew != usual.past_skew;
  if (key == "trust.skew_future_seconds") return settings.future_skew != usual.future_skew;
  if (key == "trust.timestamp_life_seconds") return settings.longest_timestamp != usual.longest_timestamp;
  return false;
}

}  // namespace sluis::selftest
