#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/encryption_token.hpp"
#include "gateway/native/signed_data.hpp"
#include "tests/fuzz/support_cms.hpp"
#include "tests/fuzz/support_people.hpp"
#include "tests/fuzz/targets.hpp"

// CMS and certificates. Nobody but the fixed keys has signed anything, so whatever opens holds what they signed.
namespace sluis::fuzz {
namespace {

bool is_known(std::span<const std::uint8_t> content) {
  return std::ranges::find(signed_contents(), std::string(core::as_text(content))) != signed_contents().end();
}

// The keys that the root has vouched for; that of the token's seed is RSA and known by its certificate's name.
bool is_ours(const native::Certificate& certificate) {
  for (const auto* ours : {&root(), &sts(), &holder(), &hospital()}) {
    if (certificate.key() == ours->certificate.key()) return true;
  }
  return certificate.key().kind() == native::KeyKind::Rsa && certificate.common_name() == "hospital";
}

}  // namespace

const std::vector<std::string>& signed_contents() {
  static const std::vector<std::string> all{"85073099833;19997638004;2026-11-20", "<kmehrmessage/>", std::string(600, 'x')};
  return all;
}

void fuzz_signed_proof(std::string_view input) {
  for (const bool accept_sha1 : {false, true}) {
    const auto opened = native::open_signed_data(core::as_bytes(input), accept_sha1);
    if (!opened) {
      holds(opened.error().id() == FaultId::NetworkAnswerRefused, "another fault than that of a bad answer");
      continue;
    }
    holds(opened->signer.key() == holder().certificate.key(), "signed by a key that nobody has");
    holds(is_known(opened->content), "content that nobody signed");
    (void)native::is_for_signatures(opened->signer);
  }
}

void fuzz_sealed_message(std::string_view input) {
  const auto opened = native::unseal(core::as_bytes(input), opening());
  if (!opened) return holds(opened.error().id() == FaultId::SealRefused, "another fault than SealRefused");
  holds(opened->sender.key() == holder().certificate.key(), "sealed by a key that nobody has");
  holds(is_known(opened->clear), "content that nobody sealed");
}

void fuzz_encryption_token(std::string_view input) {
  const auto opened = native::open_encryption_token(core::as_bytes(input), {root().certificate}, now());
  if (!opened) return holds(opened.error().id() == FaultId::SealRefused, "another fault than SealRefused");
  holds(native::name_one_actor(*opened, hospital().certificate), "a token offers the key of somebody else");
}

// DER, PEM and base64, as they come in tokens, headers and answers.
void fuzz_certificate(std::string_view input) {
  const auto look_at = [](const native::Certificate& read) {
    (void)read.subject(), (void)read.issuer(), (void)read.organisational_units(), (void)read.common_name();
    (void)read.serial_number_attribute(), (void)read.not_before(), (void)read.not_after(), (void)read.key().kind(), (void)read.key().bits();
    const auto again = native::Certificate::from_der(read.der());
    holds(again.has_value() && again->fingerprint() == read.fingerprint(), "its DER is another certificate");
    if (native::verify_chain(read, {}, {root().certificate}, now())) holds(is_ours(read), "somebody else's certificate chains to ours");
  };
  if (const auto read = native::Certificate::from_der(core::as_bytes(input))) look_at(*read);
  if (const auto read = native::Certificate::from_base64(input)) look_at(*read);
  if (const auto read = native::Certificate::all_from_pem(input)) std::ranges::for_each(*read, look_at);
}

}  // namespace sluis::fuzz
