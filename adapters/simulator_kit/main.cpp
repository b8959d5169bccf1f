// sluis-sandbox: the outside world of the gateway, for demonstrations and tests.
#include <csignal>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "adapters/simulator_kit/files.hpp"
#include "adapters/simulator_kit/json_view.hpp"
#include "adapters/simulator_kit/sandbox.hpp"
#include "gateway/core/calendar.hpp"

namespace {

using namespace sluis;

constexpr auto kHelp =
    "Usage: sluis-sandbox --dir DIR [options]      run the outside world until SIGTERM\n"
    "       sluis-sandbox pki --dir DIR [options]  make the throw-away PKI in DIR/pki and stop\n"
    "       sluis-sandbox --write-world FILE       write the built-in population and stop\n"
    "\n"
    "Serves the token service, the metahub, four hubs, the Vitalink gateway, the shared pharmaceutical dossier and\n"
    "the registers over HTTPS on free ports. DIR/sandbox.json appears when all of them answer; it tells addresses,\n"
    "certificates and identities. Logs are in DIR/log.\n"
    "\n"
    "  --dir DIR            where PKI, logs and sandbox.json go; made when absent\n"
    "  --world FILE         population to use instead of the built-in one\n"
    "  --write-world FILE   writes the built-in population in the same format\n"
    "  --scenario FILE      what is slow or broken, by simulator\n"
    "  --clock RFC3339      starts the clock at this moment instead of the system's\n"
    "  --listen ADDRESS     default 127.0.0.1\n"
    "  --keys DIR           keeps the private keys there and takes them from there: the next start is faster\n"
    "  --help, --version\n";

struct Arguments {
  bool pki_only = false;
  std::string dir, world, write_world, scenario, keys, listen = "127.0.0.1";
  std::optional<core::Instant> clock;
};

class WrongUsage final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

Arguments read_arguments(int count, char** values) {
  Arguments a;
  a.pki_only = count > 1 && std::string_view(values[1]) == "pki";
  for (int i = a.pki_only ? 2 : 1; i < count; ++i) {
    const std::string name = values[i];
    std::string* into = name == "--dir"           ? &a.dir
                        : name == "--world"       ? &a.world
                        : name == "--write-world" ? &a.write_world
                        : name == "--scenario"    ? &a.scenario
                        : name == "--listen"      ? &a.listen
                        : name == "--keys"        ? &a.keys
                                                  : nullptr;
    if (into == nullptr && name != "--clock") throw WrongUsage(name + ": unknown; see --help");
    if (++i == count) throw WrongUsage(name + ": needs a value");
    if (into != nullptr) {
      *into = values[i];
    } else if (a.clock = core::parse_instant(values[i]); !a.clock) {
      throw WrongUsage("--clock: expected a moment like 2026-11-20T09:15:00Z");
    }
  }
  if (a.dir.empty() && a.write_world.empty()) throw WrongUsage("--dir is missing; see --help");
  return a;
}

// Reads and interprets a file; what is wrong in it is told with its name.
template <class Read>
auto from_file(const std::string& path, Read read) {
  const auto text = sandbox::read_file(path);
  try {
    return read(text);
  } catch (const sandbox::InputRefused& e) {
    throw std::runtime_error(path + ": " + e.what());
  }
}

int run(const Arguments& a) {
  if (!a.write_world.empty()) {
    sandbox::write_file(a.write_world, sandbox::to_json(sandbox::built_in_world()));
    if (a.dir.empty()) return 0;
  }
  auto world = a.world.empty() ? sandbox::built_in_world() : from_file(a.world, sandbox::parse_world);
  sandbox::SandboxSettings settings{a.dir, a.listen, "", a.keys};
  if (!a.scenario.empty()) {
    settings.scenario = from_file(a.scenario, [](const std::string& text) {
      sandbox::Scenario().apply(text);
      return text;
    });
  }
  const core::ShiftedClock clock(a.clock.value_or(core::SystemClock{}.now()));
  if (a.pki_only) {
    sandbox::make_pki_only(world, settings, clock);
    return 0;
  }
  sigset_t ends;  // blocked before the first thread, so that this one alone takes them
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  const sandbox::Sandbox sandbox(std::move(world), settings, clock);
  std::printf("ready: %s\n", sandbox.file().c_str());
  std::fflush(stdout);
  int which = 0;
  sigwait(&ends, &which);
  return 0;
}

}  // namespace

int main(int count, char** values) {
  try {
    for (int i = 1; i < count; ++i) {
      const std::string_view name = values[i];
      if (name == "--help") return std::fputs(kHelp, stdout) < 0;
      if (name == "--version") return std::puts("sluis-sandbox " SLUIS_VERSION) < 0;
    }
    return run(read_arguments(count, values));
  } catch (const std::exception& e) {
    std::fprintf(stderr, "sluis-sandbox: %s\n", e.what());
    return 1;
  }
}
