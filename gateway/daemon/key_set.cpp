#include "gateway/daemon/key_set.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "gateway/core/calendar.hpp"
#include "gateway/daemon/keys.hpp"
#include "gateway/daemon/oversight.hpp"
#include "gateway/daemon/sealing.hpp"
#include "gateway/native/digest.hpp"
#include "gateway/native/token_uri.hpp"

namespace sluis::daemon {
namespace {

using Place = std::pair<std::string_view, std::string_view>;

// What is read again by an exchange; every other key of the settings needs a restart.
constexpr std::array kExchanged{
    Place{"listen", "certificate"}, Place{"listen", "key"}, Place{"listen", "key_password_file"}, Place{"listen", "client_roots"},
    Place{"listen", "operator_roots"}, Place{"trust", "sts_certificates"}, Place{"trust", "holder_roots"}, Place{"trust", "eid_roots"},
    Place{"trust", "eid_crls"}, Place{"identity", "file"}, Place{"identity", "certificate"}, Place{"identity", "password_file"},
    Place{"audit", "key"}, Place{"audit", "password_file"}, Place{"sealing", "signer_roots"}, Place{"sealing", "old_keys"},
    Place{"sealing", "old_keys_password_file"}, Place{"keys", "pkcs11_module"}, Place{"keys", "pin_file"}};

constexpr std::size_t kOldKeysKept = 100;

bool is_exchanged(std::string_view section, std::string_view key) {
  return key == "trusted_roots" || key == "tls_identity" || std::ranges::find(kExchanged, Place{section, key}) != kExchanged.end();
}

bool is_path(std::string_view section, std::string_view key) {
  const auto known = known_keys();
  const auto facts = std::ranges::find_if(known, [&](const auto& k) { return k.section == section && k.key == key; });
  return facts != known.end() && facts->kind != ValueKind::Text;
}

void add_server_roots(const Section& section, KeySet& set) {
  if (!section.has("trusted_roots")) return;
  auto& roots = set.server_roots[section.text("trusted_roots")];
  if (roots.empty()) roots = certificates_of(section, "trusted_roots");
}

void add_client_credential(const Section& section, KeySet& set) {
  if (!section.has("tls_identity")) return;
  const auto* credential = set.holder_of(section.text("tls_identity"));
  if (credential == nullptr || section.text("tls_identity").empty()) throw section.error("tls_identity", "no [identity] of this name");
  for (const auto& [key, value] : section.values) {
    if (value.text.starts_with("https://")) set.client_credentials.emplace_back(value.text, *credential);
  }
}

void add_token_keys(const SettingsFile& settings, KeySet& set) {
  const auto& listen = settings.only("listen");
  if (set.tls && native::is_token_uri(listen.text("key"))) set.token_keys.push_back(set.tls->credential.key);
  if (set.trail_signer && native::is_token_uri(settings.only("audit").text("key"))) set.token_keys.push_back(*set.trail_signer);
  const auto sections = settings.all("identity");
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (native::is_token_uri(sections[i]->text("file"))) set.token_keys.push_back(set.identities[i].holder.key);
  }
}

// Own certificates, with what to call them.
std::vector<std::pair<std::string, native::Certificate>> own_certificates(const KeySet& set) {
  std::vector<std::pair<std::string, native::Certificate>> all;
  if (set.tls) all.emplace_back("[listen] certificate", set.tls->credential.certificate);
  else if (set.operators) all.emplace_back("[listen] certificate", set.operators->credential.certificate);
  for (const auto& identity : set.identities) all.emplace_back("[identity " + identity.name + "]", identity.holder.certificate);
  return all;
}

bool holds(const std::vector<native::Credential>& all, const native::Credential& one) {
  return std::ranges::any_of(all, [&](const auto& other) { return other.certificate.der() == one.certificate.der(); });
}

std::vector<native::Credential> openers(const KeySet& set) {
  std::vector<native::Credential> all;
  for (const auto& identity : set.sealing.identities) all.push_back(identity.credential);
  all.insert(all.end(), set.sealing.old_keys.begin(), set.sealing.old_keys.end());
  return all;
}

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return "can't be read";
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string name_of(const Section& section, const std::string& key) {
  return "[" + section.kind + (section.name.empty() ? "" : " " + section.name) + "] " + key;
}

}  // namespace

