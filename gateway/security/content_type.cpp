#include "gateway/security/content_type.hpp"

#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "gateway/core/table.hpp"

namespace sluis::security {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return std::ranges::equal(a, b, [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

Status check_content_type(std::string_view header, std::string_view wanted) {
  const auto parts = core::split(header, ';');
  if (parts.empty() || !same_word(parts.front(), wanted))
    return Fault(FaultId::WrongContentType, "content type is not " + std::string(wanted));
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string_view parameter = parts[i];
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos || !same_word(core::trim(parameter.substr(0, equals)), "charset")) continue;
    if (!same_word(unquoted(core::trim(parameter.substr(equals + 1))), "utf-8"))
      return Fault(FaultId::WrongEncoding, "charset is not utf-8");
  }
  return Done{};
}

}  // namespace sluis::security
