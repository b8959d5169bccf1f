#pragma once

#include <cstdint>

#include "adapters/simulator_kit/world.hpp"

namespace sluis::sandbox {

inline constexpr std::size_t kLargestPopulation = 100'000;

// The built-in world, and around it so many invented people that `persons` live in it: families, providers of every profession,
// hospitals, pharmacies, mutualities, documents in all places. Names are made of syllables, numbers are of series that are not
// handed out, with right check digits. The same size and seed give the same world on every machine.
// Fewer persons than the built-in world has leave that as it is.
World invented_world(std::size_t persons, std::uint64_t seed);

}  // namespace sluis::sandbox
