#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator_kit/behaviour.hpp"
#include "adapters/simulator_kit/json_view.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::sandbox {

// How long a source takes: always the same, evenly between two times, or log-normal with a long tail.
struct Latency {
  enum class Kind : std::uint8_t { Fixed, Uniform, LogNormal } kind = Kind::Fixed;
  std::int64_t first = 0;   // milliseconds: fixed, least, median
  std::int64_t second = 0;  // milliseconds: -, most, 99th percentile
  // Two numbers evenly drawn from [0, 1).
  std::chrono::milliseconds draw(double a, double b) const;
};

// One thing that is wrong with a source, for a share of its calls.
struct FaultRule {
  std::chrono::milliseconds delay{0}, late{0};
  std::optional<Latency> latency;
  Failure failure = Failure::None;
  std::chrono::seconds skew{0};
  std::int64_t bytes_per_second = 0;
  double share = 1;
  std::optional<std::int64_t> calls;  // how many calls it still strikes; absent: all
};

// What a scenario says of one source.
struct SourceRules {
  std::vector<FaultRule> rules;  // each is drawn for itself; times add up, the first failure counts
  bool challenge_always = true;
  bool down = false;  // nobody listens
};

struct Scripts {
  std::optional<std::uint64_t> seed;
  std::vector<std::pair<std::string, SourceRules>> sources;
};

// Reads a scenario. Throws InputRefused with the path of what is wrong.
Scripts read_scenario(std::string_view json);
void write(core::JsonWriter& json, std::string_view source, const SourceRules& rules);

}  // namespace sluis::sandbox
