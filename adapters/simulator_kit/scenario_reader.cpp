#include <algorithm>
#include <array>

#include "adapters/simulator_kit/fault_rule.hpp"
#include "adapters/simulator_kit/scenario.hpp"
#include "adapters/simulator_kit/simulators.hpp"

namespace sluis::sandbox {
namespace {

constexpr std::int64_t kLongest = 600'000;
constexpr std::int64_t kFurthest = 400L * 24 * 3600;  // a clock that is a year wrong

constexpr std::array<std::pair<std::string_view, Failure>, 15> kFailures = {
    {{"http500", Failure::Http500},
     {"fault", Failure::Fault},
     {"soap_fault", Failure::Fault},
     {"close", Failure::Close},
     {"reset", Failure::Reset},
     {"connection_reset", Failure::Reset},
     {"garbage", Failure::Garbage},
     {"truncated", Failure::Truncated},
     {"wrong_signature", Failure::WrongSignature},
     {"wrong_signer", Failure::WrongSignature},
     {"wrong_certificate", Failure::WrongCertificate},
     {"duplicate", Failure::Duplicate},
     {"duplicate_body", Failure::DuplicateBody},
     {"endless", Failure::Endless},
     {"none", Failure::None}}};

bool signs(std::string_view source) {
  const auto& all = plugs();
  const auto plug = std::find_if(all.begin(), all.end(), [&](const Plug& p) { return p.name == source; });
  return plug != all.end() && plug->signing != Signing::Never;
}

Failure failure(const JsonView& view, std::string_view source) {
  const auto text = view.text();
  const auto* found = std::find_if(kFailures.begin(), kFailures.end(), [&](const auto& f) { return f.first == text; });
  if (found == kFailures.end()) {
    std::string known;
    for (const auto& [word, meaning] : kFailures) {
      if (word == to_text(meaning)) known += (known.empty() ? "" : ", ") + std::string(word);
    }
    view.refuse("expected one of " + known);
  }
  if (found->second == Failure::WrongSignature && !signs(source)) {
    view.refuse("this source signs nothing; wrong_certificate is what it has");
  }
  return found->second;
}

std::int64_t whole(const JsonView& of, std::string_view name, std::int64_t least, std::int64_t most, std::string_view what) {
  const auto view = of.member(name);
  const auto value = view.number();
  if (value < least || value > most) {
    view.refuse("expected " + std::string(what) + " from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return value;
}

std::int64_t milliseconds(const JsonView& of, std::string_view name, std::int64_t least = 0) {
  return of.has(name) ? whole(of, name, least, kLongest, "milliseconds") : 0;
}

Latency latency(const JsonView& view) {
  view.allow({"fixed_ms", "min_ms", "max_ms", "p50_ms", "p99_ms"});
  const auto members = view.members().size();
  if (view.has("fixed_ms") && members == 1) return {Latency::Kind::Fixed, milliseconds(view, "fixed_ms"), 0};
  const bool even = view.has("min_ms") && view.has("max_ms");
  if (members != 2 || (!even && !(view.has("p50_ms") && view.has("p99_ms")))) {
    view.refuse("expected fixed_ms, or min_ms and max_ms, or p50_ms and p99_ms");
  }
  const auto* more = even ? "max_ms" : "p99_ms";
  const auto low = even ? milliseconds(view, "min_ms") : milliseconds(view, "p50_ms", 1);
  const auto high = milliseconds(view, more);
  if (high < low) view.member(more).refuse(even ? "is less than min_ms" : "is less than p50_ms");
  return {even ? Latency::Kind::Uniform : Latency::Kind::LogNormal, low, high};
}

FaultRule rule(const JsonView& view, std::string_view source) {
  FaultRule r;
  r.delay = std::chrono::milliseconds(milliseconds(view, "delay_ms"));
  r.late = std::chrono::milliseconds(milliseconds(view, "late_ms"));
  if (view.has("latency")) r.latency = latency(view.member("latency"));
  if (view.has("fail")) r.failure = failure(view.member("fail"), source);
  if (view.has("skew_s")) r.skew = std::chrono::seconds(whole(view, "skew_s", -kFurthest, kFurthest, "seconds"));
  if (view.has("bytes_per_second")) {
    r.bytes_per_second = whole(view, "bytes_per_second", 1, 1'000'000'000, "bytes");
    if (r.failure != Failure::Endless) view.member("bytes_per_second").refuse("is for \"fail\":\"endless\"");
  }
  if (view.has("share")) {
    r.share = view.member("share").fraction();
    if (!(r.share >= 0 && r.share <= 1)) view.member("share").refuse("expected a number from 0 to 1");
  }
  if (view.has("calls")) r.calls = whole(view, "calls", 0, INT64_MAX, "calls");
  return r;
}

bool empty(const FaultRule& r) {
  return r.delay.count() == 0 && r.late.count() == 0 && !r.latency && r.failure == Failure::None && r.skew.count() == 0;
}

SourceRules source_rules(const JsonView& view, std::string_view source) {
  if (source == "sts") {
    view.allow({"delay_ms", "late_ms", "latency", "fail", "skew_s", "bytes_per_second", "share", "calls", "faults", "down",
                "challenge"});
  } else {
    view.allow({"delay_ms", "late_ms", "latency", "fail", "skew_s", "bytes_per_second", "share", "calls", "faults", "down"});
  }
  SourceRules s;
  if (auto own = rule(view, source); !empty(own)) s.rules.push_back(own);
  if (view.has("faults")) {
    for (const auto& item : view.member("faults").items()) {
      item.allow({"delay_ms", "late_ms", "latency", "fail", "skew_s", "bytes_per_second", "share", "calls"});
      s.rules.push_back(rule(item, source));
    }
  }
  s.down = view.has("down") && view.member("down").truth();
  if (view.has("challenge")) {
    const auto text = view.member("challenge").text();
    if (text != "always" && text != "when_keys_differ")
      view.member("challenge").refuse("expected always or when_keys_differ");
    s.challenge_always = text == "always";
  }
  return s;
}

}  // namespace

Scripts read_scenario(std::string_view json) {
  const auto root = JsonView::parse(json);
  const auto& names = Scenario::names();
  Scripts scripts;
  for (const auto& [written, view] : root.members()) {
    const auto name = written == "pcdh" ? std::string("dossier") : written;  // the data hub of the dossier has two names
    if (name == "description") {
      view.text();
    } else if (name == "seed") {
      scripts.seed = static_cast<std::uint64_t>(whole(root, "seed", 0, INT64_MAX, "a whole number"));
    } else if (name == "counts") {
      view.members();  // what GET tells beside the scenario may be sent back
    } else if (std::find(names.begin(), names.end(), name) == names.end()) {
      std::string known;
      for (const auto& n : names) known += (known.empty() ? "" : ", ") + n;
      view.refuse("unknown simulator; known: " + known);
    } else {
      scripts.sources.emplace_back(name, source_rules(view, name));
    }
  }
  return scripts;
}

}  // namespace sluis::sandbox
