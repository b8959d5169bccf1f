#pragma once

#include "gateway/operations/json_operation_support.hpp"

// What the resources of the shared pharmaceutical dossier have in common (docs/dossier.md).
namespace sluis::operations {

// Names as author the pharmacist whom `caller` names, behind the counter of the token's pharmacy.
void name_pharmacist(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header);
// `relation`, `signature` and the pharmacist who asks. A signature is {"date_time":…} with "signature" and "public_key" (base64),
// or with "value": the patientSignature element, base64.
void read_grounds(const JsonObject& asked, const message::Verified& message, model::DossierOrder& order, model::RequestHeader& header);
std::optional<bool> optional_flag(const JsonObject& asked, std::string_view name);  // nullopt when absent
std::string read_day(const JsonObject& asked, std::string_view name);               // "" when absent

// Decision, then what every answer of the dossier says: accepted, queued, code, text, errors, sources; left open.
void begin_dossier_answer(core::JsonWriter& out, const model::Decision& decision, const model::Answer& answer,
                          const mappings::policy::Reasons& reasons);

}  // namespace sluis::operations
