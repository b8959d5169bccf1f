#include "gateway/daemon/house.hpp"

#include <atomic>
#include <fstream>
#include <sstream>

#include "adapters/network_list.hpp"
#include "adapters/metahub/locator.hpp"
#include "adapters/registers/client.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/version.hpp"
#include "gateway/daemon/authorities.hpp"
#include "gateway/daemon/horizon.hpp"
#include "gateway/daemon/key_users.hpp"
#include "gateway/daemon/keys.hpp"
#include "gateway/daemon/oversight.hpp"
#include "gateway/daemon/outgoing.hpp"
#include "gateway/daemon/own_hub.hpp"
#include "gateway/daemon/privilege.hpp"
#include "gateway/daemon/registry_reach.hpp"
#include "gateway/daemon/replays.hpp"
#include "gateway/daemon/routing_settings.hpp"
#include "gateway/daemon/scratch.hpp"
#include "gateway/daemon/sealing.hpp"
#include "gateway/daemon/separation.hpp"
#include "gateway/native/digest.hpp"
#include "gateway/operations/operation_list.hpp"
#include "gateway/path/exchange.hpp"
#include "gateway/path/fault_reply.hpp"
#include "gateway/path/front.hpp"
#include "gateway/registry/kept_network.hpp"
#include "gateway/registry/open_registry.hpp"
#include "gateway/registry/registration_network.hpp"
#include "gateway/registry/review_network.hpp"
#include "gateway/routing/document_finder.hpp"
#include "gateway/security/token_source.hpp"
#include "gateway/transport/server.hpp"
#include "gateway/transport/wire.hpp"
#include "mappings/description.hpp"
#include "mappings/schemas.hpp"

namespace sluis::daemon {
namespace {

core::LogLevel level_of(const std::string& text) {
  if (text == "debug") return core::LogLevel::Debug;
  if (text == "warning") return core::LogLevel::Warning;
  return text == "error" ? core::LogLevel::Error : core::LogLevel::Info;
}

core::Log::Sink sink_of(const Section& log, const std::string& tenant) {
  return labelled(log.has("path") ? core::Log::file(log.text("path")) : core::Log::standard_error(), tenant);
}

mappings::Schemas schemas_of(const SettingsFile& settings, const std::string& mappings) {
  const auto& gateway = settings.only("gateway");
  auto schemas = mappings::Schemas::load(mappings, gateway.text("schemas"));
  if (!schemas) throw gateway.error("schemas", schemas.error().log_text());
  return std::move(*schemas);
}

mappings::Descriptions descriptions_of(const std::string& mappings) {
  auto descriptions = mappings::Descriptions::load(mappings);
  if (!descriptions) throw std::runtime_error(descriptions.error().log_text());
  return std::move(*descriptions);
}

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + ": can't be read");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

// Members stand in the order in which they need each other; C++ takes them down in reverse.
struct House::Rooms {
  Rooms(const SettingsFile& file, const core::Clock& the_clock, bool listen, const std::string& its_name)
      : settings(file), tenant(its_name), clock(the_clock), scratch(listen ? nullptr : std::make_unique<Scratch>()),
        log(clock, listen ? sink_of(file.only("log"), tenant) : core::Log::standard_error(), level_of(file.only("log").text("level"))),
        schemas(schemas_of(file, mappings)), descriptions(descriptions_of(mappings)),
        keys(file, mappings, clock, log, metrics), first(keys.current()), wire({}, metrics),
        revocation(file, *first, {wire, clock, log, metrics}), tokens(tokens_of()),
        sealer(sealer_of(file, keys, {wire, *tokens, clock, random, log}, &revocation.standing())), registers(registers_of()),
        registry(registry::open_registry(registry_url(), clock, random, registry_reach(file))), authorities(file, surroundings(), *registry, mappings),
        trail(open_trail(file, trail_path(), first->identities, clock, random)),
        replays(file, *registry),
        gate(gate_settings(file, mappings, *first, &revocation.standing()), clock, log, replays.guard()),
        router(router_of()),
        documents(*router, {file.only("gateway").text("number"), file.only("gateway").text("category")}, clock, random),
        proofs(*first, &revocation.standing()),
        decider({authorities.registry(), registers.get(), &proofs, registry.get(), &documents, registry.get(), native::sha256_hex,
                 &registry->glass_reviews(), reviewers_of(file), authorities.for_acts()}, clock, random,
                mappings + "/policy"),
        oversight(file, *trail, *registry, clock, random, log, metrics), operations(operations::all_operations(), schemas),
        sealed_orders(sealer.get(), schemas.find("intrahub"), {file.only("gateway").text("number"), file.only("intrahub").text("sealed_for_others") != "refuse"}),
        exchange({gate, operations, decider, *router, *trail, clock, random, log, metrics, &oversight.guard(), &sealed_orders, &fence}, voice()),
        front(exchange, operations, descriptions, text_of(mappings + "/json_api/openapi.json"), environment()),
        outgoing(file, *registry, deliverers, clock, log, metrics),
        horizon({settings, [this] { return keys.current(); }, tokens.get(), &wire, &revocation, clock, log, metrics}, mappings), server(listen ? server_of() : nullptr) {
    if (!listen) server_settings(file);
    wire.prepare(wire_trust_of(*first))();
    keys.when_exchanged([this](const KeySet& set) { revocation.use(set); });
    keep_current(keys, {gate, *tokens, proofs, *trail, wire, server.get()});
  }

