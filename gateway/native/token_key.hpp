#pragma once

#include <string>

#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::native {

// Where URIs lead that don't say it themselves.
struct TokenAccess {
  std::string module = {};      // PKCS#11 module, a shared library
  std::string pin_source = {};  // as read_secret takes it
};

// A private key that stays in its PKCS#11 token: everything that takes a PrivateKey uses it there. RSA and EC. The copies of one key,
// and all keys of one token, may be used by several threads at once. When the token goes away, what uses the key fails with
// KeyUnreadable; loading it again opens a new way to the token. KeyUnreadable: module, token, key or PIN; the text has no PIN.
Result<PrivateKey> load_token_key(const std::string& uri, const TokenAccess& access);

// The same with its certificate and chain: from a PEM file, or, when `certificate_file` is empty, the one certificate in the token
// that has the key's id.
Result<Credential> load_token_credential(const std::string& uri, const std::string& certificate_file, const TokenAccess& access);

// Whether the key can be used now, wherever it is: signs something small. KeyUnreadable.
Status check_usable(const PrivateKey& key);

}  // namespace sluis::native
