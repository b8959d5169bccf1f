#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/hub/simulator/hub_parts.hpp"

// What the operations read in the same way, and the answers that they have in common.
namespace sluis::sandbox::hub {

Fault wrong(std::string where);                            // the form breaks the schema
HubReply refusal(std::string code, std::string text);      // iscomplete false, one error (hubs.md section 5)
HubReply nothing();                                        // iscomplete true with 202

std::string text_at(native::Node parent, std::string_view name);  // of a core child, "" when absent
// The one SSIN of a core patient; a wrong form is a fault. Right check digits are asked apart.
Result<std::string> patient_at(native::Node parent);
std::optional<HubReply> refused_number(const std::string& ssin);  // 400 when the check digits are wrong
std::optional<HubReply> refused_glass(const HubQuestion& question);  // HUB-BTG-1
// 365: this patient, or one of the asking parties, withdrew his consent at this hub.
std::optional<HubReply> refused_consent(HubParts& parts, const HubQuestion& question, const std::string& ssin);

struct LocalName {
  std::string sl, id;
};
std::optional<LocalName> local_name(const std::vector<native::Node>& ids);  // the first LOCAL id with SL
std::vector<std::string> numbers_of(const std::vector<native::Node>& ids);   // every identifier, trimmed
std::vector<std::string> codes_of(const std::vector<native::Node>& cds, std::string_view scheme);  // "" = all
bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b);
// false when the text stands there and is no date.
bool read_date(native::Node parent, std::string_view name, std::optional<core::Date>& into);

void write_patient_id(native::XmlWriter& xml, const std::string& ssin);        // c:patient with its INSS
void write_author(native::XmlWriter& xml, const HubParts& parts, const std::vector<std::string>& parties);  // the hub first
// Keeps who looked, refused or not.
void keep_look(HubParts& parts, const HubQuestion& question, const std::string& patient,
               const std::optional<KeptDocument>& document);

// What an explicit right says to this caller about this document; nullopt when none was set for him.
std::optional<std::string> explicit_right(HubParts& parts, const HubCaller& caller, const KeptDocument& document);
bool may_read(HubParts& parts, const HubCaller& caller, const KeptDocument& document);
// What the vault never gives a pharmacist (audit-and-access.md section 4).
bool closed_for_pharmacist(const HubParts& parts, const HubCaller& caller, const KeptDocument& document);

bool is_element(const KeptDocument& document);           // part of a set

}  // namespace sluis::sandbox::hub
