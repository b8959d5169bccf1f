#include "adapters/etee/sealer.hpp"

#include <algorithm>
#include <stdexcept>

#include "adapters/etee/key_service.hpp"
#include "adapters/etee/token_book.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"

namespace sluis::adapters::etee {
namespace {

std::string text(const native::Bytes& bytes) { return std::string(core::as_text(bytes)); }

Result<spi::Opened> opened(Result<native::Unsealed> unsealed) {
  if (!unsealed) return std::move(unsealed).error();
  return spi::Opened{text(unsealed->clear), std::move(unsealed->sender)};
}

bool is_rsa(const native::Credential& credential) { return credential.key.kind() == native::KeyKind::Rsa; }

// Today's, then earlier ones.
std::vector<native::Credential> own(const SealingKeys& keys) {
  std::vector<native::Credential> all;
  for (const auto& identity : keys.identities) all.push_back(identity.credential);
  all.insert(all.end(), keys.old_keys.begin(), keys.old_keys.end());
  return all;
}

SealingSettings with_live_keys(SealingSettings settings) {
  if (settings.live) return settings;
  settings.live = [keys = std::make_shared<const SealingKeys>(SealingKeys{settings.identities, settings.signer_roots, settings.old_keys})] {
    return keys;
  };
  return settings;
}

class EteeSealer final : public spi::Sealer {
 public:
  EteeSealer(SealingSettings settings, const SealerParts& parts)
      : settings_(with_live_keys(std::move(settings))), parts_(parts), book_(settings_, parts_),
        keys_(settings_, parts_, book_, [this](std::string_view sealed) { return open(sealed); }) {}

  Result<std::string> seal(std::string_view clear, const std::vector<spi::Recipient>& recipients, const spi::SharedKey* key,
                           const std::string& identity, spi::Deadline deadline) override {
    const auto keys = settings_.live();
    const auto as = identity_of(*keys, identity);
    if (!as) return as.error();
    if (recipients.empty() && key == nullptr) return Fault(FaultId::RecipientUnknown, "nobody is named who could open it");
    native::SealFor readers;
    for (const auto& recipient : recipients) {
      auto certificate = book_.encryption_of(recipient, deadline);
      if (!certificate) return std::move(certificate).error();
      readers.certificates.push_back(std::move(*certificate));
    }
    if (key != nullptr) readers.keys.push_back({key->id, key->value});
    const auto sealed = native::seal(core::as_bytes(clear), (*as)->credential, readers, parts_.clock.now());
    if (!sealed) return sealed.error();
    return text(*sealed);
  }

  Result<spi::Opened> open(std::string_view sealed) override {
    const auto keys = settings_.live();
    return believed(opened(native::unseal(core::as_bytes(sealed), {own(*keys), {}, keys->signer_roots, parts_.clock.now(), false})));
  }

  // What others keep, such as the products of the dossier, is older than its signer's certificate may be: its standing today says
  // nothing about the day it was signed.
  Result<spi::Opened> open_with(std::string_view sealed, const spi::SharedKey& key) override {
    const auto keys = settings_.live();
    return opened(native::unseal(core::as_bytes(sealed), {{}, {{key.id, key.value}}, keys->signer_roots, parts_.clock.now(), true}));
  }

  Result<spi::SharedKey> new_key(const std::vector<spi::AllowedReader>& readers, const std::string& identity, spi::Deadline deadline) override {
    const auto keys = settings_.live();
    const auto as = identity_of(*keys, identity);
    if (!as) return as.error();
    return keys_.new_key(readers, **as, deadline);
  }

  Result<std::vector<spi::SharedKey>> keys(const std::vector<std::string>& ids, const std::string& identity, spi::Deadline deadline) override {
    const auto keys = settings_.live();
    const auto as = identity_of(*keys, identity);
    if (!as) return as.error();
    return keys_.keys(ids, **as, deadline);
  }

  Result<std::string> seal_for_ourselves(std::string_view clear) override {
    const auto keys = settings_.live();
    const auto own = std::ranges::find_if(keys->identities, [](const auto& i) { return is_rsa(i.credential); });
    if (own == keys->identities.end()) return Fault(FaultId::SettingsRefused, "no [identity] has an RSA key to keep things under");
    const auto sealed = native::seal(core::as_bytes(clear), own->credential, {own->credential.certificate}, parts_.clock.now());
    if (!sealed) return sealed.error();
    return text(*sealed);
  }

  // Only what one of our own certificates signed.
  Result<std::string> open_kept(std::string_view sealed) override {
    auto openers = own(*settings_.live());
    std::vector<native::Certificate> certificates;
    for (const auto& credential : openers) certificates.push_back(credential.certificate);
    auto kept = native::unseal(core::as_bytes(sealed), {std::move(openers), {}, std::move(certificates), parts_.clock.now(), true});
    if (!kept) return std::move(kept).error();
    return text(kept->clear);
  }

 private:
  Result<spi::Opened> believed(Result<spi::Opened> opened) const {
    if (!opened || settings_.standing == nullptr) return opened;
    const auto objection = settings_.standing->objection(opened->signer, spi::CertificateUse::Signer, parts_.clock.now());
    if (!objection.empty()) return Fault(FaultId::SealRefused, "signer's " + objection);
    return opened;
  }

  static Result<const SealingIdentity*> identity_of(const SealingKeys& keys, const std::string& name) {
    if (name.empty()) return &keys.identities.front();
    for (const auto& identity : keys.identities)
      if (identity.name == name) return &identity;
    return Fault(FaultId::SettingsRefused, "no [identity] of this name");
  }

  const SealingSettings settings_;
  const SealerParts parts_;
  TokenBook book_;
  KeyService keys_;
};

}  // namespace

std::unique_ptr<spi::Sealer> make_sealer(SealingSettings settings, const SealerParts& parts) {
  if (settings.live ? settings.live()->identities.empty() : settings.identities.empty()) throw std::runtime_error("sealing needs an identity of ours");
  return std::make_unique<EteeSealer>(std::move(settings), parts);
}

}  // namespace sluis::adapters::etee
