#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/identifiers.hpp"
#include "gateway/spi/outbox.hpp"

namespace sluis::spi {

// The references of a house that is a hub itself: where something about a patient stands, never what it says. Fault
// RegistryUnavailable. Thread-safe.
class Directory {
 public:
  virtual ~Directory() = default;
  // Declares, or replaces the reference of the same id and SL; `feed`, when given, is committed with it (first reference of a patient).
  virtual Status declare(const model::Ssin& patient, const model::DirectoryEntry& entry, const std::string& declared_by,
                         core::Instant at, const std::vector<OutboxItem>& feed) = 0;
  // false: no such reference, nothing changed.
  virtual Result<bool> revoke(const model::Ssin& patient, const model::TransactionName& name, core::Instant at,
                              const std::vector<OutboxItem>& feed) = 0;
  virtual Result<std::vector<model::DirectoryEntry>> references(const model::Ssin& patient) = 0;
  virtual Result<std::string> declared_by(const model::Ssin& patient, const model::TransactionName& name) = 0;  // "" = unknown
};

// Which hubs know a patient, remembered from the metahub.
struct KnownHubs {
  std::vector<std::string> hubs;  // EHP numbers
  core::Instant as_of;
};

class HubMemory {
 public:
  virtual ~HubMemory() = default;
  virtual Result<std::optional<KnownHubs>> hubs_of(const model::Ssin& patient) = 0;
  virtual Status remember(const model::Ssin& patient, const KnownHubs& known) = 0;
  virtual Status forget(const model::Ssin& patient) = 0;
  virtual Status forget_all() = 0;  // a gap in the feed: nothing remembered can be relied on
  virtual Result<std::string> feed_position() = 0;               // "" at the beginning
  virtual Status set_feed_position(const std::string& position) = 0;
};

}  // namespace sluis::spi
