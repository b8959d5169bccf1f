#include "gateway/native/tls_credential.hpp"

#include <openssl/ssl.h>

#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

constexpr auto kSuites = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!SHA1";  // of TLS 1.2
constexpr auto kNewSuites = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";
constexpr auto kGroups = "X25519:P-256:P-384";
constexpr auto kSignatures =
    "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:RSA+SHA256:RSA+SHA384:RSA+SHA512";
constexpr long kRememberedSessions = 4096;

Fault unusable() { return Fault(FaultId::KeyUnreadable, "TLS can't use the certificate or its key: " + openssl_reason()); }

}  // namespace

Status show_credential(void* tls_context, const Credential& credential) {
  auto* context = static_cast<SSL_CTX*>(tls_context);
  ERR_clear_error();
  if (SSL_CTX_use_certificate(context, x509_of(credential.certificate)) != 1) return unusable();
  if (SSL_CTX_clear_chain_certs(context) != 1) return unusable();
  for (const auto& link : credential.chain) {
    if (SSL_CTX_add1_chain_cert(context, x509_of(link)) != 1) return unusable();
  }
  if (SSL_CTX_use_PrivateKey(context, pkey_of(credential.key)) != 1 || SSL_CTX_check_private_key(context) != 1) return unusable();
  return Done{};
}

Status harden(void* tls_context) {
  auto* context = static_cast<SSL_CTX*>(tls_context);
  ERR_clear_error();
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                   SSL_OP_SINGLE_ECDH_USE | SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION);
  SSL_CTX_sess_set_cache_size(context, kRememberedSessions);
  if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 || SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) != 1 ||
      SSL_CTX_set_cipher_list(context, kSuites) != 1 || SSL_CTX_set_ciphersuites(context, kNewSuites) != 1 ||
      SSL_CTX_set1_groups_list(context, kGroups) != 1 || SSL_CTX_set1_sigalgs_list(context, kSignatures) != 1)
    return Fault(FaultId::Internal, "TLS can't be limited to its safe part: " + openssl_reason());
  return Done{};
}

}  // namespace sluis::native
