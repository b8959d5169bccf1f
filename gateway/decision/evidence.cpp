#include "gateway/decision/evidence.hpp"

#include "gateway/spi/settled.hpp"

namespace sluis::decision {
namespace {

template <class Kept, class Ask>
auto once(Kept& kept, const std::string& key, Ask ask) -> decltype(ask()) {
  if (const auto found = kept.find(key); found != kept.end()) return found->second;
  auto answer = ask();
  if (answer) kept.emplace(key, *answer);
  return answer;
}

}  // namespace

Result<const spi::PatientFile*> Evidence::file(const model::Ssin& patient) {
  auto found = files_.find(patient.text());
  if (found == files_.end()) {
    auto file = registry_.file_of(patient);
    if (!file) return std::move(file).error();
    found = files_.emplace(patient.text(), spi::settled(std::move(*file), now_)).first;
  }
  return &found->second;
}

Result<const spi::PatientFile*> Evidence::file(const model::Ssin& patient, std::optional<core::Instant> known_at) {
  if (!known_at) return file(patient);
  std::pair key{std::string(patient.text()), *known_at};
  auto found = earlier_files_.find(key);
  if (found == earlier_files_.end()) {
    auto file = registry_.file_as_known(patient, *known_at);
    if (!file) return std::move(file).error();
    found = earlier_files_.emplace(std::move(key), std::move(*file)).first;
  }
  return &found->second;
}

Result<const Evidence::Rights*> Evidence::rights(const model::TransactionName& document, core::Instant known_at) {
  if (rights_source_ == nullptr) return static_cast<const Rights*>(nullptr);
  std::pair key{document, known_at};
  auto found = rights_.find(key);
  if (found == rights_.end()) {
    auto rights = rights_source_->rights_on(document, known_at < now_ ? known_at : spi::kEverything);
    if (!rights) return std::move(rights).error();
    found = rights_.emplace(std::move(key), spi::settled(std::move(*rights), now_)).first;
  }
  return &found->second;
}

const model::DirectoryEntry* Evidence::document(const model::TransactionName& document, const model::Ssin& patient) {
  if (documents_source_ == nullptr) return nullptr;
  std::pair key{document, std::string(patient.text())};
  auto found = documents_.find(key);
  if (found == documents_.end()) {
    auto entry = documents_source_->find(document, patient);
    if (!entry) document_faults_.emplace(key, entry.error());
    found = documents_.emplace(std::move(key), entry ? std::move(*entry) : std::nullopt).first;
  }
  return found->second ? &*found->second : nullptr;
}

const Fault* Evidence::document_fault(const model::TransactionName& document, const model::Ssin& patient) const {
  const auto found = document_faults_.find({document, std::string(patient.text())});
  return found == document_faults_.end() ? nullptr : &found->second;
}

Result<std::optional<model::Person>> Evidence::person(const model::Ssin& ssin) {
  return once(persons_, ssin.text(), [&] { return registers_->person(ssin); });
}

Result<std::optional<model::Provider>> Evidence::provider(const model::Ssin& ssin) {
  return once(providers_, ssin.text(), [&] { return registers_->provider(ssin); });
}

Result<std::optional<model::Organisation>> Evidence::organisation(const model::OrganisationNumber& number) {
  const auto key = std::to_string(static_cast<int>(number.scheme)) + ":" + number.number;
  return once(organisations_, key, [&] { return registers_->organisation(number); });
}

Result<std::optional<model::GlobalFile>> Evidence::global_file(const model::Ssin& patient) {
  return once(global_files_, patient.text(), [&] { return registers_->global_file(patient); });
}

Result<std::optional<core::Date>> Evidence::birth_date(const model::Ssin& ssin) {
  if (registers_ != nullptr) {
    auto known = person(ssin);
    if (!known) return std::move(known).error();
    if (*known && (**known).birth) return (**known).birth;
  }
  return ssin.birth_date();
}

Result<bool> Evidence::deceased_on(core::Date day, const model::Ssin& ssin) {
  if (registers_ == nullptr) return false;
  auto known = person(ssin);
  if (!known) return std::move(known).error();
  return *known && (**known).death && *(**known).death <= day;
}

model::EvidenceItem told_by(model::EvidenceItem item, const model::Provenance& from, core::Instant now) {
  item.authority = from.authority;
  item.as_of = core::to_text(from.as_of.value_or(now));
  return item;
}

}  // namespace sluis::decision
