#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/native/certificate.hpp"

// Online certificate status (RFC 6960, with the limits of RFC 5019).
namespace sluis::native {

enum class OcspStatus { Good, Revoked, Unknown };

struct OcspAnswer {
  OcspStatus status = OcspStatus::Unknown;
  core::Instant this_update;
  std::optional<core::Instant> next_update;
  std::optional<core::Instant> revoked;  // since when
};

// A question about one certificate, DER, with a nonce. Internal.
Result<std::string> make_ocsp_request(const Certificate& certificate, const Certificate& issuer);

// The answer about this very certificate: the response says "successful", its signature (SHA-2) is that of the issuer or of a
// certificate that the issuer gave out for OCSPSigning and that is in date at `at`; a nonce in it is that of `request` ("" when the
// question is not at hand any more). How old it may be is for the caller. NetworkAnswerRefused with the reason.
Result<OcspAnswer> read_ocsp_answer(std::string_view response, const Certificate& certificate, const Certificate& issuer,
                                    std::string_view request, core::Instant at);

}  // namespace sluis::native
