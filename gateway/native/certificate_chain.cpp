#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

using StoreHandle = std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>>;
using StoreContextHandle = std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>>;

// 112 bits: RSA from 2048, no SHA-1 in the chain (security.md section 6).
constexpr int kSecurityLevel = 2;

}  // namespace

Status verify_chain(const Certificate& leaf, const std::vector<Certificate>& intermediates,
                    const std::vector<Certificate>& roots, core::Instant at) {
  const StoreHandle store(X509_STORE_new());
  const StoreContextHandle context(X509_STORE_CTX_new());
  if (!store || !context) throw std::bad_alloc();
  for (const auto& root : roots) X509_STORE_add_cert(store.get(), x509_of(root));
  const auto untrusted = stack_of(intermediates);
  if (X509_STORE_CTX_init(context.get(), store.get(), x509_of(leaf), untrusted.get()) != 1)
    return Fault(FaultId::HolderCertificate, "the chain can't be checked: " + openssl_reason());
  auto* rules = X509_STORE_CTX_get0_param(context.get());
  // Roots are what the operator trusts, self-signed or not.
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_ANY);
  X509_VERIFY_PARAM_set_auth_level(rules, kSecurityLevel);
  X509_VERIFY_PARAM_set_time(rules, std::chrono::system_clock::to_time_t(at));
  if (X509_verify_cert(context.get()) == 1) return Done{};
  const auto* reason = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
  ERR_clear_error();
  return Fault(FaultId::HolderCertificate, "certificate chain, depth " +
                                               std::to_string(X509_STORE_CTX_get_error_depth(context.get())) + ": " + reason);
}

}  // namespace sluis::native
