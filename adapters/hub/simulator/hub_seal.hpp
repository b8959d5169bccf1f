#pragma once

#include <string>
#include <string_view>

#include "gateway/core/result.hpp"

namespace sluis::sandbox {

// For whom an answer is sealed (hubs.md section 3.2).
struct EncryptionActor {
  std::string type;         // CD-ENCRYPTION-ACTOR: NIHII, CBE, ...
  std::string value;        // ID-ENCRYPTION-ACTOR
  std::string application;  // ID-ENCRYPTION-APPLICATION, "" when none
  std::string token;        // ID-ENCRYPTION-KEY: the reply token itself, base64; "" when not given
};

// How one hub opens what is sealed for it and seals for others; bytes are DER.
class HubSeal {
 public:
  virtual ~HubSeal() = default;
  virtual Result<std::string> open(std::string_view sealed) = 0;
  virtual Result<std::string> seal(std::string_view clear, const EncryptionActor& reader) = 0;
};

}  // namespace sluis::sandbox
