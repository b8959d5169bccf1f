#pragma once

#include <sys/types.h>

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/group_commit.hpp"
#include "gateway/registry/database.hpp"
#include "gateway/registry/sqlite_session.hpp"

namespace sluis::registry {

// One SQLite file. Reads go in parallel, each on a connection of its own; writes are committed in groups by one thread, and a
// caller gets its answer after the commit is on disk. A file that was removed, or replaced by another, is neither read nor written any
// more: what would be stored in it would be gone with the process. It is used again when it is back in its place.
class SqliteFile final : public Database {
 public:
  // Makes the file when it is absent and brings its schema up to date. Throws std::runtime_error with one clear line.
  SqliteFile(const std::string& path, const core::Clock& clock);

  Result<spi::Written> write(std::string_view key, const Write& write) override;
  std::string trouble() const override;

 private:
  struct Job {
    const Write& write;
    std::optional<Result<spi::Written>> result;
  };
  using Reader = std::unique_ptr<SqliteSession>;

  void with_reader(const std::function<void(Session&)>& work) override;
  void commit(std::span<Job* const> batch) noexcept;
  Reader take_reader();
  void must_be_there() const;
  void note(const std::string& trouble);
  void give_back(Reader session);

  const std::string path_;
  std::pair<dev_t, ino_t> identity_;
  mutable std::mutex trouble_mutex_;
  std::string trouble_;  // of the last commit
  std::mutex readers_mutex_;
  std::vector<Reader> idle_readers_;
  std::optional<SqliteSession> writer_;  // of the committing thread; empty after a failure, then opened again
  core::GroupCommit<Job> commits_;       // last: its thread uses what is above
};

}  // namespace sluis::registry
