#include <iostream>

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/core/fault_help.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/daemon/catalogue.hpp"

namespace sluis::cli {
namespace {

constexpr std::size_t kSuggestions = 5;

using daemon::Catalogue;
using daemon::CodeEntry;

void line(std::string_view label, std::string_view text) {
  if (text.empty()) return;
  std::cout << "  " << label << std::string(label.size() < 17 ? 17 - label.size() : 1, ' ') << text << "\n";
}

void print(const core::FaultEntry& entry) {
  const auto& help = core::help_of(entry.id);
  std::cout << daemon::number_of(entry) << "  " << entry.name << "\n";
  line("party at fault", daemon::origin_of(entry));
  line("standard code", entry.soa_code);
  line("HTTP status", std::to_string(entry.http_status) + " on the JSON door, 500 on a SOAP door");
  line("caller reads", entry.caller_text);
  line("send it again", entry.retry ? "the same order may succeed later" : "not before something is changed");
  line("recorded in", daemon::recorded_in(entry));
  line("cause", help.cause);
  line("what to do", entry.hint);
  line("example", help.example);
}

void print(const CodeEntry& entry) {
  std::cout << entry.code << "  " << (entry.service == "hub" ? "sent by hubs" : "service " + entry.service) << "\n";
  line("party at fault", entry.fault);
  for (const auto& text : entry.texts) line("text", text);
  line("cause", entry.cause);
  line("what to do", entry.what_to_do);
  line("example", entry.example);
}

void write(core::JsonWriter& w, const core::FaultEntry& entry) {
  const auto& help = core::help_of(entry.id);
  w.begin_object().member("number", daemon::number_of(entry)).member("name", entry.name).member("party_at_fault", daemon::origin_of(entry));
  w.member("standard_code", entry.soa_code).member("http_status", entry.http_status).member("retry", entry.retry);
  w.member("recorded_in", daemon::recorded_in(entry)).member("caller_reads", entry.caller_text).member("cause", help.cause);
  w.member("what_to_do", entry.hint).member("example", help.example).end_object();
}

void write(core::JsonWriter& w, const CodeEntry& entry) {
  w.begin_object().member("service", entry.service).member("code", entry.code).member("party_at_fault", entry.fault);
  w.key("texts").begin_array();
  for (const auto& text : entry.texts) w.value(std::string_view(text));
  w.end_array().member("cause", entry.cause).member("what_to_do", entry.what_to_do).member("example", entry.example).end_object();
}

struct Found {
  std::vector<const core::FaultEntry*> faults;
  std::vector<const CodeEntry*> codes;
  std::vector<std::string> nearest;  // filled when nothing was found

  bool any() const { return !faults.empty() || !codes.empty(); }
};

void print_json(const std::string& wanted, const Found& found) {
  core::JsonWriter w;
  w.begin_object().member("code", wanted).member("found", found.any()).key("faults").begin_array();
  for (const auto* entry : found.faults) write(w, *entry);
  w.end_array().key("codes").begin_array();
  for (const auto* entry : found.codes) write(w, *entry);
  w.end_array().key("nearest").begin_array();
  for (const auto& code : found.nearest) w.value(std::string_view(code));
  w.end_array().end_object();
  std::cout << w.text() << "\n";
}

void print_text(const std::string& wanted, const Found& found) {
  const auto entries = found.faults.size() + found.codes.size();
  if (entries > 1) std::cout << wanted << " has " << entries << " meanings:\n\n";
  std::string_view between;
  for (const auto* entry : found.faults) {
    std::cout << between;
    print(*entry);
    between = "\n";
  }
  for (const auto* entry : found.codes) {
    std::cout << between;
    print(*entry);
    between = "\n";
  }
}

}  // namespace

int run_explain(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"mappings"}, {"json"});
  const auto wanted = arguments.only_plain("CODE");
  const auto catalogue = Catalogue::load(arguments.value("mappings", core::installed_mappings()));
  Found found{catalogue.faults_of(wanted), catalogue.codes_of(wanted), {}};
  if (!found.any()) found.nearest = catalogue.nearest(wanted, kSuggestions);
  if (arguments.has("json")) {
    print_json(wanted, found);
  } else if (found.any()) {
    print_text(wanted, found);
  } else {
    std::cerr << "sluis explain: no code '" << wanted << "'; the nearest:";
    for (const auto& code : found.nearest) std::cerr << " " << code;
    std::cerr << "\n";
  }
  return found.any() ? kDone : kRefused;
}

}  // namespace sluis::cli
