#include "adapters/ehealth/simulator/claims.hpp"

#include <algorithm>

#include "adapters/simulator_kit/names.hpp"
#include "adapters/simulator_kit/organisation_kind.hpp"
#include "gateway/core/table.hpp"

namespace sluis::sandbox {
namespace {

constexpr std::string_view kCbeByRegister = "urn:be:fgov:kbo-bce:organization:cbe-number";
constexpr std::string_view kBoolean = ":boolean";
constexpr std::string_view kNihii = ":nihii-number";

Fault refused(std::string why) {
  return Fault(FaultId::AttributesRefused, std::move(why));
}

// Takes a prefix away; false when it isn't there.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool is_person(const CertificateIdentity& identity) {
  return identity.type == "SSIN";
}

const Organisation* organisation_of(const World& world, const CertificateIdentity& identity) {
  if (identity.type == "CBE") return world.organisation_by_cbe(identity.number);
  if (identity.type == "EHP") return world.organisation_by_ehp(identity.number);
  return identity.type.starts_with("NIHII") ? world.organisation_by_nihii(identity.number) : nullptr;
}

bool works_at(const Organisation& organisation, std::string_view ssin) {
  const auto& staff = organisation.staff_ssin;
  return organisation.holder_ssin == ssin || std::find(staff.begin(), staff.end(), ssin) != staff.end();
}

bool mandate_holds(const Representation& r, std::string_view ssin, Date today) {
  return r.kind == "mandate" && r.representative == ssin && (!r.from || *r.from <= today) && (!r.to || today <= *r.to);
}

class Judge final {
 public:
  Judge(const World& world, const Asker& asker, Date today)
      : world_(world), asker_(asker), today_(today), organisation_(organisation_of(world, asker.holder)) {}

  Status same_party() {
    const auto& [header, holder] = asker_;
    if (header.number.empty() || holder.number.empty()) return refused("a certificate names nobody");
    if (!is_person(holder) && organisation_ == nullptr) return refused("organisation not in the register");
    if (is_person(header) && is_person(holder)) {
      person_ = header.number;
      if (header.number != holder.number) return refused("header and holder are different persons");
    } else if (is_person(header)) {
      person_ = header.number;
      if (!works_at(*organisation_, person_))
        return refused("the person doesn't work at the organisation of the holder key");
    } else if (header.type != holder.type || header.number != holder.number) {
      return refused("header and holder are different parties");
    }
    return alive();
  }

  // The value for an identification attribute; nullopt when the name is none.
  Result<std::optional<std::string>> identification(const Claim& claim) {
    const auto expected = expected_value(claim);
    if (!expected) return std::optional<std::string>();
    if (expected->empty()) return refused("claims what the certificate is not");
    if (claim.value) {
      for (const auto& value : core::split(*claim.value, ';')) {
        if (value != *expected) return refused("claimed value is not that of the certificate");
      }
    }
    if (claim.name == names::kPersonSsin) person_ = *expected;
    return std::optional(*expected);
  }

  std::optional<std::string> certified(std::string_view name) const {
    if (take(name, names::kPersonSsin)) {
      return take(name, ":") ? about_person(name) : std::nullopt;
    }
    const auto whole = name;
    if (name == std::string(kCbeByRegister) + ":ehealth:1.0:hio:boolean") {
      return flag(organisation_ != nullptr && organisation_->category == "orginsurance");
    }
    if (name.ends_with("recognisedorganization:boolean")) return flag(organisation_ != nullptr);
    if (!take(name, names::kEhealth)) return std::nullopt;
    if (name == "certificateholder:person:ssin:usersession:boolean") return flag(is_person(asker_.header));
    if (whole.ends_with(":pharmacy-holder:boolean")) {
      return flag(organisation_ != nullptr && !person_.empty() && organisation_->holder_ssin == person_);
    }
    take(name, "certificateholder:");
    return about_organisation(name);
  }

  const std::string& person() const { return person_; }

 private:
  static std::string flag(bool truth) { return truth ? "true" : "false"; }

  Status alive() const {
    const auto* person = person_.empty() ? nullptr : world_.person(person_);
    if (person != nullptr && person->death && *person->death <= today_) return refused("the person is dead");
    if (!person_.empty() && person == nullptr && world_.provider_by_ssin(person_) == nullptr) {
      return refused("person not in the register");
    }
    return Done{};
  }

