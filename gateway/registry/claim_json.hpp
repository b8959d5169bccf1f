#pragma once

#include <string>

#include "gateway/model/claims.hpp"
#include "gateway/model/registration.hpp"

namespace sluis::registry {

// Author claims and concerned parties as they are stored: JSON, one value a column.
std::string to_json(const model::AuthorClaim& author);
std::string to_json(const model::Party& party);

// Throw std::runtime_error (or Poco::Exception) when the stored text is not what to_json() writes.
model::AuthorClaim author_from_json(const std::string& json);
model::Party party_from_json(const std::string& json);

}  // namespace sluis::registry
