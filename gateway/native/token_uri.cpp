#include "gateway/native/token_uri.hpp"

#include <cctype>
#include <map>
#include <optional>

#include "gateway/core/table.hpp"

namespace sluis::native {
namespace {

constexpr std::string_view kScheme = "pkcs11:";

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return std::nullopt;
}

std::optional<std::string> from_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const auto high = hex_digit(text[i + 1]);
    const auto low = hex_digit(text[i + 2]);
    if (!high || !low) return std::nullopt;
    out += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return out;
}

Fault refused(std::string_view uri, const std::string& why) { return Fault(FaultId::KeyUnreadable, shown_token_uri(uri) + ": " + why); }

}  // namespace

bool is_token_uri(std::string_view text) { return text.starts_with(kScheme); }

Result<TokenUri> parse_token_uri(std::string_view text) {
  if (!is_token_uri(text)) return refused(text, "not a pkcs11: URI");
  TokenUri uri;
  std::string type = "private";
  const std::map<std::string, std::string*, std::less<>> path{{"token", &uri.token}, {"serial", &uri.serial}, {"model", &uri.model},
      {"manufacturer", &uri.manufacturer}, {"object", &uri.object}, {"id", &uri.id}, {"type", &type}};
  const std::map<std::string, std::string*, std::less<>> query{{"module-path", &uri.module_path}, {"pin-source", &uri.pin_source}};
  const auto rest = text.substr(kScheme.size());
  const auto mark = rest.find('?');
  const auto fill = [&](std::string_view part, char separator, const auto& known) -> Status {
    for (const auto& attribute : core::split(part, separator)) {
      const auto equals = attribute.find('=');
      const auto name = attribute.substr(0, equals);
      if (name == "pin-value") return refused(text, "the PIN must not stand in the settings: use pin-source, or [keys] pin_file");
      const auto found = known.find(name);
      const auto value = equals == std::string::npos ? std::nullopt : from_percent(std::string_view(attribute).substr(equals + 1));
      if (found == known.end()) return refused(text, "the attribute '" + name + "' is not understood");
      if (!value || value->empty()) return refused(text, "the attribute '" + name + "' has no value that can be read");
      *found->second = *value;
    }
    return Done{};
  };
  if (auto read = fill(rest.substr(0, mark), ';', path); !read) return read.error();
  if (mark != std::string_view::npos) {
    if (auto read = fill(rest.substr(mark + 1), '&', query); !read) return read.error();
  }
  if (type != "private") return refused(text, "type is not private");
  if (uri.object.empty() && uri.id.empty()) return refused(text, "neither object nor id says which key");
  if (uri.pin_source.starts_with("file:")) uri.pin_source.erase(0, uri.pin_source.starts_with("file://") ? 7 : 5);
  return uri;
}

std::string shown_token_uri(std::string_view text) {
  std::string shown;
  for (const char c : text.substr(0, text.find('?'))) shown += std::iscntrl(static_cast<unsigned char>(c)) ? '?' : c;
  const auto pin = shown.find("pin-value");
  return pin == std::string::npos ? shown : shown.substr(0, pin) + "...";
}

}  // namespace sluis::native
