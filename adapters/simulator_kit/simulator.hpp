#pragma once

#include <string>
#include <string_view>

#include "adapters/simulator_kit/behaviour.hpp"

namespace sluis::sandbox {

struct Question {
  std::string method, path, content_type, soap_action, authorization, body;
  Behaviour behaviour;  // delays and transport failures are the server's business, the rest the simulator's
};

struct Answer {
  int status = 200;
  std::string content_type;
  std::string body;
  std::string log;  // why it refused, for our log; no number of a person
};

// One network of the outside world. answer() is called by many threads.
class Simulator {
 public:
  virtual ~Simulator() = default;
  virtual std::string_view name() const = 0;  // as its row in simulators.cpp says
  virtual Answer answer(const Question& question) = 0;
  virtual Answer fault() const = 0;  // what the scenario's "fault" answers
};

}  // namespace sluis::sandbox
