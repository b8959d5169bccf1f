#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/native/certificate.hpp"

namespace sluis::mappings::wstrust {

// One auth:ClaimType. Without values it asks the service to certify the attribute.
struct Claim {
  std::string name;
  std::vector<std::string> values;
  bool operator==(const Claim&) const = default;
};

struct IssueRequest {
  std::string context;  // repeated in the response
  std::vector<Claim> claims;
  core::Instant from;
  core::Instant to;
  native::Certificate holder;  // the key that later calls will prove
};

// Body elements for the token service, canonical XML (security.md sections 2.2 and 2.4).
std::string write_issue(const IssueRequest& request);
// `assertion` as it was received; `embedded_id` becomes the wsu:Id of the element around it.
std::string write_renew(std::string_view context, std::string_view assertion, std::string_view embedded_id);
// Second step: the same challenge text back, in a message that the holder key signs.
std::string write_challenge_answer(std::string_view context, std::string_view challenge);

}  // namespace sluis::mappings::wstrust
