#include "adapters/simulator_kit/scenario.hpp"

#include <algorithm>
#include <array>

#include "adapters/simulator_kit/json_view.hpp"
#include "adapters/simulator_kit/simulators.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::sandbox {
namespace {

constexpr std::array<std::pair<std::string_view, Failure>, 6> kFailures = {
    {{"http500", Failure::Http500},
     {"fault", Failure::Fault},
     {"close", Failure::Close},
     {"garbage", Failure::Garbage},
     {"truncated", Failure::Truncated},
     {"wrong_signature", Failure::WrongSignature}}};
constexpr std::int64_t kLongest = 600'000;

Failure failure(const JsonView& view, std::string_view simulator) {
  const auto text = view.text();
  const auto found = std::find_if(kFailures.begin(), kFailures.end(), [&](const auto& f) { return f.first == text; });
  if (found == kFailures.end()) view.refuse("expected http500, fault, close, garbage, truncated or wrong_signature");
  if (found->second == Failure::WrongSignature && simulator != "sts" && simulator != "dossier") {
    view.refuse("only sts and dossier sign what they answer");
  }
  return found->second;
}

std::chrono::milliseconds time(const JsonView& of, std::string_view name) {
  if (!of.has(name)) return {};
  const auto view = of.member(name);
  const auto value = view.number();
  if (value < 0 || value > kLongest) view.refuse("expected milliseconds from 0 to " + std::to_string(kLongest));
  return std::chrono::milliseconds(value);
}

Behaviour behaviour(const JsonView& view, std::string_view simulator) {
  if (simulator == "sts") {
    view.allow({"delay_ms", "late_ms", "fail", "calls", "challenge"});
  } else {
    view.allow({"delay_ms", "late_ms", "fail", "calls"});
  }
  Behaviour b;
  b.delay = time(view, "delay_ms");
  b.late = time(view, "late_ms");
  if (view.has("fail")) b.failure = failure(view.member("fail"), simulator);
  if (view.has("calls")) {
    b.calls = view.member("calls").number();
    if (*b.calls < 0) view.member("calls").refuse("expected 0 or more");
  }
  if (view.has("challenge")) {
    const auto text = view.member("challenge").text();
    if (text != "always" && text != "when_keys_differ")
      view.member("challenge").refuse("expected always or when_keys_differ");
    b.challenge_always = text == "always";
  }
  return b;
}

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
  const auto root = JsonView::parse(json);
  std::map<std::string, Behaviour> read;
  for (const auto& [name, view] : root.members()) {
    if (name == "description") {
      view.text();
      continue;
    }
    if (std::find(names().begin(), names().end(), name) == names().end()) {
      std::string known;
      for (const auto& n : names()) known += (known.empty() ? "" : ", ") + n;
      view.refuse("unknown simulator; known: " + known);
    }
    read[name] = behaviour(view, name);
  }
  const std::lock_guard lock(mutex_);
  for (auto& [name, b] : read) behaviours_[name] = b;
}

Behaviour Scenario::next(std::string_view simulator) {
  const std::lock_guard lock(mutex_);
  const auto found = behaviours_.find(simulator);
  if (found == behaviours_.end()) return {};
  auto& b = found->second;
  if (b.calls) {
    if (*b.calls == 0) {
      Behaviour normal;
      normal.challenge_always = b.challenge_always;
      return normal;
    }
    --*b.calls;
  }
  return b;
}

std::string Scenario::to_json() const {
  const std::lock_guard lock(mutex_);
  core::JsonWriter json;
  json.begin_object();
  for (const auto& [name, b] : behaviours_) {
    json.key(name).begin_object();
    if (b.delay.count() > 0) json.member("delay_ms", static_cast<std::int64_t>(b.delay.count()));
    if (b.late.count() > 0) json.member("late_ms", static_cast<std::int64_t>(b.late.count()));
    for (const auto& [text, value] : kFailures) {
      if (value == b.failure) json.member("fail", text);
    }
    if (b.calls) json.member("calls", *b.calls);
    if (name == "sts") json.member("challenge", b.challenge_always ? "always" : "when_keys_differ");
    json.end_object();
  }
  json.end_object();
  return json.text();
}

void Scenario::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  stopping_.wait_for(lock, time, [this] { return stopped_; });
}

void Scenario::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  stopping_.notify_all();
}

}  // namespace sluis::sandbox
