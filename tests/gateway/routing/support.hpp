#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/installed.hpp"
#include "gateway/routing/router.hpp"

namespace sluis::test {

inline constexpr auto kPatient = "62071498939";
inline constexpr auto kHubA = "1999990144";
inline constexpr auto kHubB = "1999990243";

// Opens once; waiting behind it ends when it is open.
class Barrier final {
 public:
  void open();
  void wait();

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
};

using Behaviour = std::function<Result<model::Answer>(const model::Order&)>;

class FakeNetwork final : public spi::Network {
 public:
  FakeNetwork(spi::NetworkSettings settings, Behaviour behaviour) : settings_(std::move(settings)), behaviour_(std::move(behaviour)) {}
  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(model::OrderKind kind) const override {
    const bool own = kind < model::OrderKind::ListReferences;
    return own == (settings_.kind == "registry");
  }
  Result<model::Answer> exchange(const model::Order& order, const model::Decision&, spi::Deadline) override { return behaviour_(order); }

 private:
  spi::NetworkSettings settings_;
  Behaviour behaviour_;
};

class FakeLocator final : public spi::Locator {
 public:
  using Answer = std::function<Result<std::vector<std::string>>()>;
  explicit FakeLocator(Answer answer) : answer_(std::move(answer)) {}
  Result<std::vector<std::string>> hubs_of(const model::Order&, spi::Deadline) override { return answer_(); }

 private:
  Answer answer_;
};

model::DirectoryEntry entry(const std::string& id, const std::string& hub, const std::string& date, const std::string& category = "labresult");
model::Answer answer_of(std::vector<model::DirectoryEntry> entries, const std::string& patient = kPatient);
std::unique_ptr<spi::Network> hub(const std::string& id, Behaviour behaviour, std::chrono::milliseconds limit = std::chrono::seconds(60));
std::unique_ptr<spi::Network> network(const std::string& kind, Behaviour behaviour);
model::Order list_order(model::SearchScope scope);
model::Decision permit();
// No secret: the tests only need that other texts give other digests.
std::string test_mac(std::string_view text);
const model::SourceStatus& status_of(const model::Answer& answer, const std::string& source);

// A router over these networks.
struct House {
  core::ManualClock clock{core::Instant{std::chrono::hours(24 * 365 * 50)}};
  core::Metrics metrics;
  std::vector<std::unique_ptr<spi::Network>> networks;
  std::unique_ptr<spi::Locator> locator;
  routing::RouterSettings settings;

  House();
  std::unique_ptr<routing::Router> router();
};

}  // namespace sluis::test
