#pragma once

#include <string_view>

// Names of the outside: the shared pharmaceutical dossier (gfd.md sections 2 and 3).
namespace sluis::adapters::pharmaceutical_dossier {

// The attribute of a pharmacy's token that the dossier knows its callers by, and its namespace.
inline constexpr std::string_view kPharmacyNumber = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number";
inline constexpr std::string_view kIdentification = "urn:be:fgov:identification-namespace";

// SL of the references that we make: the dossier itself gives its data no document numbers.
inline constexpr std::string_view kLocalScheme = "gfd";

inline constexpr std::string_view kNotAPharmacist = "PCDH_ERROR_RULES_NOT_A_PHARMACIST";
inline constexpr std::string_view kNoStrongConsent = "PCDH_ERROR_RULES_NO_StrongPatientAuthentication";
inline constexpr std::string_view kProductsLeftOut = "COMMON_ERROR_PRODUCTFILTER_REMOVED";
inline constexpr std::string_view kNothingLeft = "COMMON_ERROR_PRODUCTFILTER_NO_DISPENSATIONS";
inline constexpr std::string_view kInvalidXml = "TIP_300";

inline constexpr std::string_view kTopic = "dossier";  // of the outbox
// The first version of a configuration: everything is newer.
inline constexpr std::string_view kFirstVersion = "1970-01-01T00:00:00Z";

}  // namespace sluis::adapters::pharmaceutical_dossier
