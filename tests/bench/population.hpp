#pragma once

#include <string>

#include "gateway/model/registration.hpp"

namespace sluis::bench {

// The number of the n-th patient of a made-up population, up to ten millions: born from 1950 on, 997 a day.
model::Ssin patient(long n);

// The doctor whom every patient has a link with.
model::Party doctor();

// Makes a registry file of the current schema in which `patients` have a consent and a link each, as if declared one by one.
// Nothing of it is durable while it is being made. Throws std::exception.
void make_registry(const std::string& path, long patients);

}  // namespace sluis::bench
