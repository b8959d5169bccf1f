#include "tests/fuzz/targets.hpp"

#include <algorithm>
#include <array>

namespace sluis::fuzz {
namespace {

constexpr std::array kTargets{
    Target{"envelope", fuzz_envelope, 200},
    Target{"assertion", fuzz_assertion, 150},
    Target{"file", fuzz_file, 100},
    Target{"header_token", fuzz_header_token, 150},
    Target{"http_request", fuzz_http_request, 2000},
    Target{"http_answer", fuzz_http_answer, 2000},
    Target{"soap_operations", fuzz_soap_operations, 100},
    Target{"json_door", fuzz_json_door, 500},
    Target{"consent", fuzz_consent, 150},
    Target{"therlink", fuzz_therlink, 150},
    Target{"exclusion", fuzz_exclusion, 150},
    Target{"transaction_list", fuzz_transaction_list, 150},
    Target{"access_right", fuzz_access_right, 150},
    Target{"audit_trail", fuzz_audit_trail, 150},
    Target{"hub_order", fuzz_hub_order, 150},
    Target{"kmehr", fuzz_kmehr, 200},
    Target{"single_message", fuzz_single_message, 200},
    Target{"patient_signature", fuzz_patient_signature, 200},
    Target{"vitalink_scheme", fuzz_vitalink_scheme, 100},
    Target{"resume_token", fuzz_resume_token, 1000},
    Target{"federal_answer", fuzz_federal_answer, 200},
    Target{"soap_answer", fuzz_soap_answer, 200},
    Target{"wstrust", fuzz_wstrust, 200},
    Target{"metahub", fuzz_metahub, 200},
    Target{"etk_depot", fuzz_etk_depot, 200},
    Target{"kgss", fuzz_kgss, 200},
    Target{"dossier_answer", fuzz_dossier_answer, 200},
    Target{"vitalink_native", fuzz_vitalink_native, 200},
    Target{"registers", fuzz_registers, 500},
    Target{"signed_proof", fuzz_signed_proof, 300},
    Target{"sealed_message", fuzz_sealed_message, 150},
    Target{"encryption_token", fuzz_encryption_token, 200},
    Target{"certificate", fuzz_certificate, 500},
    Target{"settings_file", fuzz_settings_file, 500},
    Target{"table", fuzz_table, 300},
    Target{"trail_line", fuzz_trail_line, 1000},
    Target{"values", fuzz_values, 2000},
};

}  // namespace

std::span<const Target> targets() { return kTargets; }

const Target* find_target(std::string_view name) {
  const auto found = std::ranges::find(kTargets, name, &Target::name);
  return found == kTargets.end() ? nullptr : &*found;
}

}  // namespace sluis::fuzz
