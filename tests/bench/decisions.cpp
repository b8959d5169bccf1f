// Measures decisions on the embedded registry: what one costs with few and with many patients, measured in turns in one run, and
// how many a second a bulk of questions gives. Files are made in the temporary folder and removed.
//   bench_decisions [FEW [MANY]]     default 1000000 10000000: 15 GB of disk, some minutes to fill
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string_view>
#include <thread>

#include "gateway/core/installed.hpp"
#include "gateway/decision/decider.hpp"
#include "gateway/registry/open_registry.hpp"
#include "tests/bench/population.hpp"

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using namespace sluis;

namespace {

constexpr int kRounds = 60;
constexpr int kDecisionsARound = 500;
constexpr int kQuestionsACall = 1000;
constexpr int kCalls = 20;

long mib_of(const char* file, std::string_view member) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(member)) return std::stol(line.substr(member.size())) / 1024;
  }
  return 0;
}

long resident_mib() { return mib_of("/proc/self/status", "VmRSS:"); }
long available_mib() { return mib_of("/proc/meminfo", "MemAvailable:"); }  // page cache included

// A registry of so many patients with the engine before it.
class Site final {
 public:
  Site(const fs::path& folder, long patients, core::Random& random)
      : path_(folder / (std::to_string(patients) + ".sqlite")), patients_(patients), filled_(fill()),
        store_(registry::open_registry("sqlite://" + path_.string(), clock_, random)),
        decider_({*store_, nullptr, nullptr, store_.get()}, clock_, random, core::installed_mappings() + "/policy") {}

  long patients() const { return patients_; }
  double megabytes() const { return static_cast<double>(fs::file_size(path_)) / 1e6; }

  model::Order order(int questions, std::mt19937_64& dice) const {
    model::Order order;
    order.kind = model::OrderKind::Decide;
    order.caller.category = "persphysician";
    order.caller.categories = {"persphysician"};
    order.caller.ssin = bench::doctor().ssin;
    order.caller.nihii = bench::doctor().nihii;
    order.received = clock_.now();
    std::vector<model::Question> all;
    for (int i = 0; i < questions; ++i) {
      model::Question question;
      question.caller = {order.caller.ssin->text(), order.caller.nihii->text(), "persphysician", ""};
      question.patient = bench::patient(static_cast<long>(dice() % static_cast<std::uint64_t>(patients_))).text();
      question.category = "labresult";
      question.action = "read";
      all.push_back(std::move(question));
    }
    order.content = std::move(all);
    return order;
  }

  void decide(const model::Order& order) const {
    const auto decision = decider_.decide(order);
    if (!decision) throw std::runtime_error(decision.error().log_text());
    if (!decision->permitted()) throw std::runtime_error("a decision is not a permit: " + decision->reason()->rule);
  }

  void warm() const {
    std::ifstream in(path_, std::ios::binary);
    std::vector<char> block(1 << 20);
    while (in.read(block.data(), static_cast<std::streamsize>(block.size()))) {
    }
  }

  // Microseconds a decision, over one round.
  double round(std::mt19937_64& dice) const {
    std::vector<model::Order> orders;
    for (int i = 0; i < kDecisionsARound; ++i) orders.push_back(order(1, dice));
    const auto began = Clock::now();
    for (const auto& order : orders) decide(order);
    return std::chrono::duration<double, std::micro>(Clock::now() - began).count() / kDecisionsARound;
  }

 private:
  bool fill() const {
    if (fs::exists(path_)) return false;
    const auto began = Clock::now();
    bench::make_registry(path_.string(), patients_);
    std::cout << patients_ << " patients, a consent and a link each: filled in "
              << std::chrono::duration<double>(Clock::now() - began).count() << " s, " << megabytes() << " MB" << std::endl;
    return true;
  }

  fs::path path_;
  long patients_;
  core::ManualClock clock_{core::Instant{std::chrono::seconds{1'795'339'000}}};  // November 2026
  bool filled_;
  std::unique_ptr<registry::Store> store_;
  decision::Decider decider_;
};

double median(std::vector<double> all) {
  std::ranges::sort(all);
  return all[all.size() / 2];
}

void compare(const Site& few, const Site& many, std::mt19937_64& dice) {
  std::vector<double> of_few, of_many, ratios;
  for (int i = 0; i < kRounds; ++i) {
    of_few.push_back(few.round(dice));
    of_many.push_back(many.round(dice));
    ratios.push_back(of_many.back() / of_few.back());
  }
  std::cout << "one decision with " << few.patients() << " patients: " << median(of_few) << " us; with " << many.patients()
            << ": " << median(of_many) << " us; ratio (median of " << kRounds << " pairs): " << median(ratios) << std::endl;
}

double bulk(const Site& site, unsigned callers, std::mt19937_64& dice) {
  std::vector<model::Order> calls;
  for (int i = 0; i < kCalls; ++i) calls.push_back(site.order(kQuestionsACall, dice));
  const auto began = Clock::now();
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < callers; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = t; i < calls.size(); i += callers) site.decide(calls[i]);
    });
  }
  for (auto& thread : threads) thread.join();
  return kCalls * kQuestionsACall / std::chrono::duration<double>(Clock::now() - began).count();
}

}  // namespace

int main(int argc, char** argv) {
  const long few_patients = argc > 1 ? std::atol(argv[1]) : 1'000'000;
  const long many_patients = argc > 2 ? std::atol(argv[2]) : 10'000'000;
  const bool keep = argc > 3;
  const auto folder = keep ? fs::path(argv[3]) : fs::temp_directory_path() / ("sluis-bench-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  int status = 0;
  try {
    core::SystemRandom random;
    std::mt19937_64 dice(20261120);
    const Site few(folder, few_patients, random);
    const Site many(folder, many_patients, random);
    many.warm(), few.warm();
    few.round(dice), many.round(dice);  // connections
    std::cout << "memory for caches: " << available_mib() << " MB; files: " << few.megabytes() + many.megabytes() << " MB" << std::endl;
    compare(few, many, dice);
    const auto callers = std::max(1U, std::thread::hardware_concurrency());
    for (const auto* site : {&few, &many}) {
      std::cout << "bulk of " << kQuestionsACall << " questions, " << site->patients() << " patients: " << bulk(*site, 1, dice)
                << " decisions/s with one caller, " << bulk(*site, callers, dice) << " with " << callers << std::endl;
    }
    std::cout << "resident memory: " << resident_mib() << " MB; files: " << few.megabytes() << " MB and " << many.megabytes()
              << " MB" << std::endl;
  } catch (const std::exception& error) {
    std::cerr << "bench_decisions: " << error.what() << "\n";
    status = 1;
  }
  if (!keep) fs::remove_all(folder);
  return status;
}
