#pragma once

#include <map>
#include <mutex>
#include <string>

#include "adapters/etee/sealer.hpp"
#include "mappings/etee/etk_depot.hpp"

namespace sluis::adapters::etee {

// Encryption certificates of others, from the ETK depot, and remembered: until the certificate's end or the setting, whichever
// comes first. Thread-safe.
class TokenBook final {
 public:
  TokenBook(const SealingSettings& settings, const SealerParts& parts) : settings_(settings), parts_(parts) {}

  // RecipientUnknown: no such actor, or several and none of them exactly the one asked for. SealRefused: a token that can't be
  // believed, or of another actor.
  Result<native::Certificate> encryption_of(const spi::Recipient& recipient, spi::Deadline deadline);

 private:
  struct Kept {
    native::Certificate certificate;
    core::Instant until;
  };
  Result<mappings::etee::EtkAnswer> ask(const mappings::etee::Actor& actor, spi::Deadline deadline) const;
  std::string roots_now() const;
  Result<native::Certificate> fetch(const mappings::etee::Actor& actor, spi::Deadline deadline) const;

  const SealingSettings& settings_;
  const SealerParts parts_;
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
  std::string believed_by_;  // fingerprints of the signer roots that vouched for these
};

}  // namespace sluis::adapters::etee
