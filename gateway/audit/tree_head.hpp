#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/audit/merkle.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/detached_signature.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::audit {

// What the owner of a trail signs: at this moment it held so many records, and the hash of all of them was this one.
struct TreeHead {
  std::int64_t size = 0;
  std::string root;       // hexadecimal
  core::Instant at;
  std::string key;        // native::key_id of who signed
  std::string signature;  // base64
};

// Signs the text of size, root, moment and key. Fault Internal when the key can't.
Result<TreeHead> signed_head(std::int64_t size, const Hash& root, core::Instant at, const native::PrivateKey& key);
// "" when the signature is of this key and fits; else what is wrong.
std::string wrong_with(const TreeHead& head, const native::PublicKey& key);

// One JSON object, and back; nullopt when it isn't one.
std::string to_json(const TreeHead& head);
std::optional<TreeHead> head_from_json(std::string_view json);

std::string to_text(const Hash& hash);                       // hexadecimal
std::optional<Hash> hash_from_text(std::string_view hex);

}  // namespace sluis::audit
