#include "gateway/security/gate.hpp"

#include <array>
#include <span>

#include "gateway/core/exchangeable.hpp"
#include "gateway/security/rules.hpp"
#include "gateway/security/security_log.hpp"

namespace sluis::security {
namespace {

// A signed SOAP message. What is cheap stands before what is dear, and nothing is believed before the rule that proves it.
constexpr std::array kSoapRules{
    Rule{1, "form", form_rule},                             // before anything is interpreted: size, parse, one Body
    Rule{2, "security header", header_rule},                // fixes the nodes that all later rules speak of
    Rule{3, "timestamp", timestamp_rule},                   // cheap; bounds the memory of the replay guard
    Rule{4, "algorithms", algorithm_rule},                  // before any cryptography, of both signatures
    Rule{5, "assertion", assertion_rule},                   // the pinned key: from here the assertion is believed
    Rule{6, "holder of key", holder_rule},                  // the key for the message, from the believed assertion only
    Rule{8, "signed nodes", reference_rule},                // cheap, hence before 7: which nodes the signature must cover
    Rule{7, "message signature", message_signature_rule},   // from here Body and Timestamp are believed
    Rule{9, "replay", replay_rule},                         // after 7: only what was really signed takes memory
    Rule{10, "certified attributes", identity_rule},        // who it is; what he may do is for the operation
    Rule{11, "holder certificate", holder_certificate_rule},  // last: chain building is dear, and often not configured
};

// A JSON request with a SAML token in its header.
constexpr std::array kTokenRules{
    Rule{1, "form", json_form_rule},
    Rule{2, "header token", header_token_rule},
    Rule{4, "algorithms", algorithm_rule},
    Rule{5, "assertion", assertion_rule},
    Rule{6, "holder of key", same_holder_rule},
    Rule{10, "certified attributes", identity_rule},
    Rule{11, "holder certificate", holder_certificate_rule},
};

// A JSON request over mutual TLS alone, or with nothing at all.
constexpr std::array kClientCertificateRules{
    Rule{1, "form", json_form_rule},
    Rule{2, "client certificate", client_certificate_rule},
    Rule{11, "holder certificate", holder_standing_rule},
};

constexpr std::array kLoneAssertionRules{
    Rule{1, "form", document_rule},
    Rule{2, "assertion form", lone_assertion_rule},
    Rule{4, "algorithms", algorithm_rule},
    Rule{5, "assertion", assertion_rule},
    Rule{6, "holder of key", holder_rule},
    Rule{10, "certified attributes", identity_rule},
    Rule{11, "holder certificate", holder_certificate_rule},
};

constexpr std::array kTokenRequestRules{
    Rule{1, "form", form_rule},
    Rule{2, "security header", certificate_header_rule},
    Rule{3, "timestamp", timestamp_rule},
    Rule{4, "algorithms", algorithm_rule},
    Rule{6, "certificate", certificate_key_rule},
    Rule{8, "signed nodes", reference_rule},
    Rule{7, "message signature", message_signature_rule},
    Rule{9, "replay", replay_rule},
    Rule{10, "certificate subject", certificate_identity_rule},
    Rule{11, "holder certificate", holder_certificate_rule},
};

std::span<const Rule> rules_for(const message::Raw& raw) {
  if (!raw.path.starts_with("/api/")) return kSoapRules;
  if (raw.headers.contains("authorization")) return kTokenRules;
  return kClientCertificateRules;
}

Verdict run(std::span<const Rule> rules, Case& c, const Ground& ground) {
  Verdict verdict;
  for (const auto& rule : rules) {
    auto fine = rule.apply(c, ground);
    if (fine) continue;
    verdict.rule = rule.number;
    verdict.rule_name = rule.name;
    verdict.fault = std::move(fine).error();
    return verdict;
  }
  verdict.identity = c.identity;
  return verdict;
}

}  // namespace

struct Gate::Inside {
  Inside(GateSettings chosen, const core::Clock& time, core::Log& log, ReplayGuard& guard)
      : settings(std::make_shared<const GateSettings>(std::move(chosen))),
        identities(mappings::saml11::IdentityTable::load(settings.get()->policy_folder + "/token_attributes.table")),
        certificate_types(CertificateTypes::load(settings.get()->policy_folder + "/certificate_types.table")),
        clock(time),
        replays(guard),
        security_log(log, settings.get()->security_log_lines) {}

  // The rules on one message, all by the same settings.
  Verdict apply(std::span<const Rule> rules, Case& c) {
    const auto in_use = settings.get();
    return run(rules, c, Ground{*in_use, identities, certificate_types, certificates, replays});
  }

  core::Exchangeable<GateSettings> settings;
  mappings::saml11::IdentityTable identities;
  CertificateTypes certificate_types;
  CertificateCache certificates;
  const core::Clock& clock;
  ReplayGuard& replays;
  SecurityLog security_log;
};

Gate::Gate(GateSettings settings, const core::Clock& clock, core::Log& log, ReplayGuard& replays)
    : inside_(std::make_unique<Inside>(std::move(settings), clock, log, replays)) {}
Gate::~Gate() = default;

void Gate::exchange(std::vector<native::Certificate> sts_certificates, std::vector<native::Certificate> holder_roots) {
  auto next = std::make_shared<GateSettings>(*inside_->settings.get());
  next->trust.sts_certificates = std::move(sts_certificates);
  next->holder_roots = std::move(holder_roots);
  inside_->settings.exchange(std::move(next));
}

Verdict Gate::judge(message::Raw raw) const {
  Case c(raw, inside_->clock.now());
  auto verdict = inside_->apply(rules_for(raw), c);
  if (verdict.fault) {
    // That we can't answer for it (replay memory gone or full) says nothing about the caller: it is logged as a fault of ours.
    if (verdict.fault->entry().origin == core::Origin::Caller) {
      inside_->security_log.refused(
          {verdict.rule, verdict.rule_name, *verdict.fault, raw.correlation_id, raw.peer, raw.path}, c.now);
    }
    return verdict;
  }
  auto document = c.payload ? std::move(c.document) : nullptr;
  const auto payload = c.payload;
  verdict.message = message::Verified(std::move(raw), std::move(c.identity), std::move(document), payload);
  return verdict;
}

Result<message::Verified> Gate::admit(message::Raw raw) const {
  auto verdict = judge(std::move(raw));
  if (verdict.fault) return *std::move(verdict.fault);
  return *std::move(verdict.message);
}

Verdict Gate::judge_assertion(const message::Raw& raw) const {
  Case c(raw, inside_->clock.now());
  return inside_->apply(kLoneAssertionRules, c);
}

Verdict Gate::judge_token_request(const message::Raw& raw) const {
  Case c(raw, inside_->clock.now());
  return inside_->apply(kTokenRequestRules, c);
}

}  // namespace sluis::security
