#include "gateway/audit/tree_head.hpp"

#include <charconv>

#include "gateway/audit/trail_format.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::audit {
namespace {

// Every part on a line of its own behind the name of the format: no other text of ours looks like it.
std::string signed_text(const TreeHead& head) {
  return "sluis audit trail head 1\n" + std::to_string(head.size) + "\n" + head.root + "\n" + core::to_text(head.at) + "\n" + head.key + "\n";
}

std::optional<int> digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return std::nullopt;
}

}  // namespace

std::string to_text(const Hash& hash) { return core::to_hex(hash); }

std::optional<Hash> hash_from_text(std::string_view hex) {
  Hash hash;
  if (hex.size() != 2 * hash.size()) return std::nullopt;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const auto high = digit_of(hex[2 * i]);
    const auto low = digit_of(hex[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    hash[i] = static_cast<std::uint8_t>(*high * 16 + *low);
  }
  return hash;
}

Result<TreeHead> signed_head(std::int64_t size, const Hash& root, core::Instant at, const native::PrivateKey& key) {
  TreeHead head{size, to_text(root), at, native::key_id(key.public_key()), {}};
  const auto signature = key.sign_sha256(signed_text(head));
  if (!signature) return signature.error();
  head.signature = core::to_base64(*signature);
  return head;
}

std::string wrong_with(const TreeHead& head, const native::PublicKey& key) {
  const auto id = native::key_id(key);
  if (head.key != id) return "it was signed with another key: " + head.key + ", not " + id;
  const auto signature = core::from_base64(head.signature);
  if (!signature || !native::is_signed_by(key, signed_text(head), *signature)) {
    return "its signature doesn't fit: size, root or moment were altered, or the signature";
  }
  return {};
}

std::string to_json(const TreeHead& head) {
  core::JsonWriter out;
  out.begin_object().member("size", head.size).member("root", head.root).member("at", core::to_text(head.at));
  out.member("key", head.key).member("signature", head.signature).end_object();
  return out.text();
}

std::optional<TreeHead> head_from_json(std::string_view json) {
  if (!core::is_utf8(json)) return std::nullopt;
  const auto members = members_of(json);
  const auto text = [&](std::string_view name) {
    const auto found = members.find(name);
    return found == members.end() ? std::string{} : found->second;
  };
  TreeHead head{0, text("root"), {}, text("key"), text("signature")};
  const auto size = text("size");
  const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), head.size);
  const auto at = core::parse_instant(text("at"));
  if (size.empty() || error != std::errc{} || end != size.data() + size.size() || !at || !hash_from_text(head.root)) return std::nullopt;
  head.at = *at;
  return head;
}

}  // namespace sluis::audit
