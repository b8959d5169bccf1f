#pragma once

#include <string_view>

// Names of the outside: the shared pharmaceutical dossier (gfd.md sections 2, 3 and 7).
namespace sluis::adapters::pharmaceutical_dossier {

// The attribute of a pharmacy's token that the dossier knows its callers by, and its namespace.
inline constexpr std::string_view kPharmacyNumber = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number";
inline constexpr std::string_view kIdentification = "urn:be:fgov:identification-namespace";

// SL of the references that we make: the dossier itself gives its data no document numbers.
inline constexpr std::string_view kLocalScheme = "gfd";

struct Refusal {
  std::string_view code;
  std::string_view text;
};
// Codes that say no to the caller or his question; every other one is a failure of the dossier.
inline constexpr Refusal kRefusals[] = {
    {"PCDH_ERROR_NOT_AUTHORIZED", "not authorised to see this patient's data"},
    {"PCDH_ERROR_RULES_NOT_A_PHARMACIST", "only community pharmacies may ask"},
    {"PCDH_ERROR_RULES_NO_StrongPatientAuthentication", "the patient must give access on the spot"},
    {"PCDH_ERROR_REQUESTOR_UKNOWN", "the dossier does not know who asks"},
    {"PCDH_ERROR_INVALID_DATE_RANGE", "the period is not accepted"},
    {"COMMON_ERROR_INVALID_PHARMACY", "the pharmacy is not known"},
    {"COMMON_ERROR_INVALID_NISS", "the patient number is not accepted"},
};
inline constexpr std::string_view kUnknownPatient = "PCDH_ERROR_UNKNOWN_PATIENT_FOUND";

}  // namespace sluis::adapters::pharmaceutical_dossier
