#include "adapters/registers/simulator/registers.hpp"

#include <array>

#include "gateway/core/calendar.hpp"
#include "gateway/core/comparable_name.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/native/digest.hpp"

namespace sluis::sandbox {
namespace {

using core::JsonWriter;

constexpr auto kJson = "application/json";
constexpr auto kNotFound = R"({"found":false})";
constexpr std::size_t kMostHits = 100;

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

// The members of a list entry; the caller opens and closes the object, and says "found" where one was asked for.
void write_provider(JsonWriter& json, const Provider& provider) {
  json.member("ssin", provider.ssin);
  json.member("first", provider.first).member("family", provider.family).key("nihii").begin_array();
  for (const auto& n : provider.nihii) {
    json.begin_object().member("number", n.number).member("category", n.category).end_object();
  }
  json.end_array();
}

void write_organisation(JsonWriter& json, const Organisation& o) {
  json.member("category", o.category).member("name", o.name);
  text_or_null(json, "nihii", o.nihii);
  text_or_null(json, "cbe", o.cbe);
  text_or_null(json, "ehp", o.ehp);
  text_or_null(json, "holder_ssin", o.holder_ssin);
  json.key("staff_ssin").begin_array();
  for (const auto& ssin : o.staff_ssin) json.value(ssin);
  json.end_array();
  text_or_null(json, "acts_for_cbe", o.acts_for_cbe);
}

void write_relation(JsonWriter& json, const Representation& r) {
  json.member("kind", r.kind).key("scope");
  if (r.scope) {
    json.begin_array();
    for (const auto& s : *r.scope) json.value(s);
    json.end_array();
  } else {
    json.null();
  }
  date_or_null(json, "from", r.from);
  date_or_null(json, "to", r.to);
}

// An object with one list: everything of `all` that fits, at most kMostHits.
template <class All, class Fits, class Write>
std::string list(std::string_view name, const All& all, Fits fits, Write write) {
  JsonWriter json;
  json.begin_object().key(name).begin_array();
  std::size_t hits = 0;
  for (const auto& one : all) {
    if (hits == kMostHits) break;
    if (!fits(one)) continue;
    ++hits;
    json.begin_object();
    write(json, one);
    json.end_object();
  }
  json.end_array().end_object();
  return json.text();
}

std::string asked_name(const JsonView& question, std::string_view member) {
  auto name = core::comparable_name(question.member(member).text());
  if (name.empty()) question.member(member).refuse("expected a name");
  return name;
}

}  // namespace

Answer Registers::fault() const {
  return refusal(503, "scenario: fault");
}

Answer Registers::answer(const Question& question) {
  using Reader = std::string (Registers::*)(const JsonView&) const;
  constexpr std::array<std::pair<std::string_view, Reader>, 8> kReaders = {
      {{"person", &Registers::person},
       {"provider", &Registers::provider},
       {"organisation", &Registers::organisation},
       {"representation", &Registers::representation},
       {"representatives", &Registers::representatives},
       {"providers", &Registers::providers},
       {"organisations", &Registers::organisations},
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
  json.begin_object().member("found", true);
  write_provider(json, *provider);
  json.end_object();
  return json.text();
}

std::string Registers::organisation(const JsonView& question) const {
  const auto [name, number] = only_member(question, {"nihii", "cbe", "ehp"});
  const auto* o = name == "nihii" ? world_.organisation_by_nihii(number)
                  : name == "cbe" ? world_.organisation_by_cbe(number)
                                  : world_.organisation_by_ehp(number);
  if (o == nullptr) return kNotFound;
  JsonWriter json;
  json.begin_object().member("found", true);
  write_organisation(json, *o);
  json.end_object();
  return json.text();
}

std::string Registers::representation(const JsonView& question) const {
  question.allow({"represented", "representative"});
  const auto represented = question.member("represented").text();
  const auto representative = question.member("representative").text();
  const auto fits = [&](const Representation& r) {
    return r.represented == represented && r.representative == representative;
  };
  return list("relations", world_.representation, fits, write_relation);
}

std::string Registers::representatives(const JsonView& question) const {
  const auto [name, represented] = only_member(question, {"represented"});
  return list(
      "representatives", world_.representation, [&](const Representation& r) { return r.represented == represented; },
      [](JsonWriter& json, const Representation& r) {
        json.member("ssin", r.representative);
        write_relation(json, r);
      });
}

// An empty first name fits any.
std::string Registers::providers(const JsonView& question) const {
  question.allow({"first", "family"});
  const auto family = asked_name(question, "family");
  const auto first = question.has("first") ? core::comparable_name(question.member("first").text()) : std::string();
  const auto fits = [&](const Provider& p) {
    return core::comparable_name(p.family) == family && (first.empty() || core::comparable_name(p.first) == first);
  };
  return list("providers", world_.providers, fits, write_provider);
}

std::string Registers::organisations(const JsonView& question) const {
  question.allow({"name"});
  const auto name = asked_name(question, "name");
  const auto fits = [&](const Organisation& o) { return core::comparable_name(o.name) == name; };
  return list("organisations", world_.organisations, fits, write_organisation);
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
