// Figures of one registry: registrations and look-ups a second, and how long one takes. Prints, asserts nothing.
//   bench_registry URL [CALLERS [SECONDS]]       sqlite:///tmp/bench.db, postgresql://user@host:port/database
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/registry/open_registry.hpp"
#include "tests/bench/population.hpp"

namespace {

using namespace sluis;
using Steady = std::chrono::steady_clock;

model::Declaration declared() {
  model::Declaration by;
  by.at = core::SystemClock{}.now();
  by.request_id = "18821364003.1";
  by.request_date = "2026-11-20";
  by.request_time = "10:15:00";
  by.proof_type = "eidreading";
  by.correlation_id = "bench";
  return by;
}

// Runs `call` with ever new numbers on all threads for so long, and prints what came of it.
template <class Call>
void measure(const char* what, int callers, std::chrono::seconds length, Call call) {
  std::atomic<long> next{0};
  std::atomic<long> failed{0};
  std::mutex mutex;
  std::vector<double> took;
  const auto end = Steady::now() + length;
  const auto begin = Steady::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < callers; ++i) {
    threads.emplace_back([&] {
      std::vector<double> mine;
      while (Steady::now() < end) {
        const auto from = Steady::now();
        if (!call(next++)) ++failed;
        mine.push_back(std::chrono::duration<double, std::milli>(Steady::now() - from).count());
      }
      const std::lock_guard lock(mutex);
      took.insert(took.end(), mine.begin(), mine.end());
    });
  }
  for (auto& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(Steady::now() - begin).count();
  std::ranges::sort(took);
  const auto at = [&](double share) { return took[static_cast<std::size_t>(share * static_cast<double>(took.size() - 1))]; };
  std::printf("%-14s %2d callers %9.0f a second   p50 %8.3f ms   p99 %8.3f ms   failed %ld\n", what, callers,
              static_cast<double>(took.size()) / seconds, at(0.5), at(0.99), failed.load());
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return std::fprintf(stderr, "bench_registry URL [CALLERS [SECONDS]]\n"), 2;
  const int callers = count > 2 ? std::atoi(words[2]) : 16;
  const std::chrono::seconds length(count > 3 ? std::atoi(words[3]) : 10);
  core::SystemClock clock;
  core::SystemRandom random;
  registry::PostgresSettings settings;
  settings.statement_timeout = std::chrono::seconds(60);
  const auto store = registry::open_registry(words[1], clock, random, settings);
  long registered = 0;
  measure("registrations", callers, length, [&](long n) {
    const model::ConsentRegistration wanted{bench::patient(n), "Voornaam", "Familienaam", "retrospective", core::brussels_date(clock.now()), {}, {}};
    return store->put_consent(wanted, declared()).has_value();
  });
  while (!store->file_of(bench::patient(registered)).value().consents.empty()) registered += 100;
  registered = std::max(1L, registered);
  for (const int readers : {1, callers}) {
    measure("look-ups", readers, length, [&](long n) { return store->file_of(bench::patient(n * 7919 % registered)).has_value(); });
  }
}
