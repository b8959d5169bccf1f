#include <array>

#include "gateway/daemon/settings_file.hpp"

namespace sluis::daemon {
namespace {

using K = ValueKind;

constexpr std::array kKeys{
    KeyFacts{"gateway", "environment", K::Choice, true, "", "Test",
             "Development, Test, Integration, Acceptation, Simulation or Production; stands in every fault"},
    KeyFacts{"gateway", "number", K::Text, true, "", "71099911", "our NIHII, CBE or EHP number: author of our answers"},
    KeyFacts{"gateway", "category", K::Text, false, "orghospital", "orghospital", "our CD-HCPARTY"},
    KeyFacts{"gateway", "name", K::Text, true, "", "Sint-Jan", "our name in answers"},
    KeyFacts{"gateway", "schemas", K::Folder, false, "", "/opt/ehealth/schemas",
             "folder of the official XSD files; when given they are enforced instead of ours"},
    KeyFacts{"listen", "plain", K::Address, false, "", "127.0.0.1:8080", "address and port without TLS; loopback only, port 0 = any free"},
    KeyFacts{"listen", "tls", K::Address, false, "", "0.0.0.0:8443", "address and port with TLS"},
    KeyFacts{"listen", "certificate", K::File, false, "", "server.crt.pem", "server certificate and chain; needed with tls"},
    KeyFacts{"listen", "key", K::File, false, "", "server.key.pem", "server key; needed with tls"},
    KeyFacts{"listen", "client_roots", K::FileList, false, "", "clients-ca.pem", "roots of client certificates (mutual TLS of the JSON door)"},
    KeyFacts{"listen", "ports_file", K::OutFile, false, "", "run/ports.json", "written when listening, with the ports in use"},
    KeyFacts{"trust", "sts_certificates", K::FileList, true, "", "sts.pem", "pinned certificates of the token services, comma separated"},
    KeyFacts{"trust", "sts_issuers", K::List, false, "urn:be:fgov:ehealth:sts:1_0", "urn:be:fgov:ehealth:sts:1_0", "accepted Issuer texts"},
    KeyFacts{"trust", "holder_roots", K::FileList, false, "", "ehealth-ca.pem", "roots of holder certificates; when absent the token service vouches for them"},
    KeyFacts{"trust", "eid_roots", K::FileList, false, "", "belgium-root-ca4.pem, belgium-root-ca6.pem", "roots of the certificates that patients sign proofs with (eidsigning); without them no such proof is accepted"},
    KeyFacts{"trust", "eid_crls", K::FileList, false, "", "eid.crl.pem", "revocation lists (PEM) of those certificates, read at start"},
    KeyFacts{"trust", "eid_accept_sha1", K::Boolean, false, "false", "false", "accept proofs that were signed with SHA-1 (old cards and software)"},
    KeyFacts{"trust", "eid_early_seconds", K::Integer, false, "60", "60", "how long before its period a certificate of such a proof is taken"},
    KeyFacts{"trust", "skew_future_seconds", K::Integer, false, "60", "60", "how far Created may lie ahead of our clock"},
    KeyFacts{"trust", "skew_past_seconds", K::Integer, false, "300", "300", "how far Expires may lie behind our clock"},
    KeyFacts{"trust", "skew_assertion_seconds", K::Integer, false, "60", "60", "skew for NotBefore and NotOnOrAfter of an assertion"},
    KeyFacts{"trust", "timestamp_life_seconds", K::Integer, false, "300", "300", "longest life of a Timestamp"},
    KeyFacts{"trust", "assertion_life_seconds", K::Integer, false, "86400", "86400", "longest life of an assertion"},
    KeyFacts{"trust", "accept_key_value", K::Boolean, false, "false", "false", "accept a holder given as a bare key (legacy tokens)"},
    KeyFacts{"trust", "json_token_needs_certificate", K::Boolean, false, "false", "true", "JSON door: a token in the header needs the holder's client certificate as well"},
    KeyFacts{"trust", "replay_entries", K::Integer, false, "1000000", "1000000", "how many messages the replay guard remembers at most"},
    KeyFacts{"registry", "url", K::Text, true, "", "sqlite:///var/lib/sluis/registry.sqlite", "where consents, links and exclusions are kept"},
    KeyFacts{"audit", "path", K::OutFile, true, "", "/var/lib/sluis/trail.jsonl", "the audit trail"},
    KeyFacts{"log", "path", K::OutFile, false, "", "/var/log/sluis/sluis.log", "log file; default: standard error"},
    KeyFacts{"log", "level", K::Choice, false, "info", "info", "debug, info, warning or error"},
    KeyFacts{"log", "security_lines_per_minute", K::Integer, false, "600", "600", "how many refused strangers are logged in a minute; the rest is counted"},
    KeyFacts{"limits", "message_bytes", K::Integer, false, "10485760", "10485760", "largest request body"},
    KeyFacts{"limits", "workers", K::Integer, false, "0", "4", "worker threads; 0 = one a core, at least 2"},
    KeyFacts{"limits", "queue", K::Integer, false, "256", "256", "requests that may wait for a worker; more get 503"},
    KeyFacts{"limits", "connections", K::Integer, false, "2048", "2048", "open connections; more get 503"},
    KeyFacts{"limits", "receive_seconds", K::Integer, false, "10", "10", "time for a whole request to arrive"},
    KeyFacts{"limits", "idle_seconds", K::Integer, false, "60", "60", "how long an idle connection is kept"},
    KeyFacts{"limits", "answer_milliseconds", K::Integer, false, "10000", "10000", "deadline of a fan-out over the networks"},
    KeyFacts{"limits", "answer_milliseconds_most", K::Integer, false, "120000", "30000", "longest deadline that a caller gets (header Sluis-Deadline-Milliseconds); a longer one is cut to this"},
    KeyFacts{"routing", "reserve_milliseconds", K::Integer, false, "20", "20", "kept back from the deadline for judging, trail and reply; at most a tenth of it"},
    KeyFacts{"routing", "locator_milliseconds", K::Integer, false, "2000", "2000", "how long a fan-out waits for the metahub before it asks all hubs"},
    KeyFacts{"routing", "threads_per_source", K::Integer, false, "4", "4", "calls to one source at a time"},
    KeyFacts{"routing", "waiting_per_source", K::Integer, false, "32", "32", "calls that may wait for one of these; more are answered as late at once"},
    KeyFacts{"routing", "repeat_reads", K::Boolean, false, "true", "true", "send a look-up a second time when a source can't be reached or says that it is unwell; never anything that changes something"},
    KeyFacts{"routing", "breaker_failures", K::Integer, false, "5", "5", "failures in a row after which a source is left alone (breaker_open)"},
    KeyFacts{"routing", "breaker_rest_milliseconds", K::Integer, false, "30000", "30000", "for how long; then one call is let through as a probe"},
    KeyFacts{"routing", "resume_seconds", K::Integer, false, "600", "600", "how long a resume token can be used"},
    KeyFacts{"routing", "resume_key_file", K::File, false, "", "resume.key", "file with one line, base64 of 32 bytes or more, shared by gateways that take each other's resume tokens; default: a random key of the process"},
    KeyFacts{"answers", "sign", K::Boolean, false, "false", "true", "sign Body and Timestamp of our SOAP answers (the platform does not)"},
    KeyFacts{"answers", "identity", K::Text, false, "", "hospital", "name of the [identity] that signs"},
    KeyFacts{"identity", "file", K::File, true, "", "hospital.p12", "PKCS#12, or PEM with key and certificates"},
    KeyFacts{"identity", "password_file", K::File, false, "", "hospital.password", "file whose first line is the password"},
    KeyFacts{"identity", "quality", K::Text, true, "", "hospital", "which claims to ask from the token service: a row of policy/token_claims.table"},
    KeyFacts{"identity", "number", K::Text, true, "", "71099911", "our number in those claims"},
    KeyFacts{"identity", "ssin", K::Text, false, "", "85073099833", "the person behind the organisation, when the claims need one"},
    KeyFacts{"sts", "url", K::Url, true, "", "https://services.ehealth.fgov.be/IAM/SecurityTokenService/v1", "token service for our own tokens"},
    KeyFacts{"sts", "trusted_roots", K::File, false, "", "roots.pem", "roots of its server certificate"},
    KeyFacts{"sts", "renew_percent", K::Integer, false, "80", "80", "how much of a token's life passes before the next one is fetched in the background; 1 to 99"},
    KeyFacts{"authority", "consent", K::Choice, false, "local", "local", "local or ehealth; who has the last word on consents: this registry or the federal service"},
    KeyFacts{"authority", "links", K::Choice, false, "local", "local", "local or ehealth; the same for therapeutic links"},
    KeyFacts{"authority", "exclusions", K::Choice, false, "local", "local", "local or ehealth; the same for therapeutic exclusions"},
    KeyFacts{"authority", "consent_url", K::Url, false, "", "https://services.ehealth.fgov.be/Consent/v1", "federal Consent service; needed with consent = ehealth"},
    KeyFacts{"authority", "links_url", K::Url, false, "", "https://services.ehealth.fgov.be/TherLink/v1", "federal TherLink service; needed with links = ehealth"},
    KeyFacts{"authority", "exclusions_url", K::Url, false, "", "https://services.ehealth.fgov.be/TherapeuticExclusion/v1", "federal TherapeuticExclusion service; needed with exclusions = ehealth"},
    KeyFacts{"authority", "trusted_roots", K::File, false, "", "roots.pem", "roots of their server certificates"},
    KeyFacts{"authority", "identity", K::Text, false, "", "hospital", "name of the [identity] to call them with; default: the first"},
    KeyFacts{"authority", "remember_seconds", K::Integer, false, "60", "60", "how long an answer of theirs is used again, at most; 0 = never"},
    KeyFacts{"authority", "time_limit_ms", K::Integer, false, "5000", "5000", "time limit of one call"},
    KeyFacts{"outbox", "first_delay_ms", K::Integer, false, "1000", "1000", "wait before what could not be sent is tried again; doubled by every further attempt"},
    KeyFacts{"outbox", "longest_delay_seconds", K::Integer, false, "300", "300", "longest such wait"},
    KeyFacts{"outbox", "time_limit_ms", K::Integer, false, "10000", "10000", "time limit of one delivery"},
    KeyFacts{"registers", "url", K::Url, true, "", "https://registers.example/registers/v1", "authentic registers of persons, providers, organisations"},
    KeyFacts{"registers", "secret_file", K::File, false, "", "registers.secret", "file whose first line authenticates us there"},
    KeyFacts{"registers", "trusted_roots", K::File, false, "", "roots.pem", "roots of its server certificate"},
    KeyFacts{"registers", "time_limit_ms", K::Integer, false, "2000", "2000", "time limit of one look-up"},
    KeyFacts{"network", "kind", K::Text, true, "", "hub", "folder of adapters/: hub, metahub, vitalink, pharmaceutical_dossier"},
    KeyFacts{"network", "url", K::Url, true, "", "https://hub.example/IntraHub/v3", "address of its service"},
    KeyFacts{"network", "time_limit_ms", K::Integer, false, "5000", "5000", "time limit of one call"},
    KeyFacts{"network", "identity", K::Text, false, "", "hospital", "name of the [identity] to call with; default: the first"},
    KeyFacts{"network", "trusted_roots", K::File, false, "", "roots.pem", "roots of its server certificate"},
    KeyFacts{"network", "hub_id", K::Text, false, "", "1999990144", "EHP number of a hub"},
    KeyFacts{"network", "sl", K::Text, false, "", "HUBAID", "scheme of its document ids"},
    KeyFacts{"network", "also_holds", K::Text, false, "", "1999990243", "EHP numbers of vaults behind this hub, comma separated: entries of these are believed too"},
    KeyFacts{"network", "title", K::Text, false, "", "Hub A", "its name in answers"},
    KeyFacts{"network", "home", K::Boolean, false, "false", "true", "this hub serves searchtype local"},
    KeyFacts{"network", "etk", K::File, false, "", "dossier.pem", "its encryption certificate, for sealed messages"},
    KeyFacts{"network", "cbe", K::Text, false, "", "0999999922", "its CBE number"},
};

}  // namespace

std::span<const KeyFacts> known_keys() { return kKeys; }

bool section_is_required(std::string_view section) {
  return section == "gateway" || section == "listen" || section == "trust" || section == "registry" || section == "audit";
}

bool section_has_name(std::string_view section) { return section == "network" || section == "identity"; }

}  // namespace sluis::daemon
