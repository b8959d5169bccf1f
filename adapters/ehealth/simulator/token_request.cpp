#include "adapters/ehealth/simulator/token_request.hpp"

#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;

constexpr std::string_view kAuth = "http://docs.oasis-open.org/wsfed/authorization/200706";
constexpr std::string_view kDialect = "http://docs.oasis-open.org/wsfed/authorization/200706/authclaims";
// The platform's clients send the first, which is not the standard's word; both are understood.
constexpr std::string_view kPublicKey = "http://docs.oasis-open.org/ws-sx/wstrust/200512/PublicKey";
constexpr std::string_view kStandardPublicKey = "http://docs.oasis-open.org/ws-sx/ws-trust/200512/PublicKey";

Fault malformed(std::string why) {
  return Fault(FaultId::SchemaViolation, std::move(why));
}
Fault unsupported(std::string why) {
  return Fault(FaultId::QuestionRefused, std::move(why));
}

std::string text_of(Node parent, std::string_view name) {
  return std::string(core::trim(parent.child(kTrust, name).text()));
}

Result<std::vector<Claim>> read_claims(Node request) {
  const auto claims = request.child(kTrust, "Claims");
  if (!claims || claims.attribute("Dialect").value_or("") != kDialect) return malformed("Claims");
  std::vector<Claim> all;
  for (const auto& node : claims.children()) {
    const auto uri = node.attribute("Uri");
    if (!node.is(kAuth, "ClaimType") || !uri || uri->empty()) return malformed("ClaimType");
    const auto value = node.child(kAuth, "Value");
    all.push_back({*uri, value ? std::optional(std::string(core::trim(value.text()))) : std::nullopt});
  }
  if (all.empty()) return malformed("no claims");
  return all;
}

Status read_life(Node request, TokenRequest& read) {
  const auto life = request.child(kTrust, "Lifetime");
  if (!life) return Done{};
  const auto read_one = [&](std::string_view name, std::optional<core::Instant>& into) {
    const auto node = life.child(names::kWsu, name);
    if (!node) return true;
    into = core::parse_instant(core::trim(node.text()));
    return into.has_value();
  };
  if (!read_one("Created", read.created) || !read_one("Expires", read.expires)) return malformed("Lifetime");
  return Done{};
}

Status read_key(Node request, TokenRequest& read) {
  const auto type = text_of(request, "KeyType");
  if (type != kPublicKey && type != kStandardPublicKey) return unsupported("KeyType");
  const auto use_key = request.child(kTrust, "UseKey");
  if (!use_key) return Done{};
  const auto node = use_key.child(names::kWsse, "SecurityTokenReference")
                        .child(names::kDs, "X509Data")
                        .child(names::kDs, "X509Certificate");
  auto certificate = native::Certificate::from_base64(node.text());
  if (!certificate) return malformed("UseKey");
  read.use_key = std::move(*certificate);
  return Done{};
}

}  // namespace

Result<TokenRequest> read_token_request(Node request) {
  TokenRequest read;
  read.context = request.attribute("Context").value_or("");
  if (text_of(request, "TokenType") != names::kSamlToken) return unsupported("TokenType");
  if (const auto ok = read_life(request, read); !ok) return ok.error();
  const auto type = text_of(request, "RequestType");
  if (type == std::string(kTrust) + "/Renew") {
    read.renewed = request.child(kTrust, "RenewTarget")
                       .child(names::kWsse, "SecurityTokenReference")
                       .child(names::kWsse, "Embedded")
                       .child(names::kSaml, "Assertion");
    if (!read.renewed) return malformed("RenewTarget");
    return read;
  }
  if (type != std::string(kTrust) + "/Issue") return unsupported("RequestType");
  if (const auto ok = read_key(request, read); !ok) return ok.error();
  auto claims = read_claims(request);
  if (!claims) return claims.error();
  read.claims = std::move(*claims);
  return read;
}

}  // namespace sluis::sandbox
