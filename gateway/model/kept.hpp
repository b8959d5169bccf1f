#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gateway/model/register_entry.hpp"
#include "gateway/model/registration.hpp"

namespace sluis::model {

// The message that made or ended a registration, byte for byte.
struct KeptMessage {
  std::string bytes;
  std::string operation;  // declaration, revocation
  core::Instant at;
  Ssin patient;
  AuthorClaim author;
  std::string kind;       // consent, link, exclusion
};

// What somebody has to be told of: an act of another on a file that is his too (rulings R8).
struct Notification {
  core::Instant at;
  Ssin recipient;
  Ssin patient;
  std::string kind;       // of the registration: consent, link, exclusion
  std::string operation;  // declaration, revocation
  std::string record_id;
  std::string by;         // kind of representation of who acted, "" for the patient himself
};

// Whom an exclusion would keep out, and what it would put to sleep.
struct ExclusionPreview {
  Party party;                                         // as it would be kept
  std::vector<std::pair<Nihii, std::string>> numbers;  // all numbers and professions it reaches
  std::vector<TherapeuticLink> links;                  // active now, without effect while the exclusion stands
  bool already_excluded = false;
};

}  // namespace sluis::model
