#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::sandbox {
namespace {

using core::JsonWriter;

void optional_text(JsonWriter& json, std::string_view name, const std::string& value) {
  if (!value.empty()) json.member(name, value);
}

void date_or_null(JsonWriter& json, std::string_view name, const std::optional<Date>& date) {
  json.key(name);
  if (date) {
    json.value(core::to_text(*date));
  } else {
    json.null();
  }
}

std::string line(const Person& p) {
  JsonWriter json;
  json.begin_object().member("ssin", p.ssin).member("first", p.first).member("family", p.family);
  json.member("birth", core::to_text(p.birth));
  date_or_null(json, "death", p.death);
  json.key("cards").begin_object();
  for (const auto& [scheme, number] : p.cards) json.member(scheme, number);
  json.end_object().end_object();
  return json.text();
}

std::string line(const Provider& p) {
  JsonWriter json;
  json.begin_object().member("ssin", p.ssin).member("first", p.first).member("family", p.family);
  json.key("nihii").begin_array();
  for (const auto& n : p.nihii) {
    json.begin_object().member("number", n.number).member("category", n.category).end_object();
  }
  json.end_array().end_object();
  return json.text();
}

std::string line(const Organisation& o) {
  JsonWriter json;
  json.begin_object().member("category", o.category).member("name", o.name);
  optional_text(json, "nihii", o.nihii);
  optional_text(json, "cbe", o.cbe);
  optional_text(json, "ehp", o.ehp);
  optional_text(json, "holder_ssin", o.holder_ssin);
  if (!o.staff_ssin.empty()) {
    json.key("staff_ssin").begin_array();
    for (const auto& s : o.staff_ssin) json.value(s);
    json.end_array();
  }
  optional_text(json, "acts_for_cbe", o.acts_for_cbe);
  json.end_object();
  return json.text();
}

std::string line(const Representation& r) {
  JsonWriter json;
  json.begin_object().member("kind", r.kind).member("represented", r.represented);
  json.member("representative", r.representative).key("scope");
  if (r.scope) {
    json.begin_array();
    for (const auto& s : *r.scope) json.value(s);
    json.end_array();
  } else {
    json.null();
  }
  date_or_null(json, "from", r.from);
  date_or_null(json, "to", r.to);
  json.end_object();
  return json.text();
}

std::string line(const RecordHolder& h) {
  JsonWriter json;
  json.begin_object().member("patient", h.patient).member("holder_ssin", h.holder_ssin);
  json.member("holder_nihii", h.holder_nihii).member("start", core::to_text(h.start)).end_object();
  return json.text();
}

std::string line(const StoredDocument& d) {
  JsonWriter json;
  json.begin_object().member("id", d.id).member("sl", d.sl).member("patient", d.patient).member("category", d.category);
  json.member("hub", std::to_string(d.hub)).member("author_nihii", d.author_nihii);
  json.member("patient_access", d.patient_access ? "yes" : "no").end_object();
  return json.text();
}

template <class T>
void list(std::string& out, std::string_view name, const std::vector<T>& all) {
  out += ",\n \"" + std::string(name) + "\":[";
  for (std::size_t i = 0; i < all.size(); ++i) out += (i == 0 ? "\n  " : ",\n  ") + line(all[i]);
  out += "]";
}

}  // namespace

std::string to_json(const World& world) {
  std::string out = "{\"base\":\"" + core::to_text(world.base) + "\"";
  list(out, "persons", world.persons);
  list(out, "providers", world.providers);
  list(out, "organisations", world.organisations);
  list(out, "representation", world.representation);
  list(out, "gmd", world.gmd);
  list(out, "documents", world.documents);
  return out + "}\n";
}

}  // namespace sluis::sandbox
