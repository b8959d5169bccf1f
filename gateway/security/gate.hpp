#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/log.hpp"
#include "gateway/core/result.hpp"
#include "gateway/message/verified.hpp"
#include "gateway/security/gate_settings.hpp"
#include "gateway/security/replay_guard.hpp"

namespace sluis::security {

// What the gate said, with the rule that refused: for our log and for `sluis verify`, never for the caller.
struct Verdict {
  int rule = 0;                 // step of security.md section 4.1; 0 when accepted
  std::string_view rule_name;
  std::optional<Fault> fault;   // filled when refused
  model::Identity identity;     // filled when accepted
  std::optional<message::Verified> message;  // filled by judge() when accepted

  bool accepted() const { return !fault.has_value(); }
};

// The wall: the only maker of message::Verified. Its rules and their order are the lists at the top of gate.cpp. Stateless but for the
// replay guard and a cache of decoded certificates; all workers use one gate at once, without a common lock.
class Gate final {
 public:
  // Throws std::runtime_error when a policy table is missing or wrong.
  Gate(GateSettings settings, const core::Clock& clock, core::Log& log, ReplayGuard& replays);
  ~Gate();

  // Other certificates to believe, from the next message on; what is being judged is judged by those that it came in under. Thread-safe.
  void exchange(std::vector<native::Certificate> sts_certificates, std::vector<native::Certificate> holder_roots);

  // A message at a door: paths under /api/ are the JSON door, all others SOAP. Every refusal of steps 2 to 9 looks the same to the
  // caller; the step goes to the security log, rate-limited, with the correlation id.
  Result<message::Verified> admit(message::Raw raw) const;
  // The same, telling which rule refused; logs as well.
  Verdict judge(message::Raw raw) const;

  // Files that are no message to us (`sluis verify`); nothing is logged. A document that is or holds an assertion: rules 4, 5, 6, 10,
  // 11 on it. A request to the token service: the X.509 profile.
  Verdict judge_assertion(const message::Raw& raw) const;
  Verdict judge_token_request(const message::Raw& raw) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace sluis::security
