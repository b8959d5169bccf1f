#include "adapters/network_kit/author.hpp"

#include "mappings/kmehr/party.hpp"

namespace sluis::adapters::network_kit {
namespace {

std::string_view scheme_of(model::OrganisationScheme scheme) {
  switch (scheme) {
    case model::OrganisationScheme::Nihii: return "ID-HCPARTY";
    case model::OrganisationScheme::Cbe: return "ID-CBE";
    case model::OrganisationScheme::Ehp: return "ID-EHP";
  }
  return "ID-HCPARTY";
}

// Organisations are written with eight digits or with eleven that end in 000: the same one.
bool same_organisation(std::string_view a, std::string_view b) {
  return a == b || (a.size() >= 8 && b.size() >= 8 && a.substr(0, 8) == b.substr(0, 8) && a.size() != 10 && b.size() != 10);
}

model::PartyClaim organisation_of(const model::Order& order) {
  const auto& number = *order.caller.organisation;
  model::PartyClaim party;
  party.ids.push_back({std::string(scheme_of(number.scheme)), number.number, {}});
  party.codes.push_back({"CD-HCPARTY", order.caller.category});
  if (const auto* named = order.header.author.organisation()) party.name = named->name;
  return party;
}

model::PartyClaim person_of(const model::Identity& caller) {
  model::PartyClaim party;
  if (caller.nihii) party.ids.push_back({"ID-HCPARTY", caller.nihii->text(), {}});
  if (caller.ssin) party.ids.push_back({"INSS", caller.ssin->text(), {}});
  party.codes.push_back({"CD-HCPARTY", caller.category});
  party.first_names.push_back(caller.first_name);
  party.family_name = caller.family_name;
  return party;
}

}  // namespace

model::AuthorClaim author_for(const model::Order& order, const spi::OwnParty& own) {
  model::AuthorClaim author;
  author.parties.push_back(mappings::kmehr::make_party(own.number, own.category, own.name));
  const auto& caller = order.caller;
  if (caller.organisation) {
    if (!same_organisation(caller.organisation->number, own.number)) author.parties.push_back(organisation_of(order));
    if (const auto* person = order.header.author.professional()) author.parties.push_back(*person);
  } else {
    author.parties.push_back(person_of(caller));
  }
  author.parties.push_back(mappings::kmehr::software_party(own.software.empty() ? std::string_view("sluis") : std::string_view(own.software)));
  return author;
}

std::string fresh_request_id(const spi::OwnParty& own, core::Random& random) { return own.number + "." + core::random_hex(random, 16); }

}  // namespace sluis::adapters::network_kit
