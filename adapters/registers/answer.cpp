#include "adapters/registers/answer.hpp"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <stdexcept>

namespace sluis::adapters::registers {
namespace {

namespace json = Poco::JSON;
using Object = json::Object::Ptr;

// Only inside this file: every reading function turns it, and what Poco throws, into a fault.
struct Unusable final : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string optional_text(const Object& object, const std::string& name) {
  if (!object->has(name) || object->get(name).isEmpty()) return {};
  if (!object->get(name).isString()) throw Unusable(name);
  return object->getValue<std::string>(name);
}

std::string text(const Object& object, const std::string& name) {
  auto value = optional_text(object, name);
  if (value.empty()) throw Unusable(name);
  return value;
}

std::optional<core::Date> optional_date(const Object& object, const std::string& name) {
  const auto value = optional_text(object, name);
  if (value.empty()) return std::nullopt;
  const auto date = core::parse_date(value);
  if (!date) throw Unusable(name);
  return date;
}

template <class Number>
Number number(const Object& object, const std::string& name) {
  auto parsed = Number::parse(text(object, name));
  if (!parsed) throw Unusable(name);
  return *parsed;
}

std::vector<std::string> texts(const Object& object, const std::string& name) {
  std::vector<std::string> out;
  if (!object->has(name) || object->get(name).isEmpty()) return out;
  const auto array = object->getArray(name);
  if (array.isNull()) throw Unusable(name);
  for (const auto& item : *array) out.push_back(item.convert<std::string>());
  return out;
}

json::Array::Ptr array(const Object& object, const std::string& name) {
  auto items = object->getArray(name);
  if (items.isNull()) throw Unusable(name);
  return items;
}

Object item(const json::Array::Ptr& items, unsigned at) {
  auto object = items->getObject(at);
  if (object.isNull()) throw Unusable("item");
  return object;
}

Object parse(std::string_view text) {
  json::Parser parser;
  parser.setDepth(10);
  return parser.parse(std::string(text)).extract<Object>();
}

bool found(const Object& object) {
  if (!object->has("found")) throw Unusable("found");
  return object->getValue<bool>("found");
}

model::Provider provider_of(const Object& object) {
  model::Provider provider{number<model::Ssin>(object, "ssin"), optional_text(object, "first"), optional_text(object, "family"), {}};
  const auto numbers = array(object, "nihii");
  for (unsigned i = 0; i < numbers->size(); ++i)
    provider.numbers.emplace_back(number<model::Nihii>(item(numbers, i), "number"), text(item(numbers, i), "category"));
  return provider;
}

model::Organisation organisation_of(const Object& object) {
  model::Organisation organisation;
  organisation.category = text(object, "category");
  organisation.name = optional_text(object, "name");
  using Scheme = model::OrganisationScheme;
  for (const auto& [scheme, name] : {std::pair(Scheme::Nihii, "nihii"), std::pair(Scheme::Cbe, "cbe"), std::pair(Scheme::Ehp, "ehp")})
    if (auto value = optional_text(object, name); !value.empty()) organisation.numbers.push_back({scheme, std::move(value)});
  organisation.holder_ssin = optional_text(object, "holder_ssin");
  organisation.staff_ssin = texts(object, "staff_ssin");
  organisation.acts_for_cbe = optional_text(object, "acts_for_cbe");
  return organisation;
}

// nullopt: a scope that covers nothing is not "everything".
std::optional<model::Relation> relation_of(const Object& one) {
  auto scope = texts(one, "scope");
  if (scope.empty() && one->has("scope") && !one->get("scope").isEmpty()) return std::nullopt;
  return model::Relation{text(one, "kind"), std::move(scope), optional_date(one, "from"), optional_date(one, "to")};
}

template <class Read>
auto all(std::string_view json, const std::string& name, Read read) {
  const auto object = parse(json);
  const auto items = array(object, name);
  std::vector<decltype(read(object))> found_items;
  for (unsigned i = 0; i < items->size(); ++i) found_items.push_back(read(item(items, i)));
  return found_items;
}

template <class T, class Read>
Result<T> reading(std::string_view what, Read read) {
  try {
    return Result<T>(read());
  } catch (const Unusable& unusable) {
    return Fault(FaultId::EvidenceUnavailable, "register answer " + std::string(what) + ": member " + unusable.what(), "registers");
  } catch (const Poco::Exception&) {
    return Fault(FaultId::EvidenceUnavailable, "register answer " + std::string(what) + " is not the JSON expected", "registers");
  }
}

}  // namespace

Result<std::optional<model::Person>> read_person(std::string_view json, const model::Ssin& ssin) {
  using Person = std::optional<model::Person>;
  return reading<Person>("person", [&]() -> Person {
    const auto object = parse(json);
    if (!found(object)) return std::nullopt;
    const auto told = number<model::Ssin>(object, "ssin");
    if (told != ssin) throw Unusable("ssin");
    model::Person person{told, optional_text(object, "first"), optional_text(object, "family"), optional_date(object, "birth"),
                         optional_date(object, "death"), {}};
    if (const auto cards = object->getObject("cards"))
      for (const auto& [kind, value] : *cards) person.cards.emplace_back(kind, value.convert<std::string>());
    return person;
  });
}

Result<std::optional<model::Provider>> read_provider(std::string_view json) {
  using Provider = std::optional<model::Provider>;
  return reading<Provider>("provider", [&]() -> Provider {
    const auto object = parse(json);
    if (!found(object)) return std::nullopt;
    return provider_of(object);
  });
}

Result<std::vector<model::Provider>> read_providers(std::string_view json) {
  return reading<std::vector<model::Provider>>("providers", [&] { return all(json, "providers", provider_of); });
}

Result<std::optional<model::Organisation>> read_organisation(std::string_view json) {
  using Organisation = std::optional<model::Organisation>;
  return reading<Organisation>("organisation", [&]() -> Organisation {
    const auto object = parse(json);
    if (!found(object)) return std::nullopt;
    return organisation_of(object);
  });
}

Result<std::vector<model::Organisation>> read_organisations(std::string_view json) {
  return reading<std::vector<model::Organisation>>("organisations", [&] { return all(json, "organisations", organisation_of); });
}

Result<std::vector<model::Relation>> read_relations(std::string_view json) {
  using Relations = std::vector<model::Relation>;
  return reading<Relations>("representation", [&]() -> Relations {
    Relations relations;
    for (auto& relation : all(json, "relations", relation_of)) {
      if (relation) relations.push_back(std::move(*relation));
    }
    return relations;
  });
}

Result<std::vector<model::Representative>> read_representatives(std::string_view json) {
  using Representatives = std::vector<model::Representative>;
  return reading<Representatives>("representatives", [&]() -> Representatives {
    Representatives representatives;
    const auto read = [](const Object& one) { return std::pair(number<model::Ssin>(one, "ssin"), relation_of(one)); };
    for (auto& [ssin, relation] : all(json, "representatives", read)) {
      if (relation) representatives.push_back({ssin, std::move(*relation)});
    }
    return representatives;
  });
}

Result<std::optional<model::GlobalFile>> read_global_file(std::string_view json, const model::Ssin& patient) {
  using GlobalFile = std::optional<model::GlobalFile>;
  return reading<GlobalFile>("gmd", [&]() -> GlobalFile {
    const auto object = parse(json);
    if (!found(object)) return std::nullopt;
    if (number<model::Ssin>(object, "patient") != patient) throw Unusable("patient");
    const auto start = optional_date(object, "start");
    if (!start) throw Unusable("start");
    model::GlobalFile file{number<model::Ssin>(object, "holder_ssin"), std::nullopt, *start};
    if (!optional_text(object, "holder_nihii").empty()) file.holder_nihii = number<model::Nihii>(object, "holder_nihii");
    return file;
  });
}

}  // namespace sluis::adapters::registers
