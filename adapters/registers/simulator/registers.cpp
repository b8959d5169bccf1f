#include "adapters/registers/simulator/registers.hpp"

#include <array>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/native/digest.hpp"

namespace sluis::sandbox {
namespace {

using core::JsonWriter;

constexpr auto kJson = "application/json";
constexpr auto kNotFound = R"({"found":false})";

Answer refusal(int status, const std::string& why) {
  JsonWriter json;
  json.begin_object().member("error", why).end_object();
  return {status, kJson, json.text(), why};
}

void text_or_null(JsonWriter& json, std::string_view name, const std::string& value) {
  json.key(name);
  if (value.empty()) {
    json.null();
  } else {
    json.value(value);
  }
}

void date_or_null(JsonWriter& json, std::string_view name, const std::optional<Date>& date) {
  text_or_null(json, name, date ? core::to_text(*date) : std::string());
}

// The one member that this question names, of those allowed.
std::pair<std::string, std::string> only_member(const JsonView& question,
                                                std::initializer_list<std::string_view> names) {
  question.allow(names);
  const auto members = question.members();
  if (members.size() != 1) question.refuse("expected exactly one member");
  return {members.front().first, members.front().second.text()};
}

}  // namespace

Answer Registers::fault() const {
  return refusal(503, "scenario: fault");
}

Answer Registers::answer(const Question& question) {
  using Reader = std::string (Registers::*)(const JsonView&) const;
  constexpr std::array<std::pair<std::string_view, Reader>, 5> kReaders = {
      {{"person", &Registers::person},
       {"provider", &Registers::provider},
       {"organisation", &Registers::organisation},
       {"representation", &Registers::representation},
       {"gmd", &Registers::gmd}}};
  const auto expected = "Bearer " + secret_;
  if (!native::equal_constant_time(core::as_bytes(question.authorization), core::as_bytes(expected))) {
    return refusal(401, "wrong secret");
  }
  for (const auto& [name, reader] : kReaders) {
    if (question.path != kRegistersBase + std::string("/") + std::string(name)) continue;
    if (question.method != "POST") return refusal(405, "POST only");
    try {
      return {200, kJson, (this->*reader)(JsonView::parse(question.body)), ""};
    } catch (const InputRefused& e) {
      return refusal(400, e.what());
    }
  }
  return refusal(404, "unknown path");
}

Date Registers::today() const {
  return core::brussels_date(clock_.now());
}

std::string Registers::person(const JsonView& question) const {
  const auto [name, ssin] = only_member(question, {"ssin"});
  const auto* person = world_.person(ssin);
  const auto* provider =
      world_.provider_by_ssin(ssin);  // a professional whom the world doesn't list as a person is one all the same
  if (person == nullptr && provider == nullptr) return kNotFound;
  if (person != nullptr && person->birth > today()) return kNotFound;
  const auto birth = person != nullptr ? std::optional(person->birth) : birth_of(ssin);
  const bool dead = person != nullptr && person->death && *person->death <= today();
  JsonWriter json;
  json.begin_object().member("found", true).member("ssin", ssin);
  json.member("first", person != nullptr ? person->first : provider->first);
  json.member("family", person != nullptr ? person->family : provider->family);
  date_or_null(json, "birth", birth);
  date_or_null(json, "death", dead ? person->death : std::nullopt);
  json.key("cards").begin_object();
  if (person != nullptr) {
    for (const auto& [scheme, number] : person->cards) json.member(scheme, number);
  }
  json.end_object().end_object();
  return json.text();
}

std::string Registers::provider(const JsonView& question) const {
  const auto [name, number] = only_member(question, {"ssin", "nihii"});
  const auto* provider = name == "ssin" ? world_.provider_by_ssin(number) : world_.provider_by_nihii(number);
  if (provider == nullptr) return kNotFound;
  JsonWriter json;
  json.begin_object().member("found", true).member("ssin", provider->ssin);
  json.member("first", provider->first).member("family", provider->family).key("nihii").begin_array();
  for (const auto& n : provider->nihii) {
    json.begin_object().member("number", n.number).member("category", n.category).end_object();
  }
  json.end_array().end_object();
  return json.text();
}

std::string Registers::organisation(const JsonView& question) const {
  const auto [name, number] = only_member(question, {"nihii", "cbe", "ehp"});
  const auto* o = name == "nihii" ? world_.organisation_by_nihii(number)
                  : name == "cbe" ? world_.organisation_by_cbe(number)
                                  : world_.organisation_by_ehp(number);
  if (o == nullptr) return kNotFound;
  JsonWriter json;
  json.begin_object().member("found", true).member("category", o->category).member("name", o->name);
  text_or_null(json, "nihii", o->nihii);
  text_or_null(json, "cbe", o->cbe);
  text_or_null(json, "ehp", o->ehp);
  text_or_null(json, "holder_ssin", o->holder_ssin);
  json.key("staff_ssin").begin_array();
  for (const auto& ssin : o->staff_ssin) json.value(ssin);
  json.end_array();
  text_or_null(json, "acts_for_cbe", o->acts_for_cbe);
  json.end_object();
  return json.text();
}

std::string Registers::representation(const JsonView& question) const {
  question.allow({"represented", "representative"});
  const auto represented = question.member("represented").text();
  const auto representative = question.member("representative").text();
  JsonWriter json;
  json.begin_object().key("relations").begin_array();
  for (const auto& r : world_.representation) {
    if (r.represented != represented || r.representative != representative) continue;
    json.begin_object().member("kind", r.kind).key("scope");
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
  }
  json.end_array().end_object();
  return json.text();
}

std::string Registers::gmd(const JsonView& question) const {
  const auto [name, patient] = only_member(question, {"patient"});
  const RecordHolder* current = nullptr;  // the latest that has begun
  for (const auto& h : world_.gmd) {
    if (h.patient != patient || h.start > today()) continue;
    if (current == nullptr || h.start > current->start) current = &h;
  }
  if (current == nullptr) return kNotFound;
  JsonWriter json;
  json.begin_object().member("found", true).member("patient", current->patient);
  json.member("holder_ssin", current->holder_ssin).member("holder_nihii", current->holder_nihii);
  json.member("start", core::to_text(current->start)).end_object();
  return json.text();
}

}  // namespace sluis::sandbox
