#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/log.hpp"
#include "gateway/security/token_request.hpp"

namespace sluis::security {

// Tokens of our configured identities, from the token service. A token is fetched once however many callers want it, kept, and
// renewed by the first caller after half of its life, while the others go on with the old one. A renewal that fails is logged
// and tried again after a pause, as long as the old token is valid. Thread-safe.
class TokenSource final : public spi::TokenSource {
 public:
  // The first identity is the default one (""). Throws std::runtime_error when two have one name.
  TokenSource(TokenServiceSettings service, std::vector<TokenIdentity> identities, const Outside& outside, core::Log& log);

  Result<spi::Token> token(const std::string& identity, spi::Deadline deadline) override;

 private:
  struct Slot {
    explicit Slot(TokenIdentity who) : identity(std::move(who)) {}
    TokenIdentity identity;
    std::mutex mutex;
    std::condition_variable fetched;
    bool fetching = false;
    unsigned round = 0;             // of fetches
    std::optional<Fault> failure;   // of the last round
    std::optional<spi::Token> token;
    core::Instant renew_after;
  };

  Result<spi::Token> wait(Slot& slot, std::unique_lock<std::mutex>& lock, spi::Deadline deadline);
  Result<spi::Token> fetch(Slot& slot, std::unique_lock<std::mutex>& lock, spi::Deadline deadline);
  Result<spi::Token> fetch_outside(const Slot& slot, const std::optional<spi::Token>& old, spi::Deadline deadline);

  TokenServiceSettings service_;
  Outside outside_;
  core::Log& log_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::map<std::string, Slot*> by_name_;
};

}  // namespace sluis::security
