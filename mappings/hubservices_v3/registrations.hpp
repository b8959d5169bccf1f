#pragma once

#include <string>
#include <vector>

#include "gateway/model/order.hpp"
#include "gateway/model/registration.hpp"
#include "gateway/native/xml_document.hpp"

// Patient consents and therapeutic links in the words of hub services v3 (hubs.md section 4): the same registrations as those of the
// federal services, with fewer words. Bodies are valid by the schema; contents are canonical XML of what follows the acknowledgement.
namespace sluis::mappings::hubservices_v3 {

model::ConsentOrder read_consent(native::Node body);           // Put, Revoke
model::ConsentOrder read_consent_question(native::Node body);  // Get
std::string write_consent(const model::Consent& consent);

// The number of a card in the patient's ids is the proof that he was there (HUB-CONS-1). A party has no category in this dialect: that of
// the author when it is the author, else the one that the type of link speaks of.
model::LinkOrder read_link(native::Node body, const model::AuthorClaim& author);  // Put, Revoke
model::LinkQuery read_link_question(native::Node body, const model::AuthorClaim& author);
std::string write_links(const std::vector<model::TherapeuticLink>& links);

// The author in v3 has no place for a patient: who asks for himself, at a counter or for somebody else stands among the parties as one of
// kind `patient`. Moves him to where the federal rules look for him; `concerned` is whom the message is about.
void place_citizen(model::AuthorClaim& author, const model::PatientClaim& concerned);

}  // namespace sluis::mappings::hubservices_v3
