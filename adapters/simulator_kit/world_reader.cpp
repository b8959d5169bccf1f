#include <algorithm>
#include <set>

#include "adapters/simulator_kit/json_view.hpp"
#include "adapters/simulator_kit/world.hpp"

namespace sluis::sandbox {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A number of exactly this many digits; check digits are not judged, a world may hold wrong ones on purpose.
std::string digits(const JsonView& view, std::size_t length) {
  const auto text = view.text();
  if (text.size() != length || !all_digits(text)) view.refuse("expected " + std::to_string(length) + " digits");
  return text;
}

std::string optional_digits(const JsonView& of, std::string_view name, std::size_t length) {
  return of.has(name) ? digits(of.member(name), length) : std::string();
}

std::string filled(const JsonView& view) {
  auto text = view.text();
  if (text.empty()) view.refuse("expected a text that is not empty");
  return text;
}

Date date(const JsonView& view) {
  const auto text = view.text();
  const auto day = core::parse_date(text);
  if (!day || text.size() != 10) view.refuse("expected a date YYYY-MM-DD");
  return *day;
}

std::optional<Date> optional_date(const JsonView& of, std::string_view name) {
  return of.has(name) ? std::optional(date(of.member(name))) : std::nullopt;
}

std::string one_of(const JsonView& view, std::initializer_list<std::string_view> values) {
  const auto text = view.text();
  if (std::find(values.begin(), values.end(), text) != values.end()) return text;
  std::string known;
  for (const auto& v : values) known += (known.empty() ? "" : ", ") + std::string(v);
  view.refuse("expected one of " + known);
}

Person person(const JsonView& v) {
  v.allow({"ssin", "first", "family", "birth", "death", "cards"});
  Person p{digits(v.member("ssin"), 11), filled(v.member("first")), filled(v.member("family")),
           date(v.member("birth")),      optional_date(v, "death"), {}};
  if (v.has("cards")) {
    v.member("cards").allow({"EID-CARDNO", "ISI-CARDNO", "SIS-CARDNO"});
    for (const auto& [scheme, number] : v.member("cards").members()) p.cards[scheme] = filled(number);
  }
  return p;
}

Provider provider(const JsonView& v) {
  v.allow({"ssin", "first", "family", "nihii"});
  Provider p{digits(v.member("ssin"), 11), filled(v.member("first")), filled(v.member("family")), {}};
  for (const auto& n : v.member("nihii").items()) {
    n.allow({"number", "category"});
    p.nihii.push_back({digits(n.member("number"), 11), filled(n.member("category"))});
  }
  return p;
}

Organisation organisation(const JsonView& v) {
  v.allow({"category", "name", "nihii", "cbe", "ehp", "holder_ssin", "staff_ssin", "acts_for_cbe"});
  Organisation o;
  o.category = filled(v.member("category"));
  o.name = filled(v.member("name"));
  o.nihii = optional_digits(v, "nihii", 8);
  o.cbe = optional_digits(v, "cbe", 10);
  o.ehp = optional_digits(v, "ehp", 10);
  if (o.nihii.empty() && o.cbe.empty() && o.ehp.empty()) v.refuse("needs one of nihii, cbe, ehp");
  o.holder_ssin = optional_digits(v, "holder_ssin", 11);
  if (v.has("staff_ssin")) {
    for (const auto& s : v.member("staff_ssin").items()) o.staff_ssin.push_back(digits(s, 11));
  }
  o.acts_for_cbe = optional_digits(v, "acts_for_cbe", 10);
  return o;
}

Representation representation(const JsonView& v) {
  v.allow({"kind", "represented", "representative", "scope", "from", "to"});
  Representation r;
  r.kind = one_of(v.member("kind"), {"parent", "guardian", "administrator", "mandate"});
  r.represented = digits(v.member("represented"), 11);
  r.representative = digits(v.member("representative"), 11);
  if (v.has("scope")) {
    r.scope.emplace();
    for (const auto& s : v.member("scope").items()) {
      r.scope->push_back(one_of(s, {"consent", "link", "exclusion", "read"}));
    }
  }
  r.from = optional_date(v, "from");
  r.to = optional_date(v, "to");
  return r;
}

RecordHolder record_holder(const JsonView& v) {
  v.allow({"patient", "holder_ssin", "holder_nihii", "start"});
  return {digits(v.member("patient"), 11), digits(v.member("holder_ssin"), 11), digits(v.member("holder_nihii"), 11),
          date(v.member("start"))};
}

StoredDocument document(const JsonView& v) {
  v.allow({"id", "sl", "patient", "category", "hub", "author_nihii", "patient_access"});
  StoredDocument d;
  d.id = filled(v.member("id"));
  d.sl = filled(v.member("sl"));
  d.patient = digits(v.member("patient"), 11);
  d.category = filled(v.member("category"));
  const auto hub = v.member("hub");
  const auto number = hub.is_text() ? hub.text() : std::to_string(hub.number());
  if (number.size() != 1 || number[0] < '1' || number[0] > '0' + kPlaces) {
    hub.refuse("expected \"1\", \"2\", \"5\" or \"6\" (hubs A to D), \"3\" (Vitalink) or \"4\" (the shared pharmaceutical dossier)");
  }
  d.hub = number[0] - '0';
  const auto author = v.member("author_nihii");
  d.author_nihii = author.text().size() == 8 ? digits(author, 8) : digits(author, 11);
  if (v.has("patient_access")) d.patient_access = one_of(v.member("patient_access"), {"yes", "no"}) == "yes";
  return d;
}

template <class T>
std::vector<T> list(const JsonView& of, std::string_view name, T (*read)(const JsonView&)) {
  std::vector<T> all;
  if (!of.has(name)) return all;
  for (const auto& item : of.member(name).items()) all.push_back(read(item));
  return all;
}

template <class T, class Key>
void refuse_twice(const JsonView& of, std::string_view name, const std::vector<T>& all, Key key) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string k = key(all[i]);
    if (!k.empty() && !seen.insert(k).second) of.member(name).items()[i].refuse("is there twice");
  }
}

}  // namespace

World parse_world(std::string_view json) {
  const auto root = JsonView::parse(json);
  root.allow({"base", "persons", "providers", "organisations", "representation", "gmd", "documents"});
  World w;
  w.base = date(root.member("base"));
  w.persons = list(root, "persons", person);
  w.providers = list(root, "providers", provider);
  w.organisations = list(root, "organisations", organisation);
  w.representation = list(root, "representation", representation);
  w.gmd = list(root, "gmd", record_holder);
  w.documents = list(root, "documents", document);
  refuse_twice(root, "persons", w.persons, [](const Person& p) { return p.ssin; });
  refuse_twice(root, "providers", w.providers, [](const Provider& p) { return p.ssin; });
  refuse_twice(root, "organisations", w.organisations,
               [](const Organisation& o) { return o.nihii + "/" + o.cbe + "/" + o.ehp; });
  return w;
}

}  // namespace sluis::sandbox
