#include "mappings/saml11/identity_table.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>

#include "gateway/core/encoding.hpp"
#include "gateway/core/table.hpp"

namespace sluis::mappings::saml11 {
namespace {

using Kind = IdentityTable::Kind;
using Row = IdentityTable::Row;

Fault refused(std::string what) { return Fault(FaultId::AttributesRefused, std::move(what)); }

const std::map<std::string, Kind> kKinds{
    {"ssin", Kind::Ssin},           {"holder_ssin", Kind::HolderSsin},
    {"first_name", Kind::FirstName}, {"family_name", Kind::FamilyName},
    {"profession", Kind::Profession}, {"nihii", Kind::Nihii},
    {"organisation_number", Kind::OrganisationNumber}, {"organisation_flag", Kind::OrganisationFlag},
};

// What the attributes say about one profession or one pattern of organisation.
struct Group {
  std::size_t position = 0;
  bool yes = false;
  bool no = false;
  std::string category;             // of an organisation
  std::set<std::string> numbers;    // of a profession: as written; of an organisation: normalised
  std::optional<model::OrganisationScheme> scheme;

  bool certified() const { return yes && !no; }
};

struct Findings {
  std::set<std::string> ssin;
  std::set<std::string> holder_ssin;
  std::string first_name;
  std::string family_name;
  std::map<std::string, Group> professions;
  std::map<std::string, Group> organisations;
};

Group& group_of(std::map<std::string, Group>& groups, const Row& row) {
  auto& group = groups.try_emplace(row.group, Group{.position = row.position, .category = {}, .numbers = {}, .scheme = {}})
                    .first->second;
  group.position = std::min(group.position, row.position);
  return group;
}

Status take_flag(const std::string& value, Group& group) {
  if (value == "true") {
    group.yes = true;
  } else if (value == "false") {
    group.no = true;
  } else {
    return refused("a boolean attribute is neither true nor false");
  }
  return Done{};
}

Status take_organisation_number(const std::string& value, const Row& row, Group& group) {
  if (row.says == "nihii") {
    const auto nihii = model::Nihii::parse(value);
    if (!nihii) return refused("the number of an organisation is no NIHII number");
    group.scheme = model::OrganisationScheme::Nihii;
    group.numbers.insert(nihii->base());
    return Done{};
  }
  const bool cbe = row.says == "cbe";
  if (cbe ? !model::Cbe::parse(value) : !model::Ehp::parse(value))
    return refused("the number of an organisation is no " + row.says + " number");
  group.scheme = cbe ? model::OrganisationScheme::Cbe : model::OrganisationScheme::Ehp;
  group.numbers.insert(value);
  return Done{};
}

Status take(const std::string& value, const Row& row, Findings& found) {
  switch (row.kind) {
    case Kind::Ssin: found.ssin.insert(value); return Done{};
    case Kind::HolderSsin: found.holder_ssin.insert(value); return Done{};
    case Kind::FirstName: found.first_name = value; return Done{};
    case Kind::FamilyName: found.family_name = value; return Done{};
    case Kind::Profession: return take_flag(value, group_of(found.professions, row));
    case Kind::Nihii: group_of(found.professions, row).numbers.insert(value); return Done{};
    case Kind::OrganisationNumber: return take_organisation_number(value, row, group_of(found.organisations, row));
    case Kind::OrganisationFlag: {
      auto& group = group_of(found.organisations, row);
      group.category = row.says;
      return take_flag(value, group);
    }
  }
  return Done{};
}

// A holder of the certificate who is somebody else than the person named is a contradiction. A number that is no SSIN names nobody.
Status find_person(const Findings& found, model::Identity& identity) {
  if (found.ssin.size() > 1 || found.holder_ssin.size() > 1) return refused("two persons are named");
  if (found.ssin.empty()) return Done{};
  identity.ssin = model::Ssin::parse(*found.ssin.begin());
  if (!found.holder_ssin.empty() && found.holder_ssin != found.ssin)
    return refused("the person is not the holder of the certificate");
  if (!identity.ssin) return Done{};
  identity.first_name = found.first_name;
  identity.family_name = found.family_name;
  return Done{};
}

Result<std::optional<model::Nihii>> nihii_of(const Group& profession) {
  std::optional<model::Nihii> nihii;
  for (const auto& text : profession.numbers) {
    const auto number = model::Nihii::parse(text);
    if (!number) return refused("the number of a professional is no NIHII number");
    if (nihii && !nihii->same_holder(*number)) return refused("one profession has the numbers of two persons");
    if (!nihii) nihii = number;
  }
  return nihii;
}

Status find_professions(const Findings& found, model::Identity& identity) {
  std::vector<std::pair<std::size_t, std::string>> certified;
  for (const auto& [category, group] : found.professions) {
    if (group.yes && group.no) return refused("a profession is certified and denied");
    if (group.certified()) certified.emplace_back(group.position, category);
  }
  if (certified.empty()) return Done{};
  if (!identity.ssin && found.ssin.empty()) return refused("a profession is certified for nobody");
  if (!identity.ssin) return Done{};
  std::ranges::sort(certified);
  for (const auto& [position, category] : certified) {
    const auto nihii = nihii_of(found.professions.at(category));
    if (!nihii) return nihii.error();
    if (!identity.nihii) identity.nihii = *nihii;
    identity.categories.push_back(category);
  }
  identity.category = identity.categories.front();
  return Done{};
}

// An organisation that is stated and not certified may stand beside a person who holds the certificate himself; otherwise the key
// is that of an organisation which nobody vouches for, and its word about a person is worth nothing.
Status judge_uncertified(const Findings& found, const Group* certified) {
  const bool person_holds_key = !found.holder_ssin.empty();
  if (certified || person_holds_key) return Done{};
  const bool stated = std::ranges::any_of(found.organisations, [](const auto& entry) { return !entry.second.numbers.empty(); });
  return stated ? Status(refused("an organisation is stated but not certified")) : Status(Done{});
}

// Two patterns may certify one number (an insurance is an enterprise too): the first of the table wins. Two numbers contradict.
Status find_organisation(const Findings& found, model::Identity& identity) {
  const Group* chosen = nullptr;
  for (const auto& [name, group] : found.organisations) {
    if (group.yes && group.no) return refused("an organisation is recognised and denied");
    if (!group.certified() || group.numbers.empty()) continue;
    if (group.numbers.size() > 1) return refused("one organisation has two numbers");
    if (chosen && (chosen->numbers != group.numbers || chosen->scheme != group.scheme))
      return refused("two organisations are certified");
    if (!chosen || group.position < chosen->position) chosen = &group;
  }
  if (const auto fine = judge_uncertified(found, chosen); !fine) return fine;
  if (!chosen) return Done{};
  identity.organisation = model::OrganisationNumber{*chosen->scheme, *chosen->numbers.begin()};
  identity.category = chosen->category;
  return Done{};
}

}  // namespace

IdentityTable IdentityTable::load(const std::string& path) {
  const auto data = core::Table::load(path);
  IdentityTable table;
  std::map<std::string, std::string> namespaces;
  for (const auto& row : data.rows()) {
    if (data.cell(row, "kind") == "namespace") namespaces[data.cell(row, "group")] = data.cell(row, "name");
  }
  std::size_t position = 0;
  for (const auto& row : data.rows()) {
    const auto& kind = data.cell(row, "kind");
    if (kind == "namespace") continue;
    for (const auto& short_name : core::split(data.cell(row, "namespace"), ' ')) {
      const auto uri = namespaces.find(short_name);
      if (uri == namespaces.end()) throw std::runtime_error(path + ": no row says which namespace " + short_name + " is");
      table.rows_.emplace(std::pair(uri->second, data.cell(row, "name")),
                          Row{kKinds.at(kind), data.cell(row, "group"), data.cell(row, "says"), position});
    }
    ++position;
  }
  return table;
}

Result<model::Identity> IdentityTable::identify(const std::vector<model::Attribute>& attributes) const {
  Findings found;
  for (const auto& attribute : attributes) {
    const auto [first, last] = rows_.equal_range({attribute.name_space, attribute.name});
    for (auto row = first; row != last; ++row) {
      for (const auto& written : attribute.values) {
        const auto value = std::string(core::trim(written));
        if (value.empty()) continue;
        if (const auto taken = take(value, row->second, found); !taken) return taken.error();
      }
    }
  }
  model::Identity identity;
  identity.attributes = attributes;
  if (const auto fine = find_person(found, identity); !fine) return fine.error();
  if (const auto fine = find_professions(found, identity); !fine) return fine.error();
  if (const auto fine = find_organisation(found, identity); !fine) return fine.error();
  if (identity.category.empty() && identity.ssin) identity.category = "patient";
  if (identity.category.empty())
    return refused(found.ssin.empty() ? "the attributes name nobody" : "the number of the person is no SSIN");
  return identity;
}

}  // namespace sluis::mappings::saml11
