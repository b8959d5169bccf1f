#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/eid/signed_proofs.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/native/private_key.hpp"
#include "gateway/native/secret.hpp"
#include "gateway/security/gate_settings.hpp"
#include "gateway/security/token_request.hpp"
#include "gateway/transport/server.hpp"

namespace sluis::daemon {

// Keys, certificates and trust of the settings, decoded once at start. What can't be read throws SettingsError at its key.

std::vector<native::Certificate> certificates_of(const Section& section, std::string_view key);

// What a key of the kind Secret names (native/secret.hpp); empty when the key is absent.
native::Secret secret_of(const Section& section, std::string_view key);

// A private key: PEM file, or pkcs11: URI with module and PIN of [keys].
native::PrivateKey private_key_of(const SettingsFile& settings, const Section& section, std::string_view key, std::string_view password_key);

// A key with its certificate and chain, which must fit: PKCS#12, PEM, or pkcs11: URI with `certificate_key` (when not empty and given)
// as the file of the certificate. `file` is the value, or one of the values, of `key`.
native::Credential credential_of(const SettingsFile& settings, const Section& section, std::string_view key, const std::string& file,
                                 std::string_view password_key, std::string_view certificate_key = {});

struct KeySet;

security::GateSettings gate_settings(const SettingsFile& settings, const std::string& mappings, const KeySet& keys,
                                     spi::Standing* standing = nullptr);

// Who may have issued the certificates that patients sign proofs with.
adapters::eid::ProofTrust proof_trust(const SettingsFile& settings);

// [identity NAME] sections, in order: the first is the default one.
std::vector<security::TokenIdentity> identities_of(const SettingsFile& settings, const std::string& mappings);

security::TokenServiceSettings token_service(const SettingsFile& settings, const KeySet& keys, spi::Standing* standing = nullptr);

// What the listeners show and whom they ask for: of [listen] tls, and of [listen] operators.
std::optional<transport::TlsListen> tls_of(const SettingsFile& settings);
std::optional<transport::TlsListen> operators_of(const SettingsFile& settings);

transport::ServerSettings server_settings(const SettingsFile& settings);

}  // namespace sluis::daemon
