#include "gateway/daemon/privilege.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "gateway/native/secret.hpp"

namespace sluis::daemon {
namespace {

constexpr auto kRoot = "run it as a user of its own: packaging/systemd/sluisd.service";
constexpr auto kKeyFile = "take the rights of others away: chmod o= FILE";

// Files, not objects in a token and not what stands in the environment.
std::vector<std::string> files_of(const Section& section, const KeyFacts& key) {
  if (!section.has(key.key)) return {};
  const bool list = key.kind == ValueKind::KeyList;
  auto named = list ? section.list(key.key) : std::vector{section.text(key.key)};
  std::erase_if(named, [](const auto& name) { return name.empty() || name.starts_with("pkcs11:") || native::is_named_secret(name); });
  return named;
}

bool holds_a_secret(ValueKind kind) { return kind == ValueKind::Key || kind == ValueKind::KeyList || kind == ValueKind::Secret; }

bool open_to_others(const std::string& file) {
  struct stat found {};
  return ::stat(file.c_str(), &found) == 0 && (found.st_mode & S_IRWXO) != 0;
}

}  // namespace

std::vector<Excess> excess_rights(const SettingsFile& settings) {
  std::vector<Excess> all;
  if (::geteuid() == 0) all.push_back({"runs_as_root", {}, kRoot});
  for (const auto& section : settings.sections()) {
    for (const auto& key : known_keys()) {
      if (key.section != section.kind || !holds_a_secret(key.kind)) continue;
      for (const auto& file : files_of(section, key)) {
        if (open_to_others(file)) all.push_back({"readable_by_others", file, kKeyFile});
      }
    }
  }
  return all;
}

void refuse_root(const SettingsFile& settings) {
  const auto& gateway = settings.only("gateway");
  if (::geteuid() == 0 && gateway.text("as_root") == "refuse") throw gateway.error("as_root", std::string("started as root, which this setting refuses; ") + kRoot);
}

void warn_of_excess(const SettingsFile& settings, core::Log& log) {
  for (const auto& excess : excess_rights(settings)) {
    if (excess.file.empty()) log.warning(excess.event, {{"advice", excess.advice}});
    else log.warning(excess.event, {{"file", excess.file}, {"advice", excess.advice}});
  }
}

}  // namespace sluis::daemon
