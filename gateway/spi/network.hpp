#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/log.hpp"
#include "gateway/core/random.hpp"
#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/native/schema.hpp"
#include "gateway/spi/directory.hpp"
#include "gateway/spi/outbox.hpp"
#include "gateway/spi/sealer.hpp"
#include "gateway/spi/token_source.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::spi {

// A [network NAME] section of the settings.
struct NetworkSettings {
  std::string name;       // of the section
  std::string kind;       // hub, metahub, vitalink, pharmaceutical_dossier
  std::string url;
  std::string source_id;  // "hub:1999990144"; made by the factory when empty
  std::chrono::milliseconds time_limit{5000};
  std::map<std::string, std::string> extra;  // hub_id, sl, title, trusted_roots, recipient, identity, ...
};

// How we name ourselves to the networks: first party of an author, and the program as its last one (hubs.md section 3.2).
struct OwnParty {
  std::string number;    // ID-HCPARTY
  std::string category;  // CD-HCPARTY
  std::string name;
  std::string software;
};

// What the house lends to an adapter; outlives it.
struct Surroundings {
  Wire& wire;
  TokenSource& tokens;
  const core::Clock& clock;
  core::Random& random;
  core::Log& log;
  const native::Credential* own_credential = nullptr;  // unseals answers; null when no identity is configured
  OwnParty own = {};
  // The schema of a service's messages by its name (intrahub); an empty function: the adapter compiles our own.
  std::function<const native::Schema*(std::string_view service)> schema_of = {};
  Sealer* sealer = nullptr;        // null when no identity is configured
  Outbox* outbox = nullptr;        // null in programs without a registry
  HubMemory* hub_memory = nullptr; // the same
};

// A source that serves orders: a hub, the dossier, or the registry itself. Thread-safe; one call a source and order.
class Network {
 public:
  virtual ~Network() = default;
  virtual const NetworkSettings& settings() const = 0;
  virtual bool serves(model::OrderKind kind) const = 0;
  // Answer entries carry the hub that holds them. A refusal of the network is in answer.sources (state, its code); transport and
  // form failures are faults with the network's name.
  virtual Result<model::Answer> exchange(const model::Order& order, const model::Decision& decision, Deadline deadline) = 0;
  // Sends what this network is owed; null when nothing ever is.
  virtual Deliverer* deliverer() { return nullptr; }
};

// One per folder of adapters/ (function make_<folder>).
class NetworkFactory {
 public:
  virtual ~NetworkFactory() = default;
  virtual std::string_view kind() const = 0;
  // Throws std::runtime_error naming the key when a setting is missing or wrong.
  virtual std::unique_ptr<Network> make(const NetworkSettings& settings, const Surroundings& house) const = 0;
};

// Which hubs know a patient. Implemented by the metahub adapter, asked by routing.
class Locator {
 public:
  virtual ~Locator() = default;
  virtual Result<std::vector<std::string>> hubs_of(const model::Order& order, Deadline deadline) = 0;  // EHP numbers
};

}  // namespace sluis::spi
