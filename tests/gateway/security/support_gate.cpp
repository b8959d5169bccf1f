#include "support_gate.hpp"

namespace sluis::tests {

security::GateSettings TestGate::settings() {
  security::GateSettings settings;
  settings.trust.sts_certificates = {keys().sts.certificate};
  settings.policy_folder = SLUIS_SOURCE_DIR "/mappings/policy";
  return settings;
}

TestGate::TestGate(security::GateSettings chosen)
    : log(clock, [this](std::string_view line) { lines.emplace_back(line); }), gate(std::move(chosen), clock, log, replays) {}

security::Verdict TestGate::judge(const std::string& text) const { return gate.judge(soap_request(text)); }
std::string TestGate::told(const std::string& text) const { return tests::told(judge(text)); }

message::Raw soap_request(const std::string& text) {
  message::Raw raw;
  raw.method = "POST";
  raw.path = "/Consent/v1";
  raw.headers["content-type"] = "text/xml; charset=utf-8";
  raw.body = text;
  raw.correlation_id = "c-1";
  raw.peer = "192.0.2.1";
  return raw;
}

std::string told(const security::Verdict& verdict) {
  if (verdict.accepted()) return "accepted";
  return std::to_string(verdict.rule) + " " + std::string(verdict.fault->entry().name);
}

}  // namespace sluis::tests
