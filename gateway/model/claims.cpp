#include "gateway/model/claims.hpp"

namespace sluis::model {
namespace {

std::vector<std::string> values_of(const std::vector<IdClaim>& ids, std::string_view scheme) {
  std::vector<std::string> out;
  for (const auto& id : ids) {
    if (id.scheme == scheme) out.push_back(id.value);
  }
  return out;
}

std::optional<std::string> value_of(const std::vector<IdClaim>& ids, std::string_view scheme) {
  for (const auto& id : ids) {
    if (id.scheme == scheme) return id.value;
  }
  return std::nullopt;
}

}  // namespace

std::string PartyClaim::category() const {
  for (const auto& code : codes) {
    if (code.scheme == "CD-HCPARTY") return code.value;
  }
  return {};
}

std::vector<std::string> PartyClaim::values(std::string_view scheme) const { return values_of(ids, scheme); }
std::optional<std::string> PartyClaim::value(std::string_view scheme) const { return value_of(ids, scheme); }
std::vector<std::string> PatientClaim::values(std::string_view scheme) const { return values_of(ids, scheme); }
std::optional<std::string> PatientClaim::value(std::string_view scheme) const { return value_of(ids, scheme); }

const PartyClaim* AuthorClaim::organisation() const {
  for (const auto& party : parties) {
    if (!party.is_person() && !party.is_software()) return &party;
  }
  return nullptr;
}

const PartyClaim* AuthorClaim::professional() const {
  for (const auto& party : parties) {
    if (party.is_person()) return &party;
  }
  return nullptr;
}

}  // namespace sluis::model
