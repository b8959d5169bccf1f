#pragma once

#include <string>
#include <string_view>

#include "adapters/simulator_kit/behaviour.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::sandbox {

// What a scenario does to a finished answer.
class Spoiler final {
 public:
  struct Means {
    std::string entry;                                // local name of what an answer repeats; empty: nothing
    const native::PrivateKey* key = nullptr;          // of somebody else; null: signatures are the simulator's business
    const native::Certificate* certificate = nullptr; // the one that the signature names, and that it doesn't fit
  };
  explicit Spoiler(Means means) : means_(std::move(means)) {}

  Answer spoilt(Failure failure, Answer answer) const;

  // An answer without end: a beginning, and the part that comes again and again where it may stand: the first entry, or blanks
  // when there is none.
  struct Endless {
    std::string beginning, part;
  };
  Endless endless(std::string_view body) const;

 private:
  std::string with_wrong_signature(const std::string& body) const;
  Means means_;
};

}  // namespace sluis::sandbox
