#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/calendar.hpp"
#include "gateway/model/claims.hpp"
#include "gateway/model/identity.hpp"

namespace sluis::model {

// A concerned party after the rules have looked at it. A person is known by SSIN across all his numbers; an organisation by number.
struct Party {
  std::string category;  // CD-HCPARTY
  std::optional<Ssin> ssin;
  std::optional<Nihii> nihii;
  std::optional<OrganisationNumber> organisation;
  std::string name;
  std::string first_name;
  std::string family_name;

  // What identifies this party in links and exclusions: "ssin:…", "nihii:…" (8 digits), "cbe:…" or "ehp:…".
  std::string key() const;
};

// Who made a registration, when, and for whom.
// A message that has to reach somebody outside because of an act; stored with it (spi::Outbox).
struct Owed {
  std::string topic;
  std::string key;      // what must stay in order
  std::string payload;
};

struct Declaration {
  core::Instant at;
  std::string request_id;
  AuthorClaim author;       // as in the message
  std::string request_date;
  std::string request_time;
  std::string proof_type;   // "" when none
  std::string representation;  // kind of representation when a representative acted, else ""
  std::string correlation_id;
  std::shared_ptr<const std::string> original = {};  // the message as it arrived, signature included; kept with the act, not read back with it
  std::vector<Ssin> notify = {};                     // who has to be told of the act (rulings R8); not read back with it
  std::vector<Owed> owed = {};                       // committed with the act; not read back with it
};

enum class ConsentState { Given, Revoked };

struct Consent {
  std::string id;
  int version = 1;
  Ssin patient;
  std::string patient_first_name;
  std::string patient_family_name;
  std::string type = "retrospective";
  core::Date sign_date;
  std::optional<core::Date> revoke_date;
  AuthorClaim author;  // of the declaration, repeated in answers
  Declaration declared;
  std::optional<Declaration> revoked;

  ConsentState state() const { return revoked ? ConsentState::Revoked : ConsentState::Given; }
};

struct TherapeuticLink {
  std::string id;
  int version = 1;
  Ssin patient;
  std::string patient_first_name;
  std::string patient_family_name;
  Party party;
  std::string type;           // CD-THERAPEUTICLINKTYPE
  core::Date start;           // inclusive
  core::Date end;             // exclusive, except end == start: that one day (rulings R14)
  std::string comment;
  Declaration declared;
  std::optional<Declaration> revoked;
  std::optional<core::Date> ended_early;  // a future end set by a revocation (rulings R12)
  bool from_authentic_source = false;     // gmd: read-only
  std::optional<core::Date> revocation_end;  // the end that the revocation named, as declared (rulings R12)

  // Whether the link holds at this moment, by the Brussels calendar.
  bool active_at(core::Instant at) const;
};

struct Exclusion {
  std::string id;
  int version = 1;
  Ssin patient;
  std::string patient_first_name;
  std::string patient_family_name;
  Party party;
  Declaration declared;
  std::optional<Declaration> revoked;
};

}  // namespace sluis::model