  std::string environment() const { return settings.only("gateway").text("environment"); }
  std::string registry_url() const { return scratch ? scratch->registry_url() : settings.only("registry").text("url"); }
  std::string trail_path() const { return scratch ? scratch->trail_path() : settings.only("audit").text("path"); }

  std::unique_ptr<security::TokenSource> tokens_of();
  std::unique_ptr<spi::Registers> registers_of();
  std::unique_ptr<routing::Router> router_of();
  std::unique_ptr<transport::Server> server_of();
  path::Voice voice() const;
  spi::Surroundings surroundings();

  const SettingsFile settings;
  const std::string tenant;
  const core::Clock& clock;
  const std::string mappings = core::installed_mappings();
  std::unique_ptr<Scratch> scratch;                  // --check-config writes nothing of the operator's
  core::SystemRandom random;
  core::Metrics metrics;
  core::Log log;                                     // first: everything below may have something to say
  mappings::Schemas schemas;                         // compiled once: 8 ms each, 5 µs a use
  mappings::Descriptions descriptions;
  LiveKeys keys;                                     // own and others', exchanged as a whole (key_users.hpp)
  const LiveKeys::Shared first;                      // those of the start
  transport::HttpWire wire;                          // the way out, before whatever speaks to the outside
  Revocation revocation;                             // what is known against certificates; asked by gate, proofs and sealer
  std::unique_ptr<security::TokenSource> tokens;
  std::unique_ptr<spi::Sealer> sealer;               // null without an identity of ours
  std::unique_ptr<spi::Registers> registers;
  std::unique_ptr<registry::Store> registry;         // state and trail before anything that could promise to keep something
  Authorities authorities;                           // who decides on what is registered
  std::unique_ptr<audit::FileTrail> trail;
  Replays replays;
  security::Gate gate;
  std::vector<spi::Deliverer*> deliverers;           // of the networks below
  std::unique_ptr<routing::Router> router;           // its threads use wire, tokens and registry: gone before them
  routing::DocumentFinder documents;                 // what the decision has to know of a document, from the directory of its hub
  LiveProofs proofs;
  decision::Decider decider;
  Oversight oversight;                               // who breaks the glass is judged, who reads the trail can believe it
  path::OperationTable operations;
  path::SealedOrders sealed_orders;
  path::Fence fence{*registry, *registry};           // by the records of this house, whoever decides on them
  path::Exchange exchange;
  path::Front front;
  Outgoing outgoing;                                 // sends what is owed, by the networks
  Horizon horizon;                                   // the ends of all of that
  std::atomic<bool> draining = false;
  std::unique_ptr<transport::Server> server;         // last in, first out: nobody calls into a house half taken down
};

House::House(const SettingsFile& settings, const core::Clock& clock, bool listen, const std::string& tenant) {
  native::start_libraries();
  rooms_ = std::make_unique<Rooms>(settings, clock, listen, tenant);
}

House::~House() = default;

void House::open() {
  rooms_->revocation.start();
  rooms_->tokens->start();
  rooms_->horizon.start();
  rooms_->outgoing.start();
  rooms_->oversight.start();
  rooms_->server->start();
  rooms_->keys.start();
  const auto& listen = rooms_->settings.only("listen");
  const auto plain = rooms_->server->port();
  const auto tls = rooms_->server->tls_port();
  rooms_->log.info("listening", {{"plain_port", static_cast<int>(plain)}, {"tls_port", static_cast<int>(tls)},
                                 {"environment", rooms_->environment()}, {"version", std::string(core::kVersion)}});
  warn_of_excess(rooms_->settings, rooms_->log);
  if (!listen.has("ports_file")) return;
  const auto path = listen.text("ports_file");
  const auto operators = listen.has("operators") ? ",\"operators\":" + std::to_string(rooms_->server->operators_port()) : std::string();
  std::ofstream(path + ".part") << "{\"plain\":" << plain << ",\"tls\":" << tls << operators << "}\n";
  if (std::rename((path + ".part").c_str(), path.c_str()) != 0) throw listen.error("ports_file", "can't be written");
}

void House::drain() {
  rooms_->draining = true;
  rooms_->log.info("draining", {});
  rooms_->server->drain();
}

bool House::exchange_keys() { return rooms_->keys.exchange(); }

void House::close() {
  rooms_->log.info("stopping", {});
  rooms_->keys.stop();
  rooms_->server->stop();
  rooms_->oversight.stop();
  rooms_->outgoing.stop();
  rooms_->horizon.stop();
  rooms_->tokens->stop();
  rooms_->revocation.stop();
  rooms_->log.info("stopped", {});
}

spi::Surroundings House::Rooms::surroundings() {
  const auto& gateway = settings.only("gateway");
  return {wire, *tokens, clock, random, log, first->identities.empty() ? nullptr : &first->identities.front().holder,
          {gateway.text("number"), gateway.text("category"), gateway.text("name"), "sluis-" + std::string(core::kVersion)},
          [this](std::string_view service) { return schemas.find(service); }, sealer.get(), &registry->outbox(), &registry->hub_memory()};
}

std::unique_ptr<security::TokenSource> House::Rooms::tokens_of() {
  const bool calls_networks = !settings.all("network").empty();
  if (settings.all("sts").empty() && calls_networks) {
    throw settings.all("network").front()->error("kind", "networks need tokens of ours: add [sts] and an [identity NAME]");
  }
  if (first->identities.empty() && calls_networks) {
    throw settings.all("network").front()->error("kind", "networks need an identity of ours: add an [identity NAME] section");
  }
  const auto percent = settings.only("sts").integer("renew_percent");
  if (percent < 1 || percent > 99) throw settings.only("sts").error("renew_percent", "a number from 1 to 99");
  return std::make_unique<security::TokenSource>(token_service(settings, *first, &revocation.standing()), first->identities, security::Outside{wire, clock, random}, log,
                                                 static_cast<int>(percent));
}

std::unique_ptr<spi::Registers> House::Rooms::registers_of() {
  if (settings.all("registers").empty()) return nullptr;
  const auto& section = settings.only("registers");
  return adapters::registers::make_client({section.text("url"), secret_of(section, "secret_file").text(), section.text("trusted_roots"),
                                           std::chrono::milliseconds(section.integer("time_limit_ms"))}, wire);
}

std::unique_ptr<routing::Router> House::Rooms::router_of() {
  std::vector<std::unique_ptr<spi::Network>> networks;
  std::unique_ptr<spi::Locator> locator;
  networks.push_back(std::make_unique<registry::RegistrationNetwork>(
      authorities.registry(), model::BusinessErrors::load(mappings + "/policy"), registers.get(), authorities.authority()));
  networks.push_back(std::make_unique<registry::KeptNetwork>(*registry, registers.get()));
  networks.push_back(std::make_unique<registry::ReviewNetwork>(*registry));
  if (auto directory = own_directory(settings, *registry, surroundings())) networks.push_back(std::move(directory));
  const auto factories = adapters::all_network_factories();
  for (const auto* section : settings.all("network")) {
    spi::NetworkSettings network{section->name, section->text("kind"), section->text("url"), "",
                                 std::chrono::milliseconds(section->integer("time_limit_ms")), {}};
    for (const auto& [key, value] : section->values) network.extra[key] = value.text;
    try {
      if (network.kind == "metahub") {
        network.extra["configured_hubs"] = configured_hubs(settings);
        locator = adapters::metahub::make_locator(network, surroundings(), &metrics);
        continue;
      }
      const auto found = std::ranges::find_if(factories, [&](const auto& f) { return f->kind() == network.kind; });
      if (found == factories.end()) throw section->error("kind", "no such kind of network");
      networks.push_back((*found)->make(network, surroundings()));
    } catch (const SettingsError&) {
      throw;
    } catch (const std::runtime_error& error) {
      throw section->error("kind", error.what());
    }
  }
  deliverers = authorities.deliverers();
  for (const auto& network : networks) {
    if (auto* deliverer = network->deliverer()) deliverers.push_back(deliverer);
  }
  return std::make_unique<routing::Router>(std::move(networks), std::move(locator),
                                           routing::Routes::load(mappings + "/policy"), metrics, clock,
                                           routing_settings(settings, random));
}

path::Voice House::Rooms::voice() const {
  const auto& gateway = settings.only("gateway");
  path::Voice voice{environment(), gateway.text("number"), gateway.text("category"), gateway.text("name"), {}};
  const auto& answers = settings.only("answers");
  if (!answers.boolean("sign")) return voice;
  const auto name = answers.text("identity");
  if (name.empty() || first->holder_of(name) == nullptr) throw answers.error("identity", "no [identity] of this name");
  voice.signer = [this, name] { return *keys.current()->holder_of(name); };
  return voice;
}

std::unique_ptr<transport::Server> House::Rooms::server_of() {
  transport::Callbacks callbacks;
  callbacks.handle = [this](message::Raw raw) { return front.serve(std::move(raw)); };
  callbacks.fault_reply = [this](const Fault& fault, const message::Raw& raw) {
    return path::fault_reply(fault, path::door_of(raw.path), raw.correlation_id, environment());
  };
  callbacks.readiness = [this] {
    const auto registry_trouble = oversight.registry_trouble(), trail_trouble = trail->trouble();
    return std::vector<transport::ReadyPart>{{"registry", registry_trouble.empty(), registry_trouble}, {"trail", trail_trouble.empty(), trail_trouble},
                                             {"service", !draining, draining ? "draining: it is about to stop" : ""}};
  };
  callbacks.trust = [this] { return horizon.json(); };
  auto serving = server_settings(settings);
  serving.tenant = tenant;
  return std::make_unique<transport::Server>(std::move(serving), std::move(callbacks), clock, random, log, metrics);
}

}  // namespace sluis::daemon
