#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "gateway/core/exchangeable.hpp"
#include "gateway/core/log.hpp"
#include "gateway/security/token_request.hpp"

namespace sluis::security {

// Tokens of our configured identities, from the token service. A token is fetched once however many callers want it, kept, and
// renewed when a part of its life has passed: in the background once start() was called, by the first caller otherwise, while the
// others go on with the old one. A renewal that fails is logged and tried again after a pause, as long as the old token is valid.
// Thread-safe.
class TokenSource final : public spi::TokenSource {
 public:
  // The first identity is the default one (""). Throws std::runtime_error when two have one name.
  // `renew_percent` of a token's life pass before it is renewed.
  TokenSource(TokenServiceSettings service, std::vector<TokenIdentity> identities, const Outside& outside, core::Log& log,
              int renew_percent = 50);
  ~TokenSource() override;

  // Renews in the background what somebody has asked for once; looks at the clock every second.
  void start();
  void stop();
  // One such look: how many tokens were due.
  int renew_due(spi::Deadline deadline);

  Result<spi::Token> token(const std::string& identity, spi::Deadline deadline) override;

  // The tokens at hand, for the list of what is trusted.
  struct Held {
    std::string identity;
    std::string service;  // address
    core::Instant since, expires;
  };
  std::vector<Held> held() const;

  // Other keys of the same identities, and other certificates of the token service. The token of an earlier key serves, with that key,
  // until there is one of the new key.
  void exchange(const std::vector<TokenIdentity>& identities, const std::vector<native::Certificate>& sts_certificates);

 private:
  struct Slot {
    explicit Slot(TokenIdentity who) : name(who.name), identity(std::make_shared<const TokenIdentity>(std::move(who))) {}
    const std::string name;
    std::mutex mutex;
    std::shared_ptr<const TokenIdentity> identity;
    std::condition_variable fetched;
    bool fetching = false;
    unsigned round = 0;             // of fetches
    std::optional<Fault> failure;   // of the last round
    std::optional<spi::Token> token;
    core::Instant renew_after;
    core::Instant since;            // when it was fetched
  };

  Result<spi::Token> wait(Slot& slot, std::unique_lock<std::mutex>& lock, spi::Deadline deadline);
  Result<spi::Token> fetch(Slot& slot, std::unique_lock<std::mutex>& lock, spi::Deadline deadline);
  Result<spi::Token> fetch_outside(const TokenIdentity& identity, const std::optional<spi::Token>& old, spi::Deadline deadline);

  void watch();

  const int renew_percent_;
  core::Exchangeable<TokenServiceSettings> service_;
  Outside outside_;
  core::Log& log_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::map<std::string, Slot*> by_name_;
  std::mutex watch_mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::atomic<bool> watching_{false};
  std::thread watcher_;
};

}  // namespace sluis::security
