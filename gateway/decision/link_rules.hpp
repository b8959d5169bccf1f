#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "gateway/decision/actor.hpp"

// The rules of therapeutic links, one family a file. Each adds what fails, in document order.
namespace sluis::decision {

// What the rules of one link order share.
struct LinkCase {
  const Actor& actor;
  const Policy& policy;
  Evidence& evidence;
  Failures& failures;
  std::string_view operation;  // put, get, revoke, has
};

// identify(), with an authentic source that can't be asked about the author as a failure of the order (TL.ACCESS.20,
// TL.ACCESS.21).
Result<std::optional<Actor>> identify_link_author(const model::Order& order, const Errand& errand, const Policy& policy,
                                                  Evidence& evidence, Failures& failures);

// Which proofs a message needs is seen before its patient is judged, because a proof may need a card number.
bool proof_is_waived(const LinkCase& link, std::string_view type, bool newborn);

// Number, cards, names of the patient; the cards that the proofs ask for. `nameless`: the dialect has no names.
Result<std::optional<model::Ssin>> check_link_patient(const LinkCase& link, const model::PatientClaim& claim,
                                                      const std::vector<model::ProofClaim>& proofs, bool nameless = false);

// The concerned party, resolved to what links are kept by. nullopt with failures.
Result<std::optional<model::Party>> concerned_party(const LinkCase& link, const std::vector<model::PartyClaim>& claims);
bool is_author_himself(const Actor& actor, const model::Party& party);

void check_link_type(const LinkCase& link, const std::string& type, const std::optional<model::Party>& party);
void check_known_types(const LinkCase& link, const std::vector<std::string>& types);

struct LinkDates {
  std::optional<core::Date> start;
  std::optional<core::Date> end;
};
// Put: judged and filled in where absent (rulings R13 to R15). Revoke: only read, the registry compares with what is
// stored.
LinkDates check_put_period(const LinkCase& link, const model::LinkOrder& order);
LinkDates read_revoke_dates(const LinkCase& link, const model::LinkOrder& order);

void check_comment(const LinkCase& link, const std::string& comment);

// What a proof has to be about: the patient and the party of the message. `party` is null when the message names none;
// then it is the author.
struct ProofSubject {
  const model::PatientClaim& patient;
  std::optional<model::Ssin> number;
  const model::PartyClaim* party = nullptr;
};
void check_proofs(const LinkCase& link, const std::string& type, const std::vector<model::ProofClaim>& proofs,
                  bool newborn, const ProofSubject& about);
void check_query_proofs(const LinkCase& link, const std::vector<model::ProofClaim>& proofs, const ProofSubject& about);
// What the patient signed with his eID, in the order of therapeutic-link.md section 5.1.
void check_signed_proof(const LinkCase& link, std::span<const std::uint8_t> cms, const ProofSubject& about);

// Put and Revoke: errors, or the registration of one link.
Status decide_link_change(const model::LinkOrder& order, const LinkCase& link, model::Decision& decision);

// Get and Has: the order is a LinkQuery.
Status decide_link_query(const model::Order& order, const LinkCase& link, model::Decision& decision);

// Whether the patient excludes the one who asks (therapeutic-link.md 7, rulings R20).
bool excludes(const spi::PatientFile& file, const Actor& actor, core::Instant at);
bool excludes(const spi::PatientFile& file, const model::Party& party, core::Instant at);
bool exclusion_active_at(const model::Exclusion& exclusion, core::Instant at);

}  // namespace sluis::decision