  // What an identification attribute of this name must be; empty when the certificate is of another kind.
  std::optional<std::string> expected_value(const Claim& claim) const {
    const auto& holder = asker_.holder;
    const auto if_type = [&](std::string_view type) { return holder.type == type ? holder.number : std::string(); };
    std::string_view name = claim.name;
    if (name == names::kPersonSsin) return person_claim(claim);
    if (name == kCbeByRegister) return if_type("CBE");
    if (!take(name, names::kEhealth)) return std::nullopt;
    if (name == "servicename:external") return claim.value.value_or("");
    const bool of_holder = take(name, "certificateholder:");
    if (of_holder && name == "person:ssin") return if_type("SSIN");
    if (name == "enterprise:cbe-number") return if_type("CBE");
    if (name == "ehp-number") return if_type("EHP");
    if (!name.ends_with(kNihii) || name.find(':') != name.size() - kNihii.size()) return std::nullopt;
    name.remove_suffix(kNihii.size());
    const bool fits =
        organisation_ != nullptr && kind_of(*organisation_).attribute == name && !organisation_->nihii.empty();
    return fits && holder.type == kind_of(*organisation_).certificate_type ? holder.number : std::string();
  }

  // The end user: the person of the certificate, or somebody who works at the organisation of it.
  std::string person_claim(const Claim& claim) const {
    if (is_person(asker_.header)) return asker_.header.number;
    if (!claim.value || organisation_ == nullptr || !works_at(*organisation_, *claim.value)) return {};
    return *claim.value;
  }

  std::optional<std::string> about_person(std::string_view name) const {
    const auto* person = world_.person(person_);
    const auto* provider = world_.provider_by_ssin(person_);
    const bool extended = take(name, "ehealth:1.0:");
    if (extended && (name == "givenname" || name == "surname")) {
      if (person == nullptr && provider == nullptr) return std::nullopt;
      if (person != nullptr) return name == "givenname" ? person->first : person->family;
      return name == "givenname" ? provider->first : provider->family;
    }
    if (extended && name == "recognisedmandatary:boolean") {
      return flag(std::any_of(world_.representation.begin(), world_.representation.end(),
                              [&](const Representation& r) { return mandate_holds(r, person_, today_); }));
    }
    if (extended) take(name, "fpsph:") || take(name, "professional:") || take(name, "nihii:");
    return about_profession(name, provider);
  }

  static std::optional<std::string> about_profession(std::string_view name, const Provider* provider) {
    const auto colon = name.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto word = name.substr(0, colon);
    const auto what = name.substr(colon + 1);
    const auto category = word == "doctor" ? "persphysician" : "pers" + std::string(word);
    const ProviderNumber* number = nullptr;
    if (provider != nullptr) {
      for (const auto& n : provider->nihii) {
        if (number == nullptr && n.category == category) number = &n;
      }
    }
    if (what == "boolean") return flag(number != nullptr);
    if (what == "nihii11" && number != nullptr) return number->number;
    return std::nullopt;
  }

  // "hospital:nihii-number:recognisedhospital:boolean" and its like.
  std::optional<std::string> about_organisation(std::string_view name) const {
    const auto at = name.find(kNihii);
    if (at == std::string_view::npos) return std::nullopt;
    const auto word = name.substr(0, at);
    name.remove_prefix(at + kNihii.size());
    if (!take(name, ":recognised")) return std::nullopt;
    const bool is_it = organisation_ != nullptr && kind_of(*organisation_).attribute == word &&
                       name.starts_with(word) && name.substr(word.size()).starts_with(":");
    if (name.ends_with(kBoolean)) return flag(is_it);
    if (name.ends_with(":nihii11") && is_it) return organisation_->nihii + "000";
    return std::nullopt;
  }

  const World& world_;
  const Asker& asker_;
  Date today_;
  const Organisation* organisation_;
  std::string person_;  // the end user, when known
};

}  // namespace

Result<std::vector<TokenAttribute>> judge_claims(const World& world, const Asker& asker,
                                                 const std::vector<Claim>& claims, Date today) {
  Judge judge(world, asker, today);
  if (const auto ok = judge.same_party(); !ok) return ok.error();
  std::vector<TokenAttribute> issued;
  std::vector<Claim> rest;
  for (const auto& claim : claims) {
    const auto value = judge.identification(claim);
    if (!value) return value.error();
    if (*value) {
      issued.push_back({claim.name, std::string(names::kIdentification), {**value}});
    } else {
      rest.push_back(claim);
    }
  }
  for (const auto* part : {"givenname", "surname"}) {  // of every person, asked or not
    const auto name = std::string(names::kPersonSsin) + ":ehealth:1.0:" + part;
    const bool asked = std::any_of(rest.begin(), rest.end(), [&](const Claim& c) { return c.name == name; });
    if (!judge.person().empty() && !asked) rest.push_back({name, std::nullopt});
  }
  for (const auto& claim : rest) {
    if (auto value = judge.certified(claim.name)) {
      issued.push_back({claim.name, std::string(names::kCertified), {std::move(*value)}});
    }
  }
  return issued;
}

}  // namespace sluis::sandbox
