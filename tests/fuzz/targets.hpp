#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/target.hpp"

namespace sluis::mappings {
class Schemas;
}

namespace sluis::fuzz {

const mappings::Schemas& schemas();                   // our own
const std::vector<std::string>& signed_payloads();    // all that the holder has ever signed, canonical
const std::vector<std::string>& signed_contents();    // all that stands in signed or sealed CMS

// Anybody's bytes.
void fuzz_envelope(std::string_view input);
void fuzz_assertion(std::string_view input);
void fuzz_file(std::string_view input);
void fuzz_header_token(std::string_view input);
void fuzz_http_request(std::string_view input);
void fuzz_http_answer(std::string_view input);
// A known caller's.
void fuzz_soap_operations(std::string_view input);
void fuzz_json_door(std::string_view input);
void fuzz_consent(std::string_view input);
void fuzz_therlink(std::string_view input);
void fuzz_exclusion(std::string_view input);
void fuzz_transaction_list(std::string_view input);
void fuzz_access_right(std::string_view input);
void fuzz_audit_trail(std::string_view input);
void fuzz_hub_order(std::string_view input);
void fuzz_kmehr(std::string_view input);
void fuzz_single_message(std::string_view input);
void fuzz_patient_signature(std::string_view input);
void fuzz_vitalink_scheme(std::string_view input);
void fuzz_resume_token(std::string_view input);
// Answers of networks.
void fuzz_federal_answer(std::string_view input);
void fuzz_soap_answer(std::string_view input);
void fuzz_wstrust(std::string_view input);
void fuzz_metahub(std::string_view input);
void fuzz_etk_depot(std::string_view input);
void fuzz_kgss(std::string_view input);
void fuzz_dossier_answer(std::string_view input);
void fuzz_vitalink_native(std::string_view input);
void fuzz_registers(std::string_view input);
// CMS and certificates.
void fuzz_signed_proof(std::string_view input);
void fuzz_sealed_message(std::string_view input);
void fuzz_encryption_token(std::string_view input);
void fuzz_certificate(std::string_view input);
// Lines and values.
void fuzz_settings_file(std::string_view input);
void fuzz_table(std::string_view input);
void fuzz_trail_line(std::string_view input);
void fuzz_values(std::string_view input);

}  // namespace sluis::fuzz
