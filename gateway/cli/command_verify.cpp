#include <iostream>

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/security/file_check.hpp"
#include "mappings/validation.hpp"

namespace sluis::cli {
namespace {

std::vector<native::Certificate> certificates(const std::string& path) {
  auto loaded = native::Certificate::load(path);
  if (!loaded) throw UsageError(path + ": " + loaded.error().log_text());
  return std::move(*loaded);
}

security::GateSettings settings_of(const Arguments& arguments) {
  security::GateSettings settings;
  settings.trust.sts_certificates = certificates(arguments.required("sts-cert"));
  if (arguments.has("issuer")) settings.trust.issuers = {arguments.value("issuer")};
  if (arguments.has("holder-roots")) settings.holder_roots = certificates(arguments.value("holder-roots"));
  settings.policy_folder = core::installed_mappings() + "/policy";
  return settings;
}

core::Instant moment_of(const Arguments& arguments) {
  if (!arguments.has("at")) return core::SystemClock{}.now();
  const auto at = core::parse_instant(arguments.value("at"));
  if (!at) throw UsageError("--at takes a moment such as 2026-11-20T09:15:00Z");
  return *at;
}

Status checked(std::string_view text, const mappings::Schemas& schemas) {
  const auto findings = mappings::validate_message(text, schemas);
  if (findings.empty()) return Done{};
  const auto& first = findings.front();
  return Fault(FaultId::SchemaViolation, "line " + std::to_string(first.line) + ", column " + std::to_string(first.column) + ": " + first.expected);
}

void write_identity(core::JsonWriter& w, const model::Identity& identity) {
  w.key("identity").begin_object().member("category", identity.category);
  if (identity.ssin) w.member("ssin", identity.ssin->text());
  if (identity.nihii) w.member("nihii", identity.nihii->text());
  if (identity.organisation) w.member("organisation", identity.organisation->number);
  w.member("first_name", identity.first_name).member("family_name", identity.family_name);
  w.member("subject", identity.subject).member("assertion_id", identity.assertion_id).end_object();
  w.key("attributes").begin_array();
  for (const auto& attribute : identity.attributes) {
    w.begin_object().member("name", attribute.name).member("namespace", attribute.name_space).key("values").begin_array();
    for (const auto& value : attribute.values) w.value(value);
    w.end_array().end_object();
  }
  w.end_array();
}

void print_json(const security::FileVerdict& verdict) {
  core::JsonWriter w;
  w.begin_object().member("accepted", verdict.accepted()).member("kind", verdict.kind);
  if (verdict.accepted()) w.member("note", verdict.note);
  if (verdict.fault) {
    const auto& fault = *verdict.fault;
    w.member("rule", verdict.rule).member("rule_name", verdict.rule_name);
    w.key("fault").begin_object().member("number", fault.number()).member("name", fault.entry().name);
    w.member("code", fault.entry().soa_code).member("text", fault.entry().caller_text).member("reason", fault.log_text()).end_object();
  }
  if (verdict.identity) write_identity(w, *verdict.identity);
  w.end_object();
  std::cout << w.text() << "\n";
}

void print_text(const security::FileVerdict& verdict) {
  if (verdict.fault) {
    const auto& fault = *verdict.fault;
    std::cout << "refused by rule " << verdict.rule << " (" << verdict.rule_name << "): " << fault.number() << " " << fault.entry().name
              << ", " << fault.entry().soa_code << "\n" << fault.log_text() << "\n";
    return;
  }
  std::cout << "accepted: " << verdict.kind << "\n" << verdict.note << "\n";
  if (!verdict.identity) return;
  const auto& identity = *verdict.identity;
  std::cout << "identity: " << identity.category << " " << identity.first_name << " " << identity.family_name;
  if (identity.ssin) std::cout << " ssin=" << identity.ssin->text();
  if (identity.nihii) std::cout << " nihii=" << identity.nihii->text();
  if (identity.organisation) std::cout << " organisation=" << identity.organisation->number;
  std::cout << "\n";
  for (const auto& attribute : identity.attributes) {
    for (const auto& value : attribute.values) std::cout << "  " << attribute.name << " (" << attribute.name_space << ") = " << value << "\n";
  }
}

}  // namespace

int run_verify(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"sts-cert", "at", "issuer", "holder-roots"}, {"json"});
  const auto settings = settings_of(arguments);
  const auto text = read_file(arguments.only_plain("FILE"));
  const core::ManualClock clock(moment_of(arguments));
  const auto schemas = mappings::Schemas::load(core::installed_mappings());
  if (!schemas) throw std::runtime_error(schemas.error().log_text());
  core::Log silent(clock, [](std::string_view) {});
  security::MemoryReplayGuard replays;
  const security::Gate gate(settings, clock, silent, replays);
  const auto verdict = security::check_file(text, gate, [&](std::string_view t) { return checked(t, *schemas); });
  arguments.has("json") ? print_json(verdict) : print_text(verdict);
  return verdict.accepted() ? kDone : kRefused;
}

}  // namespace sluis::cli
