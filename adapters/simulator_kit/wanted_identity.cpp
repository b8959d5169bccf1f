#include "adapters/simulator_kit/wanted_identity.hpp"

#include <algorithm>
#include <set>

#include "adapters/simulator_kit/organisation_kind.hpp"

namespace sluis::sandbox {
namespace {

// At most 64 bytes (X.520 upper bound), cut between characters.
std::string name_part(std::string text) {
  if (text.size() <= 64) return text;
  std::size_t end = 64;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return c < 0x80 ? std::toupper(c) : c; });
  return text;
}

Subject citizen_subject(const std::string& first, const std::string& family, const std::string& ssin) {
  return {{"C", "BE"},
          {"CN", name_part(first + " " + family)},
          {"SN", name_part(family)},
          {"GN", name_part(first)},
          {"serialNumber", ssin}};
}

void want_citizen(std::vector<WantedIdentity>& all, std::set<std::string>& seen, const std::string& ssin,
                  const std::string& first, const std::string& family) {
  if (!seen.insert(ssin).second) return;
  Identity identity{"citizen", first + " " + family, ssin, "", "", "", "patient", "", ""};
  all.push_back({identity, citizen_subject(first, family, ssin), true, "citizen-" + ssin});
}

std::vector<WantedIdentity> everybody(const World& world) {
  std::vector<WantedIdentity> all;
  std::set<std::string> citizens;
  for (const auto& p : world.persons) want_citizen(all, citizens, p.ssin, p.first, p.family);
  for (const auto& p : world.providers) {
    want_citizen(all, citizens, p.ssin, p.first, p.family);
    const auto name = p.first + " " + p.family;
    const auto nihii = p.nihii.empty() ? ProviderNumber{} : p.nihii.front();
    Identity identity{"professional", name, p.ssin, nihii.number, "", "", nihii.category, "", ""};
    all.push_back({identity, ehealth_subject(name, "SSIN", p.ssin), false, "professional-" + p.ssin});
  }
  for (const auto& o : world.organisations) {
    const auto kind = kind_of(o);
    Identity identity{std::string(kind.identity_kind), o.name, "", o.nihii, o.cbe, o.ehp, o.category, "", ""};
    const auto type = std::string(kind.certificate_type);
    all.push_back({identity, ehealth_subject(o.name, type, number_of(o)), false, type + "-" + number_of(o)});
  }
  return all;
}

bool is(const Identity& i, std::string_view number) {
  return i.ssin == number || i.nihii == number || i.cbe == number || i.ehp == number ||
         (number.size() == 8 && i.nihii.size() == 11 && i.nihii.starts_with(number));
}

bool built_in(const Identity& i) {
  static const auto world = built_in_world();
  if (!i.ssin.empty()) return world.person(i.ssin) != nullptr || world.provider_by_ssin(i.ssin) != nullptr;
  return world.organisation_by_nihii(i.nihii) != nullptr || world.organisation_by_cbe(i.cbe) != nullptr ||
         world.organisation_by_ehp(i.ehp) != nullptr;
}

}  // namespace

Subject ehealth_subject(const std::string& name, const std::string& type, const std::string& number) {
  const auto id = type + "=" + number;
  return {{"C", "BE"},
          {"O", "Federal Government"},
          {"OU", "eHealth-platform Belgium"},
          {"OU", name_part(upper(name))},
          {"OU", id},
          {"CN", id}};
}

Subject service_subject(const ServiceActor& actor) {
  const auto id = actor.type + "=" + actor.number;
  Subject subject = {{"C", "BE"}, {"O", "Federal Government"}, {"OU", "eHealth-platform Belgium"}, {"OU", id}};
  if (!actor.application.empty()) subject.emplace_back("OU", actor.application);
  subject.emplace_back("CN", name_part(id + (actor.application.empty() ? "" : ", " + actor.application)));
  return subject;
}

std::vector<WantedIdentity> wanted_identities(const World& world, const std::vector<std::string>& numbers) {
  auto all = everybody(world);
  if (world.persons.size() <= kEverybody) return all;
  std::erase_if(all, [&](const WantedIdentity& w) {
    const bool named = std::any_of(numbers.begin(), numbers.end(), [&](const auto& n) { return is(w.identity, n); });
    return !named && !built_in(w.identity);
  });
  return all;
}

std::vector<WantedIdentity> identities_of(const World& world, std::string_view number) {
  auto all = everybody(world);
  std::erase_if(all, [&](const WantedIdentity& w) { return !is(w.identity, number); });
  return all;
}

}  // namespace sluis::sandbox
