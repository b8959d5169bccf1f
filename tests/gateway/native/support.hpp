#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/native/private_key.hpp"
#include "gateway/native/xml_document.hpp"

// What the tests of this room share: a throw-away PKI, signed messages, and the sample messages when they are there.
namespace sluis::native::test {

inline constexpr std::string_view kSoap = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view kWsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
inline constexpr std::string_view kWsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
inline constexpr std::string_view kDs = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view kSaml = "urn:oasis:names:tc:SAML:1.0:assertion";

core::Instant moment(std::string_view rfc3339);

// Keys are made once per process: RSA generation is slow.
const PrivateKey& authority_key();
const PrivateKey& holder_key();
const PrivateKey& other_key();
const PrivateKey& curve_key();
const Certificate& authority();  // 2026-01-01 to 2036-01-01
Certificate leaf(const PrivateKey& key, std::string_view common_name);  // 2026-06-01 to 2027-06-01, by authority()
Credential credential(const PrivateKey& key, std::string_view common_name);

// Parses or fails the test.
Document parsed(std::string_view xml);

// Text of ../shared/samples/security/NAME; nullopt (and a message) when the folder is absent.
std::optional<std::string> sample(const std::string& name);

}  // namespace sluis::native::test
