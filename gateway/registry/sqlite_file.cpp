#include "gateway/registry/sqlite_file.hpp"

#include <Poco/Exception.h>

#include <stdexcept>
#include <utility>

#include "gateway/registry/migrations.hpp"
#include "gateway/registry/sqlite_session.hpp"

namespace sluis::registry {
namespace {

constexpr std::size_t kMostWritesPerCommit = 64;
constexpr std::size_t kMostIdleReaders = 32;

// Runs one write so that its failure undoes it alone.
Result<spi::Written> run_apart(Poco::Data::Session& session, const SqliteFile::Write& write) {
  execute(session, "SAVEPOINT one_write");
  try {
    auto written = write(session);
    execute(session, "RELEASE one_write");
    return written;
  } catch (const std::exception&) {
    auto fault = current_fault();
    execute(session, "ROLLBACK TO one_write");
    execute(session, "RELEASE one_write");
    return fault;
  }
}

}  // namespace

Fault current_fault() {
  try {
    throw;
  } catch (const std::invalid_argument& wrong) {
    return Fault(FaultId::Internal, wrong.what());
  } catch (const Poco::Exception& failure) {
    return Fault(FaultId::RegistryUnavailable, failure.displayText());
  } catch (const std::exception& failure) {
    return Fault(FaultId::RegistryUnavailable, failure.what());
  }
}

SqliteFile::SqliteFile(const std::string& path, const core::Clock& clock)
    : path_(path), commits_(kMostWritesPerCommit, [this](std::span<Job* const> batch) { commit(batch); }) {
  make_sqlite_file(path);
  try {
    auto session = open_sqlite(path, SessionUse::Write);
    migrate(session, path, clock);
  } catch (const Poco::Exception& failure) {
    throw std::runtime_error("registry file " + path + " can't be opened: " + failure.displayText());
  }
}

Result<spi::Written> SqliteFile::write(Write write) {
  Job job{std::move(write), std::nullopt};
  commits_.run(job);
  return std::move(*job.result);
}

void SqliteFile::commit(std::span<Job* const> batch) noexcept {
  try {
    if (!writer_) writer_ = open_sqlite(path_, SessionUse::Write);
    execute(*writer_, "BEGIN IMMEDIATE");
    for (auto* job : batch) job->result = run_apart(*writer_, job->write);
    execute(*writer_, "COMMIT");
  } catch (const std::exception&) {
    // Nothing of the batch is certain; closing the connection rolls back what was not committed.
    const auto fault = current_fault();
    for (auto* job : batch) job->result = fault;
    writer_.reset();
  }
}

SqliteFile::Session SqliteFile::take_reader() {
  {
    const std::lock_guard lock(readers_mutex_);
    if (!idle_readers_.empty()) {
      auto session = std::move(idle_readers_.back());
      idle_readers_.pop_back();
      return session;
    }
  }
  return open_sqlite(path_, SessionUse::Read);
}

// A session whose read failed is not given back: it may be in any state.
void SqliteFile::give_back(Session session) {
  const std::lock_guard lock(readers_mutex_);
  if (idle_readers_.size() < kMostIdleReaders) idle_readers_.push_back(std::move(session));
}

}  // namespace sluis::registry
