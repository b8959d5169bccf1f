#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/model/claims.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/native/xml_writer.hpp"

// KMEHR parties, identifiers and codes: shared by every message of the hub services. Elements are of KMEHR unless a function
// takes the namespace (an element is in the namespace of the type that declares it).
namespace sluis::mappings::kmehr {

inline constexpr std::string_view kNamespace = "http://www.ehealth.fgov.be/standards/kmehr/schema/v1";
inline constexpr std::string_view kPrefix = "k";

inline native::XmlWriter::Name name(std::string_view local) { return {kPrefix, kNamespace, local}; }

// The `id` children of an element, in document order; `ns` is where they are declared.
std::vector<model::IdClaim> read_ids(native::Node parent, std::string_view ns = kNamespace);
model::PartyClaim read_party(native::Node hcparty);
std::vector<model::PartyClaim> read_parties(native::Node author);  // every hcparty of an authorType

void write_id(native::XmlWriter& out, const native::XmlWriter::Name& element, const model::IdClaim& id);
void write_code(native::XmlWriter& out, const native::XmlWriter::Name& element, std::string_view scheme, std::string_view version,
                std::string_view value, std::string_view local_scheme = {});
// One k:hcparty. A party with a family name is written as a person, any other with its name, when it has one.
void write_party(native::XmlWriter& out, const model::PartyClaim& party);
// The same type under another element: c:hcparty of an exclusion.
void write_party(native::XmlWriter& out, const model::PartyClaim& party, const native::XmlWriter::Name& element);

// A party without a person's or software's traits: number and kind.
model::PartyClaim make_party(std::string_view number, std::string_view category, std::string_view party_name);
// The program that speaks: hub authors end with it (hubs.md section 3.2).
model::PartyClaim software_party(std::string_view package);

}  // namespace sluis::mappings::kmehr
