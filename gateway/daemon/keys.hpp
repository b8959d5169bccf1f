#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/eid/signed_proofs.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/native/private_key.hpp"
#include "gateway/security/gate_settings.hpp"
#include "gateway/security/token_request.hpp"
#include "gateway/transport/server.hpp"

namespace sluis::daemon {

// Keys, certificates and trust of the settings, decoded once at start. What can't be read throws SettingsError at its key.

std::vector<native::Certificate> certificates_of(const Section& section, std::string_view key);

security::GateSettings gate_settings(const SettingsFile& settings, const std::string& mappings);

// Who may have issued the certificates that patients sign proofs with.
adapters::eid::ProofTrust proof_trust(const SettingsFile& settings);

// [identity NAME] sections, in order: the first is the default one.
std::vector<security::TokenIdentity> identities_of(const SettingsFile& settings, const std::string& mappings);

security::TokenServiceSettings token_service(const SettingsFile& settings);

transport::ServerSettings server_settings(const SettingsFile& settings);

}  // namespace sluis::daemon
