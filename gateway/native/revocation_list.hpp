#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/native/certificate.hpp"

namespace sluis::native {

// One X.509 list of certificates that their issuer took back (RFC 5280 section 5). Copies share it; thread-safe to read.
// It says nothing about anybody before verify() has found who signed it.
class RevocationList final {
 public:
  // Every list of a text: PEM, one or more, or one in DER. KeyUnreadable.
  static Result<std::vector<RevocationList>> all_from(std::string_view bytes);
  static Result<std::vector<RevocationList>> load(const std::string& path);  // the same, of a file; reasons begin with the path

  // One of `issuers` must have signed it, with SHA-2, and may sign lists; partial, indirect and delta lists are refused, as is any
  // critical extension that we don't know. NetworkAnswerRefused with the reason.
  Status verify(const std::vector<Certificate>& issuers);
  bool verified() const { return signer_.has_value(); }

  // Whether it is the list that would name this certificate: of the same issuer (name and key), and of its distribution point where
  // the list is for one. False before verify().
  bool covers(const Certificate& certificate) const;
  // Since when a covered certificate is revoked, or on hold; nullopt when it isn't listed.
  std::optional<core::Instant> revoked(const Certificate& certificate) const;

  std::string issuer() const;
  std::string number() const;                        // cRLNumber, hexadecimal; "" when it has none
  core::Instant this_update() const;
  std::optional<core::Instant> next_update() const;
  std::size_t size() const;                          // certificates listed
  std::string der() const;
  std::string fingerprint() const;                   // hex SHA-256 of the DER

 private:
  explicit RevocationList(std::shared_ptr<void> handle);
  Status check_extensions();

  std::shared_ptr<void> handle_;
  std::optional<Certificate> signer_;
  std::vector<std::string> points_;  // of issuingDistributionPoint; empty: for all certificates of the issuer
  bool users_ = true, authorities_ = true;
};

}  // namespace sluis::native
