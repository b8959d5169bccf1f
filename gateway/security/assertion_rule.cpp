#include <algorithm>

#include "gateway/security/rules.hpp"

namespace sluis::security {
namespace {

Fault conditions(std::string what) { return Fault(FaultId::AssertionConditions, "assertion: " + std::move(what)); }

bool concerns_us(const mappings::saml11::Assertion& assertion, const AssertionTrust& trust) {
  if (!assertion.restricted) return true;
  return std::ranges::any_of(assertion.audiences, [&](const auto& audience) {
    return std::ranges::find(trust.audiences, audience) != trust.audiences.end();
  });
}

}  // namespace

Status check_conditions(const mappings::saml11::Assertion& assertion, const AssertionTrust& trust, core::Instant now) {
  if (std::ranges::find(trust.issuers, assertion.issuer) == trust.issuers.end())
    return Fault(FaultId::AssertionIssuer, "assertion: the issuer is not one of the configured names");
  if (now + trust.skew < assertion.not_before || now + trust.skew < assertion.issued) return conditions("not valid yet");
  if (now >= assertion.not_on_or_after + trust.skew) return conditions("expired");
  if (assertion.not_on_or_after <= assertion.not_before) return conditions("ends before it begins");
  if (assertion.not_on_or_after - assertion.not_before > trust.longest_life) return conditions("lives too long");
  if (assertion.unknown_condition) return conditions("a condition that we don't know");
  if (!concerns_us(assertion, trust)) return conditions("for another audience");
  return Done{};
}

// The pinned certificates are tried in turn. KeyInfo could only select among them, so it is not read at all: whatever it holds
// changes nothing.
Status check_assertion_signature(const native::Document& document, const mappings::saml11::Assertion& assertion,
                                 const AssertionTrust& trust, core::Instant now) {
  const auto refused = [](const std::string& why) { return Fault(FaultId::AssertionSignature, "assertion: " + why); };
  if (!assertion.signature) return refused("not signed");
  std::string why = "no token service certificate is configured";
  for (const auto& certificate : trust.sts_certificates) {
    const auto verified =
        native::verify_signature(document, assertion.signature, certificate.key(), {{assertion.element, assertion.id}}, true);
    if (verified && trust.standing) {
      if (auto objection = trust.standing->objection(certificate, spi::CertificateUse::TokenService, now); !objection.empty())
        return refused("token service " + objection);
    }
    if (verified) return Done{};
    why = verified.error().log_text();
  }
  return refused(why);
}

// Before the message's own signature: the key for that one is inside the assertion. Names and dates first, they cost nothing.
Status assertion_rule(Case& c, const Ground& ground) {
  if (auto fine = check_conditions(c.assertion, ground.settings.trust, c.now); !fine) return fine;
  return check_assertion_signature(*c.document, c.assertion, ground.settings.trust, c.now);
}

}  // namespace sluis::security
