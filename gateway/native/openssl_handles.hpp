#pragma once

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <fstream>
#include <memory>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/native/private_key.hpp"

// Private to this room: owners of OpenSSL objects.
namespace sluis::native {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const noexcept {
    Free(object);
  }
};
inline void free_certificates(STACK_OF(X509) * stack) noexcept { sk_X509_pop_free(stack, X509_free); }

using BioHandle = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using X509Handle = std::unique_ptr<X509, FreeWith<X509_free>>;
using KeyHandle = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using DigestContextHandle = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;
using Pkcs12Handle = std::unique_ptr<PKCS12, FreeWith<PKCS12_free>>;
using CmsHandle = std::unique_ptr<CMS_ContentInfo, FreeWith<CMS_ContentInfo_free>>;
using CertificatesHandle = std::unique_ptr<STACK_OF(X509), FreeWith<free_certificates>>;

inline X509* x509_of(const Certificate& certificate) { return static_cast<X509*>(certificate.raw()); }
inline EVP_PKEY* pkey_of(const PublicKey& key) { return static_cast<EVP_PKEY*>(key.raw()); }
inline EVP_PKEY* pkey_of(const PrivateKey& key) { return static_cast<EVP_PKEY*>(key.raw()); }

// Why the last OpenSSL call failed; empties the error queue of this thread.
inline std::string openssl_reason() {
  const auto* text = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return text == nullptr ? "no reason given" : text;
}

inline BioHandle memory_to_read(std::string_view bytes) {
  BioHandle bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  if (!bio) throw std::bad_alloc();
  return bio;
}

inline BioHandle memory_to_write() {
  BioHandle bio(BIO_new(BIO_s_mem()));
  if (!bio) throw std::bad_alloc();
  return bio;
}

inline std::string_view written(const BioHandle& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return size <= 0 ? std::string_view{} : std::string_view(data, static_cast<std::size_t>(size));
}

// The bytes of a key or certificate file. KeyUnreadable.
inline Result<std::string> read_key_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file.is_open() || file.bad() || bytes.fail())
    return Fault(FaultId::KeyUnreadable, path + ": the file can't be read or is empty");
  return bytes.str();
}

// A stack that shares the certificates.
inline CertificatesHandle stack_of(const std::vector<Certificate>& certificates) {
  CertificatesHandle stack(sk_X509_new_null());
  if (!stack) throw std::bad_alloc();
  for (const auto& certificate : certificates) {
    X509_up_ref(x509_of(certificate));
    if (sk_X509_push(stack.get(), x509_of(certificate)) == 0) throw std::bad_alloc();
  }
  return stack;
}

}  // namespace sluis::native
