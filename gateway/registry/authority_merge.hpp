#pragma once

#include <vector>

#include "gateway/spi/authority.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::registry {

// What holds, out of what the authority tells and what is recorded here, for one subject:
// - where an act of ours still waits to be told, ours is what holds;
// - where it doesn't, the authority's word counts: what it no longer has carries nothing any more;
// - what was revoked here stays revoked here, whatever it still tells of that same registration.
// A record that stands here too keeps our identifier; any other has the identifier "ehealth". History that only we have stays.
std::vector<model::Consent> merged(const std::vector<model::Consent>& told, const std::vector<model::Consent>& local, bool waiting);
// waiting: what the items that wait are about.
using Waiting = std::vector<spi::Authority::About>;
std::vector<model::TherapeuticLink> merged(const std::vector<model::TherapeuticLink>& told,
                                           const std::vector<model::TherapeuticLink>& local, const Waiting& waiting);
std::vector<model::Exclusion> merged(const std::vector<model::Exclusion>& told, const std::vector<model::Exclusion>& local,
                                     const Waiting& waiting);

// Ended here by the authority's own word (refused by it, or adopted from it): what it tells later counts again.
bool taken_back(const std::optional<model::Declaration>& revoked);

}  // namespace sluis::registry
