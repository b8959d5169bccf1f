#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/model/claims.hpp"
#include "gateway/native/xml_document.hpp"

// Persons and parties of hub services v2, as a message writes them.
namespace sluis::mappings::hubservices_v2 {

// Text of a child in the core namespace without outer white space; nullopt when the child is absent.
std::optional<std::string> child_text(native::Node parent, std::string_view local);
// Value of a code. With another scheme than the expected one it is "SCHEME:value", so that a local code never passes
// for a standard one.
std::string code_value(native::Node code, std::string_view scheme);
std::vector<std::string> code_values(native::Node parent, std::string_view scheme);

model::PatientClaim read_patient(native::Node patient);   // PatientIdType: children in core
model::PartyClaim read_core_party(native::Node hcparty);  // HCPartyIdType: children in core (links)
model::AuthorClaim read_author(native::Node author);
std::vector<model::ProofClaim> read_proofs(native::Node parent);

}  // namespace sluis::mappings::hubservices_v2
