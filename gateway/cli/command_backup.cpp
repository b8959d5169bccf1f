#include <chrono>
#include <filesystem>
#include <iostream>

#include "gateway/audit/trail_copy.hpp"
#include "gateway/cli/arguments.hpp"
#include "gateway/cli/audit_commands.hpp"
#include "gateway/cli/backup_folder.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/core/version.hpp"
#include "gateway/daemon/keys.hpp"
#include "gateway/daemon/oversight.hpp"
#include "gateway/registry/sqlite_backup.hpp"

namespace sluis::cli {
namespace {

namespace fs = std::filesystem;

void make_folder(const std::string& folder) {
  std::error_code failed;
  if (fs::exists(folder) && !(fs::is_directory(folder) && fs::is_empty(folder))) throw UsageError("--to " + folder + ": there is something already");
  fs::create_directories(folder, failed);
  fs::permissions(folder, fs::perms::owner_all, failed);
  if (failed) throw UsageError("--to " + folder + ": " + failed.message());
}

void tell(const std::string& folder, const BackupManifest& manifest, bool json) {
  if (json) return void(std::cout << read_file(folder + "/manifest.json"));
  std::cout << "backup of " << manifest.created << " in " << folder << "\n";
  if (manifest.with_registry) {
    std::cout << "registry: schema " << manifest.schema << ", " << manifest.registrations << " registrations, " << manifest.acts << " acts, " << manifest.owed
              << " items still owed to others\n";
  } else {
    std::cout << "registry: not in it\n";
  }
  std::cout << "trail: " << manifest.records << " records, last hash " << manifest.last_hash << "\n";
}

int make(const Arguments& arguments) {
  const auto settings = daemon::SettingsFile::load(arguments.required("config"));
  const auto folder = arguments.required("to");
  const auto registry = registry::registry_file_of(settings.only("registry").text("url"));
  const bool with_registry = !arguments.has("trail-only");
  if (with_registry && registry.empty()) {
    throw UsageError("registry.url is a PostgreSQL database: back it up with pg_dump or pg_basebackup (docs/operations.md, Backup and restore), and then run this "
                     "command with --trail-only");
  }
  const auto key = daemon::head_signer(settings, daemon::identities_of(settings, core::installed_mappings()));
  make_folder(folder);
  BackupManifest manifest;
  const auto now = core::SystemClock{}.now();
  manifest.created = core::to_text(now);
  manifest.version = std::string(core::kVersion);
  manifest.environment = settings.only("gateway").text("environment");
  manifest.with_registry = with_registry;
  // The registry first: what is stored in it by now is announced or recorded by the time the trail is read.
  if (with_registry) {
    registry::copy_registry(registry, folder + "/registry.sqlite");
    const auto facts = registry::facts_of_copy(folder + "/registry.sqlite");
    manifest.schema = facts.schema, manifest.registrations = facts.registrations, manifest.acts = facts.acts, manifest.owed = facts.owed;
    manifest.digests["registry.sqlite"] = digest_of_file(folder + "/registry.sqlite");
  }
  const auto trail = audit::copy_trail(settings.only("audit").text("path"), folder, now, key);
  if (!trail) {
    std::cerr << trail.error().number() << " " << trail.error().log_text() << "\n";
    return trail.error().id() == FaultId::TrailAltered ? kRefused : kTechnical;
  }
  manifest.records = trail->records, manifest.last_hash = trail->last_hash;
  if (trail->head) manifest.head_root = trail->head->root;
  for (const auto* name : {"trail.jsonl", "trail.heads", "trail.announced"}) manifest.digests[name] = digest_of_file(folder + "/" + name);
  write_manifest(folder, manifest, key);
  tell(folder, manifest, arguments.has("json"));
  return kDone;
}

int verify(const Arguments& arguments) {
  if (arguments.plain().size() != 2) throw UsageError("which backup: sluis backup verify FOLDER");
  const auto& folder = arguments.plain()[1];
  const auto manifest = read_manifest(folder);
  std::optional<native::PublicKey> key;
  if (arguments.has("key")) key = key_given(arguments);
  const auto wrong = wrong_with_backup(folder, manifest, key);
  for (const auto& line : wrong) std::cout << "wrong: " << line << "\n";
  if (!wrong.empty()) return kRefused;
  tell(folder, manifest, arguments.has("json"));
  if (!arguments.has("json")) std::cout << "good: it can be restored" << (key ? "" : "; its signature was not checked: give --key PEM") << "\n";
  return kDone;
}

}  // namespace

int run_backup(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"config", "to", "key"}, {"json", "trail-only"});
  const bool verifies = !arguments.plain().empty() && arguments.plain().front() == "verify";
  if (!verifies && !arguments.plain().empty()) throw UsageError("sluis backup --config FILE --to FOLDER, or sluis backup verify FOLDER");
  return verifies ? verify(arguments) : make(arguments);
}

}  // namespace sluis::cli
