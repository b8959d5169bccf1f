#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include "gateway/core/result.hpp"
#include "gateway/native/certificate.hpp"

namespace sluis::security {

// Holder certificates decoded once: decoding costs more than a verification. Asked only for certificates inside verified assertions,
// so strangers can't fill it. Bounded; thread-safe.
class CertificateCache final {
 public:
  explicit CertificateCache(std::size_t most = 20'000) : most_per_shard_(most / kShards + 1) {}
  // base64 text of ds:X509Certificate. Fault: KeyUnreadable.
  Result<native::Certificate> get(const std::string& base64);

 private:
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, native::Certificate> known;
  };
  static constexpr std::size_t kShards = 16;

  std::size_t most_per_shard_;
  std::array<Shard, kShards> shards_;
};

}  // namespace sluis::security
