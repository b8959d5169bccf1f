#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/etee/token_book.hpp"
#include "adapters/network_kit/soap_call.hpp"

namespace sluis::adapters::etee {

// The key depot (KGSS): requests and answers are sealed inside the messages. Thread-safe.
class KeyService final {
 public:
  using Open = std::function<Result<spi::Opened>(std::string_view)>;
  KeyService(const SealingSettings& settings, const SealerParts& parts, TokenBook& book, Open open);

  Result<spi::SharedKey> new_key(const std::vector<spi::AllowedReader>& readers, const SealingIdentity& as, spi::Deadline deadline);
  // Distinct ones in parallel; those that can't be had are left out and counted in the log.
  Result<std::vector<spi::SharedKey>> keys(std::vector<std::string> ids, const SealingIdentity& as, spi::Deadline deadline);

 private:
  Result<spi::SharedKey> key(const std::string& id, const SealingIdentity& as, const native::Certificate& depot, spi::Deadline deadline);
  Result<native::Certificate> depot(spi::Deadline deadline);
  // Sealed there and back; the answer's content.
  Result<std::string> exchange(std::string_view content, bool is_new, const SealingIdentity& as, const native::Certificate& depot,
                               spi::Deadline deadline);

  const SealingSettings& settings_;
  const SealerParts parts_;
  TokenBook& book_;
  const Open open_;
};

}  // namespace sluis::adapters::etee
