#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"

// CMS SignedData with the content inside, as a citizen's card makes it (therapeutic-link.md section 5.1).
namespace sluis::native {

struct SignedData {
  std::vector<std::uint8_t> content;
  Certificate signer;
  std::vector<Certificate> carried;  // every certificate that came along
};

// Opens it: DER or BER without bytes behind, data inside, exactly one signer with his certificate and signed attributes,
// a digest of the SHA-2 family (SHA-1 only when `accept_sha1`), a signature that fits. Whether the certificate may be
// believed is not judged here. NetworkAnswerRefused with what is wrong; never content.
Result<SignedData> open_signed_data(std::span<const std::uint8_t> cms, bool accept_sha1);

// Makes one with SHA-256. Internal.
Result<std::vector<std::uint8_t>> make_signed_data(std::span<const std::uint8_t> content, const Credential& signer);

// Whether the extension keyUsage is there and has nonRepudiation: the mark of a signature certificate.
bool is_for_signatures(const Certificate& certificate);

// Certificates that their issuers took back: X.509 lists of the operator, held in memory.
class RevocationLists final {
 public:
  RevocationLists() = default;
  // PEM files, one or more lists each. KeyUnreadable with path and reason.
  static Result<RevocationLists> load(const std::vector<std::string>& paths);
  // Listed by its issuer, on or before this moment.
  bool revoked(const Certificate& certificate, core::Instant at) const;

 private:
  std::vector<std::shared_ptr<void>> lists_;
};

}  // namespace sluis::native
