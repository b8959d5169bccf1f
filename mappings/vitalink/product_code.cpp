#include "mappings/vitalink/product_code.hpp"

namespace sluis::mappings::vitalink {
namespace {

constexpr std::size_t kLength = 7;
constexpr std::string_view kFirstLocal = "0900000";
constexpr std::string_view kLastLocal = "0999999";

}  // namespace

char product_check_digit(std::string_view six_digits) {
  int sum = 0;
  for (std::size_t i = 0; i < six_digits.size(); ++i) {
    int digit = six_digits[i] - '0';
    if (i % 2 == 1) digit = digit * 2 >= 10 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

ProductCode judge_product_code(std::string_view code) {
  const bool digits = !code.empty() && code.size() <= kLength && code.find_first_not_of("0123456789") == std::string_view::npos;
  if (!digits) return ProductCode::CheckDigit;
  const auto padded = std::string(kLength - code.size(), '0') + std::string(code);
  if (padded.back() != product_check_digit(std::string_view(padded).substr(0, kLength - 1))) return ProductCode::CheckDigit;
  return padded >= kFirstLocal && padded <= kLastLocal ? ProductCode::LocalUse : ProductCode::Fine;
}

}  // namespace sluis::mappings::vitalink
