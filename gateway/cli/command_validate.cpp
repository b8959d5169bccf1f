#include <algorithm>
#include <iostream>

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/json_writer.hpp"
#include "mappings/validation.hpp"
#include "mappings/vitalink/scheme_rules.hpp"

namespace sluis::cli {
namespace {

void print_json(const std::string& file, const std::vector<mappings::Finding>& findings) {
  core::JsonWriter w;
  w.begin_object().member("file", file).member("valid", findings.empty()).key("findings").begin_array();
  for (const auto& f : findings) {
    w.begin_object().member("line", f.line).member("column", f.column).member("path", f.path);
    w.member("expected", f.expected).end_object();
  }
  w.end_array().end_object();
  std::cout << w.text() << "\n";
}

void print_text(const std::string& file, const std::vector<mappings::Finding>& findings) {
  if (findings.empty()) std::cout << file << ": valid\n";
  for (const auto& f : findings) {
    std::cout << file << ":" << f.line << ":" << f.column << ": " << (f.path.empty() ? "" : f.path + ": ") << f.expected << "\n";
  }
}

void print_rules(const std::string& file, const std::vector<mappings::vitalink::RuleFinding>& findings, bool refused, bool as_json) {
  if (as_json) {
    core::JsonWriter w;
    w.begin_object().member("file", file).member("valid", !refused).key("findings").begin_array();
    for (const auto& f : findings) {
      w.begin_object().member("rule", f.rule).member("severity", f.severity).member("line", f.line).member("column", f.column);
      w.member("path", f.path).member("expected", f.text).end_object();
    }
    w.end_array().end_object();
    std::cout << w.text() << "\n";
    return;
  }
  if (findings.empty()) std::cout << file << ": valid\n";
  for (const auto& f : findings) {
    std::cout << file << ":" << f.line << ":" << f.column << ": " << f.rule << " " << f.severity << ": "
              << (f.path.empty() ? "" : f.path + ": ") << f.text << "\n";
  }
}

// A medication scheme against the vault's business rules; warnings alone don't refuse it.
int validate_scheme(const std::string& file, bool as_json) {
  const auto tables = mappings::vitalink::SchemeTables::load(core::installed_mappings());
  const auto findings = mappings::vitalink::check_scheme(read_file(file), tables);
  if (!findings) {
    std::cout << file << ": " << (findings.error().caller_detail().empty() ? std::string("not well-formed XML") : findings.error().caller_detail()) << "\n";
    return kRefused;
  }
  const bool refused = std::any_of(findings->begin(), findings->end(), [](const auto& f) { return f.severity == "error"; });
  print_rules(file, *findings, refused, as_json);
  return refused ? kRefused : kDone;
}

}  // namespace

int run_validate(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"service", "schemas"}, {"json", "vitalink"});
  const auto service = arguments.value("service");
  const std::set<std::string> known{"", "consent", "therlink", "exclusion", "intrahub"};
  if (!known.contains(service)) throw UsageError("--service is one of consent, therlink, exclusion, intrahub");
  const auto file = arguments.only_plain("FILE");
  if (arguments.has("vitalink")) {
    if (!service.empty() || arguments.has("schemas")) throw UsageError("--vitalink judges business rules: neither --service nor --schemas");
    return validate_scheme(file, arguments.has("json"));
  }
  const auto text = read_file(file);
  const auto schemas = mappings::Schemas::load(core::installed_mappings(), arguments.value("schemas"));
  if (!schemas) throw UsageError(schemas.error().log_text());
  const auto findings = mappings::validate_message(text, *schemas, service);
  arguments.has("json") ? print_json(file, findings) : print_text(file, findings);
  return findings.empty() ? kDone : kRefused;
}

}  // namespace sluis::cli