const native::Credential* KeySet::holder_of(const std::string& identity) const {
  for (const auto& one : identities) {
    if (identity.empty() || one.name == identity) return &one.holder;
  }
  return nullptr;
}

KeySet read_key_set(const SettingsFile& settings, const std::string& mappings, core::Instant now) {
  const auto& trust = settings.only("trust");
  KeySet set;
  set.since = now;
  set.tls = tls_of(settings);
  set.operators = operators_of(settings);
  set.sts_certificates = certificates_of(trust, "sts_certificates");
  if (trust.has("holder_roots")) set.holder_roots = certificates_of(trust, "holder_roots");
  set.identities = identities_of(settings, mappings);
  set.proofs = proof_trust(settings);
  set.trail_signer = head_signer(settings, set.identities);
  set.sealing = sealing_keys_of(settings, set.identities);
  for (const auto& section : settings.sections()) {
    const auto known = known_keys();
    const auto has_key = [&](std::string_view key) {
      return std::ranges::any_of(known, [&](const auto& k) { return k.section == section.kind && k.key == key; });
    };
    if (has_key("trusted_roots")) add_server_roots(section, set);
    if (has_key("tls_identity")) add_client_credential(section, set);
  }
  add_token_keys(settings, set);
  return set;
}

void succeed(const KeySet& before, KeySet& next, core::Instant now) {
  const auto known = own_certificates(before);
  for (const auto& [name, certificate] : own_certificates(next)) {
    if (std::ranges::any_of(known, [&](const auto& old) { return old.second.der() == certificate.der(); })) continue;
    if (now < certificate.not_before()) throw std::runtime_error(name + ": the new certificate is valid from " + core::to_text(certificate.not_before()) + " only");
    if (now > certificate.not_after()) throw std::runtime_error(name + ": the new certificate expired at " + core::to_text(certificate.not_after()));
  }
  next.number = before.number + 1;
  const auto named = openers(next);
  for (const auto& credential : openers(before)) {
    if (!holds(named, credential) && next.sealing.old_keys.size() < kOldKeysKept) next.sealing.old_keys.push_back(credential);
  }
}

std::string key_files_digest(const SettingsFile& settings) {
  std::string all;
  for (const auto& section : settings.sections()) {
    for (const auto& [key, value] : section.values) {
      if (!is_exchanged(section.kind, key) || !is_path(section.kind, key)) continue;
      for (const auto& path : section.list(key)) all += native::sha256_hex(path) + native::sha256_hex(content_of(path));
    }
  }
  return native::sha256_hex(all);
}

SettingsFile with_keys_of(const SettingsFile& settings, const SettingsFile& newer, std::vector<std::string>& others) {
  SettingsFile merged = settings;
  for (auto& section : merged.sections()) {
    const auto theirs = newer.all(section.kind);
    const auto same = std::ranges::find_if(theirs, [&](const auto* s) { return s->name == section.name; });
    if (same == theirs.end()) {
      others.push_back(name_of(section, "(removed)"));
      continue;
    }
    for (const auto& [key, value] : (*same)->values) {
      const auto old = section.values.find(key);
      const bool differs = old == section.values.end() || old->second.text != value.text;
      if (differs && !is_exchanged(section.kind, key)) others.push_back(name_of(section, key));
      if (is_exchanged(section.kind, key)) section.values[key] = value;
    }
    std::erase_if(section.values, [&](const auto& entry) {
      if ((*same)->values.contains(entry.first)) return false;
      if (!is_exchanged(section.kind, entry.first)) others.push_back(name_of(section, entry.first));
      return is_exchanged(section.kind, entry.first);
    });
  }
  for (const auto& section : newer.sections()) {
    const auto ours = settings.all(section.kind);
    if (std::ranges::none_of(ours, [&](const auto* s) { return s->name == section.name; })) others.push_back(name_of(section, "(new)"));
  }
  return merged;
}

}  // namespace sluis::daemon
