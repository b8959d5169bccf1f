#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "gateway/audit/file_trail.hpp"
#include "gateway/daemon/recovery.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/path/glass_guard.hpp"
#include "gateway/registry/store.hpp"
#include "gateway/security/token_source.hpp"

namespace sluis::daemon {

// Whose key signs the heads of the trail: audit.key, or the [identity] that audit.identity names (the first one when it names none);
// nullopt without either. Throws SettingsError.
std::optional<native::PrivateKey> head_signer(const SettingsFile& settings, const std::vector<security::TokenIdentity>& identities);

// The audit trail of the settings. Throws SettingsError, std::runtime_error.
std::unique_ptr<audit::FileTrail> open_trail(const SettingsFile& settings, const std::string& path,
                                             const std::vector<security::TokenIdentity>& identities, const core::Clock& clock,
                                             core::Random& random);

// Numbers of who may judge uses of break-the-glass: [reviews] reviewers, or our own number.
std::vector<std::string> reviewers_of(const SettingsFile& settings);

// What has to happen without anybody asking: the trail's head of each day, the escalation of reviews that nobody judged in time, records
// that are still to be written because of a crash or a full disk.
// Looks at the house's clock every few seconds.
class Oversight final {
 public:
  Oversight(const SettingsFile& settings, audit::FileTrail& trail, registry::Store& store, const core::Clock& clock, core::Random& random,
            core::Log& log, core::Metrics& metrics);
  ~Oversight();

  const path::GlassGuard& guard() const { return guard_; }
  void start();
  void stop();
  void look();  // one round
  // What was wrong with the registry in the last round, "" when nothing was. Doesn't block.
  std::string registry_trouble() const;

 private:
  void rounds();
  void tell(std::string_view line, const Status& status, std::string& told);

  audit::FileTrail& trail_;
  core::Log& log_;
  path::GlassGuard guard_;
  Recovery recovery_;
  registry::Store& store_;
  std::string told_of_trail_;  // each trouble is told once
  std::string told_of_head_;
  std::string told_of_registry_;  // under mutex_
  mutable std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sluis::daemon
