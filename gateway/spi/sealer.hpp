#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/certificate.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::spi {

// Who may open a sealed message, as the ETK depot names him (etee.md section 3).
struct Recipient {
  std::string type;         // NIHII, SSIN, CBE, EHP, NIHII-HOSPITAL, NIHII-PHARMACY, ...
  std::string value;        // padded with zeros on the left to the length of its type by the sealer
  std::string application;  // "" when none
};

struct Opened {
  std::string content;
  native::Certificate signer;  // of both layers, chained to the roots that the operator trusts
};

// A key of the key depot (KGSS): whoever the depot lets have it can open what was sealed with it.
struct SharedKey {
  std::string id;     // bytes
  std::string value;  // bytes, AES
};

// Attribute that a reader's token must hold (etee.md section 4).
struct AllowedReader {
  std::string name_space;
  std::string name;
  std::string value;  // "" = any
};

// Sealed messages of the platform: sign, encrypt, sign (etee.md section 1). Bytes travel as std::string, DER. Encryption tokens and
// shared keys are remembered no longer than they are valid. Faults: RecipientUnknown, SealRefused, those of the wire and of the token
// source. Thread-safe.
class Sealer {
 public:
  virtual ~Sealer() = default;
  // Signed by our identity of this name ("" = the default one). `key`: recipients that aren't known by name open it with this.
  virtual Result<std::string> seal(std::string_view clear, const std::vector<Recipient>& recipients, const SharedKey* key,
                                   const std::string& identity, Deadline deadline) = 0;
  // With our own keys, today's and earlier ones.
  virtual Result<Opened> open(std::string_view sealed) = 0;
  virtual Result<Opened> open_with(std::string_view sealed, const SharedKey& key) = 0;
  // A new shared key from the key depot.
  virtual Result<SharedKey> new_key(const std::vector<AllowedReader>& readers, const std::string& identity, Deadline deadline) = 0;
  // Distinct keys, fetched in parallel; one that can't be had is missing from the answer.
  virtual Result<std::vector<SharedKey>> keys(const std::vector<std::string>& ids, const std::string& identity, Deadline deadline) = 0;
  // For what we keep ourselves: nobody reads it from the disk. Opened by open_kept only.
  virtual Result<std::string> seal_for_ourselves(std::string_view clear) = 0;
  virtual Result<std::string> open_kept(std::string_view sealed) = 0;
};

}  // namespace sluis::spi
