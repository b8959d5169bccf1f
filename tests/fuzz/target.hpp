#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sluis::fuzz {

// Something that reads bytes of others. `run` may get any bytes at all: it throws Broken when a promise of the code under test does
// not hold, and whatever else leaves it (another exception, a signal, a sanitizer's report) is a finding as well.
struct Target {
  std::string_view name;  // folder of its seeds, tests/fuzz/seeds/NAME; fuzz_NAME is the program of libFuzzer
  void (*run)(std::string_view input);
  int mutants;            // how many the short run of ./test makes
};

class Broken final : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// The promise and what broke it.
inline void holds(bool promise, const std::string& what) {
  if (!promise) throw Broken(what);
}

std::span<const Target> targets();
const Target* find_target(std::string_view name);  // null: there is none

}  // namespace sluis::fuzz
