#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "adapters/simulator_kit/world.hpp"

namespace sluis::sandbox {

// SplitMix64: chance that is the same on every machine.
class Dice final {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  int below(int sides) { return static_cast<int>(next() % static_cast<std::uint64_t>(sides)); }
  int from_to(int least, int most) { return least + below(most - least + 1); }
  bool one_in(int sides) { return below(sides) == 0; }
  template <class T, std::size_t N>
  const T& one_of(const std::array<T, N>& all) {
    return all[static_cast<std::size_t>(below(static_cast<int>(N)))];
  }

 private:
  std::uint64_t state_;
};

// Numbers of series that are not handed out (identifiers.md), each once, with right check digits.
class InventedNumbers final {
 public:
  // Moves the birth to a later day when that day has no number left.
  std::string ssin(Date& birth, bool female);
  std::string eid_card();
  std::string isi_card();
  // Eleven digits of a person: profession digit, five digits, check, competence. Empty when the series is used up.
  std::string person_nihii(char profession, std::string_view competence);
  // Eight digits of an organisation: two digits of its kind, four digits, check.
  std::string organisation_nihii(std::string_view kind);
  std::string cbe();
  std::string ehp();

 private:
  std::map<std::string, int> used_;  // how many of each series
};

}  // namespace sluis::sandbox
