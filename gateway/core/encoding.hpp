#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::core {

using Bytes = std::vector<std::uint8_t>;

std::string to_hex(std::span<const std::uint8_t> bytes);
std::string to_base64(std::span<const std::uint8_t> bytes);  // RFC 4648 section 4, no line breaks
std::string to_base64(std::string_view bytes);

// Strict RFC 4648 with XML white space (blank, tab, CR, LF) allowed between characters;
// anything else, wrong padding or non-zero trailing bits gives nullopt.
std::optional<Bytes> from_base64(std::string_view text);

std::span<const std::uint8_t> as_bytes(std::string_view text);
std::string_view as_text(std::span<const std::uint8_t> bytes);

bool is_utf8(std::string_view text);           // RFC 3629: no overlong forms, no surrogates
std::size_t utf8_length(std::string_view text);  // characters, for valid UTF-8
std::string_view trim(std::string_view text);  // XML white space

}  // namespace sluis::core
