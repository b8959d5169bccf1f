#pragma once

#include <string>
#include <string_view>

namespace sluis::mappings::vitalink {

// What is wrong with the CNK number of a product, or of its cluster (vitalink.md 4.1, R1030 and R1031).
enum class ProductCode { Fine, CheckDigit, LocalUse };

// Padded with zeros on the left to seven digits; anything but digits is CheckDigit.
ProductCode judge_product_code(std::string_view code);
// The seventh digit for these six.
char product_check_digit(std::string_view six_digits);

}  // namespace sluis::mappings::vitalink
