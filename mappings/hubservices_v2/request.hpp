#pragma once

#include <string_view>

#include "gateway/core/result.hpp"
#include "gateway/model/claims.hpp"
#include "gateway/model/order.hpp"
#include "gateway/native/xml_document.hpp"

// Reading requests of the federal registrations, hub services v2 (consent.md 2, therapeutic-link.md 2,
// therapeutic-exclusion.md 2). Every function takes content that is valid by the schema and reports raw texts: the
// rules judge them.
namespace sluis::mappings::hubservices_v2 {

inline constexpr std::string_view kProtocol = "http://www.ehealth.fgov.be/hubservices/protocol/v2";
inline constexpr std::string_view kCore = "http://www.ehealth.fgov.be/hubservices/core/v2";

// Fault CommentRefused when a comment or processing instruction stands inside an identifier or code (rulings R35).
Status check_identifiers(native::Node body);

model::RequestHeader read_header(native::Node body);

model::ConsentOrder read_consent(native::Node body);           // Put, Revoke
model::ConsentOrder read_consent_question(native::Node body);  // Get, status
model::LinkOrder read_link(native::Node body);                 // Put, Revoke
model::LinkBatch read_links(native::Node body);                // PutBulk
// A `therapeuticlink` element alone, without proofs: also the document that a patient signs.
model::LinkOrder read_link_content(native::Node link);
model::LinkQuery read_link_question(native::Node body);        // Get, Has
model::ExclusionOrder read_exclusion(native::Node body);       // Put, Revoke
model::ExclusionOrder read_exclusion_question(native::Node body);  // Get, history

}  // namespace sluis::mappings::hubservices_v2
