#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/model/identity.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::mappings::saml11 {

inline constexpr std::string_view kSaml = "urn:oasis:names:tc:SAML:1.0:assertion";
inline constexpr std::string_view kHolderOfKey = "urn:oasis:names:tc:SAML:1.0:cm:holder-of-key";

// A SubjectConfirmation as written. Exactly one of certificate and key_value is filled when there is a usable key.
struct Confirmation {
  std::vector<std::string> methods;
  std::string certificate;  // text of the one ds:X509Certificate, base64
  native::Node key_value;   // ds:KeyValue of the legacy service
};

// A SAML 1.1 assertion as written (security.md section 3). Reading is no trust: nothing here is verified.
struct Assertion {
  native::Node element;
  std::string id;
  std::string issuer;
  core::Instant issued;
  core::Instant not_before;
  core::Instant not_on_or_after;
  std::vector<std::string> audiences;  // of every audience restriction; empty when there is none
  bool restricted = false;             // an audience restriction stands in Conditions
  bool unknown_condition = false;      // a condition that we don't know: such an assertion can't be relied on (SAML 1.1, 2.3.2.1)
  std::string authentication_method;
  std::string subject;                 // NameIdentifier, the same in every statement
  std::vector<Confirmation> confirmations;
  std::vector<model::Attribute> attributes;
  native::Node signature;              // direct child; empty when unsigned
};

// Faults: CommentRefused (a comment or instruction anywhere in it, rulings R35), SecurityHeader when something mandatory is missing,
// doubled or unreadable, or when two statements speak of different subjects.
Result<Assertion> read_assertion(native::Node element);

}  // namespace sluis::mappings::saml11
