#include <algorithm>

#include "gateway/registry/authority_registry.hpp"
#include "gateway/registry/registration_writes.hpp"

// Making the records here agree with what the authority tells, before an act on them.
namespace sluis::registry {
namespace {

using spi::Subject;

// Not our caller's act: it is on record as the authority's word, and is owed to nobody.
model::Declaration as_told(const model::Declaration& by, const model::Declaration& told) {
  model::Declaration adopted;
  adopted.at = by.at;
  adopted.request_id = "adopted." + (told.request_id.empty() ? std::string("ehealth") : told.request_id);
  adopted.author = told.author;
  adopted.request_date = told.request_date.empty() ? by.request_date : told.request_date;
  adopted.request_time = told.request_time.empty() ? by.request_time : told.request_time;
  adopted.proof_type = told.proof_type;
  adopted.correlation_id = by.correlation_id;
  return adopted;
}

Status done(const Result<spi::Written>& written) {
  if (!written) return written.error();
  return Done{};
}

template <class Record, class Fits>
const Record* newest_open(const std::vector<Record>& records, Fits fits) {
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (!record->revoked && fits(*record)) return &*record;
  }
  return nullptr;
}

}  // namespace

Status AuthorityRegistry::adopt(const model::ConsentRegistration& wanted, const model::Declaration& by) {
  const auto told = agreed(Subject::Consent, wanted.patient);
  if (!told) return Done{};
  const auto local = local_.file_of(wanted.patient);
  if (!local) return local.error();
  const auto any = [](const auto&) { return true; };
  const auto* there = newest_open(told->consents, any);
  const auto* here = newest_open(local->consents, any);
  if (there && !here) {
    return done(local_.put_consent({there->patient, there->patient_first_name, there->patient_family_name, there->type, there->sign_date,
                                    std::nullopt, there->author}, as_told(by, there->declared)));
  }
  if (here && !there) {
    auto date = core::brussels_date(by.at);
    if (!told->consents.empty() && told->consents.back().revoke_date) date = *told->consents.back().revoke_date;
    date = std::max(date, here->sign_date);
    return done(local_.revoke_consent({here->patient, here->patient_first_name, here->patient_family_name, here->type, std::nullopt, date,
                                       here->author}, as_told(by, {})));
  }
  return Done{};
}

Status AuthorityRegistry::adopt(const model::LinkRegistration& wanted, const model::Declaration& by) {
  const auto told = agreed(Subject::Links, wanted.patient);
  if (!told) return Done{};
  const auto local = local_.file_of(wanted.patient);
  if (!local) return local.error();
  const auto fits = [&](const auto& link) {
    return link.party.key() == wanted.party.key() && link.type == wanted.type && unfinished(link, by.at);
  };
  const auto* there = newest_open(told->links, fits);
  const auto* here = newest_open(local->links, fits);
  if (there && !here) {
    return done(local_.put_link({there->patient, there->patient_first_name, there->patient_family_name, there->party, there->type,
                                 there->start, there->end, there->comment, there->declared.proof_type}, as_told(by, there->declared)));
  }
  if (here && !there) {
    return done(local_.revoke_link({here->patient, here->patient_first_name, here->patient_family_name, here->party, here->type, std::nullopt,
                                    std::nullopt, {}, {}}, as_told(by, {})));
  }
  return Done{};
}

Status AuthorityRegistry::adopt(const model::ExclusionRegistration& wanted, const model::Declaration& by) {
  const auto told = agreed(Subject::Exclusions, wanted.patient);
  if (!told) return Done{};
  const auto local = local_.file_of(wanted.patient);
  if (!local) return local.error();
  const auto fits = [&](const auto& exclusion) { return exclusion.party.key() == wanted.party.key(); };
  const auto* there = newest_open(told->exclusions, fits);
  const auto* here = newest_open(local->exclusions, fits);
  if (there && !here) {
    return done(local_.put_exclusion({there->patient, there->patient_first_name, there->patient_family_name, there->party},
                                     as_told(by, there->declared)));
  }
  if (here && !there) {
    return done(local_.revoke_exclusion({here->patient, here->patient_first_name, here->patient_family_name, here->party}, as_told(by, {})));
  }
  return Done{};
}

}  // namespace sluis::registry
