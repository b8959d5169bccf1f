#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/log.hpp"
#include "gateway/security/gate.hpp"
#include "gateway/selftest/corpus.hpp"
#include "gateway/spi/replay_memory.hpp"

namespace sluis::selftest {

// What became of one message.
struct Outcome {
  bool accepted = false;
  std::string rule;   // that refused; "-" when accepted
  std::string fault;
};

// A memory that all nodes share; asked for afresh for every attack.
using SharedMemory = std::function<std::unique_ptr<spi::ReplayMemory>()>;
SharedMemory memory_of_this_process();

// Two nodes on one replay memory, with the gate that the settings make. A restart forgets what the node itself remembers.
class Nodes final {
 public:
  // `settings`: the operator's, with the corpus' token service beside his own (trusting()). Throws std::runtime_error.
  Nodes(const security::GateSettings& settings, const Corpus& corpus, SharedMemory memory);
  ~Nodes();

  void begin();                       // a new attack: nothing has been seen
  void restart(bool second_node);
  Outcome judge(message::Raw raw, const std::string& settings, bool second_node, core::Instant at);

 private:
  struct Node;
  core::ManualClock clock_;
  core::Log log_;
  SharedMemory make_memory_;
  std::unique_ptr<spi::ReplayMemory> memory_;
  std::unique_ptr<Node> first_, second_;
};

// The settings with the corpus' token service, and the root of its holders where the operator has roots. For the test only.
security::GateSettings trusting(security::GateSettings settings, const Corpus& corpus);

// Whether this setting (column `unless`) has another value than the default.
bool differs(const security::GateSettings& settings, const std::string& key);

}  // namespace sluis::selftest
