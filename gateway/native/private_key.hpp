#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/certificate.hpp"

namespace sluis::native {

// A private key, decoded once; copies share it. Never printed, never logged.
class PrivateKey final {
 public:
  static Result<PrivateKey> from_pem(std::string_view pem, std::string_view password = {});  // KeyUnreadable
  static Result<PrivateKey> load(const std::string& path, std::string_view password = {});
  static PrivateKey generate_rsa(int bits);                   // throws std::runtime_error
  static PrivateKey generate_ec();                            // P-256

  PublicKey public_key() const;
  KeyKind kind() const;
  // Signature over the data with SHA-256: RSA PKCS#1 v1.5, or ECDSA as r||s of XML Signature.
  Result<std::vector<std::uint8_t>> sign_sha256(std::string_view data) const;
  std::string pem() const;                                    // PKCS#8, unencrypted: for the sandbox PKI, and for POCO to load

  void* raw() const { return handle_.get(); }                 // for the files of this room only
  explicit PrivateKey(std::shared_ptr<void> handle) : handle_(std::move(handle)) {}

 private:
  std::shared_ptr<void> handle_;
};

// Who we are: a key with its certificate and the chain sent along.
struct Credential {
  PrivateKey key;
  Certificate certificate;
  std::vector<Certificate> chain;
};

// PKCS#12 (.p12, .pfx) or PEM with key and certificate(s) in one file. KeyUnreadable with path and reason.
Result<Credential> load_credential(const std::string& path, std::string_view password = {});
// PKCS#12 bytes; for the sandbox PKI.
std::vector<std::uint8_t> to_pkcs12(const Credential& credential, std::string_view password, std::string_view name);

// What the sandbox and the tests need to make a PKI of their own.
struct CertificateRequest {
  std::vector<std::pair<std::string, std::string>> subject;   // ("C","BE"), ("O",...), ("OU",...), ("CN",...), in order
  core::Instant not_before;
  core::Instant not_after;
  bool authority = false;
  std::vector<std::string> dns_names;                         // subjectAltName
  std::vector<std::string> ip_addresses;
  std::vector<std::string> key_usage;                         // OpenSSL names: digitalSignature, nonRepudiation, keyEncipherment, ...
};
// Signed by `issuer`, or self-signed when issuer is null. Throws std::runtime_error.
Certificate make_certificate(const CertificateRequest& request, const PublicKey& subject_key, const PrivateKey& signing_key,
                             const Certificate* issuer);

}  // namespace sluis::native
