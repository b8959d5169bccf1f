#include "gateway/daemon/oversight.hpp"

#include <algorithm>

#include "gateway/daemon/keys.hpp"

namespace sluis::daemon {
namespace {

constexpr std::chrono::seconds kRound{2};

std::chrono::hours deadline_of(const SettingsFile& settings) {
  return std::chrono::hours(settings.only("reviews").integer("deadline_hours"));
}

}  // namespace

std::optional<native::PrivateKey> head_signer(const SettingsFile& settings, const std::vector<security::TokenIdentity>& identities) {
  const auto& audit = settings.only("audit");
  if (audit.has("key")) return private_key_of(settings, audit, "key", "password_file");
  const auto name = audit.text("identity");
  for (const auto& identity : identities) {
    if (name.empty() || identity.name == name) return identity.holder.key;
  }
  if (!name.empty()) throw audit.error("identity", "no [identity] of this name");
  return std::nullopt;
}

std::unique_ptr<audit::FileTrail> open_trail(const SettingsFile& settings, const std::string& path,
                                             const std::vector<security::TokenIdentity>& identities, const core::Clock& clock,
                                             core::Random& random) {
  auto trail = audit::FileTrail::open(path, clock, random, head_signer(settings, identities));
  if (!trail) throw std::runtime_error(path + ": " + trail.error().log_text());
  return std::move(*trail);
}

std::vector<std::string> reviewers_of(const SettingsFile& settings) {
  const auto& reviews = settings.only("reviews");
  if (reviews.has("reviewers")) return reviews.list("reviewers");
  return {settings.only("gateway").text("number")};
}

Oversight::Oversight(const SettingsFile& settings, audit::FileTrail& trail, registry::Store& store, const core::Clock& clock,
                     core::Random& random, core::Log& log, core::Metrics& metrics)
    : trail_(trail), log_(log), guard_(store.glass_reviews(), clock, random, log, metrics, deadline_of(settings)),
      recovery_(trail, store, log), store_(store) {}

Oversight::~Oversight() { stop(); }

void Oversight::start() {
  look();  // before anybody is answered
  thread_ = std::thread([this] { rounds(); });
}

void Oversight::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Oversight::tell(std::string_view line, const Status& status, std::string& told) {
  const auto trouble = status ? std::string{} : status.error().log_text();
  if (trouble == told) return;
  if (!status) log_.error(line, {{"reason", trouble}});
  else log_.info(line, {{"reason", "over"}});
  told = trouble;
}

std::string Oversight::registry_trouble() const {
  const std::lock_guard lock(mutex_);
  return told_of_registry_;
}

void Oversight::look() {
  const auto usable = store_.usable();
  {
    const std::lock_guard lock(mutex_);
    tell("registry_trouble", usable, told_of_registry_);
  }
  auto settled = trail_.settle();
  if (settled) settled = recovery_.settle();
  tell("trail_trouble", settled, told_of_trail_);
  const auto head = trail_.keep_daily_head();
  tell("trail_head_missing", head ? Status(Done{}) : Status(head.error()), told_of_head_);
  if (head && *head) log_.info("trail_head", {});
  guard_.escalate();
}

void Oversight::rounds() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    look();
    lock.lock();
    stopped_.wait_for(lock, kRound, [this] { return stopping_; });
  }
}

}  // namespace sluis::daemon
