#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator_kit/behaviour.hpp"
#include "adapters/simulator_kit/fault_rule.hpp"

namespace sluis::sandbox {

// What is wrong with the outside world, by source. Read from a file at start, changed by the control door at run time.
//   {"seed":7,"hub2":{"latency":{"p50_ms":80,"p99_ms":900}},"sts":{"fail":"http500","calls":2}}
// Chance comes from the seed, the source and the number of the call since its rules were set: the same calls meet the same faults.
class Scenario final {
 public:
  explicit Scenario(std::uint64_t seed = 0) : seed_(seed) {}

  static const std::vector<std::string>& names();  // of the sources, as plugged in simulators.cpp

  // Replaces the rules of the sources that are named, all or none of them; {} makes one normal again.
  // Throws InputRefused with the path.
  void apply(std::string_view json);
  Behaviour next(std::string_view source);     // counts a call
  bool wrong_certificate(std::string_view source);  // counts a connection: whether it shows the certificate of another root
  std::string to_json() const;                 // what is in force, as it may be sent again
  std::string to_json_with_counts() const;     // beside it, calls and what befell them, by source

  // What a server must do itself: listen or not, and end connections when certificates change.
  struct Listening {
    bool down = false;
    bool wrong_certificate = false;  // in force for some connections at least
    bool operator==(const Listening&) const = default;
  };
  // Called at once, and after each change of this source, by the thread that changes it; one watcher per source.
  void watch(const std::string& source, std::function<void(Listening)> changed);
  void forget(std::string_view source);  // no call is under way afterwards

 private:
  struct Source {
    SourceRules rules;
    std::uint64_t calls = 0, connections = 0;  // since the rules were set
  };
  struct Counts {
    std::uint64_t calls = 0;
    std::map<std::string, std::uint64_t, std::less<>> faults;  // failures by word; delayed, late, skewed
  };

  double chance(std::string_view source, std::uint64_t number, std::uint64_t what) const;
  bool strikes(FaultRule& rule, std::string_view source, std::uint64_t number, std::uint64_t what) const;
  void strike(const FaultRule& rule, Behaviour& b, Counts& counts, double a, double other) const;
  Listening listening(std::string_view source) const;

  mutable std::mutex mutex_;
  std::mutex watching_;  // held while watchers are called; before mutex_
  std::uint64_t seed_;
  std::map<std::string, Source, std::less<>> sources_;
  std::map<std::string, Counts, std::less<>> counts_;
  std::map<std::string, std::function<void(Listening)>, std::less<>> watchers_;
};

}  // namespace sluis::sandbox
