#include "mappings/wstrust/response.hpp"

#include "mappings/wstrust/names.hpp"

namespace sluis::mappings::wstrust {
namespace {

Fault refused(std::string what) { return Fault(FaultId::NetworkAnswerRefused, std::move(what)); }

Result<native::Node> single_response(native::Node payload) {
  if (payload.is(kWst, "RequestSecurityTokenResponse")) return payload;
  if (!payload.is(kWst, "RequestSecurityTokenResponseCollection")) return refused("answer is no RequestSecurityTokenResponse");
  const auto all = payload.children(kWst, "RequestSecurityTokenResponse");
  if (all.size() != 1) return refused("collection does not hold exactly one RequestSecurityTokenResponse");
  return all.front();
}

// The element around the challenge is assumed (security.md section 2.2): the platform's client looks for wst:Challenge only.
native::Node challenge_of(native::Node response) {
  if (const auto direct = response.child(kWst, "Challenge")) return direct;
  const auto around = response.child(kWst, "SignChallenge");
  return around ? around.child(kWst, "Challenge") : native::Node{};
}

}  // namespace

Result<TokenResponse> read_response(native::Node payload) {
  const auto response = single_response(payload);
  if (!response) return response.error();
  TokenResponse read;
  read.context = response->attribute("Context").value_or("");
  if (const auto requested = response->child(kWst, "RequestedSecurityToken")) read.token = requested.first_child();
  if (const auto challenge = challenge_of(*response)) read.challenge = challenge.text();
  if (!read.token && read.challenge.empty()) return refused("response holds neither a token nor a challenge");
  return read;
}

}  // namespace sluis::mappings::wstrust
