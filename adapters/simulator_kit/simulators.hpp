#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/simulator_kit/simulator.hpp"
#include "adapters/simulator_kit/surroundings.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::sandbox {

// What "wrong_signature" means for a source.
enum class Signing : std::uint8_t {
  Never,   // it sends no XML that could be signed: refused in a scenario
  Header,  // its SOAP answers carry no signature: one that doesn't fit its certificate is added to the header
  Itself   // it signs or seals what it answers, and does so wrongly when Question::behaviour says
};

// One source of the outside world: a row of the list in simulators.cpp. The row is all that it takes to plug one in: sandbox.json,
// the scenario and the control door follow from it.
struct Plug {
  std::string name;                                                  // in sandbox.json, scenarios and logs; the simulator's name()
  std::string path;                                                  // of its address in sandbox.json
  std::function<std::unique_ptr<Simulator>(Surroundings&)> make;
  std::function<void(core::JsonWriter&, Surroundings&)> describe{};  // members beside "url" in sandbox.json; none when empty
  std::string entry{};  // local name of the element that an answer repeats, for the fault "duplicate"; empty: the whole body is one
  Signing signing = Signing::Header;
};

const std::vector<Plug>& plugs();

}  // namespace sluis::sandbox
