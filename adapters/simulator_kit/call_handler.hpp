#pragma once

#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include "adapters/simulator_kit/pause.hpp"
#include "adapters/simulator_kit/scenario.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "adapters/simulator_kit/spoiler.hpp"
#include "gateway/core/log.hpp"

namespace sluis::sandbox {

// One source as its server sees it. All outlive the server.
struct Served {
  Simulator& simulator;
  Scenario& scenario;
  core::Log& log;
  Spoiler spoiler;
};

// Handles each call: asks the scenario, then the simulator, and sends what the scenario leaves of the answer.
// `pause` ends when the server stops.
Poco::Net::HTTPRequestHandlerFactory* call_handlers(const Served& served, Pause& pause);  // owned by the server that gets it

}  // namespace sluis::sandbox
