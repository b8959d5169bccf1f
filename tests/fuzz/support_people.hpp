#pragma once

#include <string>
#include <string_view>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/message/raw.hpp"
#include "gateway/native/private_key.hpp"
#include "gateway/security/gate.hpp"

// Keys that are the same in every run, so that seeds which were signed once are believed for ever. They are derived from names and
// protect nothing; the gate of the fuzzers is the only one that trusts them.
namespace sluis::fuzz {

inline constexpr std::string_view kHolderSsin = "72051999381";

// Certificates are made anew in every run: what a seed carries is believed by key and issuer, never by its bytes.
const native::Credential& root();  // issuer of all others
native::Certificate certificate_of(const native::PublicKey& key, const std::string& name, const std::string& unit, const std::string& usage);
native::Credential credential(const std::string& name, const std::string& unit);  // P-256; unit: "SSIN=72051999381"
const native::Credential& sts();
const native::Credential& holder();
const native::Credential& hospital();  // of the JSON door's client certificate, NIHII-HOSPITAL=71099911
core::Instant now();                   // 2026-11-20T09:15:00Z

// The same bytes again and again.
class StillRandom final : public core::Random {
 public:
  std::vector<std::uint8_t> bytes(std::size_t count) override { return std::vector<std::uint8_t>(count, 0x5a); }
};

inline constexpr std::string_view kAssertionId = "_fuzz1";
const std::string& assertion();  // of the holder, a physician, signed by the token service
std::string envelope(std::string_view canonical_payload);                 // with that assertion, signed by the holder
std::string token_request(std::string_view canonical_payload);            // X.509 profile, signed by the hospital

// The whole gate as the daemon builds it, trusting sts() alone; it forgets every message, so that each may come again.
const security::Gate& gate();
message::Raw request(std::string path, std::string_view content_type, std::string_view body);

}  // namespace sluis::fuzz
