#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <stdexcept>

#include "gateway/audit/announcements.hpp"
#include "gateway/audit/heads_file.hpp"
#include "gateway/cli/arguments.hpp"
#include "gateway/cli/audit_commands.hpp"
#include "gateway/cli/backup_folder.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/registry/sqlite_backup.hpp"

namespace sluis::cli {
namespace {

namespace fs = std::filesystem;

struct Place {
  std::string from;  // in the backup; "": nothing comes here, but what is there has to go
  std::string to;
};

void sync(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!synced) throw std::runtime_error(path + " can't be made durable");
}

std::string folder_of(const std::string& path) {
  const auto parent = fs::path(path).parent_path();
  return parent.empty() ? "." : parent.string();
}

void must_be_stopped(const std::string& trail) {
  const int file = ::open(trail.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  const bool free = ::flock(file, LOCK_EX | LOCK_NB) == 0;
  ::close(file);
  if (!free) throw std::runtime_error("the gateway is running on " + trail + ": stop it first");
}

// Under a name of its own until it is whole: a restore that dies half-way leaves no half file in place.
void put(const Place& place) {
  const auto part = place.to + ".restoring";
  fs::copy_file(place.from, part, fs::copy_options::overwrite_existing);
  fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write);
  sync(part);
  fs::rename(part, place.to);
  sync(folder_of(place.to));
}

std::vector<Place> places_of(const Arguments& arguments, const daemon::SettingsFile& settings, const std::string& folder, const BackupManifest& manifest) {
  std::vector<Place> places;
  const auto trail = settings.only("audit").text("path");
  if (manifest.with_registry && !arguments.has("trail-only")) {
    const auto registry = registry::registry_file_of(settings.only("registry").text("url"));
    if (registry.empty()) throw UsageError("registry.url is a PostgreSQL database, the backup holds an SQLite file: restore with --trail-only, or correct registry.url");
    places.push_back({folder + "/registry.sqlite", registry});
    for (const auto* beside : {"-wal", "-shm", "-journal"}) places.push_back({"", registry + beside});
  }
  if (!arguments.has("registry-only")) {
    places.push_back({folder + "/trail.heads", audit::heads_path_of(trail)});
    places.push_back({folder + "/trail.announced", audit::announced_path_of(trail)});
    places.push_back({"", audit::tree_path_of(trail)});
    places.push_back({folder + "/trail.jsonl", trail});
  }
  if (places.empty()) throw UsageError("nothing to restore: the backup holds no registry");
  return places;
}

// The first file that stands where one would come, "" when there is none.
std::string in_the_way(const std::vector<Place>& places) {
  for (const auto& place : places) {
    if (fs::exists(place.to)) return place.to;
  }
  return {};
}

// What is there is kept under another name; nothing is ever deleted.
void clear(const std::vector<Place>& places) {
  auto moment = core::to_text(core::SystemClock{}.now());
  std::erase_if(moment, [](char c) { return c == ':' || c == '-' || c == '.'; });
  for (const auto& place : places) {
    if (fs::exists(place.to)) fs::rename(place.to, place.to + ".before-restore-" + moment);
  }
}

void tell(const std::string& registry, const std::string& trail) {
  if (registry.empty() || !fs::exists(registry) || !fs::exists(trail)) return;
  const auto agreement = agreement_of(registry, trail);
  if (agreement.without_record > 0) {
    std::cout << "the trail is older than the registry: " << agreement.without_record << " acts in the registry have no record\n";
  }
  if (agreement.newer_in_trail > 0) {
    std::cout << "the trail is newer than the registry: " << agreement.newer_in_trail << " orders that it says were stored are not in it\n";
  }
  if (agreement.without_record == 0 && agreement.newer_in_trail == 0) std::cout << "registry and trail agree\n";
}

int restore(const Arguments& arguments) {
  const auto settings = daemon::SettingsFile::load(arguments.required("config"));
  const auto folder = arguments.required("from");
  const auto manifest = read_manifest(folder);
  std::optional<native::PublicKey> key;
  if (arguments.has("key")) key = key_given(arguments);
  const auto wrong = wrong_with_backup(folder, manifest, key);
  for (const auto& line : wrong) std::cout << "wrong: " << line << "\n";
  if (!wrong.empty()) return kRefused;
  const auto trail = settings.only("audit").text("path");
  must_be_stopped(trail);
  const auto places = places_of(arguments, settings, folder, manifest);
  if (const auto there = in_the_way(places); !there.empty() && !arguments.has("replace")) {
    std::cout << there << " is there already; --replace moves it aside (to " << fs::path(there).filename().string() << ".before-restore-...)\n";
    return kRefused;
  }
  clear(places);
  for (const auto& place : places) {
    if (!place.from.empty()) put(place);
  }
  std::cout << "restored the backup of " << manifest.created << ": " << manifest.registrations << " registrations, " << manifest.records << " records\n";
  tell(registry::registry_file_of(settings.only("registry").text("url")), trail);
  return kDone;
}

}  // namespace

int run_restore(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"config", "from", "key"}, {"replace", "trail-only", "registry-only"});
  if (!arguments.plain().empty()) throw UsageError("takes no file: sluis restore --from FOLDER --config FILE");
  return restore(arguments);
}

}  // namespace sluis::cli
