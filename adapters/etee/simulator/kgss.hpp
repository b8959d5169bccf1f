#pragma once

#include <string>

#include "adapters/simulator_kit/key_ring.hpp"
#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/simulator.hpp"

namespace sluis::sandbox {

inline constexpr auto kKgssPath = "/Kgss/v1";

// The key depot (etee.md section 4): GetNewKey and GetKey, with requests and answers sealed. A key is given to callers whose token
// holds one of its allowed readers' attributes and none of the excluded ones'.
class Kgss final : public Simulator {
 public:
  Kgss(KeyDepot& depot, const KeyRing& ring, const Pki& pki, MessageSecurity& security, const core::Clock& clock, core::Random& random)
      : depot_(depot), ring_(ring), pki_(pki), security_(security), clock_(clock), random_(random) {}

  std::string_view name() const override { return "kgss"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  struct Outcome {
    std::string error, text;  // empty: good
    std::string sealed;       // DER
  };
  Result<std::string> respond(const Question& question);
  Outcome new_key(native::Node content, const Behaviour& behaviour);
  Outcome key(native::Node content, const Token& caller, const Behaviour& behaviour) const;
  Outcome sealed(std::string_view content, native::Node token, const Behaviour& behaviour) const;

  KeyDepot& depot_;
  const KeyRing& ring_;
  const Pki& pki_;
  MessageSecurity& security_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::sandbox
