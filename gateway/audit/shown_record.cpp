#include "gateway/audit/shown_record.hpp"

#include <array>

#include "gateway/native/digest.hpp"

namespace sluis::audit {
namespace {

constexpr std::array<std::string_view, 3> kPersonal{"caller_ssin", "end_user_ssin", "representative_ssin"};

// Where the value of a member begins; npos when there is none. JSON writes a quote inside a text with a backslash before it, so this
// can't be found inside a value.
std::size_t value_of(std::string_view line, std::string_view name) {
  std::string opening = ",\"";
  opening.append(name).append("\":\"");
  const auto at = line.find(opening);
  return at == std::string_view::npos ? at : at + opening.size();
}

void replace(std::string& line, std::string_view name, std::string_view with) {
  const auto at = value_of(line, name);
  if (at != std::string::npos) line.replace(at, line.find('"', at) - at, with);
}

}  // namespace

std::string_view member_in(std::string_view line, std::string_view name) {
  const auto at = value_of(line, name);
  return at == std::string_view::npos ? std::string_view{} : line.substr(at, line.find('"', at) - at);
}

std::string shown_form(std::string_view line) {
  std::string shown(line);
  const std::string salt(member_in(line, "salt"));
  if (salt.empty()) return shown;
  const auto patient = member_in(line, "patient_ssin");
  for (const auto name : kPersonal) {
    const auto number = member_in(line, name);
    if (number.empty() || number == patient) continue;
    std::string hidden = salt;
    hidden.append(":").append(name).append(":").append(number);
    replace(shown, name, "sha256:" + native::sha256_hex(hidden));
  }
  replace(shown, "salt", "");
  return shown;
}

bool may_be_shown(std::string_view line) {
  if (!member_in(line, "salt").empty()) return true;
  const auto patient = member_in(line, "patient_ssin");
  for (const auto name : kPersonal) {
    const auto number = member_in(line, name);
    if (!number.empty() && number != patient) return false;
  }
  return true;
}

}  // namespace sluis::audit
