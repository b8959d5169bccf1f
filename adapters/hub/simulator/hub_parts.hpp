#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/hub/simulator/hub_caller.hpp"
#include "adapters/hub/simulator/hub_identity.hpp"
#include "adapters/hub/simulator/hub_registers.hpp"
#include "adapters/hub/simulator/hub_trail.hpp"
#include "adapters/simulator_kit/document_store.hpp"
#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"

namespace sluis::sandbox {

// One question, its form checked as far as the parts `request` and what follows it.
struct HubQuestion {
  std::string operation;
  native::Node request;
  native::Node subject;  // the one element behind request: select, consent, kmehrmessage, ...
  HubCaller caller;
  std::string glass;         // reason given for this call, "" when none
  bool interhub = false;     // another hub asks: only what we hold ourselves
};

struct HubPages {
  std::size_t size = 0, total = 0;
};

// What the hub says to a question.
struct HubReply {
  bool complete = true;
  std::vector<KmehrError> errors;
  std::string rest;  // canonical XML behind acknowledge
  std::optional<HubPages> pages;
};

struct HubParts;
using HubOperation = Result<HubReply> (*)(HubParts&, const HubQuestion&);

// Another hub of the same world, reached without wire.
struct HubNeighbour {
  HubParts* parts;
  std::function<bool()> answers;  // false: the scenario keeps it from answering in time
};

// What the hub tells the metahub: the patient's first document came, the last one went.
struct HubFeed {
  std::function<void(const std::string& ehp, const std::string& ssin)> declared, withdrawn;
};

// One hub, as its operations see it.
struct HubParts {
  HubIdentity identity;
  const World& world;
  const core::Clock& clock;
  core::Random& random;
  DocumentStore documents;
  HubTrail trail = {};
  HubRegisters registers = {};
  HubSeal* seal = nullptr;  // null: no sealing in this world, sealed operations answer 500
  HubFeed feed = {};
  std::vector<HubNeighbour> neighbours = {};

  KmehrParty party() const { return {identity.ehp, "", "hub", identity.name, "", ""}; }
};

}  // namespace sluis::sandbox
