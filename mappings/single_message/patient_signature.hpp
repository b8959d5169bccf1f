#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/calendar.hpp"

namespace sluis::mappings::single_message {

// Access that the patient gives on the spot with his eID (gfd.md section 4).
struct SignedAccess {
  std::string signature;   // base64 of the SHA1withRSA signature
  std::string public_key;  // base64 of the SubjectPublicKeyInfo
};

// The patientSignature element: the base64 text of the signature stands in it encoded once more.
std::string write_patient_signature(const SignedAccess& access);
std::optional<SignedAccess> read_patient_signature(std::string_view xml);  // nullopt: it is none

// What the patient signs: his number, or the dguid whose pharmacy he asks, and the day.
std::string text_to_sign(std::string_view about, core::Date day);
// Whether this is the signature of that text by that key.
bool fits(const SignedAccess& access, std::string_view about, core::Date day);

}  // namespace sluis::mappings::single_message
