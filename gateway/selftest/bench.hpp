#pragma once

#include <memory>
#include <string>

#include "gateway/selftest/corpus.hpp"
#include "gateway/selftest/cost.hpp"
#include "gateway/selftest/nodes.hpp"
#include "gateway/transport/server.hpp"

namespace sluis::selftest {

// What an attack came to. `right`: accepted when it is of the control group, else refused by the very rule and fault of its line, and
// so all the steps before it.
struct Row {
  const Attack* attack = nullptr;
  bool judged = true;    // false: the operator's settings differ from the default where the line depends on it
  bool right = false;
  Outcome outcome;
  Cost cost;             // of the last step
  std::string note;      // why it isn't right
};

// Judges the corpus inside this process: SOAP and JSON by the gate, scripts by the server that stands before it, on a port of its own
// and with a time of its own, so that slow clients are slow at once.
class Bench final {
 public:
  // `server`: its limits count; where it listens does not.
  Bench(const Corpus& corpus, const security::GateSettings& settings, transport::ServerSettings server, SharedMemory memory);
  ~Bench();

  Row run(const Attack& attack);

 private:
  class Door;
  message::Raw raw_of(const Attack& attack, const Step& step) const;
  Outcome at_the_gate(const Attack& attack, const Step& step, Cost& cost);
  Outcome over_http(const Attack& attack, Cost& cost);
  void run_steps(const Attack& attack, Row& row);

  const Corpus& corpus_;
  const security::GateSettings settings_;
  Nodes nodes_;
  std::unique_ptr<Door> door_;
};

}  // namespace sluis::selftest
