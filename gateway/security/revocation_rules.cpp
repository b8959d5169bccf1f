#include "gateway/security/revocation_rules.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"

namespace sluis::security {

std::string_view to_text(ProofState state) {
  switch (state) {
    case ProofState::NotCovered: return "not checked";
    case ProofState::Missing: return "no answer yet";
    case ProofState::Good: return "good";
    case ProofState::Late: return "no fresh answer";
    case ProofState::Revoked: return "revoked";
    case ProofState::Unknown: break;
  }
  return "unknown to its issuer";
}

core::Instant fresh_until(core::Instant this_update, const std::optional<core::Instant>& next_update, std::chrono::seconds oldest) {
  const core::Instant most = this_update + oldest;
  return next_update ? std::min(*next_update, most) : most;
}

bool is_allowed_address(const std::string& address, const std::vector<std::string>& hosts) {
  const auto scheme = address.find("://");
  if (scheme == std::string::npos) return false;
  auto host = address.substr(scheme + 3, address.find_first_of("/?#", scheme + 3) - scheme - 3);
  if (host.find('@') != std::string::npos) return false;
  std::ranges::transform(host, host.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  const auto bare = host.substr(0, host.rfind(':'));
  return std::ranges::any_of(hosts, [&](const auto& allowed) { return allowed == host || allowed == bare; });
}

}  // namespace sluis::security
