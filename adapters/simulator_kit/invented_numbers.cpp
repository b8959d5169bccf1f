#include "adapters/simulator_kit/invented_numbers.hpp"

#include <cstdio>
#include <stdexcept>

namespace sluis::sandbox {
namespace {

constexpr int kFirstOfDay = 901, kLastOfDay = 980;  // nobody is the nine hundredth of a day; the built-in people come after

std::string padded(long long number, int width) {
  char text[24];
  std::snprintf(text, sizeof text, "%0*lld", width, number);
  return text;
}

// 97 less the remainder of the digits, two digits.
std::string complement(const std::string& digits) {
  return padded(97 - std::stoll(digits) % 97, 2);
}

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  auto x = state_;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

std::string InventedNumbers::ssin(Date& birth, bool female) {
  for (;; birth = core::add_days(birth, 1)) {
    const auto year = static_cast<int>(birth.year());
    const auto day = padded(year % 100, 2) + padded(static_cast<unsigned>(birth.month()), 2) +
                     padded(static_cast<unsigned>(birth.day()), 2);
    auto& used = used_["ssin " + padded(year, 4) + day + (female ? "f" : "m")];
    const auto counter = kFirstOfDay + (female ? 1 : 0) + 2 * used;
    if (counter > kLastOfDay) continue;
    ++used;
    const auto nine = day + padded(counter, 3);
    return nine + complement((year >= 2000 ? "2" : "") + nine);
  }
}

std::string InventedNumbers::eid_card() {
  const auto ten = "599" + padded(1'000'000 + used_["eid"]++, 7);
  const auto remainder = std::stoll(ten) % 97;
  return ten + padded(remainder == 0 ? 97 : remainder, 2);
}

std::string InventedNumbers::isi_card() {
  return padded(1'000'000 + used_["isi"]++, 10);
}

std::string InventedNumbers::person_nihii(char profession, std::string_view competence) {
  auto& used = used_[std::string("nihii ") + profession];
  if (used > 8999) return {};
  const auto six = profession + padded(90'000 + used++, 5);
  return six + complement(six) + std::string(competence);
}

std::string InventedNumbers::organisation_nihii(std::string_view kind) {
  auto& used = used_["place " + std::string(kind)];
  if (used > 899) return {};
  const auto six = std::string(kind) + padded(9000 + used++, 4);
  return six + complement(six);
}

std::string InventedNumbers::cbe() {
  const auto eight = padded(9'990'000 + used_["cbe"]++, 8);
  return eight + complement(eight);
}

std::string InventedNumbers::ehp() {
  const auto eight = padded(19'998'000 + used_["ehp"]++, 8);
  return eight + complement(eight);
}

}  // namespace sluis::sandbox
