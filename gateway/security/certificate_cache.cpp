#include "gateway/security/certificate_cache.hpp"

namespace sluis::security {

Result<native::Certificate> CertificateCache::get(const std::string& base64) {
  auto& shard = shards_[std::hash<std::string>{}(base64) % kShards];
  {
    const std::lock_guard lock(shard.mutex);
    if (const auto found = shard.known.find(base64); found != shard.known.end()) return found->second;
  }
  auto decoded = native::Certificate::from_base64(base64);
  if (!decoded) return decoded;
  const std::lock_guard lock(shard.mutex);
  if (shard.known.size() >= most_per_shard_) shard.known.clear();
  shard.known.emplace(base64, *decoded);
  return decoded;
}

}  // namespace sluis::security
