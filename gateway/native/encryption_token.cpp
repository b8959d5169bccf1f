#include "gateway/native/encryption_token.hpp"

#include <algorithm>

#include "gateway/native/signed_data.hpp"

namespace sluis::native {
namespace {

Fault refused(const std::string& why) { return Fault(FaultId::SealRefused, "encryption token: " + why); }

bool is_valid(const Certificate& certificate, core::Instant at) {
  return at >= certificate.not_before() && at <= certificate.not_after();
}

}  // namespace

bool name_one_actor(const Certificate& a, const Certificate& b) {
  if (a.subject() == b.subject()) return true;
  const auto units = a.organisational_units();
  const bool numbered = std::ranges::any_of(units, [](const auto& unit) { return unit.find('=') != std::string::npos; });
  if (numbered && units == b.organisational_units()) return true;
  const auto number = a.serial_number_attribute();
  return !number.empty() && number == b.serial_number_attribute();
}

Result<Certificate> open_encryption_token(std::span<const std::uint8_t> token, const std::vector<Certificate>& roots, core::Instant at) {
  const auto opened = open_signed_data(token, false);
  if (!opened) return refused(opened.error().log_text());
  if (const auto chain = verify_chain(opened->signer, opened->carried, roots, at); !chain)
    return refused(chain.error().log_text());
  auto encryption = Certificate::from_der(opened->content);
  if (!encryption) return refused("its content is no certificate");
  if (!is_valid(*encryption, at)) return refused("its certificate is not valid now");
  if (!name_one_actor(*encryption, opened->signer)) return refused("its certificates name different actors");
  if (encryption->key().kind() != KeyKind::Rsa) return refused("its key is not RSA");
  return encryption;
}

Result<std::vector<std::uint8_t>> make_encryption_token(const Certificate& encryption, const Credential& authentication) {
  return make_signed_data(encryption.der(), authentication);
}

}  // namespace sluis::native
