#include "gateway/daemon/live_keys.hpp"

#include <exception>
#include <utility>

#include "gateway/native/token_key.hpp"

namespace sluis::daemon {
namespace {

using Kind = core::Metrics::Kind;

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const auto& one : all) text += (text.empty() ? "" : ", ") + one;
  return text;
}

}  // namespace

LiveKeys::LiveKeys(const SettingsFile& settings, std::string mappings, const core::Clock& clock, core::Log& log, core::Metrics& metrics)
    : settings_(settings), mappings_(std::move(mappings)), clock_(clock), log_(log),
      exchanges_(metrics.counter("sluis_keys_exchanges_total", "Exchanges of the keys and certificates in use")),
      refused_(metrics.counter("sluis_keys_refused", "1 while the keys and certificates in the files can't be used and earlier ones serve", {}, Kind::Gauge)),
      number_(metrics.counter("sluis_keys_number", "Number of the key set in use, counted from 1 at the start", {}, Kind::Gauge)) {
  digest_ = key_files_digest(settings_);
  auto first = std::make_shared<KeySet>(read_key_set(settings_, mappings_, clock_.now()));
  number_.set(first->number);
  current_.exchange(std::move(first));
}

LiveKeys::~LiveKeys() { stop(); }

// The file that is read anew may be broken as a whole; then nothing of it is taken.
SettingsFile LiveKeys::read_settings() {
  std::vector<std::string> others;
  auto merged = with_keys_of(settings_, SettingsFile::load(settings_.path()), others);
  if (!others.empty()) log_.warning("settings_need_restart", {{"changed", joined(others)}});
  return merged;
}

bool LiveKeys::exchange() {
  const std::lock_guard lock(exchanging_);
  try {
    exchange_or_throw(read_settings());
    return true;
  } catch (const std::exception& error) {
    refused(error.what());
    return false;
  }
}

void LiveKeys::look() {
  const std::lock_guard lock(exchanging_);
  const auto digest = key_files_digest(settings_);
  const bool answer = tokens_answer();
  if (digest == digest_ && answer) {
    if (refused_digest_.empty()) return;
    refused_digest_.clear();  // what was refused is gone, what serves is what stands in the files
    refused_.set(0);
    log_.info("keys_as_before", {{"number", static_cast<int>(current()->number)}});
    return;
  }
  if (digest == refused_digest_ && answer) return;  // said already
  try {
    exchange_or_throw(settings_);
  } catch (const std::exception& error) {
    refused(error.what());
  }
}

void LiveKeys::exchange_or_throw(const SettingsFile& settings) {
  const auto digest = key_files_digest(settings);
  const auto before = current();
  const auto now = clock_.now();
  auto next = std::make_shared<KeySet>(read_key_set(settings, mappings_, now));
  succeed(*before, *next, now);
  const Shared ready = std::move(next);
  std::vector<std::function<void()>> steps;
  for (const auto& prepare : preparations_) steps.push_back(prepare(ready));
  current_.exchange(ready);
  for (const auto& step : steps) step();
  settings_ = settings;
  digest_ = digest;
  refused_digest_.clear();
  refused_.set(0);
  exchanges_.add();
  number_.set(ready->number);
  log_.info("keys_exchanged", {{"number", static_cast<int>(ready->number)}});
  for (const auto& tell : told_) tell(*ready);
}

void LiveKeys::refused(const std::string& why) {
  refused_digest_ = key_files_digest(settings_);
  refused_.set(1);
  log_.error("keys_refused", {{"why", why}, {"number", static_cast<int>(current()->number)}});
}

bool LiveKeys::tokens_answer() const {
  for (const auto& key : current()->token_keys) {
    if (!native::check_usable(key)) return false;
  }
  return true;
}

void LiveKeys::start() {
  const auto seconds = settings_.only("keys").integer("watch_seconds");
  if (seconds > 0) watcher_ = std::thread([this] { watch(); });
}

void LiveKeys::stop() {
  {
    const std::lock_guard lock(watch_mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (watcher_.joinable()) watcher_.join();
}

void LiveKeys::watch() {
  const std::chrono::seconds pause(settings_.only("keys").integer("watch_seconds"));
  std::unique_lock lock(watch_mutex_);
  while (!stopped_.wait_for(lock, pause, [this] { return stopping_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

}  // namespace sluis::daemon
