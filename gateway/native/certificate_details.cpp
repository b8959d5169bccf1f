#include "gateway/native/certificate_details.hpp"

#include <openssl/bn.h>
#include <openssl/x509v3.h>

#include <memory>

#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

using BignumHandle = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using PointsHandle = std::unique_ptr<CRL_DIST_POINTS, FreeWith<CRL_DIST_POINTS_free>>;
using AccessHandle = std::unique_ptr<AUTHORITY_INFO_ACCESS, FreeWith<AUTHORITY_INFO_ACCESS_free>>;
struct FreeText {
  void operator()(char* text) const noexcept { OPENSSL_free(text); }
};

void add_address(const GENERAL_NAME* name, std::vector<std::string>& addresses) {
  if (name->type != GEN_URI) return;
  const auto* text = name->d.uniformResourceIdentifier;
  std::string address(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)), static_cast<std::size_t>(ASN1_STRING_length(text)));
  if (address.starts_with("http://") || address.starts_with("https://")) addresses.push_back(std::move(address));
}

}  // namespace

std::string serial_of(const Certificate& certificate) {
  const BignumHandle number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(x509_of(certificate)), nullptr));
  if (!number) return {};
  const std::unique_ptr<char, FreeText> text(BN_bn2hex(number.get()));
  return text ? text.get() : "";
}

RevocationAddresses revocation_addresses(const Certificate& certificate) {
  RevocationAddresses found;
  auto* x509 = x509_of(certificate);
  const PointsHandle points(static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(x509, NID_crl_distribution_points, nullptr, nullptr)));
  for (int i = 0; points && i < sk_DIST_POINT_num(points.get()); ++i) {
    const auto* name = sk_DIST_POINT_value(points.get(), i)->distpoint;
    if (name == nullptr || name->type != 0) continue;
    for (int j = 0; j < sk_GENERAL_NAME_num(name->name.fullname); ++j) add_address(sk_GENERAL_NAME_value(name->name.fullname, j), found.lists);
  }
  const AccessHandle access(static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(x509, NID_info_access, nullptr, nullptr)));
  for (int i = 0; access && i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
    const auto* item = sk_ACCESS_DESCRIPTION_value(access.get(), i);
    if (OBJ_obj2nid(item->method) == NID_ad_OCSP) add_address(item->location, found.responders);
  }
  ERR_clear_error();  // an extension that can't be read names nothing
  return found;
}

bool is_issued_by(const Certificate& certificate, const Certificate& issuer) {
  return X509_check_issued(x509_of(issuer), x509_of(certificate)) == X509_V_OK;
}

bool is_self_signed(const Certificate& certificate) { return X509_self_signed(x509_of(certificate), 0) == 1; }

bool is_authority(const Certificate& certificate) { return X509_check_ca(x509_of(certificate)) == 1; }

}  // namespace sluis::native
