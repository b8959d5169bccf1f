#pragma once

#include <optional>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/model/network_orders.hpp"
#include "mappings/single_message/preparation.hpp"

namespace sluis::adapters::pharmaceutical_dossier {

// Whether what the patient signed at the counter gives access: it is a patientSignature, of this text, for its own day, and that day is
// today in Belgium (gfd.md section 4). nullopt: it does. `about`: his number, or the dguid whose pharmacy he asks.
std::optional<mappings::single_message::Refusal> wrong_signature(const model::PatientSignature& signature, const std::string& about,
                                                                 core::Instant now);

}  // namespace sluis::adapters::pharmaceutical_dossier
