#pragma once

#include <string_view>

// What the federal services of registrations are called outside (consent.md 1, therapeutic-link.md 1, therapeutic-exclusion.md 1).
namespace sluis::adapters::ehealth {

inline constexpr std::string_view kConsentPath = "/Consent/v1";
inline constexpr std::string_view kLinksPath = "/TherLink/v1";
inline constexpr std::string_view kExclusionsPath = "/TherapeuticExclusion/v1";

// SOAPAction is one of these and the name of the operation.
inline constexpr std::string_view kConsentAction = "urn:be:fgov:ehealth:consent:protocol:v1:";
inline constexpr std::string_view kLinksAction = "urn:be:fgov:ehealth:therlink:protocol:v1:";
inline constexpr std::string_view kExclusionsAction = "urn:be:fgov:ehealth:therapeuticexclusion:protocol:v1:";

}  // namespace sluis::adapters::ehealth
