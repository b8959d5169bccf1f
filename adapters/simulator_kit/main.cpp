// sluis-sandbox: the outside world of the gateway, for demonstrations and tests.
#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator_kit/files.hpp"
#include "adapters/simulator_kit/invention.hpp"
#include "adapters/simulator_kit/json_view.hpp"
#include "adapters/simulator_kit/sandbox.hpp"
#include "gateway/core/calendar.hpp"

namespace {

using namespace sluis;

constexpr auto kHelp =
    "Usage: sluis-sandbox --dir DIR [options]      run the outside world until SIGTERM\n"
    "       sluis-sandbox pki --dir DIR [options]  make the throw-away PKI in DIR/pki and stop\n"
    "       sluis-sandbox --write-world FILE       write the population and stop\n"
    "\n"
    "Serves the token service, the federal services, the registers, the metahub, four hubs, Vitalink, the shared\n"
    "pharmaceutical dossier and the depots of keys over HTTPS on free ports, offline. DIR/sandbox.json appears when\n"
    "all of them answer; it tells addresses, certificates and identities. Logs are in DIR/log. docs/sandbox.md tells\n"
    "how to test a client of your own with it.\n"
    "\n"
    "  --dir DIR            where PKI, logs and sandbox.json go; made when absent\n"
    "  --population N       invents people until N persons live in the world, at most 100000\n"
    "  --seed N             of the invented people and of the scenario's chances; the same seed, the same world\n"
    "  --world FILE         population from a file instead\n"
    "  --write-world FILE   writes the population as such a file\n"
    "  --identity NUMBER    in a world of more than 300 persons: makes key pairs of this SSIN, NIHII, CBE or EHP\n"
    "                       number too (may be repeated); the built-in people always have theirs\n"
    "  --scenario FILE      what is slow or broken, by source\n"
    "  --clock RFC3339      starts the clock at this moment instead of the system's\n"
    "  --listen ADDRESS     default 127.0.0.1\n"
    "  --keys DIR           keeps the private keys there and takes them from there: the next start is faster\n"
    "  --help, --version\n";

struct Arguments {
  bool pki_only = false;
  std::string dir, world, write_world, scenario, keys, listen = "127.0.0.1";
  std::optional<core::Instant> clock;
  std::optional<std::uint64_t> population;
  std::uint64_t seed = 0;
  std::vector<std::string> identities;
};

class WrongUsage final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

std::uint64_t whole_number(const std::string& name, const std::string& text, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > most) {
    throw WrongUsage(name + ": expected a whole number from 0 to " + std::to_string(most));
  }
  return value;
}

// The options that are more than a text.
bool read_special(Arguments& a, const std::string& name, const std::string& text) {
  if (name == "--clock") {
    a.clock = core::parse_instant(text);
    if (!a.clock) throw WrongUsage("--clock: expected a moment like 2026-11-20T09:15:00Z");
  } else if (name == "--population") {
    a.population = whole_number(name, text, sandbox::kLargestPopulation);
  } else if (name == "--seed") {
    a.seed = whole_number(name, text, INT64_MAX);
  } else if (name == "--identity") {
    a.identities.push_back(text);
  } else {
    return false;
  }
  return true;
}

Arguments read_arguments(int count, char** values) {
  Arguments a;
  a.pki_only = count > 1 && std::string_view(values[1]) == "pki";
  const std::map<std::string, std::string*> texts = {{"--dir", &a.dir},           {"--world", &a.world},
                                                     {"--write-world", &a.write_world}, {"--scenario", &a.scenario},
                                                     {"--listen", &a.listen},     {"--keys", &a.keys}};
  constexpr std::array<std::string_view, 4> special = {"--clock", "--population", "--seed", "--identity"};
  for (int i = a.pki_only ? 2 : 1; i < count; ++i) {
    const std::string name = values[i];
    const auto text = texts.find(name);
    if (text == texts.end() && std::find(special.begin(), special.end(), name) == special.end()) {
      throw WrongUsage(name + ": unknown; see --help");
    }
    if (++i == count) throw WrongUsage(name + ": needs a value");
    if (!read_special(a, name, values[i])) *text->second = values[i];
  }
  if (a.dir.empty() && a.write_world.empty()) throw WrongUsage("--dir is missing; see --help");
  if (a.population && !a.world.empty()) throw WrongUsage("--population and --world: one of them");
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

sandbox::World world_of(const Arguments& a) {
  if (!a.world.empty()) return from_file(a.world, sandbox::parse_world);
  return sandbox::invented_world(a.population.value_or(0), a.seed);
}

int run(const Arguments& a) {
  auto world = world_of(a);
  if (!a.write_world.empty()) sandbox::write_file(a.write_world, sandbox::to_json(world));
  if (a.dir.empty()) return 0;
  sandbox::SandboxSettings settings{a.dir, a.listen, "", a.keys, a.seed, a.identities};
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
