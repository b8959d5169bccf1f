#include "gateway/native/revocation_list.hpp"

#include <openssl/bn.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "gateway/core/encoding.hpp"
#include "gateway/native/certificate_details.hpp"
#include "gateway/native/digest.hpp"
#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

using BignumHandle = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using NumberHandle = std::unique_ptr<ASN1_INTEGER, FreeWith<ASN1_INTEGER_free>>;
using PointHandle = std::unique_ptr<ISSUING_DIST_POINT, FreeWith<ISSUING_DIST_POINT_free>>;
struct FreeText {
  void operator()(char* text) const noexcept { OPENSSL_free(text); }
};

X509_CRL* crl_of(const std::shared_ptr<void>& handle) { return static_cast<X509_CRL*>(handle.get()); }

Fault refused(const std::string& why) { return Fault(FaultId::NetworkAnswerRefused, "revocation list: " + why); }

core::Instant instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return std::chrono::sys_seconds(std::chrono::seconds(timegm(&parts)));
}

bool is_strong(int signature) {
  int digest = NID_undef;
  if (OBJ_find_sigid_algs(signature, &digest, nullptr) != 1) return false;
  constexpr std::array kSha2{NID_sha256, NID_sha384, NID_sha512};
  return std::ranges::find(kSha2, digest) != kSha2.end();
}

bool may_sign_lists(const Certificate& issuer) {
  const bool says = X509_get_ext_by_NID(x509_of(issuer), NID_key_usage, -1) >= 0;
  return !says || (X509_get_key_usage(x509_of(issuer)) & KU_CRL_SIGN) != 0;
}

}  // namespace

RevocationList::RevocationList(std::shared_ptr<void> handle) : handle_(std::move(handle)) {}

Result<std::vector<RevocationList>> RevocationList::all_from(std::string_view bytes) {
  const auto adopt = [](X509_CRL* list) { return RevocationList(std::shared_ptr<void>(list, [](X509_CRL* l) { X509_CRL_free(l); })); };
  std::vector<RevocationList> all;
  if (bytes.find("-----BEGIN") == std::string_view::npos) {
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* end = at + bytes.size();
    if (auto* list = d2i_X509_CRL(nullptr, &at, static_cast<long>(bytes.size()))) all.push_back(adopt(list));
    if (at != end) all.clear();
  } else {
    const auto bio = memory_to_read(bytes);
    while (auto* list = PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr)) all.push_back(adopt(list));
    if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) all.clear();
  }
  ERR_clear_error();
  if (all.empty()) return Fault(FaultId::KeyUnreadable, "no readable revocation list, neither PEM nor DER");
  return all;
}

Result<std::vector<RevocationList>> RevocationList::load(const std::string& path) {
  const auto bytes = read_key_file(path);
  if (!bytes) return bytes.error();
  auto all = all_from(*bytes);
  if (!all) return Fault(FaultId::KeyUnreadable, path + ": " + all.error().log_text());
  return all;
}

// Delta lists, lists by reason and indirect ones would have to be put together; nobody issues them for the certificates we meet.
Status RevocationList::check_extensions() {
  auto* list = crl_of(handle_);
  for (int i = 0; i < X509_CRL_get_ext_count(list); ++i) {
    auto* extension = X509_CRL_get_ext(list, i);
    const int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
    if (nid == NID_delta_crl) return refused("a delta list");
    if (X509_EXTENSION_get_critical(extension) == 1 && nid != NID_issuing_distribution_point) return refused("a critical extension that we don't know");
  }
  int critical = 0;
  const PointHandle point(static_cast<ISSUING_DIST_POINT*>(X509_CRL_get_ext_d2i(list, NID_issuing_distribution_point, &critical, nullptr)));
  ERR_clear_error();
  if (!point) return critical == -1 ? Status(Done{}) : Status(refused("its distribution point can't be read"));
  if (point->onlysomereasons != nullptr || point->indirectCRL > 0 || point->onlyattr > 0) return refused("a partial or indirect list");
  authorities_ = point->onlyuser <= 0;
  users_ = point->onlyCA <= 0;
  if (point->distpoint == nullptr) return Done{};
  if (point->distpoint->type != 0) return refused("a distribution point that is no address");
  auto* names = point->distpoint->name.fullname;
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const auto* name = sk_GENERAL_NAME_value(names, i);
    if (name->type != GEN_URI) continue;
    const auto* text = name->d.uniformResourceIdentifier;
    points_.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)), static_cast<std::size_t>(ASN1_STRING_length(text)));
  }
  return points_.empty() ? Status(refused("a distribution point that is no address")) : Status(Done{});
}

