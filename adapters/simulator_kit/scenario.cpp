#include "adapters/simulator_kit/scenario.hpp"

#include <algorithm>

#include "adapters/simulator_kit/simulators.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::sandbox {
namespace {

// SplitMix64: the same on every machine.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

constexpr std::uint64_t kPerRule = 4;             // numbers that a rule may draw for a call
constexpr std::uint64_t kConnections = 1ULL << 32;  // draws for connections are not those for calls

}  // namespace

const std::vector<std::string>& Scenario::names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& plug : plugs()) all.push_back(plug.name);
    return all;
  }();
  return names;
}

void Scenario::apply(std::string_view json) {
  const auto scripts = read_scenario(json);
  const std::lock_guard calling(watching_);
  {
    const std::lock_guard lock(mutex_);
    if (scripts.seed) seed_ = *scripts.seed;
    for (const auto& [name, rules] : scripts.sources) sources_[name] = {rules, 0, 0};
  }
  for (const auto& [name, rules] : scripts.sources) {
    if (const auto watcher = watchers_.find(name); watcher != watchers_.end()) watcher->second(listening(name));
  }
}

// From [0, 1).
double Scenario::chance(std::string_view source, std::uint64_t number, std::uint64_t what) const {
  auto x = mixed(seed_);
  for (const unsigned char c : source) x = mixed(x ^ c);
  x = mixed(mixed(x ^ number) ^ what);
  return static_cast<double>(x >> 11) / 9007199254740992.0;
}

bool Scenario::strikes(FaultRule& rule, std::string_view source, std::uint64_t number, std::uint64_t what) const {
  if (rule.calls && *rule.calls == 0) return false;
  if (rule.share < 1 && chance(source, number, what) >= rule.share) return false;
  if (rule.calls) --*rule.calls;
  return true;
}

void Scenario::strike(const FaultRule& rule, Behaviour& b, Counts& counts, double a, double other) const {
  auto delay = rule.delay;
  if (rule.latency) delay += rule.latency->draw(a, other);
  b.delay += delay;
  b.late += rule.late;
  if (delay.count() > 0) ++counts.faults["delayed"];
  if (rule.late.count() > 0) ++counts.faults["late"];
  if (rule.skew.count() != 0 && b.skew.count() == 0) {
    b.skew = rule.skew;
    ++counts.faults["skewed"];
  }
  if (rule.failure == Failure::None || b.failure != Failure::None) return;
  b.failure = rule.failure;
  b.bytes_per_second = rule.bytes_per_second;
  ++counts.faults[std::string(to_text(rule.failure))];
}

Behaviour Scenario::next(std::string_view source) {
  const std::lock_guard lock(mutex_);
  auto& counts = counts_[std::string(source)];
  ++counts.calls;
  const auto found = sources_.find(source);
  if (found == sources_.end()) return {};
  auto& [rules, calls, connections] = found->second;
  const auto number = calls++;
  Behaviour b;
  b.challenge_always = rules.challenge_always;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    auto& rule = rules.rules[i];
    const auto what = i * kPerRule;
    if (rule.failure == Failure::WrongCertificate || !strikes(rule, source, number, what)) continue;
    strike(rule, b, counts, chance(source, number, what + 1), chance(source, number, what + 2));
  }
  return b;
}

bool Scenario::wrong_certificate(std::string_view source) {
  const std::lock_guard lock(mutex_);
  const auto found = sources_.find(source);
  if (found == sources_.end()) return false;
  auto& [rules, calls, connections] = found->second;
  const auto number = kConnections + connections++;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    auto& rule = rules.rules[i];
    if (rule.failure != Failure::WrongCertificate || !strikes(rule, source, number, i * kPerRule)) continue;
    ++counts_[std::string(source)].faults[std::string(to_text(rule.failure))];
    return true;
  }
  return false;
}

Scenario::Listening Scenario::listening(std::string_view source) const {
  const std::lock_guard lock(mutex_);
  const auto found = sources_.find(source);
  if (found == sources_.end()) return {};
  const auto& rules = found->second.rules;
  return {rules.down, std::any_of(rules.rules.begin(), rules.rules.end(),
                                  [](const FaultRule& r) { return r.failure == Failure::WrongCertificate; })};
}

void Scenario::watch(const std::string& source, std::function<void(Listening)> changed) {
  const std::lock_guard calling(watching_);
  changed(listening(source));
  watchers_[source] = std::move(changed);
}

void Scenario::forget(std::string_view source) {
  const std::lock_guard calling(watching_);
  if (const auto found = watchers_.find(source); found != watchers_.end()) watchers_.erase(found);
}

std::string Scenario::to_json() const {
  const std::lock_guard lock(mutex_);
  core::JsonWriter json;
  json.begin_object();
  for (const auto& [name, source] : sources_) write(json, name, source.rules);
  json.end_object();
  return json.text();
}

std::string Scenario::to_json_with_counts() const {
  const std::lock_guard lock(mutex_);
  core::JsonWriter json;
  json.begin_object().member("seed", static_cast<std::int64_t>(seed_));
  for (const auto& [name, source] : sources_) write(json, name, source.rules);
  json.key("counts").begin_object();
  for (const auto& name : names()) {
    const auto found = counts_.find(name);
    json.key(name).begin_object().member("calls", static_cast<std::int64_t>(found == counts_.end() ? 0 : found->second.calls));
    if (found != counts_.end()) {
      for (const auto& [word, count] : found->second.faults) json.member(word, static_cast<std::int64_t>(count));
    }
    json.end_object();
  }
  json.end_object().end_object();
  return json.text();
}

}  // namespace sluis::sandbox
