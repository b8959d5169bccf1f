#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gateway/core/exchangeable.hpp"
#include "gateway/core/log.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/daemon/key_set.hpp"

namespace sluis::daemon {

// The key set in use, and its exchange while the house runs. A new set is read and checked as a whole before it takes the place of the
// one in use; what is wrong with it changes nothing, and is said in one line of the log (keys_refused) and in the metric
// sluis_keys_refused. Thread-safe.
class LiveKeys final {
 public:
  using Shared = std::shared_ptr<const KeySet>;
  // Gets ready to use a set, and may throw when it can't; what it returns then puts the set to use, and can't fail.
  using Preparation = std::function<std::function<void()>(const Shared&)>;

  // Reads the first set. Throws SettingsError.
  LiveKeys(const SettingsFile& settings, std::string mappings, const core::Clock& clock, core::Log& log, core::Metrics& metrics);
  ~LiveKeys();

  Shared current() const { return current_.get(); }

  // Both before start(). Called one after the other in the order in which they were given, on the thread that exchanges.
  void prepare_exchange(Preparation preparation) { preparations_.push_back(std::move(preparation)); }
  void when_exchanged(std::function<void(const KeySet&)> told) { told_.push_back(std::move(told)); }

  // Reads the settings file and everything that it names again. False: refused, the set in use stays.
  bool exchange();
  // One look of the watch: exchanges when a file has changed, or when a key in a token no longer answers.
  void look();

  void start();  // looks every [keys] watch_seconds, unless that is 0
  void stop();

 private:
  void exchange_or_throw(const SettingsFile& settings);
  SettingsFile read_settings();
  void refused(const std::string& why);
  bool tokens_answer() const;
  void watch();

  SettingsFile settings_;  // those of the start, with the places of keys as they are now
  const std::string mappings_;
  const core::Clock& clock_;
  core::Log& log_;
  core::Counter& exchanges_;
  core::Counter& refused_;
  core::Counter& number_;
  core::Exchangeable<KeySet> current_;
  std::mutex exchanging_;  // one at a time
  std::string digest_;     // of the files that current_ was read from
  std::string refused_digest_;
  std::vector<Preparation> preparations_;
  std::vector<std::function<void(const KeySet&)>> told_;
  std::mutex watch_mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread watcher_;
};

}  // namespace sluis::daemon