Status RevocationList::verify(const std::vector<Certificate>& issuers) {
  auto* list = crl_of(handle_);
  if (!is_strong(X509_CRL_get_signature_nid(list))) return refused("signed with an algorithm that is not allowed");
  if (auto fine = check_extensions(); !fine) return fine;
  std::string why = "its issuer is not one of the authorities that we know";
  for (const auto& issuer : issuers) {
    if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(x509_of(issuer))) != 0) continue;
    if (!may_sign_lists(issuer)) {
      why = "its issuer may not sign lists";
      continue;
    }
    const bool fits = X509_CRL_verify(list, pkey_of(issuer.key())) == 1;
    ERR_clear_error();
    if (fits) {
      signer_ = issuer;
      return Done{};
    }
    why = "its signature is not that of its issuer";
  }
  return refused(why);
}

bool RevocationList::covers(const Certificate& certificate) const {
  if (!signer_ || !is_issued_by(certificate, *signer_)) return false;
  if (is_authority(certificate) ? !authorities_ : !users_) return false;
  if (points_.empty()) return true;
  const auto named = revocation_addresses(certificate).lists;
  return std::ranges::any_of(points_, [&](const auto& point) { return std::ranges::find(named, point) != named.end(); });
}

std::optional<core::Instant> RevocationList::revoked(const Certificate& certificate) const {
  X509_REVOKED* entry = nullptr;
  if (!covers(certificate) || X509_CRL_get0_by_cert(crl_of(handle_), &entry, x509_of(certificate)) != 1) return std::nullopt;
  return instant_of(X509_REVOKED_get0_revocationDate(entry));
}

std::string RevocationList::issuer() const {
  constexpr unsigned long kFlags = (ASN1_STRFLGS_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) | XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_FN_SN;
  const auto out = memory_to_write();
  X509_NAME_print_ex(out.get(), X509_CRL_get_issuer(crl_of(handle_)), 0, kFlags);
  return std::string(written(out));
}

std::string RevocationList::number() const {
  const NumberHandle number(static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(crl_of(handle_), NID_crl_number, nullptr, nullptr)));
  if (!number) return {};
  const BignumHandle value(ASN1_INTEGER_to_BN(number.get(), nullptr));
  const std::unique_ptr<char, FreeText> text(value ? BN_bn2hex(value.get()) : nullptr);
  return text ? text.get() : "";
}

core::Instant RevocationList::this_update() const { return instant_of(X509_CRL_get0_lastUpdate(crl_of(handle_))); }

std::optional<core::Instant> RevocationList::next_update() const {
  const auto* next = X509_CRL_get0_nextUpdate(crl_of(handle_));
  return next == nullptr ? std::nullopt : std::optional(instant_of(next));
}

std::size_t RevocationList::size() const {
  const auto* entries = X509_CRL_get_REVOKED(crl_of(handle_));
  return entries == nullptr ? 0 : static_cast<std::size_t>(sk_X509_REVOKED_num(entries));
}

std::string RevocationList::der() const {
  const int size = i2d_X509_CRL(crl_of(handle_), nullptr);
  std::string der(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
  auto* at = reinterpret_cast<unsigned char*>(der.data());
  if (size > 0) i2d_X509_CRL(crl_of(handle_), &at);
  return der;
}

std::string RevocationList::fingerprint() const { return sha256_hex(der()); }

}  // namespace sluis::native
