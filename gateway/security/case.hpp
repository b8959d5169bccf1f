#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/message/raw.hpp"
#include "gateway/model/identity.hpp"
#include "gateway/native/signature_check.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/security/certificate_cache.hpp"
#include "gateway/security/certificate_types.hpp"
#include "gateway/security/gate_settings.hpp"
#include "gateway/security/replay_guard.hpp"
#include "mappings/saml11/assertion.hpp"
#include "mappings/saml11/identity_table.hpp"

namespace sluis::security {

// What the gate has found out about one message so far. A rule reads what earlier rules have filled and fills its own part.
struct Case {
  Case(const message::Raw& arrived, core::Instant at) : raw(arrived), now(at) {}

  const message::Raw& raw;
  core::Instant now;

  std::unique_ptr<native::Document> document;  // rule 1 (JSON door: of the token)
  native::Node envelope, header, body, payload;
  native::Node security, timestamp, assertion_node, binary_token, signature_node;  // rule 2
  mappings::saml11::Assertion assertion;                                           // rule 2
  core::Instant expires;                                                           // rule 3
  native::SignatureView signature;                                                 // rule 4
  std::optional<native::PublicKey> key;                                            // rule 6: with it the message is signed
  std::optional<native::Certificate> certificate;                                  // rule 6: its certificate, when there is one
  std::vector<native::SignedNode> signed_nodes;                                    // rule 8
  model::Identity identity;                                                        // rule 10
};

// What all cases share. Rules change nothing here but the cache and the guard.
struct Ground {
  const GateSettings& settings;
  const mappings::saml11::IdentityTable& identities;
  const CertificateTypes& certificate_types;
  CertificateCache& certificates;
  ReplayGuard& replays;
};

// One rule: its number is that of the step in security.md section 4.1. It says nothing to the caller, and its fault's log text
// holds no value of the message.
struct Rule {
  int number;
  std::string_view name;
  Status (*apply)(Case& c, const Ground& ground);
};

}  // namespace sluis::security
