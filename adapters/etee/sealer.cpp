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

class EteeSealer final : public spi::Sealer {
 public:
  EteeSealer(SealingSettings settings, const SealerParts& parts)
      : settings_(std::move(settings)), parts_(parts), book_(settings_, parts_),
        keys_(settings_, parts_, book_, [this](std::string_view sealed) { return open(sealed); }) {
    for (const auto& identity : settings_.identities) own_.push_back(identity.credential);
    own_.insert(own_.end(), settings_.old_keys.begin(), settings_.old_keys.end());
    for (const auto& credential : own_) own_certificates_.push_back(credential.certificate);
  }

  Result<std::string> seal(std::string_view clear, const std::vector<spi::Recipient>& recipients, const spi::SharedKey* key,
                           const std::string& identity, spi::Deadline deadline) override {
    const auto as = identity_of(identity);
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
    return opened(native::unseal(core::as_bytes(sealed), {own_, {}, settings_.signer_roots, parts_.clock.now(), false}));
  }

  // What others keep, such as the products of the dossier, is older than its signer's certificate may be.
  Result<spi::Opened> open_with(std::string_view sealed, const spi::SharedKey& key) override {
    return opened(native::unseal(core::as_bytes(sealed), {{}, {{key.id, key.value}}, settings_.signer_roots, parts_.clock.now(), true}));
  }

  Result<spi::SharedKey> new_key(const std::vector<spi::AllowedReader>& readers, const std::string& identity, spi::Deadline deadline) override {
    const auto as = identity_of(identity);
    if (!as) return as.error();
    return keys_.new_key(readers, **as, deadline);
  }

  Result<std::vector<spi::SharedKey>> keys(const std::vector<std::string>& ids, const std::string& identity, spi::Deadline deadline) override {
    const auto as = identity_of(identity);
    if (!as) return as.error();
    return keys_.keys(ids, **as, deadline);
  }

  Result<std::string> seal_for_ourselves(std::string_view clear) override {
    const auto own = std::ranges::find_if(settings_.identities, [](const auto& i) { return is_rsa(i.credential); });
    if (own == settings_.identities.end()) return Fault(FaultId::SettingsRefused, "no [identity] has an RSA key to keep things under");
    const auto sealed = native::seal(core::as_bytes(clear), own->credential, {own->credential.certificate}, parts_.clock.now());
    if (!sealed) return sealed.error();
    return text(*sealed);
  }

  // Only what one of our own certificates signed.
  Result<std::string> open_kept(std::string_view sealed) override {
    auto kept = native::unseal(core::as_bytes(sealed), {own_, {}, own_certificates_, parts_.clock.now(), true});
    if (!kept) return std::move(kept).error();
    return text(kept->clear);
  }

 private:
  Result<const SealingIdentity*> identity_of(const std::string& name) const {
    if (name.empty()) return &settings_.identities.front();
    for (const auto& identity : settings_.identities)
      if (identity.name == name) return &identity;
    return Fault(FaultId::SettingsRefused, "no [identity] of this name");
  }

  const SealingSettings settings_;
  const SealerParts parts_;
  TokenBook book_;
  KeyService keys_;
  std::vector<native::Credential> own_;  // today's, then earlier ones
  std::vector<native::Certificate> own_certificates_;
};

}  // namespace

std::unique_ptr<spi::Sealer> make_sealer(SealingSettings settings, const SealerParts& parts) {
  if (settings.identities.empty()) throw std::runtime_error("sealing needs an identity of ours");
  return std::make_unique<EteeSealer>(std::move(settings), parts);
}

}  // namespace sluis::adapters::etee
