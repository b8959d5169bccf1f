#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "adapters/ehealth/simulator/claims.hpp"
#include "adapters/ehealth/simulator/token_request.hpp"
#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/pki.hpp"
#include "adapters/simulator_kit/simulator.hpp"

namespace sluis::sandbox {

inline constexpr auto kStsPath = "/IAM/SecurityTokenService/v1";

// The security token service over WS-Trust 1.3 (security.md 2 and 3): issue and renew of SAML 1.1 holder-of-key
// assertions, with the challenge step. What it refuses it refuses with a technical fault.
class Sts final : public Simulator {
 public:
  Sts(const World& world, const Pki& pki, MessageSecurity& security, const core::Clock& clock, core::Random& random)
      : world_(world), pki_(pki), security_(security), clock_(clock), random_(random) {}

  std::string_view name() const override { return "sts"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  // A token that is due when the holder has proved to have the key.
  struct Due {
    std::string context;
    native::Certificate holder;
    std::vector<TokenAttribute> attributes;
    core::Instant not_before, not_on_or_after;
    core::Instant forgotten;
  };

  Result<std::string> respond(const Question& question);
  Result<std::string> request(const SoapMessage& message, const native::Certificate& caller,
                              const Behaviour& behaviour);
  Result<std::string> challenge_answer(const SoapMessage& message, const native::Certificate& caller,
                                       const Behaviour& behaviour);
  Result<Due> judge(const SoapMessage& message, const TokenRequest& asked, const native::Certificate& caller) const;
  Status set_life(const TokenRequest& asked, Due& due) const;
  std::string challenge(Due due);
  Result<std::string> issue(const Due& due, const Behaviour& behaviour) const;

  const World& world_;
  const Pki& pki_;
  MessageSecurity& security_;
  const core::Clock& clock_;
  core::Random& random_;
  std::mutex mutex_;
  std::map<std::string, Due> due_;  // challenge text -> token
};

}  // namespace sluis::sandbox
