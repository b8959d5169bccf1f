#include "gateway/registry/claim_json.hpp"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <array>
#include <stdexcept>

#include "gateway/core/json_writer.hpp"

namespace sluis::registry {
namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

constexpr std::array<std::pair<model::OrganisationScheme, const char*>, 3> kSchemes{{
    {model::OrganisationScheme::Nihii, "organisation_nihii"},
    {model::OrganisationScheme::Cbe, "organisation_cbe"},
    {model::OrganisationScheme::Ehp, "organisation_ehp"},
}};

Object::Ptr parse(const std::string& json) {
  Poco::JSON::Parser parser;
  return parser.parse(json).extract<Object::Ptr>();
}

std::string string_in(const Object::Ptr& object, const std::string& name) { return object->optValue<std::string>(name, {}); }

void write_unless_empty(core::JsonWriter& out, std::string_view name, const std::string& value) {
  if (!value.empty()) out.member(name, value);
}

void write_texts(core::JsonWriter& out, std::string_view name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  out.key(name).begin_array();
  for (const auto& text : texts) out.value(text);
  out.end_array();
}

std::vector<std::string> texts_in(const Object::Ptr& object, const std::string& name) {
  std::vector<std::string> texts;
  if (const auto array = object->getArray(name)) {
    for (std::size_t i = 0; i < array->size(); ++i) texts.push_back(array->getElement<std::string>(i));
  }
  return texts;
}

// Every entry of the array `name` through `read`; nothing when it is absent.
template <class T, class Read>
std::vector<T> entries_in(const Object::Ptr& object, const std::string& name, Read read) {
  std::vector<T> entries;
  if (const auto array = object->getArray(name)) {
    for (std::size_t i = 0; i < array->size(); ++i) entries.push_back(read(array->getObject(i)));
  }
  return entries;
}

void write_ids(core::JsonWriter& out, const std::vector<model::IdClaim>& ids) {
  out.key("ids").begin_array();
  for (const auto& id : ids) {
    out.begin_object().member("s", id.scheme).member("value", id.value);
    write_unless_empty(out, "sl", id.local_scheme);
    out.end_object();
  }
  out.end_array();
}

model::IdClaim id_from(const Object::Ptr& entry) {
  return {string_in(entry, "s"), string_in(entry, "value"), string_in(entry, "sl")};
}

void write_party(core::JsonWriter& out, const model::PartyClaim& party) {
  out.begin_object();
  write_ids(out, party.ids);
  out.key("codes").begin_array();
  for (const auto& code : party.codes) {
    out.begin_object().member("s", code.scheme).member("value", code.value).end_object();
  }
  out.end_array();
  write_unless_empty(out, "name", party.name);
  write_texts(out, "first_names", party.first_names);
  write_unless_empty(out, "family_name", party.family_name);
  out.end_object();
}

model::PartyClaim party_claim_from(const Object::Ptr& object) {
  model::PartyClaim party;
  party.ids = entries_in<model::IdClaim>(object, "ids", id_from);
  party.codes = entries_in<model::CodeClaim>(object, "codes", [](const Object::Ptr& entry) {
    return model::CodeClaim{string_in(entry, "s"), string_in(entry, "value")};
  });
  party.name = string_in(object, "name");
  party.first_names = texts_in(object, "first_names");
  party.family_name = string_in(object, "family_name");
  return party;
}

void write_patient(core::JsonWriter& out, std::string_view name, const std::optional<model::PatientClaim>& patient) {
  if (!patient) return;
  out.key(name).begin_object();
  write_ids(out, patient->ids);
  write_texts(out, "first_names", patient->first_names);
  write_unless_empty(out, "family_name", patient->family_name);
  out.end_object();
}

std::optional<model::PatientClaim> patient_in(const Object::Ptr& object, const std::string& name) {
  const auto entry = object->getObject(name);
  if (!entry) return std::nullopt;
  return model::PatientClaim{entries_in<model::IdClaim>(entry, "ids", id_from), texts_in(entry, "first_names"),
                             string_in(entry, "family_name")};
}

// An identifier was checked before it was stored; one that no longer is valid means that the store was damaged.
template <class Identifier>
std::optional<Identifier> identifier_in(const Object::Ptr& object, const std::string& name) {
  const auto text = string_in(object, name);
  if (text.empty()) return std::nullopt;
  auto identifier = Identifier::parse(text);
  if (!identifier) throw std::runtime_error("a stored party has no valid " + name);
  return identifier;
}

std::optional<model::OrganisationNumber> organisation_in(const Object::Ptr& object) {
  for (const auto& [scheme, name] : kSchemes) {
    if (object->has(name)) return model::OrganisationNumber{scheme, string_in(object, name)};
  }
  return std::nullopt;
}

}  // namespace

std::string to_json(const model::AuthorClaim& author) {
  core::JsonWriter out;
  out.begin_object().key("parties").begin_array();
  for (const auto& party : author.parties) write_party(out, party);
  out.end_array();
  write_patient(out, "patient", author.patient);
  write_patient(out, "person", author.person);
  out.end_object();
  return out.text();
}

std::string to_json(const model::Party& party) {
  core::JsonWriter out;
  out.begin_object().member("category", party.category);
  if (party.ssin) out.member("ssin", party.ssin->text());
  if (party.nihii) out.member("nihii", party.nihii->text());
  for (const auto& [scheme, name] : kSchemes) {
    if (party.organisation && party.organisation->scheme == scheme) out.member(name, party.organisation->number);
  }
  write_unless_empty(out, "name", party.name);
  write_unless_empty(out, "first_name", party.first_name);
  write_unless_empty(out, "family_name", party.family_name);
  out.end_object();
  return out.text();
}

model::AuthorClaim author_from_json(const std::string& json) {
  const auto object = parse(json);
  return {entries_in<model::PartyClaim>(object, "parties", party_claim_from), patient_in(object, "patient"),
          patient_in(object, "person")};
}

model::Party party_from_json(const std::string& json) {
  const auto object = parse(json);
  model::Party party;
  party.category = string_in(object, "category");
  party.ssin = identifier_in<model::Ssin>(object, "ssin");
  party.nihii = identifier_in<model::Nihii>(object, "nihii");
  party.organisation = organisation_in(object);
  party.name = string_in(object, "name");
  party.first_name = string_in(object, "first_name");
  party.family_name = string_in(object, "family_name");
  return party;
}

}  // namespace sluis::registry
