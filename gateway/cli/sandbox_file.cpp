#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/URI.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "gateway/cli/profile.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/installed.hpp"

namespace sluis::cli {
namespace {

namespace fs = std::filesystem;
using Poco::JSON::Object;

std::string member(const Object::Ptr& object, const std::string& name) {
  return object && object->has(name) && !object->isNull(name) ? object->getValue<std::string>(name) : std::string{};
}

// A running demo leaves build/demo/running/PORT beside the programs: a file with the path of its sandbox.json.
std::string running_sandbox(const std::string& gateway_url) {
  const auto folder = fs::path(core::program_folder()) / "../../demo/running";
  std::ifstream in(folder / std::to_string(Poco::URI(gateway_url).getPort()));
  std::string path;
  std::getline(in, path);
  return path;
}

// Without a gateway: the sandbox that runs, when there is exactly one.
std::string only_running_sandbox() {
  std::set<std::string> paths;
  std::error_code no_folder;
  for (const auto& entry : fs::directory_iterator(fs::path(core::program_folder()) / "../../demo/running", no_folder)) {
    std::ifstream in(entry.path());
    std::string path;
    std::getline(in, path);
    if (fs::exists(path)) paths.insert(path);
  }
  return paths.size() == 1 ? *paths.begin() : std::string{};
}

std::string sandbox_path(const Arguments& arguments) {
  if (arguments.has("sandbox")) return arguments.value("sandbox");
  if (const char* path = std::getenv("SLUIS_SANDBOX")) return path;
  return arguments.has("gateway") ? running_sandbox(arguments.value("gateway")) : only_running_sandbox();
}

SandboxIdentity identity_of(const Object::Ptr& entry) {
  return {member(entry, "kind"), member(entry, "name"), member(entry, "ssin"), member(entry, "nihii"), member(entry, "cbe"),
          member(entry, "ehp"), member(entry, "category"), member(entry, "pem"), member(entry, "p12"),
          member(entry, "password")};
}

}  // namespace

std::optional<Sandbox> find_sandbox(const Arguments& arguments) {
  const auto path = sandbox_path(arguments);
  if (path.empty()) return std::nullopt;
  try {
    const auto root = Poco::JSON::Parser().parse(read_file(path)).extract<Object::Ptr>();
    Sandbox sandbox;
    const auto sts = root->getObject("sts");
    sandbox.sts_url = member(sts, "url");
    sandbox.sts_certificate = member(sts, "certificate");
    sandbox.sts_issuer = member(sts, "issuer");
    sandbox.roots = member(root, "ca");
    if (const auto depot = root->getObject("etk_depot")) sandbox.etk_depot_url = member(depot, "url");
    if (const auto clock = root->getObject("clock")) {
      sandbox.clock_start = member(clock, "start");
      sandbox.clock_started_at = member(clock, "started_at");
    }
    const auto identities = root->getArray("identities");
    for (std::size_t i = 0; identities && i < identities->size(); ++i) {
      sandbox.identities.push_back(identity_of(identities->getObject(static_cast<unsigned>(i))));
    }
    const auto signatures = root->getArray("signatures");
    for (std::size_t i = 0; signatures && i < signatures->size(); ++i) {
      sandbox.signatures.push_back(identity_of(signatures->getObject(static_cast<unsigned>(i))));
    }
    return sandbox;
  } catch (const Poco::Exception& error) {
    throw UsageError(path + " is no sandbox.json: " + error.displayText());
  }
}

std::unique_ptr<core::Clock> clock_of(const Arguments& arguments, const std::optional<Sandbox>& sandbox) {
  if (arguments.has("at")) {
    const auto at = core::parse_instant(arguments.value("at"));
    if (!at) throw UsageError("--at takes a moment such as 2026-11-20T09:15:00Z");
    return std::make_unique<core::ManualClock>(*at);
  }
  if (sandbox) {
    const auto start = core::parse_instant(sandbox->clock_start);
    const auto started_at = core::parse_instant(sandbox->clock_started_at);
    if (start && started_at) return std::make_unique<core::ShiftedClock>(*start + (core::SystemClock{}.now() - *started_at));
  }
  return std::make_unique<core::SystemClock>();
}

}  // namespace sluis::cli
