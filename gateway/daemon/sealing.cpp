#include "gateway/daemon/sealing.hpp"

#include <algorithm>

#include "gateway/daemon/keys.hpp"

namespace sluis::daemon {
namespace {

namespace etee = adapters::etee;

long number(const Section& section, std::string_view key, long least, long most) {
  const auto value = section.integer(key);
  if (value < least || value > most)
    throw section.error(key, "expected a number from " + std::to_string(least) + " to " + std::to_string(most));
  return value;
}

// TYPE=number or TYPE=number,APPLICATION
spi::Recipient recipient_of(const Section& section, std::string_view key) {
  const auto text = section.text(key);
  const auto equals = text.find('=');
  const auto comma = text.find(',');
  if (equals == std::string::npos || equals == 0 || equals + 1 >= std::min(comma, text.size()))
    throw section.error(key, "expected TYPE=number or TYPE=number,APPLICATION");
  return {text.substr(0, equals), text.substr(equals + 1, comma == std::string::npos ? comma : comma - equals - 1),
          comma == std::string::npos ? std::string() : text.substr(comma + 1)};
}

// Where nothing is said: whoever may hold a token of ours may also seal.
std::vector<native::Certificate> signer_roots_of(const SettingsFile& settings, const Section& section) {
  if (section.has("signer_roots")) return certificates_of(section, "signer_roots");
  const auto& trust = settings.only("trust");
  return trust.has("holder_roots") ? certificates_of(trust, "holder_roots") : std::vector<native::Certificate>{};
}

}  // namespace

etee::SealingKeys sealing_keys_of(const SettingsFile& settings, const std::vector<security::TokenIdentity>& identities) {
  const auto& section = settings.only("sealing");
  etee::SealingKeys keys;
  keys.signer_roots = signer_roots_of(settings, section);
  for (const auto& identity : identities) keys.identities.push_back({identity.name, identity.holder});
  for (const auto& file : section.list("old_keys"))
    keys.old_keys.push_back(credential_of(settings, section, "old_keys", file, "old_keys_password_file"));
  return keys;
}

std::unique_ptr<spi::Sealer> sealer_of(const SettingsFile& settings, const LiveKeys& keys, const etee::SealerParts& parts, spi::Standing* standing) {
  if (keys.current()->identities.empty()) return nullptr;
  const auto& section = settings.only("sealing");
  etee::SealingSettings made;
  made.etk_depot = section.text("etk_depot");
  made.kgss = section.text("kgss");
  if (section.has("kgss_recipient")) made.kgss_recipient = recipient_of(section, "kgss_recipient");
  if (section.has("kgss") && !made.kgss_recipient) throw section.error("kgss_recipient", "needed with kgss");
  made.trusted_roots = section.text("trusted_roots");
  made.live = [&keys] {
    const auto set = keys.current();
    return std::shared_ptr<const etee::SealingKeys>(set, &set->sealing);
  };
  made.remember = std::chrono::minutes(number(section, "remember_minutes", 0, 525600));
  made.time_limit = std::chrono::milliseconds(number(section, "time_limit_ms", 1, 120000));
  made.standing = standing;
  made.key_threads = static_cast<std::size_t>(number(section, "key_threads", 1, 30));
  return etee::make_sealer(std::move(made), parts);
}

}  // namespace sluis::daemon
