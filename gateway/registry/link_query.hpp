#pragma once

#include <vector>

#include "gateway/model/decision.hpp"
#include "gateway/model/register_entry.hpp"
#include "gateway/model/registration.hpp"

namespace sluis::registry {

// Whether both are the same party: by key, or two persons by their NIHII number.
bool same_party(const model::Party& one, const model::Party& other);

// Whether a link is among those asked for (rulings R21): party, types, status at this moment, and overlap with the period.
// An expired or revoked link is inactive.
bool fits(const model::TherapeuticLink& link, const model::RegistrationQuery& query, core::Instant at);

// Whether the query can be about a holder of a global medical file at all.
bool asks_for_global_file(const model::RegistrationQuery& query);

// The read-only link of the holder of the global medical file: from the opening of the file one year, renewed by a year each time
// (therapeutic-link.md section 6); the year is the one that holds this moment.
model::TherapeuticLink global_file_link(const model::Ssin& patient, const model::GlobalFile& file, core::Instant at);

}  // namespace sluis::registry
