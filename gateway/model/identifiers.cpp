#include "gateway/model/identifiers.hpp"

#include <algorithm>

namespace sluis::model {
namespace {

long number(std::string_view digits) {
  long value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool complement_97(std::string_view digits, std::size_t body) {
  return 97 - number(digits.substr(0, body)) % 97 == number(digits.substr(body, 2));
}

bool born_before_2000(std::string_view text) { return 97 - number(text.substr(0, 9)) % 97 == number(text.substr(9)); }
bool born_from_2000(std::string_view text) {
  return 97 - (2'000'000'000L + number(text.substr(0, 9))) % 97 == number(text.substr(9));
}

bool is_enterprise_form(std::string_view text) { return has_digits_only(text, 10) && complement_97(text, 8); }

}  // namespace

bool has_digits_only(std::string_view text, std::size_t count) {
  return text.size() == count && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Ssin> Ssin::parse(std::string_view text) {
  if (!has_digits_only(text, 11) || !(born_before_2000(text) || born_from_2000(text))) return std::nullopt;
  return Ssin(std::string(text));
}

bool Ssin::is_bis() const { return number(std::string_view(text_).substr(2, 2)) >= 20; }

std::optional<core::Date> Ssin::birth_date() const {
  const std::string_view text = text_;
  const int century = born_from_2000(text) ? 2000 : 1900;
  long month = number(text.substr(2, 2));
  while (month >= 20) month -= 20;
  const core::Date date{std::chrono::year{century + static_cast<int>(number(text.substr(0, 2)))},
                        std::chrono::month{static_cast<unsigned>(month)},
                        std::chrono::day{static_cast<unsigned>(number(text.substr(4, 2)))}};
  return date.ok() ? std::optional{date} : std::nullopt;
}

std::optional<Nihii> Nihii::parse(std::string_view text) {
  if (!has_digits_only(text, 8) && !has_digits_only(text, 11)) return std::nullopt;
  const long body = number(text.substr(0, 6));
  const long check = number(text.substr(6, 2));
  if (97 - body % 97 != check && 89 - body % 89 != check) return std::nullopt;
  return Nihii(std::string(text));
}

std::optional<Cbe> Cbe::parse(std::string_view text) {
  if (!is_enterprise_form(text) || text.front() > '1') return std::nullopt;
  return Cbe(std::string(text));
}

std::optional<Ehp> Ehp::parse(std::string_view text) {
  if (!is_enterprise_form(text)) return std::nullopt;
  return Ehp(std::string(text));
}

std::optional<EidCardNumber> EidCardNumber::parse(std::string_view text) {
  const bool residence_card = text.size() == 10 && text.front() == 'B' && has_digits_only(text.substr(1), 9);
  if (!residence_card) {
    if (!has_digits_only(text, 12)) return std::nullopt;
    const long remainder = number(text.substr(0, 10)) % 97;
    if ((remainder == 0 ? 97 : remainder) != number(text.substr(10))) return std::nullopt;
  }
  return EidCardNumber(std::string(text));
}

std::optional<IsiNumber> IsiNumber::parse(std::string_view text) {
  if (!has_digits_only(text, 10)) return std::nullopt;
  return IsiNumber(std::string(text));
}

}  // namespace sluis::model
