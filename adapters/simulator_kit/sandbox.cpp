// The composition root of the outside world; its sources are listed in simulators.cpp.
#include "adapters/simulator_kit/sandbox.hpp"

#include <Poco/Net/NetSSL.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/pharmaceutical_dossier/simulator/dossier.hpp"
#include "adapters/simulator_kit/call_clock.hpp"
#include "adapters/simulator_kit/control.hpp"
#include "adapters/simulator_kit/files.hpp"
#include "adapters/simulator_kit/https_server.hpp"
#include "adapters/simulator_kit/key_ring.hpp"
#include "adapters/simulator_kit/revocation.hpp"
#include "adapters/simulator_kit/sandbox_file.hpp"
#include "adapters/simulator_kit/simulators.hpp"
#include "gateway/core/log.hpp"

namespace sluis::sandbox {
namespace {

std::string absolute(const std::string& folder) {
  make_folder(folder);
  return std::filesystem::canonical(folder).string();
}

PkiRequest pki_request(const std::string& folder, const SandboxSettings& settings, const core::Clock& clock) {
  return {folder + "/pki", kDossierCbe,      settings.address,   settings.key_store,
          clock.now(),     service_actors(), settings.identities};
}

}  // namespace

// Members are made from top to bottom and torn down from bottom to top: the servers, which use everything, go first.
struct Sandbox::Parts {
  Parts(World given, const SandboxSettings& settings, const core::Clock& c)
      : clock(c),
        call_clock(c),
        world(std::move(given)),
        folder(absolute(settings.folder)),
        address(settings.address),
        host(address == "0.0.0.0" ? "127.0.0.1" : address),
        request(pki_request(folder, settings, clock)),
        pki(make_pki(world, request)),
        surroundings(world, pki, call_clock, random, folder),
        scenario(settings.seed) {
    world.build_index();
    if (!settings.scenario.empty()) scenario.apply(settings.scenario);
    make_folder(folder + "/log");
    start();
  }

  // Each server takes its moment to stop: all of them at once.
  ~Parts() {
    std::vector<std::jthread> stopping;
    for (auto& server : servers) stopping.emplace_back([&server] { server.reset(); });
  }

  void start() {
    // How long a hub waits for another one.
    constexpr std::chrono::seconds kPatience{2};
    surroundings.answers = [this, kPatience](const std::string& source) {
      const auto behaviour = scenario.next(source);
      return behaviour.failure == Failure::None && behaviour.delay + behaviour.late < kPatience;
    };
    SandboxFile file;
    file.base_clock = clock.now();
    file.world_file = folder + "/world.json";
    for (const auto& plug : plugs()) file.simulators.push_back({&plug, serve(plug)});
    file.control_url = serve_control();
    write_file(file.world_file, to_json(world));
    write_file_at_once(folder + "/sandbox.json", to_json(file, surroundings));
  }

  std::string serve(const Plug& plug) {
    simulators.push_back(plug.make(surroundings));
    auto& simulator = *simulators.back();
    const ServerSettings settings{address,
                                  0,
                                  pki.server_certificate_file,
                                  pki.server_key_file,
                                  pki.stranger_certificate_file,
                                  pki.stranger_key_file,
                                  means(plug)};
    servers.push_back(std::make_unique<HttpsServer>(simulator, scenario, log_of(simulator), settings));
    return "https://" + host + ":" + std::to_string(servers.back()->port()) + plug.path;
  }

  Spoiler::Means means(const Plug& plug) const {
    if (plug.signing != Signing::Header) return {plug.entry, nullptr, nullptr};
    return {plug.entry, &pki.stranger.key, &pki.sts.certificate};
  }

  // Made once for each number that had none from the start.
  std::string identities_of_number(const std::string& number) {
    const std::lock_guard lock(issuing);
    auto& known = issued[number];
    if (known.empty()) {
      std::copy_if(pki.identities.begin(), pki.identities.end(), std::back_inserter(known),
                   [&](const Identity& i) { return i.ssin == number || i.nihii == number || i.cbe == number || i.ehp == number; });
    }
    if (known.empty()) known = issue_identities(world, pki, request, number);
    if (!known.empty()) return identities_json(known);
    issued.erase(number);
    return "";
  }

  int revoke(const std::string& number, const std::string& pem, bool revoked) {
    std::vector<std::string> files;
    if (!pem.empty()) files.push_back(pem);
    for (const auto* owners : {&pki.identities, &pki.signatures}) {
      for (const auto& i : *owners)
        if (!number.empty() && (i.ssin == number || i.nihii == number || i.cbe == number || i.ehp == number)) files.push_back(i.pem);
    }
    int count = 0;
    for (const auto& path : files) {
      const auto certificates = native::Certificate::load(path);
      if (!certificates) continue;
      surroundings.shared<Revocations>().set(certificates->front(), revoked, clock.now());
      ++count;
    }
    return count;
  }

  std::string serve_control() {
    simulators.push_back(std::make_unique<Control>(
        scenario, [this](const std::string& number) { return identities_of_number(number); },
        [this](const std::string& number, const std::string& pem, bool revoked) { return revoke(number, pem, revoked); }));
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
  const CallClock call_clock;
  World world;
  std::string folder, address, host;  // host: what the outside says to reach the address
  PkiRequest request;
  Pki pki;
  core::SystemRandom random;
  Surroundings surroundings;
  Scenario scenario;
  std::mutex issuing;
  std::map<std::string, std::vector<Identity>> issued;
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
  write_file_at_once(folder + "/pki/identities.json", identities_json(pki.identities));
}

}  // namespace sluis::sandbox
