#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/model/identity.hpp"
#include "support_keys.hpp"

namespace sluis::tests {

core::Instant now();  // 2026-11-20T09:15:00Z

inline constexpr auto kId = "urn:be:fgov:identification-namespace";
inline constexpr auto kCert = "urn:be:fgov:certified-namespace:ehealth";
inline constexpr auto kHolderOfKey = "urn:oasis:names:tc:SAML:1.0:cm:holder-of-key";
inline constexpr auto kBearer = "urn:oasis:names:tc:SAML:1.0:cm:bearer";
inline constexpr auto kSenderVouches = "urn:oasis:names:tc:SAML:1.0:cm:sender-vouches";

model::Attribute attribute(const std::string& name, const std::string& name_space, const std::string& value);
std::vector<model::Attribute> physician();

// An assertion to be written: change what the test is about.
struct AssertionPlan {
  std::string id = "_assertion1";
  std::string issuer = "urn:be:fgov:ehealth:sts:1_0";
  core::Instant issued = now();
  core::Instant from = now();
  core::Instant until = now() + std::chrono::hours(12);
  std::string conditions;  // inside Conditions, canonical XML
  std::vector<std::string> methods{kHolderOfKey};
  std::string holder_key_info;  // content of KeyInfo; empty: certificate of `holder`
  const native::Credential* holder = &keys().holder;
  const native::Credential* signer = &keys().sts;  // null: unsigned
  std::vector<model::Attribute> attributes = physician();
};
std::string write(const AssertionPlan& plan);

// A signed message in pieces, so that a test can put them together wrongly.
struct MessagePlan {
  std::string assertion = write(AssertionPlan{});
  std::string assertion_id = "_assertion1";  // that KeyInfo names
  const native::Credential* signer = &keys().holder;
  core::Instant created = now();
  core::Instant expires = now() + std::chrono::seconds(60);
  std::string body_id = "body-1";
  std::string timestamp_id = "ts-1";
  std::string payload = "<p:Ask xmlns:p=\"urn:test\"><p:ssin>85073099833</p:ssin></p:Ask>";
};
struct Pieces {
  std::string timestamp;
  std::string assertion;
  std::string signature;
  std::string body;
  std::string header_attributes = " soap:mustUnderstand=\"1\"";

  std::string security() const;                       // Timestamp, Assertion, Signature
  std::string envelope(const std::string& header, const std::string& body_text) const;
  std::string message() const { return envelope(security(), body); }
};
std::string timestamp(const std::string& id, const std::string& created, const std::string& expires);
std::string body(const std::string& id, const std::string& payload);
std::string key_info(const std::string& assertion_id);
// Signs canonical parts, named by id.
std::string signature(const native::Credential& signer, const std::vector<std::pair<std::string, std::string>>& parts,
                      const std::string& key_info_content);
Pieces write(const MessagePlan& plan);

}  // namespace sluis::tests
