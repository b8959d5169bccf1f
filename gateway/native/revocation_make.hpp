#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/native/ocsp.hpp"
#include "gateway/native/private_key.hpp"

// The issuer's side of revocation: what the sandbox and the tests need to run an authority of their own.
namespace sluis::native {

struct RevokedSerial {
  std::string serial;  // hexadecimal
  core::Instant at;
};

struct RevocationListRequest {
  core::Instant this_update;
  std::optional<core::Instant> next_update;
  std::vector<RevokedSerial> revoked;
  unsigned number = 1;
  bool delta = false;
};
// DER, signed with SHA-256. Throws std::runtime_error.
std::string make_revocation_list(const RevocationListRequest& request, const Certificate& issuer, const PrivateKey& key);

struct OcspDesk {
  Credential responder;                                        // the issuer himself, or one with his OCSPSigning certificate
  std::vector<Certificate> issuers;                            // for whose certificates it answers; others are unknown to it
  std::function<OcspAnswer(const std::string& serial)> lookup; // by hexadecimal serial number
  bool repeat_nonce = true;
};
// The answer to a DER request; to what is none, "malformedRequest". Throws std::runtime_error.
std::string make_ocsp_answer(std::string_view request, const OcspDesk& desk);

// Which of these authorities gave out the certificate that a question is (first) about; nullopt: none, or no question.
std::optional<std::size_t> asked_issuer(std::string_view request, const std::vector<Certificate>& issuers);

// The same certificate with one more extension, by its OpenSSL name ("crlDistributionPoints", "URI:http://..."), signed again.
Certificate with_extension(const Certificate& certificate, const std::string& name, const std::string& value, const PrivateKey& signer);

}  // namespace sluis::native
