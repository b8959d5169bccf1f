#include <iostream>

#include "gateway/audit/verify_trail.hpp"
#include "gateway/cli/arguments.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/daemon/settings_file.hpp"

namespace sluis::cli {
namespace {

std::string trail_of(const Arguments& arguments) {
  const auto& plain = arguments.plain();
  if (plain.empty() || plain.front() != "verify") throw UsageError("the one thing that can be done is: sluis audit verify");
  if (plain.size() == 2) return plain[1];
  if (plain.size() > 2) throw UsageError("one trail at a time");
  if (!arguments.has("config")) throw UsageError("name the trail, or the settings with --config FILE");
  return daemon::SettingsFile::load(arguments.value("config")).only("audit").text("path");
}

void print_json(const std::string& path, const audit::TrailVerdict& verdict) {
  core::JsonWriter w;
  w.begin_object().member("trail", path).member("unaltered", verdict.unaltered()).member("records", verdict.records);
  w.member("last_hash", verdict.last_hash);
  if (verdict.bad) {
    w.member("bad_record", verdict.bad->record).member("line", verdict.bad->line);
    w.member("offset", verdict.bad->offset).member("why", verdict.bad->why);
  }
  w.end_object();
  std::cout << w.text() << "\n";
}

void print_text(const audit::TrailVerdict& verdict) {
  if (verdict.unaltered()) {
    std::cout << "unaltered: " << verdict.records << " records\nlast hash " << verdict.last_hash << "\n";
  } else {
    std::cout << "altered: record " << verdict.bad->record << " (line " << verdict.bad->line << ", byte " << verdict.bad->offset << "): "
              << verdict.bad->why << "\n"
              << verdict.records << " records before it are good\n";
  }
}

}  // namespace

int run_audit(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"config", "last-hash"}, {"json"});
  const auto path = trail_of(arguments);
  std::optional<std::string> anchor;
  if (arguments.has("last-hash")) anchor = arguments.value("last-hash");
  const auto verdict = audit::verify_trail(path, anchor);
  if (!verdict) {
    std::cerr << path << ": " << verdict.error().log_text() << "\n";
    return kTechnical;
  }
  arguments.has("json") ? print_json(path, *verdict) : print_text(*verdict);
  return verdict->unaltered() ? kDone : kRefused;
}

}  // namespace sluis::cli
