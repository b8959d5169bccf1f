#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <stdexcept>

#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

using Number = std::unique_ptr<BIGNUM, FreeWith<BN_clear_free>>;
using NumberContext = std::unique_ptr<BN_CTX, FreeWith<BN_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, FreeWith<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, FreeWith<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;

void require(bool done) {
  if (!done) throw std::runtime_error("RSA key can't be made: " + openssl_reason());
}

Number number() {
  Number made(BN_secure_new());
  require(made != nullptr);
  return made;
}

struct Parts {
  Number n = number(), e = number(), d = number(), p = number(), q = number();
  Number dp = number(), dq = number(), inverse = number();
};

// A prime with both top bits set whose predecessor has no factor in common with e, which is prime.
void make_prime(BIGNUM* prime, BIGNUM* predecessor, int bits, const BIGNUM* e, BN_CTX* context) {
  do {
    require(BN_generate_prime_ex2(prime, bits, 0, nullptr, nullptr, nullptr, context) == 1);
    require(BN_sub(predecessor, prime, BN_value_one()) == 1);
  } while (BN_mod_word(predecessor, BN_get_word(e)) == 0);
}

Parts make_parts(int bits) {
  const NumberContext context(BN_CTX_secure_new());
  require(context != nullptr);
  Parts k;
  const auto p1 = number(), q1 = number(), phi = number();
  require(BN_set_word(k.e.get(), RSA_F4) == 1);
  make_prime(k.p.get(), p1.get(), bits / 2, k.e.get(), context.get());
  do {
    make_prime(k.q.get(), q1.get(), bits - bits / 2, k.e.get(), context.get());
  } while (BN_cmp(k.p.get(), k.q.get()) == 0);
  if (BN_cmp(k.p.get(), k.q.get()) < 0) {
    std::swap(k.p, k.q);
    BN_swap(p1.get(), q1.get());
  }
  require(BN_mul(k.n.get(), k.p.get(), k.q.get(), context.get()) == 1);
  require(BN_mul(phi.get(), p1.get(), q1.get(), context.get()) == 1);
  require(BN_mod_inverse(k.d.get(), k.e.get(), phi.get(), context.get()) != nullptr);
  require(BN_mod(k.dp.get(), k.d.get(), p1.get(), context.get()) == 1);
  require(BN_mod(k.dq.get(), k.d.get(), q1.get(), context.get()) == 1);
  require(BN_mod_inverse(k.inverse.get(), k.q.get(), k.p.get(), context.get()) != nullptr);
  return k;
}

}  // namespace

// Two random primes, the classical way: less than half the time of EVP_RSA_gen, which searches the auxiliary primes of
// FIPS 186-4 as well. A sandbox makes some sixty keys at every start.
PrivateKey PrivateKey::generate_rsa(int bits) {
  const auto k = make_parts(bits);
  const Builder builder(OSSL_PARAM_BLD_new());
  require(builder != nullptr);
  for (const auto& [name, value] :
       {std::pair(OSSL_PKEY_PARAM_RSA_N, k.n.get()), std::pair(OSSL_PKEY_PARAM_RSA_E, k.e.get()),
        std::pair(OSSL_PKEY_PARAM_RSA_D, k.d.get()), std::pair(OSSL_PKEY_PARAM_RSA_FACTOR1, k.p.get()),
        std::pair(OSSL_PKEY_PARAM_RSA_FACTOR2, k.q.get()), std::pair(OSSL_PKEY_PARAM_RSA_EXPONENT1, k.dp.get()),
        std::pair(OSSL_PKEY_PARAM_RSA_EXPONENT2, k.dq.get()),
        std::pair(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, k.inverse.get())}) {
    require(OSSL_PARAM_BLD_push_BN(builder.get(), name, value) == 1);
  }
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  require(params && context && EVP_PKEY_fromdata_init(context.get()) == 1);
  EVP_PKEY* key = nullptr;
  require(EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, params.get()) == 1);
  return PrivateKey(std::shared_ptr<void>(key, [](void* owned) { EVP_PKEY_free(static_cast<EVP_PKEY*>(owned)); }));
}

}  // namespace sluis::native
