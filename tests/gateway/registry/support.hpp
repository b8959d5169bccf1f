#pragma once

#include <filesystem>
#include <string>

#include "gateway/core/calendar.hpp"
#include "gateway/core/random.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/registration.hpp"

namespace sluis::registry_test {

// A folder that goes away with the test.
class TempFolder final {
 public:
  TempFolder();
  ~TempFolder();
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline constexpr const char* kAnna = "85073099833";
inline constexpr const char* kDoctor = "72051999381";

model::Ssin ssin(const std::string& text);
// The n-th of a row of valid numbers, born in 1990.
model::Ssin patient(int n);
core::Date day(const std::string& text);
core::Instant moment(const std::string& text);

model::Party doctor();
model::Party pharmacy();
model::AuthorClaim doctor_as_author();

// Declared by the doctor at this moment.
model::Declaration by_doctor(const std::string& at = "2026-11-20T09:15:00Z");
model::ConsentRegistration consent_of(const model::Ssin& patient, const std::string& sign_date = "2026-11-20");
model::ConsentRegistration revocation_of(const model::Ssin& patient, const std::string& date = "2026-11-20");
model::LinkRegistration link_of(const model::Ssin& patient, const std::string& start = "2026-11-20",
                                const std::string& end = "2028-02-20");
// Ends the doctor's link; "" leaves the end date out.
model::LinkRegistration end_of(const model::Ssin& patient, const std::string& end = "");
model::ExclusionRegistration exclusion_of(const model::Ssin& patient, const model::Party& party);

}  // namespace sluis::registry_test
