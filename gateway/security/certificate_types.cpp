#include "gateway/security/certificate_types.hpp"

#include <algorithm>
#include <set>

#include "gateway/core/encoding.hpp"
#include "gateway/core/table.hpp"

namespace sluis::security {
namespace {

constexpr std::size_t kNihiiDigits = 8;

Fault refused(std::string what) { return Fault(FaultId::AttributesRefused, "certificate: " + std::move(what)); }

// "TYPE" of "TYPE=number"; the name of an organisation may hold '=' as well.
bool is_type(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

// Shorter numbers are padded, longer ones cut (identifiers.md section 9).
std::string fitted(std::string number, std::size_t digits) {
  if (number.size() < digits) number.insert(0, digits - number.size(), '0');
  return number.substr(0, digits);
}

Status name_organisation(const std::string& scheme, const std::string& number, model::Identity& identity) {
  using Scheme = model::OrganisationScheme;
  if (scheme == "nihii") {
    const auto nihii = model::Nihii::parse(fitted(number, kNihiiDigits));
    if (!nihii) return refused("its number is no NIHII number");
    identity.organisation = {Scheme::Nihii, nihii->text()};
  } else if (scheme == "cbe") {
    const auto cbe = model::Cbe::parse(fitted(number, 10));
    if (!cbe) return refused("its number is no CBE number");
    identity.organisation = {Scheme::Cbe, cbe->text()};
  } else {
    const auto ehp = model::Ehp::parse(fitted(number, 10));
    if (!ehp) return refused("its number is no EHP number");
    identity.organisation = {Scheme::Ehp, ehp->text()};
  }
  return Done{};
}

Status name_person(const std::string& number, model::Identity& identity) {
  identity.ssin = model::Ssin::parse(fitted(number, 11));
  return identity.ssin ? Status(Done{}) : Status(refused("its number is no SSIN"));
}

}  // namespace

CertificateTypes CertificateTypes::load(const std::string& path) {
  const auto data = core::Table::load(path);
  CertificateTypes table;
  for (const auto& row : data.rows())
    table.types_[data.cell(row, "type")] = Type{data.cell(row, "scheme"), data.cell(row, "category")};
  return table;
}

Result<model::Identity> CertificateTypes::identify(const native::Certificate& certificate) const {
  std::set<std::pair<std::string, std::string>> named;
  for (const auto& unit : certificate.organisational_units()) {
    const auto equals = unit.find('=');
    if (equals != std::string::npos && is_type(unit.substr(0, equals)))
      named.emplace(unit.substr(0, equals), core::trim(std::string_view(unit).substr(equals + 1)));
  }
  if (named.empty() && !certificate.serial_number_attribute().empty())
    named.emplace("SSIN", certificate.serial_number_attribute());
  if (named.size() != 1) return refused("its subject does not name exactly one party");
  const auto& [type, number] = *named.begin();
  const auto found = types_.find(type);
  if (found == types_.end()) return refused("the type of its number is not in certificate_types.table");
  if (number.empty() || !model::has_digits_only(number, number.size())) return refused("its number is not digits");

  model::Identity identity;
  identity.category = found->second.category;
  const auto fine = found->second.scheme == "ssin" ? name_person(number, identity)
                                                   : name_organisation(found->second.scheme, number, identity);
  if (!fine) return fine.error();
  identity.subject = certificate.subject();
  identity.credential = certificate.fingerprint();
  return identity;
}

}  // namespace sluis::security
