#include <iostream>

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/json_writer.hpp"
#include "mappings/validation.hpp"

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

}  // namespace

int run_validate(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"service", "schemas"}, {"json"});
  const auto service = arguments.value("service");
  const std::set<std::string> known{"", "consent", "therlink", "exclusion", "intrahub"};
  if (!known.contains(service)) throw UsageError("--service is one of consent, therlink, exclusion, intrahub");
  const auto file = arguments.only_plain("FILE");
  const auto text = read_file(file);
  const auto schemas = mappings::Schemas::load(core::installed_mappings(), arguments.value("schemas"));
  if (!schemas) throw UsageError(schemas.error().log_text());
  const auto findings = mappings::validate_message(text, *schemas, service);
  arguments.has("json") ? print_json(file, findings) : print_text(file, findings);
  return findings.empty() ? kDone : kRefused;
}

}  // namespace sluis::cli
