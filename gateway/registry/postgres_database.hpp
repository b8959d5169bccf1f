#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/registry/database.hpp"
#include "gateway/registry/postgres_session.hpp"
#include "gateway/registry/postgres_settings.hpp"

namespace sluis::registry {

// A PostgreSQL database that several nodes share. A read or write has a connection of its own, out of a bounded number, and ends
// within the settings' time: with its answer or with RegistryUnavailable. Lost connections are made again, on whichever host of the
// url takes writes. The server gathers commits itself.
class PostgresDatabase final : public Database {
 public:
  // Brings the schema up to date, one node at a time. Throws std::runtime_error with one clear line; also when the server does not
  // keep what it acknowledges (fsync off).
  PostgresDatabase(PostgresSettings settings, const core::Clock& clock);

  Result<spi::Written> write(std::string_view key, const Write& write) override;
  std::string trouble() const override;

 private:
  using Connection = std::unique_ptr<PostgresSession>;
  using Deadline = PostgresSession::Deadline;
  class Place;

  void with_reader(const std::function<void(Session&)>& work) override;
  // The answer, or an exception when the same may be tried again.
  Result<spi::Written> attempt_in(Place& place, std::string_view key, const Write& write);
  Result<spi::Written> write_until(Deadline deadline, std::string_view key, const Write& write);
  Connection take(Deadline deadline);
  Connection connect(Deadline deadline);
  void give_back(Connection connection);
  void forget_idle();

  const PostgresSettings settings_;
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<Connection> idle_;
  int in_use_ = 0;
  std::string trouble_;
  std::timed_mutex connecting_;  // one at a time: an unreachable host holds up one thread, the others share what it learned
  std::chrono::steady_clock::time_point failed_at_{};
  std::string failure_;
};

}  // namespace sluis::registry
