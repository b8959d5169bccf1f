// What every attack of the corpus costs: CPU time and memory beyond the message itself, the worst first. For the release build.
//   hostile_measure CORPUS POLICY_FOLDER [MOST_LINES]
// Exit 1 when one is accepted, meets another rule, or costs more than 50 ms or 32 MiB.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>

#include "gateway/native/xml_document.hpp"
#include "gateway/selftest/bench.hpp"

namespace {

using namespace sluis;
using namespace sluis::selftest;

constexpr std::chrono::microseconds kMostCpu{50'000};
constexpr std::size_t kMostBytes = 32 * 1024 * 1024;

bool too_much(const Row& row) { return row.cost.cpu > kMostCpu || row.cost.bytes.value_or(0) > kMostBytes; }

void print(const Row& row) {
  std::printf("%9.2f ms %8.2f MiB  %-70s %s\n", static_cast<double>(row.cost.cpu.count()) / 1000,
              static_cast<double>(row.cost.bytes.value_or(0)) / (1024 * 1024), row.attack->file.c_str(), row.right ? "" : row.note.c_str());
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) throw std::runtime_error("usage: hostile_measure CORPUS POLICY_FOLDER [MOST_LINES]");
  native::start_libraries();
  const auto corpus = Corpus::load(argv[1]);
  security::GateSettings settings;
  settings.policy_folder = argv[2];
  Bench bench(corpus, settings, {}, memory_of_this_process());
  for (const auto& attack : corpus.attacks()) bench.run(attack.control() ? attack : corpus.attacks().front());  // libraries loaded, pages warm
  std::vector<Row> rows;
  for (const auto& attack : corpus.attacks()) {
    rows.push_back(bench.run(attack));
    // The machine may be busy with others: of a dear one the cheapest of ten counts.
    for (int again = 0; again < 9 && too_much(rows.back()); ++again) {
      const auto row = bench.run(attack);
      if (row.cost.cpu < rows.back().cost.cpu) rows.back() = row;
    }
  }
  std::ranges::sort(rows, std::greater{}, [](const Row& row) { return row.cost.cpu; });
  const auto most = argc > 3 ? std::stoul(argv[3]) : rows.size();
  int bad = 0, dear = 0, accepted = 0;
  std::size_t largest = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const bool control = row.attack->control();
    bad += !row.right;
    dear += too_much(row);
    accepted += !control && row.outcome.accepted;
    largest = std::max(largest, row.cost.bytes.value_or(0));
    if (i < most || !row.right || too_much(row)) print(row);
  }
  std::printf("%zu files, %d accepted, %d not by the expected rule, %d dearer than 50 ms or 32 MiB; dearest %.2f ms, largest %.2f MiB\n", rows.size(), accepted, bad, dear,
              static_cast<double>(rows.front().cost.cpu.count()) / 1000, static_cast<double>(largest) / (1024 * 1024));
  return bad + dear + accepted == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << "hostile_measure: " << error.what() << "\n";
  return 1;
}
