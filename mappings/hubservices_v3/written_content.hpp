#pragma once

#include <string>
#include <string_view>

#include "gateway/core/result.hpp"
#include "gateway/model/network_orders.hpp"
#include "gateway/native/xml_document.hpp"

// KMEHR messages that are stored or fetched, and their sealed folder (hubs.md section 3.3).
namespace sluis::mappings::hubservices_v3 {

// What the rules look at: patient, types, LOCAL ids and authors of a `kmehrmessage`; of a sealed one that it is sealed.
void read_message(native::Node message, model::HubOrder& order);

// A person in KMEHR's own words: k:id, k:firstname, k:familyname.
model::PatientClaim read_person(native::Node person);

// `message` is canonical XML of one kmehrmessage in all functions below. Fault SealRefused: it is none, or has no such part.

// The sealed bytes (DER).
Result<std::string> sealed_part(std::string_view message);
// What is sealed: the text of the folder elements alone.
Result<std::string> folders_of(std::string_view message);
// The message with what was sealed in the place of the sealed part: folders, or a whole kmehrmessage, with or without declaration.
Result<std::string> with_folders(std::string_view message, std::string_view opened);
// The message with these bytes in the place of the folders, or of an earlier sealed part.
Result<std::string> with_sealed(std::string_view message, std::string_view sealed);

}  // namespace sluis::mappings::hubservices_v3
