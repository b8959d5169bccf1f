#pragma once

#include <string>
#include <string_view>

#include "gateway/core/result.hpp"

namespace sluis::native {

// A key in a PKCS#11 token by its name (RFC 7512): pkcs11:token=...;object=...;id=%01?module-path=...&pin-source=...
// Understood: token, serial, manufacturer, model, object, id, type (private); module-path, pin-source. Empty: any.
struct TokenUri {
  std::string token;
  std::string serial;
  std::string manufacturer;
  std::string model;
  std::string object;
  std::string id;           // bytes
  std::string module_path;
  std::string pin_source;   // a path (file: in front or not), or as read_secret takes it
};

bool is_token_uri(std::string_view text);

// KeyUnreadable: not of this form, an attribute that isn't understood, neither object nor id, or a PIN in the text itself (pin-value):
// settings are read by more people than the PIN is for.
Result<TokenUri> parse_token_uri(std::string_view text);

// What may be shown of it: without the part behind the question mark, and without line ends.
std::string shown_token_uri(std::string_view text);

}  // namespace sluis::native
