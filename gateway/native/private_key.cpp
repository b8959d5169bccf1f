#include "gateway/native/private_key.hpp"

#include <openssl/ecdsa.h>
#include <openssl/pem.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "gateway/core/encoding.hpp"
#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

using EcdsaHandle = std::unique_ptr<ECDSA_SIG, FreeWith<ECDSA_SIG_free>>;

std::shared_ptr<void> shared(EVP_PKEY* key) {
  return {key, [](EVP_PKEY* k) { EVP_PKEY_free(k); }};
}

// Gives the password that we were told and never asks a terminal.
int give_password(char* buffer, int size, int, void* user) noexcept {
  const auto& password = *static_cast<const std::string_view*>(user);
  if (password.size() > static_cast<std::size_t>(size)) return -1;
  std::memcpy(buffer, password.data(), password.size());
  return static_cast<int>(password.size());
}

Result<Credential> from_pem_file(std::string_view pem, std::string_view password) {
  auto key = PrivateKey::from_pem(pem, password);
  if (!key) return std::move(key).error();
  auto certificates = Certificate::all_from_pem(pem);
  if (!certificates) return std::move(certificates).error();
  const auto own = std::find_if(certificates->begin(), certificates->end(),
                                [&](const Certificate& c) { return c.key() == key->public_key(); });
  if (own == certificates->end()) return Fault(FaultId::KeyUnreadable, "no certificate in the file belongs to its key");
  Certificate certificate = *own;
  certificates->erase(own);
  return Credential{*std::move(key), std::move(certificate), *std::move(certificates)};
}

Result<Credential> from_pkcs12(std::string_view bytes, std::string_view password) {
  const auto* at = core::as_bytes(bytes).data();
  const Pkcs12Handle p12(d2i_PKCS12(nullptr, &at, static_cast<long>(bytes.size())));
  if (!p12) return Fault(FaultId::KeyUnreadable, "neither PEM nor PKCS#12: " + openssl_reason());
  EVP_PKEY* key = nullptr;
  X509* x509 = nullptr;
  STACK_OF(X509)* others = nullptr;
  const int parsed = PKCS12_parse(p12.get(), std::string(password).c_str(), &key, &x509, &others);
  const CertificatesHandle chain(others);
  PrivateKey private_key(shared(key));
  X509Handle own(x509);
  if (parsed != 1) return Fault(FaultId::KeyUnreadable, "PKCS#12, wrong password or unsupported protection: " + openssl_reason());
  if (key == nullptr || !own) return Fault(FaultId::KeyUnreadable, "PKCS#12 without a key and its certificate");
  Credential credential{std::move(private_key), Certificate(std::shared_ptr<void>(own.release(), FreeWith<X509_free>{})), {}};
  for (int i = 0; chain && i < sk_X509_num(chain.get()); ++i) {
    X509* next = sk_X509_value(chain.get(), i);
    X509_up_ref(next);
    credential.chain.emplace_back(std::shared_ptr<void>(next, [](X509* c) { X509_free(c); }));
  }
  return credential;
}

// r||s, each as long as the order of the curve (XML Signature 1.1 section 6.4.3).
Result<std::vector<std::uint8_t>> concatenated(const std::vector<std::uint8_t>& der, int bits) {
  const auto* at = der.data();
  const EcdsaHandle signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  const int half = (bits + 7) / 8;
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(half) * 2);
  if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), bytes.data(), half) != half ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), bytes.data() + half, half) != half)
    return Fault(FaultId::Internal, "ECDSA signature can't be written: " + openssl_reason());
  return bytes;
}

}  // namespace

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem, std::string_view password) {
  const auto bio = memory_to_read(pem);
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio.get(), nullptr, give_password, &password);
  if (key == nullptr) return Fault(FaultId::KeyUnreadable, "no readable private key in the PEM text: " + openssl_reason());
  return PrivateKey(shared(key));
}

Result<PrivateKey> PrivateKey::load(const std::string& path, std::string_view password) {
  auto pem = read_key_file(path);
  if (!pem) return std::move(pem).error();
  auto key = from_pem(*pem, password);
  if (!key) return Fault(FaultId::KeyUnreadable, path + ": " + key.error().log_text());
  return key;
}

PrivateKey PrivateKey::generate_rsa(int bits) {
  EVP_PKEY* key = EVP_RSA_gen(static_cast<unsigned int>(bits));
  if (key == nullptr) throw std::runtime_error("RSA key can't be made: " + openssl_reason());
  return PrivateKey(shared(key));
}

PrivateKey PrivateKey::generate_ec() {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  if (key == nullptr) throw std::runtime_error("EC key can't be made: " + openssl_reason());
  return PrivateKey(shared(key));
}

PublicKey PrivateKey::public_key() const { return PublicKey(handle_); }

KeyKind PrivateKey::kind() const { return public_key().kind(); }

Result<std::vector<std::uint8_t>> PrivateKey::sign_sha256(std::string_view data) const {
  const DigestContextHandle context(EVP_MD_CTX_new());
  if (!context) throw std::bad_alloc();
  std::size_t size = 0;
  const auto* bytes = core::as_bytes(data).data();
  if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, pkey_of(*this)) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &size, bytes, data.size()) != 1)
    return Fault(FaultId::KeyUnreadable, "signing: " + openssl_reason());
  std::vector<std::uint8_t> signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, bytes, data.size()) != 1)
    return Fault(FaultId::KeyUnreadable, "signing: " + openssl_reason());
  signature.resize(size);
  if (kind() == KeyKind::Ec) return concatenated(signature, EVP_PKEY_get_bits(pkey_of(*this)));
  return signature;
}

std::string PrivateKey::pem() const {
  const auto out = memory_to_write();
  PEM_write_bio_PKCS8PrivateKey(out.get(), pkey_of(*this), nullptr, nullptr, 0, nullptr, nullptr);
  return std::string(written(out));
}

Result<Credential> load_credential(const std::string& path, std::string_view password) {
  auto bytes = read_key_file(path);
  if (!bytes) return std::move(bytes).error();
  const bool is_pem = bytes->find("-----BEGIN ") != std::string::npos;
  auto credential = is_pem ? from_pem_file(*bytes, password) : from_pkcs12(*bytes, password);
  if (!credential) return Fault(FaultId::KeyUnreadable, path + ": " + credential.error().log_text());
  return credential;
}

std::vector<std::uint8_t> to_pkcs12(const Credential& credential, std::string_view password, std::string_view name) {
  const auto chain = stack_of(credential.chain);
  const Pkcs12Handle p12(PKCS12_create(std::string(password).c_str(), std::string(name).c_str(), pkey_of(credential.key),
                                       x509_of(credential.certificate), chain.get(), 0, 0, 0, 0, 0));
  const int size = p12 ? i2d_PKCS12(p12.get(), nullptr) : -1;
  if (size <= 0) throw std::runtime_error("PKCS#12 can't be made: " + openssl_reason());
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
  auto* at = bytes.data();
  i2d_PKCS12(p12.get(), &at);
  return bytes;
}

}  // namespace sluis::native
