#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {

// One party of a KMEHR author.
struct KmehrParty {
  std::string number;    // ID-HCPARTY
  std::string ssin;      // empty: left out
  std::string category;  // CD-HCPARTY
  std::string name;      // of an organisation; else first and family
  std::string first, family;
};

KmehrParty party_of(const World& world,
                    const std::string& nihii);  // of a provider or an organisation; number alone when unknown

// k:hcparty with its children.
void write_party(native::XmlWriter& xml, const KmehrParty& party);

// The `response` element of hubservices, up to and with the echoed request; leaves it open for what a version adds.
// `core` is the namespace of the version (hubs.md section 3).
void open_response(native::XmlWriter& xml, std::string_view core, const KmehrParty& responder, native::Node request,
                   core::Instant now, core::Random& random);

struct KmehrError {
  std::string code, text;
};
void write_acknowledge(native::XmlWriter& xml, std::string_view core, bool complete,
                       const std::vector<KmehrError>& errors);

// Checks the `request` element: id, author with at least one hcparty, date, time, in this order, then only of `more`.
Status check_request(native::Node request, std::string_view core, std::initializer_list<std::string_view> more);

// Whether the SOAPAction is this one; quoted, bare or absent (rulings R33).
bool action_is(std::string_view soap_action, std::string_view expected);

// The one INSS among these id elements; nullopt when there is none or several.
std::optional<std::string> inss_of(const std::vector<native::Node>& ids);
bool check_digits_right(std::string_view ssin);  // eleven digits that fit one of both centuries

}  // namespace sluis::sandbox
