#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gateway/native/revocation_list.hpp"
#include "gateway/spi/standing.hpp"

namespace sluis::security {

// What the operator decides about revocation ([revocation] of the settings).
struct RevocationRules {
  std::vector<native::Certificate> issuers;       // authorities whose lists and answers count
  std::set<spi::CertificateUse> uses;             // what is checked
  std::string responder;                          // OCSP; "" = the one a certificate names, when its host is allowed
  std::vector<std::string> hosts;                 // "host" or "host:port" that addresses in certificates may have
  std::chrono::seconds list_oldest{168 * 3600};   // a proof holds until its nextUpdate, and never longer than this after thisUpdate
  std::chrono::seconds answer_oldest{24 * 3600};
  std::chrono::seconds early{300};                // thisUpdate may lie this far ahead of our clock
  std::chrono::seconds accept_late{0};            // how long the last good proof is believed beyond that
  bool refuse_uncovered = true;                   // a holder whose issuer has no source
  std::chrono::milliseconds first_answer{2000};   // how long a certificate never seen before waits for its answer
  std::size_t most_answers = 100'000;
  bool any_source = false;                        // false: nothing is checked
};

// What is known about one certificate at a moment.
enum class ProofState { NotCovered, Missing, Good, Late, Revoked, Unknown };
struct Proof {
  ProofState state = ProofState::NotCovered;
  std::optional<core::Instant> until;  // Good, Late: end of the best proof. Revoked: since when
};
std::string_view to_text(ProofState state);

struct HeldList {
  std::string source;
  native::RevocationList list;
  core::Instant received;
};
struct AnswerCounts {
  std::size_t good = 0, revoked = 0, unknown = 0, late = 0, missing = 0;
  std::optional<core::Instant> first_end;  // of the good ones
};
struct Met {
  native::Certificate certificate;
  spi::CertificateUse use;
  core::Instant last;
};

// Until when a proof of this moment holds.
core::Instant fresh_until(core::Instant this_update, const std::optional<core::Instant>& next_update, std::chrono::seconds oldest);
// Whether the host of an http address is one of these.
bool is_allowed_address(const std::string& address, const std::vector<std::string>& hosts);

}  // namespace sluis::security
