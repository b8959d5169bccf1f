#include "gateway/daemon/keys.hpp"

#include <fstream>

#include "gateway/core/table.hpp"
#include "mappings/wstrust/claim_table.hpp"

namespace sluis::daemon {
namespace {

std::string first_line(const Section& section, std::string_view key) {
  if (!section.has(key)) return {};
  std::ifstream in(section.text(key));
  std::string line;
  std::getline(in, line);
  return line;
}

transport::ListenAddress address_of(const std::string& text) {
  const auto colon = text.rfind(':');
  return {text.substr(0, colon), static_cast<std::uint16_t>(std::stoi(text.substr(colon + 1)))};
}

bool is_loopback(const std::string& host) { return host.starts_with("127.") || host == "::1" || host == "[::1]" || host == "localhost"; }

transport::TlsListen tls_of(const Section& listen) {
  for (const std::string_view key : {"certificate", "key"}) {
    if (!listen.has(key)) throw listen.error(key, "needed with tls");
  }
  auto chain = certificates_of(listen, "certificate");
  auto key = native::PrivateKey::load(listen.text("key"));
  if (!key) throw listen.error("key", key.error().log_text());
  if (!(key->public_key() == chain.front().key())) throw listen.error("key", "it is not the key of the certificate");
  const auto leaf = chain.front();
  chain.erase(chain.begin());
  transport::TlsListen tls{address_of(listen.text("tls")), {std::move(*key), leaf, std::move(chain)}, {}};
  if (listen.has("client_roots")) tls.client_roots = certificates_of(listen, "client_roots");
  return tls;
}

std::chrono::seconds seconds_of(const Section& section, std::string_view key) {
  return std::chrono::seconds(section.integer(key));
}

}  // namespace

std::vector<native::Certificate> certificates_of(const Section& section, std::string_view key) {
  std::vector<native::Certificate> all;
  for (const auto& file : section.list(key)) {
    auto some = native::Certificate::load(file);
    if (!some) throw section.error(key, some.error().log_text());
    all.insert(all.end(), some->begin(), some->end());
  }
  return all;
}

security::GateSettings gate_settings(const SettingsFile& settings, const std::string& mappings) {
  const auto& trust = settings.only("trust");
  security::GateSettings gate;
  gate.trust.sts_certificates = certificates_of(trust, "sts_certificates");
  gate.trust.issuers = trust.list("sts_issuers");
  gate.trust.skew = seconds_of(trust, "skew_assertion_seconds");
  gate.trust.longest_life = seconds_of(trust, "assertion_life_seconds");
  if (trust.has("holder_roots")) gate.holder_roots = certificates_of(trust, "holder_roots");
  gate.policy_folder = mappings + "/policy";
  gate.limits.bytes = static_cast<std::size_t>(settings.only("limits").integer("message_bytes"));
  gate.future_skew = seconds_of(trust, "skew_future_seconds");
  gate.past_skew = seconds_of(trust, "skew_past_seconds");
  gate.longest_timestamp = seconds_of(trust, "timestamp_life_seconds");
  gate.bare_holder_keys = trust.boolean("accept_key_value");
  gate.header_token_needs_certificate = trust.boolean("json_token_needs_certificate");
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
    auto credential = native::load_credential(section->text("file"), first_line(*section, "password_file"));
    if (!credential) throw section->error("file", credential.error().log_text());
    auto claims = table.claims_for(section->text("quality"), {section->text("ssin"), section->text("number")});
    if (!claims) throw section->error("quality", claims.error().log_text());
    identities.push_back({section->name, *credential, *credential, std::move(*claims)});
  }
  return identities;
}

security::TokenServiceSettings token_service(const SettingsFile& settings) {
  const auto& sts = settings.only("sts");
  const auto& trust = settings.only("trust");
  security::TokenServiceSettings service;
  service.url = sts.text("url");
  service.trusted_roots = sts.text("trusted_roots");
  service.trust.sts_certificates = certificates_of(trust, "sts_certificates");
  service.trust.issuers = trust.list("sts_issuers");
  return service;
}

transport::ServerSettings server_settings(const SettingsFile& settings) {
  const auto& listen = settings.only("listen");
  const auto& limits = settings.only("limits");
  if (!listen.has("plain") && !listen.has("tls")) throw listen.error("tls", "neither tls nor plain is given");
  transport::ServerSettings server;
  if (listen.has("plain")) server.plain = address_of(listen.text("plain"));
  if (server.plain && !is_loopback(server.plain->host)) throw listen.error("plain", "without TLS only a loopback address is served");
  if (listen.has("tls")) server.tls = tls_of(listen);
  server.workers = static_cast<std::size_t>(limits.integer("workers"));
  server.queue = static_cast<std::size_t>(limits.integer("queue"));
  server.connections = static_cast<std::size_t>(limits.integer("connections"));
  server.body_bytes = static_cast<std::size_t>(limits.integer("message_bytes"));
  server.receive_time = seconds_of(limits, "receive_seconds");
  server.idle_time = seconds_of(limits, "idle_seconds");
  return server;
}

}  // namespace sluis::daemon
