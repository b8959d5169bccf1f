#pragma once

#include <string_view>

// Namespaces and words of the outside's standards, written down from the specifications for the simulators alone.
namespace sluis::sandbox::names {

inline constexpr std::string_view kSoap = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view kWsse =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
inline constexpr std::string_view kWsu =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
inline constexpr std::string_view kDs = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view kSaml = "urn:oasis:names:tc:SAML:1.0:assertion";
inline constexpr std::string_view kErrors = "urn:be:fgov:ehealth:errors:soa:v1";
inline constexpr std::string_view kKmehr = "http://www.ehealth.fgov.be/standards/kmehr/schema/v1";

inline constexpr std::string_view kX509Token =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";
inline constexpr std::string_view kBase64Binary =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
inline constexpr std::string_view kAssertionId =
    "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID";
inline constexpr std::string_view kSamlToken =
    "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1";
inline constexpr std::string_view kHolderOfKey = "urn:oasis:names:tc:SAML:1.0:cm:holder-of-key";

inline constexpr std::string_view kStsIssuer = "urn:be:fgov:ehealth:sts:1_0";
inline constexpr std::string_view kIdentification = "urn:be:fgov:identification-namespace";
inline constexpr std::string_view kCertified = "urn:be:fgov:certified-namespace:ehealth";
inline constexpr std::string_view kPersonSsin = "urn:be:fgov:person:ssin";
inline constexpr std::string_view kEhealth = "urn:be:fgov:ehealth:1.0:";

}  // namespace sluis::sandbox::names
