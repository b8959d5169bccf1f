#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/failures.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

namespace sluis::decision {

// Who acts, after author and token were found to agree.
struct Actor {
  std::string kind;  // patient, representative, organisation, delegate_of_X, or a CD-HCPARTY category
  std::string
      category;  // CD-HCPARTY of the author: of the organisation when one acts, else of the professional; "patient"
  std::optional<model::Ssin> person;  // the citizen, the professional, or the end user before an organisation
  std::optional<model::Nihii> nihii;  // of the professional
  std::optional<model::OrganisationNumber> organisation;
  std::string first_name;
  std::string family_name;
  std::string end_user = "-";     // as in actors.table: who stands before an organisation
  std::string representation;     // kind of relation, when a representative acts or asks at the counter
  std::optional<model::Ssin> representative;
  std::vector<model::Ssin> notify;  // who has to be told of what the representative does (rulings R8)

  bool is_citizen() const { return category == "patient"; }
};

// What an order is about, for the rules that look at its author.
struct Errand {
  std::string_view service;                      // consent, therlink, exclusion
  std::string_view operation;                    // put, get, status, revoke, has, history, preview
  std::string_view scope;                        // of a representation: consent, link, exclusion
  const model::PatientClaim* patient = nullptr;  // concerned; null when the message names none

  bool changes() const { return operation == "put" || operation == "revoke"; }
};

// Rulings R1 (b): author = token, may ask for this, acts for this patient. nullopt when something failed: then nothing
// else is looked at.
Result<std::optional<Actor>> identify(const model::Order& order, const Errand& errand, const Policy& policy,
                                      Evidence& evidence, Failures& failures);

// Writes who represented the patient, and who has to be told, into a decision that identify() found an actor for.
void note_actor(const Actor& actor, model::Decision& decision);

// As in actors.table: self, represented, present or any.
std::string_view subject_of(const model::Order& order);

// The three kinds of author; each compares the author with the token. nullopt with failures.
std::optional<Actor> citizen_author(const model::Order& order, Failures& failures);
Result<std::optional<Actor>> professional_author(const model::Order& order, const Policy& policy, Evidence& evidence,
                                                 Failures& failures);
Result<std::optional<Actor>> organisation_author(const model::Order& order, const Errand& errand, const Policy& policy,
                                                 Evidence& evidence, Failures& failures);

// Whether the citizen who acts, or who asks at the counter of the professional or organisation that acts, may act for
// the concerned patient. Fills representation, representative and notify.
Status acts_for_patient(const model::Order& order, const Errand& errand, const Policy& policy, Evidence& evidence,
                        Failures& failures, Actor& actor);

}  // namespace sluis::decision
