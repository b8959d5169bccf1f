#include "gateway/model/registration.hpp"

namespace sluis::model {

std::string Party::key() const {
  if (organisation) {
    switch (organisation->scheme) {
      case OrganisationScheme::Nihii: return "nihii:" + organisation->number.substr(0, 8);
      case OrganisationScheme::Cbe: return "cbe:" + organisation->number;
      case OrganisationScheme::Ehp: return "ehp:" + organisation->number;
    }
  }
  if (ssin) return "ssin:" + ssin->text();
  return nihii ? "nihii:" + nihii->base() : std::string{};
}

bool TherapeuticLink::active_at(core::Instant at) const {
  if (revoked && at >= revoked->at && !ended_early) return false;
  const auto today = core::brussels_date(at);
  if (ended_early && today >= *ended_early) return false;
  const auto beyond = start == end ? core::add_days(end, 1) : end;
  return start <= today && today < beyond;
}

}  // namespace sluis::model
