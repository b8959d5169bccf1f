#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace sluis::sandbox {

// What a source can do wrong; the words of scenarios, with their meaning, are in docs/sandbox.md.
enum class Failure : std::uint8_t {
  None,
  Http500,
  Fault,             // its SOAP fault, or what its protocol has for that
  Close,             // hangs up without an answer
  Reset,             // a TCP reset in the middle of the answer
  Garbage,
  Truncated,         // half of the answer, well announced
  WrongSignature,    // signed by somebody else
  WrongCertificate,  // its TLS certificate is of another root
  Duplicate,         // every entry of the answer twice
  DuplicateBody,     // the whole answer twice
  Endless            // an answer that never ends
};

std::string_view to_text(Failure failure);  // as in scenarios; "" for None

// What happens to one call beside the source's specification.
struct Behaviour {
  std::chrono::milliseconds delay{0};  // waits before it looks at the message
  std::chrono::milliseconds late{0};   // does the work at once and holds the answer back
  Failure failure = Failure::None;
  std::chrono::seconds skew{0};       // its clock is this far ahead; negative: behind
  std::int64_t bytes_per_second = 0;  // of an endless answer; 0: as fast as it can
  bool challenge_always = true;       // sts only: false asks for the challenge only when header key and holder key differ
};

}  // namespace sluis::sandbox
