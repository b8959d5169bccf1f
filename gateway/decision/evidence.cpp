#include "gateway/decision/evidence.hpp"

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
    found = files_.emplace(patient.text(), std::move(*file)).first;
  }
  return &found->second;
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

Result<bool> Evidence::deceased(const model::Ssin& ssin) {
  if (registers_ == nullptr) return false;
  auto known = person(ssin);
  if (!known) return std::move(known).error();
  return *known && (**known).death && *(**known).death <= today_;
}

}  // namespace sluis::decision
