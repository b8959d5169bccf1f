#include "gateway/security/token_source.hpp"

#include <stdexcept>

namespace sluis::security {
namespace {

constexpr std::chrono::seconds kRetryPause{30};
constexpr std::chrono::seconds kLookAgain{1};
constexpr std::chrono::seconds kRenewalLimit{10};

}  // namespace

TokenSource::TokenSource(TokenServiceSettings service, std::vector<TokenIdentity> identities, const Outside& outside,
                         core::Log& log, int renew_percent)
    : renew_percent_(renew_percent), service_(std::make_shared<const TokenServiceSettings>(std::move(service))), outside_(outside), log_(log) {
  for (auto& identity : identities) {
    slots_.push_back(std::make_unique<Slot>(std::move(identity)));
    auto* slot = slots_.back().get();
    if (!by_name_.emplace(slot->name, slot).second) throw std::runtime_error("two identities are named '" + slot->name + "'");
  }
  if (!slots_.empty()) by_name_.emplace("", slots_.front().get());
}

Result<spi::Token> TokenSource::token(const std::string& identity, spi::Deadline deadline) {
  const auto found = by_name_.find(identity);
  if (found == by_name_.end())
    return Fault(FaultId::TokenServiceFault, "no identity '" + identity + "' is configured", "token-service");
  auto& slot = *found->second;
  std::unique_lock lock(slot.mutex);
  const auto now = outside_.clock.now();
  const bool valid = slot.token && now < slot.token->expires;
  if (valid && (now < slot.renew_after || slot.fetching || watching_)) return *slot.token;
  return slot.fetching ? wait(slot, lock, deadline) : fetch(slot, lock, deadline);
}

std::vector<TokenSource::Held> TokenSource::held() const {
  std::vector<Held> all;
  const auto url = service_.get()->url;
  for (const auto& slot : slots_) {
    const std::lock_guard lock(slot->mutex);
    if (slot->token) all.push_back({slot->name, url, slot->since, slot->token->expires});
  }
  return all;
}

TokenSource::~TokenSource() { stop(); }

void TokenSource::start() {
  watching_ = true;
  watcher_ = std::thread([this] { watch(); });
}

void TokenSource::stop() {
  {
    const std::lock_guard lock(watch_mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (watcher_.joinable()) watcher_.join();
  watching_ = false;
}

void TokenSource::exchange(const std::vector<TokenIdentity>& identities, const std::vector<native::Certificate>& sts_certificates) {
  auto service = std::make_shared<TokenServiceSettings>(*service_.get());
  service->trust.sts_certificates = sts_certificates;
  service_.exchange(std::move(service));
  for (const auto& identity : identities) {
    const auto found = by_name_.find(identity.name);
    if (found == by_name_.end()) continue;
    auto& slot = *found->second;
    const std::lock_guard lock(slot.mutex);
    const bool other_key = identity.holder.certificate.der() != slot.identity->holder.certificate.der();
    slot.identity = std::make_shared<const TokenIdentity>(identity);
    if (other_key) slot.renew_after = outside_.clock.now();
  }
}

void TokenSource::watch() {
  std::unique_lock lock(watch_mutex_);
  while (!stopped_.wait_for(lock, kLookAgain, [this] { return stopping_; })) {
    lock.unlock();
    renew_due(std::chrono::steady_clock::now() + kRenewalLimit);
    lock.lock();
  }
}

// Callers go on with the old token meanwhile. One that ran out is left to the next caller: nobody may want it any more.
int TokenSource::renew_due(spi::Deadline deadline) {
  int due = 0;
  for (const auto& slot : slots_) {
    std::unique_lock lock(slot->mutex);
    const auto now = outside_.clock.now();
    if (!slot->token || slot->fetching || now < slot->renew_after || now >= slot->token->expires) continue;
    ++due;
    if (const auto renewed = fetch(*slot, lock, deadline); !renewed) {
      log_.warning("token_lost", {{"identity", slot->name}, {"fault", renewed.error().number()}});
    }
  }
  return due;
}

// What the one fetch gives is for all who waited for it, a failure included: they don't queue up to fail one after the other.
Result<spi::Token> TokenSource::wait(Slot& slot, std::unique_lock<std::mutex>& lock, spi::Deadline deadline) {
  const auto round = slot.round;
  if (!slot.fetched.wait_until(lock, deadline, [&] { return slot.round != round; }))
    return Fault(FaultId::NetworkTimedOut, "waited for another caller's token request", "token-service");
  if (slot.failure) return *slot.failure;
  return *slot.token;
}

// The lock is open while the service is asked; `fetching` keeps others from asking too.
Result<spi::Token> TokenSource::fetch(Slot& slot, std::unique_lock<std::mutex>& lock, spi::Deadline deadline) {
  slot.fetching = true;
  const auto old = slot.token && outside_.clock.now() < slot.token->expires ? slot.token : std::nullopt;
  const auto identity = slot.identity;
  lock.unlock();
  auto fresh = fetch_outside(*identity, old, deadline);
  lock.lock();
  slot.fetching = false;
  ++slot.round;
  slot.failure = fresh ? std::nullopt : std::optional(fresh.error());
  slot.fetched.notify_all();
  const auto now = outside_.clock.now();
  if (fresh) {
    slot.token = *fresh;
    slot.since = now;
    const bool for_earlier_key = identity->holder.certificate.der() != slot.identity->holder.certificate.der();  // exchanged meanwhile
    slot.renew_after = for_earlier_key ? now : now + (fresh->expires - now) * renew_percent_ / 100;
    return fresh;
  }
  if (!old) return fresh;
  slot.renew_after = now + kRetryPause;
  log_.warning("token_renewal_failed", {{"identity", slot.name},
                                        {"fault", fresh.error().number()},
                                        {"why", fresh.error().log_text()}});
  return *old;
}

// A service that doesn't renew (the legacy one can't) is asked for a new token, and so is every service for another key.
Result<spi::Token> TokenSource::fetch_outside(const TokenIdentity& identity, const std::optional<spi::Token>& old, spi::Deadline deadline) {
  const auto service = service_.get();
  if (old && old->holder.certificate.der() == identity.holder.certificate.der()) {
    auto renewed = renew_token(*old, identity, *service, outside_, deadline);
    if (renewed || renewed.error().id() != FaultId::TokenServiceFault) return renewed;
  }
  return issue_token(identity, *service, outside_, deadline);
}

}  // namespace sluis::security
