#include "tests/gateway/registry/support.hpp"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace sluis::registry_test {

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "sluis-test-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

model::Ssin ssin(const std::string& text) { return model::Ssin::parse(text).value(); }

model::Ssin patient(int n) {
  const long body = 900101000L + n;
  char text[16];
  std::snprintf(text, sizeof text, "%09ld%02ld", body, 97 - body % 97);
  return ssin(text);
}

core::Date day(const std::string& text) { return core::parse_date(text).value(); }
core::Instant moment(const std::string& text) { return core::parse_instant(text).value(); }

model::Party doctor() {
  model::Party party;
  party.category = "persphysician";
  party.ssin = ssin(kDoctor);
  party.nihii = model::Nihii::parse("18821364003");
  party.first_name = "Gert";
  party.family_name = "Huisarts";
  return party;
}

model::Party pharmacy() {
  model::Party party;
  party.category = "orgpharmacy";
  party.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, "27731067"};
  party.name = "Apotheek \"De Sluis\"";
  return party;
}

model::AuthorClaim doctor_as_author() {
  model::PartyClaim party;
  party.ids = {{"ID-HCPARTY", "18821364003", ""}, {"INSS", kDoctor, ""}};
  party.codes = {{"CD-HCPARTY", "persphysician"}};
  party.first_names = {"Gert", "Jan"};
  party.family_name = "Huisarts";
  model::AuthorClaim author;
  author.parties.push_back(party);
  return author;
}

model::Declaration by_doctor(const std::string& at) {
  model::Declaration by;
  by.at = moment(at);
  by.request_id = "18821364003.5a9bf4e0";
  by.author = doctor_as_author();
  by.request_date = "2026-11-20";
  by.request_time = "10:15:00";
  by.proof_type = "eidreading";
  by.correlation_id = "c0ffee";
  return by;
}

model::ConsentRegistration consent_of(const model::Ssin& patient, const std::string& sign_date) {
  return {patient, "Anna", "Testpersoon", "retrospective", day(sign_date), std::nullopt, doctor_as_author()};
}

model::ConsentRegistration revocation_of(const model::Ssin& patient, const std::string& date) {
  return {patient, "Anna", "Testpersoon", "retrospective", std::nullopt, day(date), doctor_as_author()};
}

model::LinkRegistration link_of(const model::Ssin& patient, const std::string& start, const std::string& end) {
  return {patient, "Anna", "Testpersoon", doctor(), "gpconsultation", day(start), day(end), "na raadpleging", "eidreading"};
}

model::LinkRegistration end_of(const model::Ssin& patient, const std::string& end) {
  const auto date = end.empty() ? std::optional<core::Date>{} : std::optional{day(end)};
  return {patient, "Anna", "Testpersoon", doctor(), "gpconsultation", std::nullopt, date, "", "eidreading"};
}

model::ExclusionRegistration exclusion_of(const model::Ssin& patient, const model::Party& party) {
  return {patient, "Anna", "Testpersoon", party};
}

}  // namespace sluis::registry_test
