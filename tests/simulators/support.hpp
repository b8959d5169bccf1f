#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/ehealth/simulator/sts.hpp"
#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/pki.hpp"
#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"

namespace sluis::sandbox::test {

core::Instant moment(std::string_view text);

// One small outside world, made once for all tests of this program; the clock is the tests' own.
struct Stage {
  Stage();
  ~Stage();  // takes its folder away
  World world;
  core::ManualClock clock;
  core::SystemRandom random;

  const Pki& pki() const { return *pki_; }
  native::Credential credential(std::string_view kind, std::string_view number) const;
  MessageSecurity security() const {
    return MessageSecurity(clock, pki().sts.certificate, pki().authorities(), pki().root);
  }

 private:
  std::string folder_;
  std::unique_ptr<Pki> pki_;  // made when clock and libraries are ready
};
Stage& stage();

struct Signing {
  bool sign_body = true;
  std::string token;  // an assertion: the message is signed by its holder; else the certificate goes in the header
  std::string created, expires;  // empty: now, and a minute later
};

// A SOAP message with WS-Security around this body content, signed with the credential.
std::string signed_message(const native::Credential& signer, std::string_view body_xml, const Signing& how = {});

Question soap_question(std::string_view path, std::string_view action, std::string body);

using Claims = std::vector<std::pair<std::string, std::optional<std::string>>>;

struct Wish {
  Claims claims;
  std::string life;  // wst:Lifetime content; empty: none
  std::string key_type = "http://docs.oasis-open.org/ws-sx/wstrust/200512/PublicKey";
};
std::string issue_request(const native::Credential& holder, const Wish& wish);
std::string challenge_response(const native::Document& challenge);

// The root of the body content of an answer.
struct Opened {
  native::Document document;
  native::Node content;
};
Opened opened(const Answer& answer);
std::string soa_code(const Answer& answer);  // empty when it is no fault

// Both steps with the token service; the assertion's text, or the SOA code when refused.
std::string token_or_code(Sts& sts, const native::Credential& header, const native::Credential& holder,
                          const Wish& wish);
// A token of the hospital or the pharmacy of the stage.
std::string organisation_token(std::string_view kind);

}  // namespace sluis::sandbox::test
