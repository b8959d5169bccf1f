#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/random.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/native/xml_writer.hpp"

// What both services of the shared pharmaceutical dossier have in common (gfd.md sections 2 to 5).
namespace sluis::sandbox {

inline constexpr std::string_view kDossierProtocol = "urn:be:fgov:ehealth:gfddpp:protocol:v1";
inline constexpr std::string_view kDossierParameters = "http://services.gfddpp.be";
inline constexpr std::string_view kSmc = "http://www.apb.be/standards/smoa/schema/v1";
inline constexpr std::string_view kSmcModel = "http://www.apb.be/standards/smoa/schema/model/v1";
inline constexpr std::string_view kSmcId = "http://www.apb.be/standards/smoa/schema/id/v1";
inline constexpr std::string_view kSmcXsi = "http://www.w3.org/2001/XMLSchema-instance";
inline constexpr std::string_view kPharmacyNumber = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number";

std::string dossier_text(native::Node parent, std::string_view name);                       // in no namespace
std::string dossier_text(native::Node parent, std::string_view ns, std::string_view name);  // trimmed, "" when absent
std::string dossier_type(native::Node node);                                                // xsi:type without prefix
std::string dossier_lower(std::string text);
bool is_dossier_guid(std::string_view text);

// The number of the recognised pharmacy whose token it is; "" when it is none.
std::string pharmacy_of(const Token& token);

native::XmlWriter::Name dossier_plain(std::string_view local);
native::XmlWriter::Name smc_name(std::string_view local);
native::XmlWriter::Name model_name(std::string_view local);
native::XmlWriter::Name smc_id_name(std::string_view local);
void smc_type(native::XmlWriter& xml, std::string_view type);

// {operation}Response with its status; left open for what follows.
void open_dossier_answer(native::XmlWriter& xml, const std::string& operation, const std::string& code, core::Random& random);
// A single message of a care service around these events or entities, with every prefix declared at its root.
std::string single_message(std::string_view content, std::string_view cbe, core::Instant now, core::Random& random);
void write_min_patient(native::XmlWriter& xml, const World& world, const std::string& ssin);

// Whether the patient signed this text today (section 4): `xml` is the opened patientSignature.
bool is_signed_today(std::string_view xml, const std::string& about, const std::string& date_time, core::Instant now);

}  // namespace sluis::sandbox
