#include "gateway/registry/authority_registry.hpp"

#include <algorithm>
#include <future>

#include "gateway/registry/authority_merge.hpp"

namespace sluis::registry {
namespace {

using spi::Subject;

constexpr std::array kSubjects{Subject::Consent, Subject::Links, Subject::Exclusions};

}  // namespace

AuthorityRegistry::AuthorityRegistry(Store& local, spi::Authority& authority, const core::Clock& clock, const AuthorityTimes& times)
    : local_(local), authority_(authority), clock_(clock), times_(times), memory_(times.remember) {}

Result<spi::PatientFile> AuthorityRegistry::file_of(const model::Ssin& patient) {
  return read(patient, {kSubjects.begin(), kSubjects.end()}, false);
}

Result<spi::PatientFile> AuthorityRegistry::part_of(const model::Ssin& patient, Subject subject) { return read(patient, {subject}, false); }

Result<spi::PatientFile> AuthorityRegistry::file_for_act(const model::Ssin& patient) {
  return read(patient, {kSubjects.begin(), kSubjects.end()}, true);
}

Result<spi::PatientFile> AuthorityRegistry::file_as_known(const model::Ssin& patient, core::Instant known_at) {
  return local_.file_as_known(patient, known_at);
}

// What stands here is read before what waits, and that before the authority is asked. An act that stands here and doesn't wait was
// told before it is asked, so its answer knows of it; one that came after the first read makes what is remembered now worthless.
Result<spi::PatientFile> AuthorityRegistry::read(const model::Ssin& patient, const std::vector<Subject>& subjects, bool lenient) {
  auto local = local_.file_of(patient);
  if (!local) return local;
  std::array<std::vector<spi::OutboxItem>, kSubjects.size()> waiting;
  for (const auto subject : subjects) {
    if (!authority_.decides(subject)) continue;
    auto items = local_.owed_under(authority_.topic(subject), patient.text());
    if (!items) return std::move(items).error();
    waiting[static_cast<std::size_t>(subject)] = std::move(*items);
  }
  std::vector<std::pair<Subject, std::future<Result<Part>>>> asked;
  for (const auto subject : subjects) {
    if (!authority_.decides(subject)) continue;
    // The only one asks on the caller's own thread.
    const auto how = subjects.size() == 1 ? std::launch::deferred : std::launch::async;
    asked.emplace_back(subject, std::async(how, [&, subject] {
                         return part(subject, patient, *local, waiting[static_cast<std::size_t>(subject)]);
                       }));
  }
  std::vector<std::pair<Subject, Result<Part>>> parts;
  for (auto& [subject, answer] : asked) parts.emplace_back(subject, answer.get());
  for (auto& [subject, found] : parts) {
    if (!found) {
      if (!lenient) return std::move(found).error();
      continue;
    }
    if (subject == Subject::Consent) local->consents = std::move(found->file.consents), local->consents_from = found->from;
    if (subject == Subject::Links) local->links = std::move(found->file.links), local->links_from = found->from;
    if (subject == Subject::Exclusions) local->exclusions = std::move(found->file.exclusions), local->exclusions_from = found->from;
  }
  return local;
}

// An answer that was asked while something waited is not remembered: it is about to change.
Result<AuthorityRegistry::Part> AuthorityRegistry::part(Subject subject, const model::Ssin& patient, const spi::PatientFile& local,
                                                        const std::vector<spi::OutboxItem>& items) {
  const auto now = clock_.now();
  const auto records = fingerprint(subject, local);
  auto told = memory_.find(subject, patient, now, records);
  const bool fresh = !told;
  if (!told) {
    auto file = authority_.told(subject, patient, std::chrono::steady_clock::now() + times_.time_limit);
    if (!file) return std::move(file).error();
    told = AuthorityMemory::Told{std::move(*file), now, records};
    if (items.empty()) memory_.remember(subject, patient, *told);
  }
  Waiting waiting;
  for (const auto& item : items) waiting.push_back(authority_.about(item));
  Part part{{}, {"ehealth", told->as_of, fresh, !items.empty()}};
  if (subject == Subject::Consent) part.file.consents = merged(told->file.consents, local.consents, !items.empty());
  if (subject == Subject::Links) part.file.links = merged(told->file.links, local.links, waiting);
  if (subject == Subject::Exclusions) part.file.exclusions = merged(told->file.exclusions, local.exclusions, waiting);
  return part;
}

std::optional<spi::PatientFile> AuthorityRegistry::agreed(Subject subject, const model::Ssin& patient) {
  if (!authority_.decides(subject)) return std::nullopt;
  const auto items = local_.owed_under(authority_.topic(subject), patient.text());
  if (!items || !items->empty()) return std::nullopt;
  auto told = authority_.told(subject, patient, std::chrono::steady_clock::now() + times_.time_limit);
  if (!told) return std::nullopt;
  return std::move(*told);
}

template <class Registration, class Write>
Result<spi::Written> AuthorityRegistry::act(Subject subject, const Registration& wanted, const model::Declaration& by, Write write) {
  if (authority_.decides(subject)) {
    if (auto adopted = adopt(wanted, by); !adopted) return std::move(adopted).error();
  }
  auto written = write();
  memory_.forget(subject, wanted.patient);
  return written;
}

Result<spi::Written> AuthorityRegistry::put_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) {
  return act(Subject::Consent, wanted, by, [&] { return local_.put_consent(wanted, by); });
}

Result<spi::Written> AuthorityRegistry::revoke_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) {
  return act(Subject::Consent, wanted, by, [&] { return local_.revoke_consent(wanted, by); });
}

Result<spi::Written> AuthorityRegistry::put_link(const model::LinkRegistration& wanted, const model::Declaration& by) {
  return act(Subject::Links, wanted, by, [&] { return local_.put_link(wanted, by); });
}

Result<spi::Written> AuthorityRegistry::revoke_link(const model::LinkRegistration& wanted, const model::Declaration& by) {
  return act(Subject::Links, wanted, by, [&] { return local_.revoke_link(wanted, by); });
}

Result<spi::Written> AuthorityRegistry::put_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) {
  return act(Subject::Exclusions, wanted, by, [&] { return local_.put_exclusion(wanted, by); });
}

Result<spi::Written> AuthorityRegistry::revoke_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) {
  return act(Subject::Exclusions, wanted, by, [&] { return local_.revoke_exclusion(wanted, by); });
}

}  // namespace sluis::registry
