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
#include "gateway/core/random.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::registry {

// The registry in one SQLite file. Reads go in parallel, each on a connection of its own and in one statement; writes are
// committed in groups by one thread, and a caller gets its answer after the commit is on disk.
class SqliteRegistry final : public spi::Registry {
 public:
  // Throws std::runtime_error with one clear line.
  SqliteRegistry(const std::string& path, const core::Clock& clock, core::Random& random);

  Result<spi::PatientFile> file_of(const model::Ssin& patient) override;
  Result<spi::PatientFile> file_as_known(const model::Ssin& patient, core::Instant known_at) override;
  Result<spi::Written> put_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> revoke_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> put_link(const model::LinkRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> revoke_link(const model::LinkRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> put_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> revoke_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) override;

 private:
  Result<spi::PatientFile> read_file(const model::Ssin& patient, std::optional<core::Instant> known_at);
  using Session = Poco::Data::Session;
  using Write = std::function<spi::Written(Session&)>;
  struct Job {
    Write write;
    std::optional<Result<spi::Written>> result;
  };

  Result<spi::Written> run(Write write);
  void commit(std::span<Job* const> batch) noexcept;
  Session take_reader();
  void give_back(Session session);

  const std::string path_;
  core::Random& random_;
  std::mutex readers_mutex_;
  std::vector<Session> idle_readers_;
  std::optional<Session> writer_;   // of the committing thread; empty after a failure, then opened again
  core::GroupCommit<Job> commits_;  // last: its thread uses what is above
};

}  // namespace sluis::registry
