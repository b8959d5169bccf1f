#include "mappings/kmehr/party.hpp"

#include "gateway/core/encoding.hpp"

namespace sluis::mappings::kmehr {
namespace {

std::string trimmed(native::Node node) { return std::string(core::trim(node.text())); }

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) {
    if (!out.empty()) out += ' ';
    out += part;
  }
  return out;
}

std::string_view version_of(std::string_view code_scheme) { return code_scheme == "CD-HCPARTY" ? "1.1" : "1.0"; }

}  // namespace

std::vector<model::IdClaim> read_ids(native::Node parent, std::string_view ns) {
  std::vector<model::IdClaim> out;
  for (const auto id : parent.children(ns, "id"))
    out.push_back({id.attribute("S").value_or(""), trimmed(id), id.attribute("SL").value_or("")});
  return out;
}

model::PartyClaim read_party(native::Node hcparty) {
  model::PartyClaim party;
  party.ids = read_ids(hcparty);
  for (const auto code : hcparty.children(kNamespace, "cd")) party.codes.push_back({code.attribute("S").value_or(""), trimmed(code)});
  if (const auto node = hcparty.child(kNamespace, "name")) party.name = trimmed(node);
  for (const auto first : hcparty.children(kNamespace, "firstname")) party.first_names.push_back(trimmed(first));
  if (const auto node = hcparty.child(kNamespace, "familyname")) party.family_name = trimmed(node);
  return party;
}

std::vector<model::PartyClaim> read_parties(native::Node author) {
  std::vector<model::PartyClaim> out;
  for (const auto party : author.children(kNamespace, "hcparty")) out.push_back(read_party(party));
  return out;
}

void write_id(native::XmlWriter& out, const native::XmlWriter::Name& element, const model::IdClaim& id) {
  out.open(element).attribute("S", id.scheme);
  if (!id.local_scheme.empty()) out.attribute("SL", id.local_scheme);
  out.attribute("SV", "1.0").text(id.value).close();
}

void write_code(native::XmlWriter& out, const native::XmlWriter::Name& element, std::string_view scheme, std::string_view version,
                std::string_view value, std::string_view local_scheme) {
  out.open(element).attribute("S", scheme);
  if (!local_scheme.empty()) out.attribute("SL", local_scheme);
  out.attribute("SV", version).text(value).close();
}

void write_party(native::XmlWriter& out, const model::PartyClaim& party) { write_party(out, party, name("hcparty")); }

void write_party(native::XmlWriter& out, const model::PartyClaim& party, const native::XmlWriter::Name& element) {
  out.open(element);
  for (const auto& id : party.ids) write_id(out, name("id"), id);
  for (const auto& code : party.codes) write_code(out, name("cd"), code.scheme, version_of(code.scheme), code.value);
  if (!party.family_name.empty()) {
    out.element(name("firstname"), joined(party.first_names));
    out.element(name("familyname"), party.family_name);
  } else if (!party.name.empty()) {
    out.element(name("name"), party.name);
  }
  out.close();
}

model::PartyClaim make_party(std::string_view number, std::string_view category, std::string_view party_name) {
  model::PartyClaim party;
  party.ids.push_back({"ID-HCPARTY", std::string(number), {}});
  party.codes.push_back({"CD-HCPARTY", std::string(category)});
  party.name = party_name;
  return party;
}

model::PartyClaim software_party(std::string_view package) {
  model::PartyClaim party;
  party.ids.push_back({"LOCAL", std::string(package), "endusersoftwareinfo"});
  party.codes.push_back({"CD-HCPARTY", "application"});
  return party;
}

}  // namespace sluis::mappings::kmehr
