#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"

// Sealed messages and encryption tokens as the outside makes and opens them (etee.md sections 1 and 2), written apart from the
// gateway's own, so that an error of one can't cancel the other's out. Bytes travel as std::string.
namespace sluis::sandbox {

// A key of the key depot: AES of 16, 24 or 32 bytes, and the identifier under which a reader asks for it.
struct DepotKey {
  std::string id;
  std::string value;
};

// For whom a message is: any number of both kinds, at least one in all.
struct SealReaders {
  std::vector<native::Certificate> known;  // encryption certificates, RSA
  std::vector<DepotKey> unknown = {};
};

// How other senders differ from each other; the defaults are those of the reference implementation.
struct SealStyle {
  bool pss = true;          // RSASSA-PSS, else PKCS#1 v1.5; of RSA keys
  bool oaep = false;        // key transport by OAEP, else PKCS#1 v1.5
  bool aes_256 = false;     // AES-256-CBC, else AES-128-CBC
  bool indefinite = false;  // BER with indefinite lengths, as Java writes it
};

// Signed by `inner`, encrypted, signed by `outer`, both at `at`. Fault Internal when the library can't.
Result<std::string> seal(std::string_view clear, const native::Credential& inner, const native::Credential& outer,
                         const SealReaders& readers, core::Instant at, const SealStyle& style = {});
inline Result<std::string> seal(std::string_view clear, const native::Credential& sender, const SealReaders& readers,
                                core::Instant at, const SealStyle& style = {}) {
  return seal(clear, sender, sender, readers, at, style);
}

struct OpenedSeal {
  std::string content;
  native::Certificate signer;  // of the inner layer; the outer one's names the same actor
};

// Opens with whichever of these keys fits. Both signers must chain to `roots` at `at` and name the same actor. SealRefused,
// its log text says which layer.
Result<OpenedSeal> unseal(std::string_view sealed, const std::vector<native::Credential>& own,
                          const std::vector<DepotKey>& keys, const std::vector<native::Certificate>& roots,
                          core::Instant at);

// The token that offers this encryption certificate; DER.
Result<std::string> make_etk(const native::Certificate& encryption, const native::Credential& authentication,
                             core::Instant at);
// The encryption certificate in a token, after checks of signature, chains, validity and actor. SealRefused.
Result<native::Certificate> open_etk(std::string_view token, const std::vector<native::Certificate>& roots,
                                     core::Instant at);

}  // namespace sluis::sandbox
