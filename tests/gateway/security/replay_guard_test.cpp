#include <boost/test/unit_test.hpp>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "gateway/security/replay_guard.hpp"
#include "support_gate.hpp"
#include "support_messages.hpp"

using namespace sluis;
using namespace sluis::tests;
using Outcome = security::ReplayGuard::Outcome;

namespace {

// The registry as the guard sees it: shared by every guard that is given it, and sometimes out of reach.
class Shared final : public spi::ReplayMemory {
 public:
  Result<spi::ReplayOutcome> remember(const spi::MessageDigest& message, core::Instant, core::Instant) override {
    const std::lock_guard lock(mutex_);
    ++asked;
    if (down) return Fault(FaultId::RegistryUnavailable, "no route to the database");
    if (seen_.contains(message)) return spi::ReplayOutcome::Seen;
    if (seen_.size() >= most) return spi::ReplayOutcome::Full;
    seen_.insert(message);
    return spi::ReplayOutcome::New;
  }
  std::atomic<bool> down = false;
  int asked = 0;
  std::size_t most = 1'000'000;

 private:
  std::mutex mutex_;
  std::set<spi::MessageDigest> seen_;
};

native::Sha256 digest_of(int number) { return native::sha256("message " + std::to_string(number)); }

std::string said(const Result<Outcome>& outcome) {
  if (!outcome) return std::string(outcome.error().entry().name);
  return *outcome == Outcome::New ? "new" : *outcome == Outcome::Seen ? "seen" : "full";
}

constexpr auto kLife = std::chrono::seconds(660);

}  // namespace

BOOST_AUTO_TEST_SUITE(replay_guard)

BOOST_AUTO_TEST_CASE(a_restart_and_a_second_node_know_what_was_accepted) {
  Shared registry;
  security::SharedReplayGuard first(registry, 1000), second(registry, 1000);
  BOOST_TEST(said(first.remember(digest_of(1), now() + kLife, now())) == "new");
  BOOST_TEST(said(second.remember(digest_of(1), now() + kLife, now())) == "seen");
  security::SharedReplayGuard restarted(registry, 1000);
  BOOST_TEST(said(restarted.remember(digest_of(1), now() + kLife, now())) == "seen");
}

BOOST_AUTO_TEST_CASE(what_came_here_before_is_refused_without_the_registry) {
  Shared registry;
  security::SharedReplayGuard guard(registry, 1000);
  BOOST_TEST(said(guard.remember(digest_of(1), now() + kLife, now())) == "new");
  registry.down = true;
  for (int i = 0; i < 50; ++i) BOOST_TEST(said(guard.remember(digest_of(1), now() + kLife, now())) == "seen");
  BOOST_TEST(registry.asked == 1);
}

// Not known is not new; and what could not be answered for may come again.
BOOST_AUTO_TEST_CASE(without_the_registry_nothing_is_new) {
  Shared registry;
  security::SharedReplayGuard guard(registry, 1000);
  registry.down = true;
  BOOST_TEST(said(guard.remember(digest_of(1), now() + kLife, now())) == "RegistryUnavailable");
  BOOST_TEST(said(guard.remember(digest_of(1), now() + kLife, now())) == "RegistryUnavailable");
  registry.down = false;
  BOOST_TEST(said(guard.remember(digest_of(1), now() + kLife, now())) == "new");
  BOOST_TEST(said(guard.remember(digest_of(1), now() + kLife, now())) == "seen");
}

BOOST_AUTO_TEST_CASE(a_full_registry_lets_nothing_in_and_a_full_process_lets_the_registry_judge) {
  Shared registry;
  registry.most = 40;
  security::SharedReplayGuard guard(registry, 1);
  for (int i = 0; i < 40; ++i) BOOST_TEST(said(guard.remember(digest_of(i), now() + kLife, now())) == "new");
  for (int i = 0; i < 40; ++i) BOOST_TEST(said(guard.remember(digest_of(i), now() + kLife, now())) == "seen");
  BOOST_TEST(said(guard.remember(digest_of(40), now() + kLife, now())) == "full");
}

BOOST_AUTO_TEST_CASE(of_many_threads_at_two_nodes_one_is_told_that_a_message_is_new) {
  Shared registry;
  security::SharedReplayGuard first(registry, 100'000), second(registry, 100'000);
  constexpr int kMessages = 2000;
  std::vector<std::atomic<int>> accepted(kMessages);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        auto& node = t % 2 == 0 ? first : second;
        for (int i = 0; i < kMessages; ++i) {
          const auto outcome = node.remember(digest_of(i), now() + kLife, now());
          if (outcome && *outcome == Outcome::New) ++accepted[static_cast<std::size_t>(i)];
        }
      });
    }
  }
  int once = 0;
  for (const auto& one : accepted) once += one == 1 ? 1 : 0;
  BOOST_TEST(once == kMessages);
}

BOOST_AUTO_TEST_CASE(the_memory_of_a_process_is_bounded_and_forgets) {
  security::MemoryReplayGuard memory(1600);
  for (int i = 0; i < 5000; ++i) static_cast<void>(memory.remember(digest_of(i), now() + kLife, now()));
  BOOST_TEST(memory.size() <= 1616u);
  // Each shard forgets when it is next asked.
  for (int i = 5000; i < 5400; ++i) static_cast<void>(memory.remember(digest_of(i), now() + 2 * kLife, now() + kLife));
  BOOST_TEST(memory.size() == 400u);
}

BOOST_AUTO_TEST_CASE(at_the_gate_a_registry_that_is_gone_is_a_fault_of_ours) {
  Shared registry;
  security::SharedReplayGuard guard(registry, 1000);
  core::ManualClock clock(now());
  std::vector<std::string> lines;
  core::Log log(clock, [&](std::string_view line) { lines.emplace_back(line); });
  const security::Gate gate(TestGate::settings(), clock, log, guard), other(TestGate::settings(), clock, log, guard);
  const auto text = write(MessagePlan{}).message();
  registry.down = true;
  const auto verdict = gate.judge(soap_request(text));
  BOOST_TEST(told(verdict) == "9 RegistryUnavailable");
  BOOST_TEST(lines.empty());  // no stranger did anything
  registry.down = false;
  BOOST_TEST(told(gate.judge(soap_request(text))) == "accepted");
  BOOST_TEST(told(other.judge(soap_request(text))) == "9 Replayed");
}

// What is not really signed never reaches the memory: strangers can't fill it.
BOOST_AUTO_TEST_CASE(only_signed_messages_are_remembered) {
  Shared registry;
  security::SharedReplayGuard guard(registry, 1000);
  core::ManualClock clock(now());
  core::Log log(clock, [](std::string_view) {});
  const security::Gate gate(TestGate::settings(), clock, log, guard);
  AssertionPlan assertion;
  assertion.holder = &keys().ec_holder;
  MessagePlan plan;
  plan.assertion = write(assertion);
  plan.signer = &keys().attacker;
  BOOST_TEST(told(gate.judge(soap_request(write(plan).message()))) == "7 MessageSignature");
  BOOST_TEST(registry.asked == 0);
}

BOOST_AUTO_TEST_SUITE_END()
