// What a fan-out adds to its slowest source, and how many entries are merged in a second. Prints figures, asserts none.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

#include "gateway/core/installed.hpp"
#include "gateway/routing/merge.hpp"
#include "gateway/routing/router.hpp"

using namespace sluis;

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int kSources = 8;
constexpr int kRounds = 200;
constexpr int kEntries = 2000;  // of each source, a quarter of them told of by two
constexpr auto kPatient = "62071498939";

model::DirectoryEntry entry(int number, int source) {
  model::DirectoryEntry made;
  made.name = {"document-" + std::to_string(number), "HUBAID", std::to_string(source)};
  made.category = "labresult";
  made.date = "2026-" + std::to_string(10 + number % 3) + "-" + std::to_string(10 + number % 18);
  return made;
}

model::Answer answer_of(int source, int entries) {
  model::Answer answer;
  answer.patient = model::FolderPatient{kPatient, {"Testa"}, "Patiens", "1962-07-14", "female"};
  for (int i = 0; i < entries; ++i) answer.entries.push_back(entry(source * entries * 3 / 4 + i, source));
  return answer;
}

// Takes the same time for every answer.
class Steady final : public spi::Network {
 public:
  Steady(int number, std::chrono::milliseconds time) : time_(time), answer_(answer_of(number, 20)) {
    settings_ = {"hub", "hub", "", "hub:" + std::to_string(number), std::chrono::seconds(60), {{"hub_id", std::to_string(number)}}};
  }
  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(model::OrderKind) const override { return true; }
  Result<model::Answer> exchange(const model::Order&, const model::Decision&, spi::Deadline) override {
    std::this_thread::sleep_for(time_);
    return answer_;
  }

 private:
  spi::NetworkSettings settings_;
  std::chrono::milliseconds time_;
  model::Answer answer_;
};

model::Order question() {
  model::Order order;
  order.kind = model::OrderKind::ListReferences;
  model::ReferenceQuery query;
  query.patient.ids.push_back({"INSS", kPatient, {}});
  query.scope = model::SearchScope::Global;
  order.content = std::move(query);
  return order;
}

model::Decision permit() {
  model::Decision decision;
  decision.verdict = model::Verdict::Permit;
  decision.readable_categories = {"labresult"};
  return decision;
}

double at(std::vector<double> all, double share) {
  std::ranges::sort(all);
  return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
}

// The slowest source alone is timed in the same way: sleeping is not exact either.
void overhead() {
  const auto slowest = std::chrono::milliseconds(20);
  core::SystemClock clock;
  core::Metrics metrics;
  std::vector<std::unique_ptr<spi::Network>> networks;
  for (int i = 0; i < kSources; ++i) networks.push_back(std::make_unique<Steady>(i, i == 0 ? slowest : std::chrono::milliseconds(2 * i)));
  routing::Router router(std::move(networks), nullptr, routing::Routes::load(core::installed_mappings() + "/policy"), metrics, clock);
  Steady alone(0, slowest);
  const auto order = question();
  const auto decision = permit();
  std::vector<double> extra;
  for (int i = 0; i < kRounds; ++i) {
    const auto began = Clock::now();
    static_cast<void>(alone.exchange(order, decision, {}));
    const auto between = Clock::now();
    const auto answer = router.route(order, decision);
    const Milliseconds took = (Clock::now() - between) - (between - began);
    if (!answer || answer->sources.size() != kSources) throw std::runtime_error("a source is missing");
    if (i > 0) extra.push_back(took.count());  // the first one starts the threads
  }
  std::cout << "fan-out over " << kSources << " sources: " << at(extra, 0.5) << " ms more than the slowest source (median of " << extra.size()
            << "), p99 " << at(extra, 0.99) << " ms\n";
}

void merging() {
  const auto order = question();
  const auto decision = permit();
  std::vector<double> rates;
  std::size_t kept = 0;
  for (int round = 0; round < 20; ++round) {
    std::vector<routing::SourceResult> results;
    for (int i = 0; i < kSources; ++i) {
      routing::SourceResult result;
      result.status.source = "hub:" + std::to_string(i);
      result.status.state = model::SourceState::Complete;
      result.hub = std::to_string(i);
      result.entries = answer_of(i, kEntries).entries;
      results.push_back(std::move(result));
    }
    const auto began = Clock::now();
    const auto merged = routing::merge(std::move(results), order, decision);
    rates.push_back(kSources * kEntries / std::chrono::duration<double>(Clock::now() - began).count());
    if (!merged) throw std::runtime_error("the list was not merged");
    kept = merged->answer.entries.size();
  }
  std::cout << "merging " << kSources * kEntries << " entries of " << kSources << " sources into " << kept << ": "
            << static_cast<long>(at(rates, 0.5)) << " entries/s (median of " << rates.size() << ")\n";
}

}  // namespace

int main() {
  try {
    overhead();
    merging();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "bench_fan_out: " << error.what() << "\n";
    return 1;
  }
}
