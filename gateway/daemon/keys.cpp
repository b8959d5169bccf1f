#include "gateway/daemon/keys.hpp"

#include "gateway/daemon/key_set.hpp"
#include "gateway/native/token_key.hpp"
#include "gateway/native/token_uri.hpp"
#include "mappings/wstrust/claim_table.hpp"

namespace sluis::daemon {
namespace {

transport::ListenAddress address_of(const std::string& text) {
  const auto colon = text.rfind(':');
  return {text.substr(0, colon), static_cast<std::uint16_t>(std::stoi(text.substr(colon + 1)))};
}

bool is_loopback(const std::string& host) { return host.starts_with("127.") || host == "::1" || host == "[::1]" || host == "localhost"; }

native::TokenAccess token_access(const SettingsFile& settings) {
  const auto& keys = settings.only("keys");
  return {keys.text("pkcs11_module"), keys.text("pin_file")};
}

// Certificate and key of [listen], for the listener that `key` names.
transport::TlsListen listener_of(const SettingsFile& settings, std::string_view key, std::string_view roots) {
  const auto& listen = settings.only("listen");
  for (const std::string_view needed : {"certificate", "key"}) {
    if (!listen.has(needed)) throw listen.error(needed, "needed with " + std::string(key));
  }
  auto chain = certificates_of(listen, "certificate");
  auto own = private_key_of(settings, listen, "key", "key_password_file");
  if (!(own.public_key() == chain.front().key())) throw listen.error("key", "it is not the key of the certificate");
  const auto leaf = chain.front();
  chain.erase(chain.begin());
  transport::TlsListen tls{address_of(listen.text(key)), {std::move(own), leaf, std::move(chain)}, {}};
  if (listen.has(roots)) tls.client_roots = certificates_of(listen, roots);
  return tls;
}

std::chrono::seconds seconds_of(const Section& section, std::string_view key) {
  return std::chrono::seconds(section.integer(key));
}

}  // namespace

native::Secret secret_of(const Section& section, std::string_view key) {
  if (!section.has(key)) return {};
  auto secret = native::read_secret(section.text(key));
  if (!secret) throw section.error(key, secret.error().log_text());
  return std::move(*secret);
}

native::PrivateKey private_key_of(const SettingsFile& settings, const Section& section, std::string_view key, std::string_view password_key) {
  const auto name = section.text(key);
  auto found = native::is_token_uri(name) ? native::load_token_key(name, token_access(settings))
                                          : native::PrivateKey::load(name, secret_of(section, password_key).text());
  if (!found) throw section.error(key, found.error().log_text());
  return std::move(*found);
}

native::Credential credential_of(const SettingsFile& settings, const Section& section, std::string_view key, const std::string& file,
                                 std::string_view password_key, std::string_view certificate_key) {
  const auto certificate = certificate_key.empty() ? std::string() : section.text(certificate_key);
  auto found = native::is_token_uri(file) ? native::load_token_credential(file, certificate, token_access(settings))
                                          : native::load_credential(file, secret_of(section, password_key).text());
  if (!found) throw section.error(key, found.error().log_text());
  if (!(found->key.public_key() == found->certificate.key())) throw section.error(key, file + ": the key is not the one of its certificate");
  return std::move(*found);
}

std::vector<native::Certificate> certificates_of(const Section& section, std::string_view key) {
  std::vector<native::Certificate> all;
  for (const auto& file : section.list(key)) {
    auto some = native::Certificate::load(file);
    if (!some) throw section.error(key, some.error().log_text());
    all.insert(all.end(), some->begin(), some->end());
  }
  return all;
}

security::GateSettings gate_settings(const SettingsFile& settings, const std::string& mappings, const KeySet& keys,
                                     spi::Standing* standing) {
  const auto& trust = settings.only("trust");
  security::GateSettings gate;
  gate.trust.sts_certificates = keys.sts_certificates;
  gate.standing = gate.trust.standing = standing;
  gate.trust.issuers = trust.list("sts_issuers");
  gate.trust.skew = seconds_of(trust, "skew_assertion_seconds");
  gate.trust.longest_life = seconds_of(trust, "assertion_life_seconds");
  gate.holder_roots = keys.holder_roots;
  gate.policy_folder = mappings + "/policy";
  gate.limits.bytes = static_cast<std::size_t>(settings.only("limits").integer("message_bytes"));
  gate.future_skew = seconds_of(trust, "skew_future_seconds");
  gate.past_skew = seconds_of(trust, "skew_past_seconds");
  gate.longest_timestamp = seconds_of(trust, "timestamp_life_seconds");
  gate.bare_holder_keys = trust.boolean("accept_key_value");
  gate.header_token_needs_certificate =
      trust.boolean("json_token_needs_certificate") || settings.only("listen").text("json_client_certificate") == "required";
  gate.security_log_lines = static_cast<int>(settings.only("log").integer("security_lines_per_minute"));
  return gate;
}

adapters::eid::ProofTrust proof_trust(const SettingsFile& settings) {
  const auto& section = settings.only("trust");
  adapters::eid::ProofTrust trust;
  if (section.has("eid_roots")) trust.roots = certificates_of(section, "eid_roots");
  if (section.has("eid_crls")) {
    auto lists = native::RevocationLists::load(section.list("eid_crls"));
    if (!lists) throw section.error("eid_crls", lists.error().log_text());
    trust.revoked = std::move(*lists);
  }
  trust.accept_sha1 = section.boolean("eid_accept_sha1");
  trust.early = seconds_of(section, "eid_early_seconds");
  return trust;
}

std::vector<security::TokenIdentity> identities_of(const SettingsFile& settings, const std::string& mappings) {
  const auto table = mappings::wstrust::ClaimTable::load(mappings + "/policy/token_claims.table");
  std::vector<security::TokenIdentity> identities;
  for (const auto* section : settings.all("identity")) {
    if (section->has("certificate") && !native::is_token_uri(section->text("file")))
      throw section->error("certificate", "only beside a key in a token: a file holds its certificate itself");
    const auto credential = credential_of(settings, *section, "file", section->text("file"), "password_file", "certificate");
    auto claims = table.claims_for(section->text("quality"), {section->text("ssin"), section->text("number")});
    if (!claims) throw section->error("quality", claims.error().log_text());
    identities.push_back({section->name, credential, credential, std::move(*claims)});
  }
  return identities;
}

security::TokenServiceSettings token_service(const SettingsFile& settings, const KeySet& keys, spi::Standing* standing) {
  const auto& sts = settings.only("sts");
  const auto& trust = settings.only("trust");
  security::TokenServiceSettings service;
  service.url = sts.text("url");
  service.trusted_roots = sts.text("trusted_roots");
  service.trust.sts_certificates = keys.sts_certificates;
  service.trust.standing = standing;
  service.trust.issuers = trust.list("sts_issuers");
  return service;
}

std::optional<transport::TlsListen> tls_of(const SettingsFile& settings) {
  if (!settings.only("listen").has("tls")) return std::nullopt;
  return listener_of(settings, "tls", "client_roots");
}

std::optional<transport::TlsListen> operators_of(const SettingsFile& settings) {
  const auto& listen = settings.only("listen");
  if (!listen.has("operators")) return std::nullopt;
  if (!listen.has("operator_roots")) throw listen.error("operator_roots", "needed with operators: nobody gets in without a certificate");
  return listener_of(settings, "operators", "operator_roots");
}

transport::ServerSettings server_settings(const SettingsFile& settings) {
  const auto& listen = settings.only("listen");
  const auto& limits = settings.only("limits");
  if (!listen.has("plain") && !listen.has("tls")) throw listen.error("tls", "neither tls nor plain is given");
  transport::ServerSettings server;
  if (listen.has("plain")) server.plain = address_of(listen.text("plain"));
  if (server.plain && !is_loopback(server.plain->host)) throw listen.error("plain", "without TLS only a loopback address is served");
  if (listen.text("json_client_certificate") == "required" && !listen.has("client_roots"))
    throw listen.error("client_roots", "needed with json_client_certificate = required");
  server.tls = tls_of(settings);
  server.operators = operators_of(settings);
  server.workers = static_cast<std::size_t>(limits.integer("workers"));
  server.queue = static_cast<std::size_t>(limits.integer("queue"));
  server.longest_wait = std::chrono::milliseconds(limits.integer("wait_milliseconds"));
  server.memory_bytes = static_cast<std::size_t>(limits.integer("memory_bytes"));
  if (limits.integer("memory_bytes") < limits.integer("message_bytes")) throw limits.error("memory_bytes", "less than one message (message_bytes)");
  server.connections = static_cast<std::size_t>(limits.integer("connections"));
  server.body_bytes = static_cast<std::size_t>(limits.integer("message_bytes"));
  server.receive_time = seconds_of(limits, "receive_seconds");
  server.idle_time = seconds_of(limits, "idle_seconds");
  return server;
}

}  // namespace sluis::daemon
