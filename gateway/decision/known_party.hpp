#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/decision/evidence.hpp"
#include "gateway/model/claims.hpp"

// What a message says of a party, held against the provider register: numbers, category and name have to agree, and who
// is named without a number is looked up, never guessed.
namespace sluis::decision {

enum class Agreement { Agrees, NumberOfOther, OtherCategory, OtherName };

// Names are compared only when the message gives one, without case and accents. `nihii`: the number in the message.
Agreement compare(const model::PartyClaim& claim, const std::optional<model::Nihii>& nihii,
                  const model::Provider& provider);
Agreement compare(const model::PartyClaim& claim, const model::Organisation& organisation);

bool is_named(const model::PartyClaim& claim, const model::Provider& provider);  // false when the claim gives no name
bool has_name(const model::PartyClaim& claim);
bool has_number(const model::PartyClaim& claim);  // of the schemes that parties are known by

// The one hit of the party's category. Without exactly one, `found` is empty; `hits` lists several by name, category and
// NIHII number, and is empty when there was none.
template <class T>
struct ByName {
  std::optional<T> found;
  std::string hits;
};

// Only when has_registers(). Fault EvidenceUnavailable.
Result<ByName<model::Provider>> provider_by_name(const model::PartyClaim& claim, Evidence& evidence);
Result<ByName<model::Organisation>> organisation_by_name(const model::PartyClaim& claim, Evidence& evidence);
// By NIHII number: eleven digits that nobody has are those of the holder of the first eight.
Result<std::optional<model::Provider>> provider_by_number(const model::Nihii& nihii, Evidence& evidence);

// The number of a provider in this category; nullopt when he has none.
std::optional<model::Nihii> number_in(const model::Provider& provider, std::string_view category);
std::optional<model::OrganisationNumber> nihii_of(const model::Organisation& organisation);

}  // namespace sluis::decision
