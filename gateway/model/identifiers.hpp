#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/calendar.hpp"

namespace sluis::model {

// Identifiers that can only be valid: the one way to make one is parse(), which checks length, characters and check digits
// (identifiers.md). Wire form only: no dots, blanks or dashes.

// Number of a person in the national register or the crossroads bank register (BIS), 11 digits. identifiers.md section 1.
class Ssin final {
 public:
  static std::optional<Ssin> parse(std::string_view text);
  const std::string& text() const { return text_; }
  bool is_bis() const;                             // month + 20 or + 40
  std::optional<core::Date> birth_date() const;    // nullopt when the number doesn't tell (month or day 00)
  auto operator<=>(const Ssin&) const = default;

 private:
  explicit Ssin(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// Number given by the health insurance institute: 8 digits (organisation, or the person part) or 11 with the competence code.
// Check digits modulo 97 or 89. identifiers.md section 2.
class Nihii final {
 public:
  static std::optional<Nihii> parse(std::string_view text);
  const std::string& text() const { return text_; }
  std::string base() const { return text_.substr(0, 8); }   // identifies the person or organisation
  bool same_holder(const Nihii& other) const { return base() == other.base(); }
  auto operator<=>(const Nihii&) const = default;

 private:
  explicit Nihii(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// Enterprise number, 10 digits; EHP number, 10 digits, same check. identifiers.md sections 3 and 4.
class Cbe final {
 public:
  static std::optional<Cbe> parse(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const Cbe&) const = default;

 private:
  explicit Cbe(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

class Ehp final {
 public:
  static std::optional<Ehp> parse(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const Ehp&) const = default;

 private:
  explicit Ehp(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// Support cards. eID: 12 digits with check, or 'B' and nine digits. ISI+: ten digits, validity at the register only.
class EidCardNumber final {
 public:
  static std::optional<EidCardNumber> parse(std::string_view text);
  const std::string& text() const { return text_; }

 private:
  explicit EidCardNumber(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

class IsiNumber final {
 public:
  static std::optional<IsiNumber> parse(std::string_view text);
  const std::string& text() const { return text_; }

 private:
  explicit IsiNumber(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// Why an SSIN text is no SSIN: TherLink reports format apart from check digits (TL.INPUT.31.02 against .31).
bool has_digits_only(std::string_view text, std::size_t count);

}  // namespace sluis::model
