#pragma once

#include <map>
#include <string>

#include "gateway/core/random.hpp"
#include "gateway/registry/store.hpp"
#include "tests/crash/load.hpp"

namespace sluis::crash_test {

// What is wrong in registry and trail; prints the first complaints.
class Judge final {
 public:
  // `bin`: where our programs are; `folder`: where registry.sqlite, trail.jsonl and world/log stand.
  Judge(std::string bin, std::string folder) : bin_(std::move(bin)), folder_(std::move(folder)) {}

  // While nobody asks for anything: every acknowledged order is stored once and recorded once, and every stored one is recorded.
  void look(const Load& load, const std::string& when);
  // When nothing is owed any more: what the federal services of the sandbox heard against what the registry holds.
  void look_at_deliveries();

  long waiting() const { return waiting_; }  // items that are still owed
  long complaints() const { return complaints_; }
  long recovered() const { return recovered_; }  // records that a start wrote for an order whose process died
  std::size_t records() const { return recorded_.size(); }

 private:
  std::string file(const std::string& name) const { return folder_ + "/" + name; }
  void complain(const std::string& what);
  void read_trail();
  void look_at(registry::Store& store, int patient, const std::set<std::string>& acknowledged, const std::string& when);

  const std::string bin_, folder_;
  core::SystemClock clock_;
  core::SystemRandom random_;
  std::map<std::string, int> recorded_;
  std::map<int, long> events_of_;
  long waiting_ = 0, complaints_ = 0, recovered_ = 0;
};

}  // namespace sluis::crash_test
