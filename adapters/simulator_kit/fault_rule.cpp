#include "adapters/simulator_kit/fault_rule.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

namespace sluis::sandbox {
namespace {

constexpr double kLongest = 600'000;  // milliseconds
constexpr double kNinetyNine = 2.3263478740408408;  // 99th percentile of the normal distribution

constexpr std::array<std::pair<Failure, std::string_view>, 11> kWords = {{{Failure::Http500, "http500"},
                                                                          {Failure::Fault, "fault"},
                                                                          {Failure::Close, "close"},
                                                                          {Failure::Reset, "reset"},
                                                                          {Failure::Garbage, "garbage"},
                                                                          {Failure::Truncated, "truncated"},
                                                                          {Failure::WrongSignature, "wrong_signature"},
                                                                          {Failure::WrongCertificate, "wrong_certificate"},
                                                                          {Failure::Duplicate, "duplicate"},
                                                                          {Failure::DuplicateBody, "duplicate_body"},
                                                                          {Failure::Endless, "endless"}}};

void write_latency(core::JsonWriter& json, const Latency& latency) {
  json.key("latency").begin_object();
  if (latency.kind == Latency::Kind::Fixed) json.member("fixed_ms", latency.first);
  if (latency.kind == Latency::Kind::Uniform) json.member("min_ms", latency.first).member("max_ms", latency.second);
  if (latency.kind == Latency::Kind::LogNormal) json.member("p50_ms", latency.first).member("p99_ms", latency.second);
  json.end_object();
}

void write_rule(core::JsonWriter& json, const FaultRule& rule) {
  if (rule.delay.count() > 0) json.member("delay_ms", static_cast<std::int64_t>(rule.delay.count()));
  if (rule.late.count() > 0) json.member("late_ms", static_cast<std::int64_t>(rule.late.count()));
  if (rule.latency) write_latency(json, *rule.latency);
  if (rule.failure != Failure::None) json.member("fail", to_text(rule.failure));
  if (rule.skew.count() != 0) json.member("skew_s", static_cast<std::int64_t>(rule.skew.count()));
  if (rule.bytes_per_second > 0) json.member("bytes_per_second", rule.bytes_per_second);
  if (rule.share < 1) {
    char text[32];
    json.key("share").raw({text, std::to_chars(text, text + sizeof text, rule.share).ptr});
  }
  if (rule.calls) json.member("calls", *rule.calls);
}

}  // namespace

std::string_view to_text(Failure failure) {
  const auto* found = std::find_if(kWords.begin(), kWords.end(), [&](const auto& w) { return w.first == failure; });
  return found == kWords.end() ? std::string_view() : found->second;
}

std::chrono::milliseconds Latency::draw(double a, double b) const {
  auto ms = static_cast<double>(first);
  if (kind == Kind::Uniform) ms += a * static_cast<double>(second - first + 1);
  if (kind == Kind::LogNormal) {
    const auto normal = std::sqrt(-2 * std::log(1 - a)) * std::cos(2 * std::numbers::pi * b);
    ms *= std::exp(std::log(static_cast<double>(second) / ms) / kNinetyNine * normal);
  }
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(ms, kLongest)));
}

void write(core::JsonWriter& json, std::string_view source, const SourceRules& rules) {
  json.key(source).begin_object();
  if (rules.down) json.member("down", true);
  if (rules.rules.size() == 1) {
    write_rule(json, rules.rules.front());
  } else if (!rules.rules.empty()) {
    json.key("faults").begin_array();
    for (const auto& rule : rules.rules) {
      json.begin_object();
      write_rule(json, rule);
      json.end_object();
    }
    json.end_array();
  }
  if (source == "sts") json.member("challenge", rules.challenge_always ? "always" : "when_keys_differ");
  json.end_object();
}

}  // namespace sluis::sandbox
