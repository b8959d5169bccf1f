#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::spi {

enum class OutboxState { Waiting, Done, Refused };
std::string_view to_text(OutboxState state);

// Something that we owe to the outside: stored with the act that causes it, sent until it is acknowledged, once.
struct OutboxItem {
  std::string id;       // also the idempotency key towards the receiver
  std::string topic;    // who sends it: "ehealth.consent", "metahub", "dossier", "notification"
  std::string key;      // items of one topic and key leave one after the other, oldest first
  core::Instant created;
  core::Instant due;    // not before
  int attempts = 0;
  OutboxState state = OutboxState::Waiting;
  std::string payload;  // of the topic; sealed by its owner when it holds personal data that must not lie open
  std::string note;     // last answer or reason, no patient data
};

// Durable queue. Faults: RegistryUnavailable. Thread-safe, and shared by every process on one registry.
class Outbox {
 public:
  virtual ~Outbox() = default;
  virtual Status add(const OutboxItem& item) = 0;  // the same id again changes nothing
  // Up to `most` due items of a topic, each the oldest of its key, for this long ours alone.
  virtual Result<std::vector<OutboxItem>> claim(const std::string& topic, core::Instant now, std::chrono::seconds lease, int most) = 0;
  virtual Status done(const std::string& id, const std::string& note) = 0;
  virtual Status refused(const std::string& id, const std::string& note) = 0;
  virtual Status later(const std::string& id, core::Instant due, const std::string& note) = 0;
  virtual Result<std::vector<OutboxItem>> items(const std::string& topic, OutboxState state, int most) = 0;  // "" = every topic; newest first
  virtual Result<long> waiting(const std::string& topic) = 0;
};

enum class Delivery { Acknowledged, Refused, Later };

struct DeliveryResult {
  Delivery delivery = Delivery::Later;
  std::string note;
};

// Sends the items of one topic. Never throws; called by one thread a topic.
class Deliverer {
 public:
  virtual ~Deliverer() = default;
  virtual std::string topic() const = 0;
  virtual DeliveryResult deliver(const OutboxItem& item, Deadline deadline) = 0;
};

}  // namespace sluis::spi
