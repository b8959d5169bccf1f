// The composition root of the outside world: the only place of the kit that knows every simulator.
#include "adapters/simulator_kit/sandbox.hpp"

#include <Poco/Net/NetSSL.h>

#include <filesystem>
#include <vector>

#include "adapters/ehealth/simulator/sts.hpp"
#include "adapters/hub/simulator/hub.hpp"
#include "adapters/metahub/simulator/metahub.hpp"
#include "adapters/pharmaceutical_dossier/simulator/dossier.hpp"
#include "adapters/registers/simulator/registers.hpp"
#include "adapters/simulator_kit/control.hpp"
#include "adapters/simulator_kit/files.hpp"
#include "adapters/simulator_kit/https_server.hpp"
#include "adapters/simulator_kit/json_view.hpp"
#include "adapters/simulator_kit/sandbox_file.hpp"
#include "gateway/core/log.hpp"

namespace sluis::sandbox {
namespace {

// Fictional EHP numbers with right check digits.
const std::vector<HubIdentity>& hub_identities() {
  static const std::vector<HubIdentity> all = {{1, "1999990144", "Sandbox hub A", "HUBAID", false},
                                               {2, "1999990342", "Sandbox hub B", "HUBBID", false},
                                               {kHubs, "1999990243", "Sandbox Vitalink gateway", "vitalinkuri", true}};
  return all;
}

std::vector<KnownHub> known_hubs() {
  std::vector<KnownHub> all;
  for (const auto& hub : hub_identities()) all.push_back({hub.number, hub.ehp, hub.name});
  return all;
}

std::string absolute(const std::string& folder) {
  make_folder(folder);
  return std::filesystem::canonical(folder).string();
}

PkiRequest pki_request(const std::string& folder, const SandboxSettings& settings, const core::Clock& clock) {
  return {folder + "/pki", kDossierCbe, settings.address, settings.key_store, clock.now()};
}

}  // namespace

// Members are made from top to bottom and torn down from bottom to top: the servers, which use everything, go first.
struct Sandbox::Parts {
  Parts(World given, const SandboxSettings& settings, const core::Clock& c)
      : clock(c),
        world(std::move(given)),
        folder(absolute(settings.folder)),
        address(settings.address),
        host(address == "0.0.0.0" ? "127.0.0.1" : address),
        pki(make_pki(world, pki_request(folder, settings, clock))) {
    if (!settings.scenario.empty()) scenario.apply(settings.scenario);
    make_folder(folder + "/log");
    start();
  }

  ~Parts() {
    scenario.stop();  // nobody waits any longer for a slow simulator
    servers.clear();
  }

  void start() {
    const auto secret = core::random_hex(random, 24);
    SandboxFile file;
    file.base_clock = clock.now();
    file.registers_secret = secret;
    file.registers_secret_file = folder + "/registers.secret";
    write_file(file.registers_secret_file, secret + "\n", true);
    file.world_file = folder + "/world.json";
    file.sts_url = serve<Sts>(kStsPath, world, pki, own_security(), clock, random);
    file.metahub_url = serve<Metahub>(kMetahubPath, known_hubs(), world, own_security(), clock, random);
    for (const auto& hub : hub_identities()) {
      file.hubs.push_back({hub, serve<Hub>(kHubPath, hub, world, own_security(), clock, random)});
    }
    file.dossier_url = serve<Dossier>(kDossierPath, world, pki, own_security(), clock, random);
    file.registers_url = serve<Registers>(kRegistersBase, secret, world, clock);
    file.control_url = serve_control();
    write_file(file.world_file, to_json(world));
    write_file_at_once(folder + "/sandbox.json", to_json(file, pki));
  }

  // Each network remembers for itself which messages it has seen.
  MessageSecurity& own_security() {
    securities.push_back(std::make_unique<MessageSecurity>(clock, pki.sts.certificate, pki.authorities(), pki.root));
    return *securities.back();
  }

  template <class T, class... Args>
  std::string serve(const std::string& path, Args&&... args) {
    simulators.push_back(std::make_unique<T>(std::forward<Args>(args)...));
    auto& simulator = *simulators.back();
    const ServerSettings settings{address, 0, pki.server_certificate_file, pki.server_key_file};
    servers.push_back(std::make_unique<HttpsServer>(simulator, scenario, log_of(simulator), settings));
    return "https://" + host + ":" + std::to_string(servers.back()->port()) + path;
  }

  std::string serve_control() {
    simulators.push_back(std::make_unique<Control>(scenario));
    servers.push_back(
        std::make_unique<HttpsServer>(*simulators.back(), scenario, log_of(*simulators.back()), ServerSettings{}));
    return "http://127.0.0.1:" + std::to_string(servers.back()->port()) + "/control/scenario";
  }

  core::Log& log_of(const Simulator& simulator) {
    const auto path = folder + "/log/" + std::string(simulator.name()) + ".log";
    logs.push_back(std::make_unique<core::Log>(clock, core::Log::file(path)));
    return *logs.back();
  }

  const core::Clock& clock;
  World world;
  std::string folder, address, host;  // host: what the outside says to reach the address
  Pki pki;
  core::SystemRandom random;
  Scenario scenario;
  std::vector<std::unique_ptr<MessageSecurity>> securities;
  std::vector<std::unique_ptr<core::Log>> logs;
  std::vector<std::unique_ptr<Simulator>> simulators;
  std::vector<std::unique_ptr<HttpsServer>> servers;
};

Sandbox::Sandbox(World world, const SandboxSettings& settings, const core::Clock& clock) {
  Poco::Net::initializeSSL();
  native::start_libraries();
  parts_ = std::make_unique<Parts>(std::move(world), settings, clock);
}

Sandbox::~Sandbox() {
  parts_.reset();
  Poco::Net::uninitializeSSL();
}

const World& Sandbox::world() const {
  return parts_->world;
}
const Pki& Sandbox::pki() const {
  return parts_->pki;
}
Scenario& Sandbox::scenario() {
  return parts_->scenario;
}
std::string Sandbox::file() const {
  return parts_->folder + "/sandbox.json";
}

void make_pki_only(const World& world, const SandboxSettings& settings, const core::Clock& clock) {
  native::start_libraries();
  const auto folder = absolute(settings.folder);
  const auto pki = make_pki(world, pki_request(folder, settings, clock));
  write_file_at_once(folder + "/pki/identities.json", identities_json(pki));
}

}  // namespace sluis::sandbox
