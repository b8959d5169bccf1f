#include "gateway/native/key_value.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include "gateway/core/encoding.hpp"
#include "gateway/native/openssl_handles.hpp"
#include "gateway/native/signature_names.hpp"

namespace sluis::native {
namespace {

constexpr std::string_view kDsig11 = "http://www.w3.org/2009/xmldsig11#";
constexpr std::string_view kP256 = "urn:oid:1.2.840.10045.3.1.7";

using NumberHandle = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using ParamBuilderHandle = std::unique_ptr<OSSL_PARAM_BLD, FreeWith<OSSL_PARAM_BLD_free>>;
using ParamsHandle = std::unique_ptr<OSSL_PARAM, FreeWith<OSSL_PARAM_free>>;
using KeyContextHandle = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;

Fault unreadable(std::string what) { return Fault(FaultId::KeyUnreadable, "ds:KeyValue: " + std::move(what)); }

Result<PublicKey> made_of(const char* kind, OSSL_PARAM_BLD* parts) {
  const ParamsHandle params(OSSL_PARAM_BLD_to_param(parts));
  const KeyContextHandle context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return unreadable(openssl_reason());
  return PublicKey(std::shared_ptr<void>(key, [](EVP_PKEY* k) { EVP_PKEY_free(k); }));
}

NumberHandle number(Node node) {
  const auto bytes = node ? core::from_base64(node.text()) : std::nullopt;
  if (!bytes || bytes->empty()) return nullptr;
  return NumberHandle(BN_bin2bn(bytes->data(), static_cast<int>(bytes->size()), nullptr));
}

Result<PublicKey> rsa_key(Node node) {
  const auto modulus = number(node.child(kDsNamespace, "Modulus"));
  const auto exponent = number(node.child(kDsNamespace, "Exponent"));
  const ParamBuilderHandle parts(OSSL_PARAM_BLD_new());
  if (!modulus || !exponent || !parts || OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
    return unreadable("modulus or exponent can't be read");
  return made_of("RSA", parts.get());
}

Result<PublicKey> ec_key(Node node) {
  const auto curve = node.child(kDsig11, "NamedCurve");
  const auto point = node.child(kDsig11, "PublicKey");
  if (!curve || curve.attribute("URI") != kP256) return unreadable("not on the curve P-256");
  const auto bytes = point ? core::from_base64(point.text()) : std::nullopt;
  const ParamBuilderHandle parts(OSSL_PARAM_BLD_new());
  if (!bytes || !parts ||
      OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(parts.get(), OSSL_PKEY_PARAM_PUB_KEY, bytes->data(), bytes->size()) != 1)
    return unreadable("the point can't be read");
  return made_of("EC", parts.get());
}

}  // namespace

Result<PublicKey> public_key_of(Node key_value) {
  if (const auto rsa = key_value.child(kDsNamespace, "RSAKeyValue")) return rsa_key(rsa);
  if (const auto ec = key_value.child(kDsig11, "ECKeyValue")) return ec_key(ec);
  return unreadable("neither an RSA nor an EC key");
}

}  // namespace sluis::native
