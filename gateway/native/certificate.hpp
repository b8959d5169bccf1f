#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"

namespace sluis::native {

enum class KeyKind : std::uint8_t { Rsa, Ec, Other };

// A public key, decoded once; copies share it.
class PublicKey final {
 public:
  KeyKind kind() const;
  int bits() const;
  bool operator==(const PublicKey& other) const;  // same key, whatever the certificate
  void* raw() const { return handle_.get(); }     // for the files of this room only
  explicit PublicKey(std::shared_ptr<void> handle) : handle_(std::move(handle)) {}

 private:
  std::shared_ptr<void> handle_;
};

// An X.509 certificate, decoded once; copies share it.
class Certificate final {
 public:
  static Result<Certificate> from_pem(std::string_view pem);            // first certificate of the text; KeyUnreadable
  static Result<std::vector<Certificate>> all_from_pem(std::string_view pem);
  static Result<Certificate> from_der(std::span<const std::uint8_t> der);
  static Result<Certificate> from_base64(std::string_view text);        // as in ds:X509Certificate
  static Result<std::vector<Certificate>> load(const std::string& path);  // PEM file, one or more

  std::string subject() const;      // "C=BE, O=..., OU=SSIN=..., CN=..." in the order of the certificate (security.md section 3)
  std::string issuer() const;
  std::vector<std::string> organisational_units() const;   // every OU
  std::string common_name() const;
  std::string serial_number_attribute() const;             // subject serialNumber (2.5.4.5): an eID's SSIN
  core::Instant not_before() const;
  core::Instant not_after() const;
  std::vector<std::uint8_t> der() const;
  std::string base64() const;       // of the DER
  std::string pem() const;
  std::string fingerprint() const;  // hex SHA-256 of the DER
  const PublicKey& key() const { return key_; }

  void* raw() const { return handle_.get(); }               // for the files of this room only
  explicit Certificate(std::shared_ptr<void> x509);

 private:
  std::shared_ptr<void> handle_;
  PublicKey key_;
};

// Whether `leaf` chains to one of `roots` at `at`; log text of the fault (HolderCertificate) says what is wrong.
Status verify_chain(const Certificate& leaf, const std::vector<Certificate>& intermediates,
                    const std::vector<Certificate>& roots, core::Instant at);

}  // namespace sluis::native
