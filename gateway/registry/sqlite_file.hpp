#pragma once

#include <Poco/Data/Session.h>

#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/group_commit.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::registry {

// The exception that is being handled, as a fault. A statement's text is with the exception, its parameters never.
Fault current_fault();

// One SQLite file. Reads go in parallel, each on a connection of its own; writes are committed in groups by one thread, and a
// caller gets its answer after the commit is on disk. Thread-safe.
class SqliteFile final {
 public:
  using Session = Poco::Data::Session;
  using Write = std::function<spi::Written(Session&)>;

  // Makes the file when it is absent and brings its schema up to date. Throws std::runtime_error with one clear line.
  SqliteFile(const std::string& path, const core::Clock& clock);

  // One statement is one consistent state. What `work` throws becomes a fault.
  template <class Work>
  auto read(Work work) -> Result<decltype(work(std::declval<Session&>()))> {
    try {
      auto session = take_reader();
      auto found = work(session);
      give_back(std::move(session));
      return found;
    } catch (const std::exception&) {
      return current_fault();
    }
  }

  // Runs `write` in a transaction; when it throws, it alone is undone.
  Result<spi::Written> write(Write write);

 private:
  struct Job {
    Write write;
    std::optional<Result<spi::Written>> result;
  };

  void commit(std::span<Job* const> batch) noexcept;
  Session take_reader();
  void give_back(Session session);

  const std::string path_;
  std::mutex readers_mutex_;
  std::vector<Session> idle_readers_;
  std::optional<Session> writer_;   // of the committing thread; empty after a failure, then opened again
  core::GroupCommit<Job> commits_;  // last: its thread uses what is above
};

}  // namespace sluis::registry
