#include "gateway/registry/sqlite_file.hpp"

#include <sys/stat.h>

#include <stdexcept>
#include <utility>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

constexpr std::size_t kMostWritesPerCommit = 64;
constexpr std::size_t kMostIdleReaders = 32;

// Runs one write so that its failure undoes it alone. A failure that ended the whole transaction (disk full) is thrown on.
Result<spi::Written> run_apart(SqliteSession& session, const Database::Write& write) {
  session.run("SAVEPOINT one_write");
  try {
    auto written = write(session);
    session.run("RELEASE one_write");
    return written;
  } catch (const std::exception&) {
    if (!session.in_transaction()) throw;
    auto fault = current_fault();
    session.run("ROLLBACK TO one_write");
    session.run("RELEASE one_write");
    return fault;
  }
}

std::pair<dev_t, ino_t> identity_of(const std::string& path) {
  struct stat found{};
  return ::stat(path.c_str(), &found) == 0 ? std::pair{found.st_dev, found.st_ino} : std::pair<dev_t, ino_t>{};
}

}  // namespace

SqliteFile::SqliteFile(const std::string& path, const core::Clock& clock)
    : path_(path), commits_(kMostWritesPerCommit, [this](std::span<Job* const> batch) { commit(batch); }) {
  make_sqlite_file(path);
  identity_ = identity_of(path);
  try {
    SqliteSession session(path, SessionUse::Write);
    migrate(session, "registry file " + path, clock);
  } catch (const DatabaseError& failure) {
    throw std::runtime_error("registry file " + path + " can't be opened: " + failure.what());
  }
}

Result<spi::Written> SqliteFile::write(std::string_view, const Write& write) {
  Job job{write, std::nullopt};
  commits_.run(job);
  return std::move(*job.result);
}

void SqliteFile::commit(std::span<Job* const> batch) noexcept {
  try {
    must_be_there();
    if (!writer_) writer_.emplace(path_, SessionUse::Write);
    writer_->begin();
    for (auto* job : batch) job->result = run_apart(*writer_, job->write);
    writer_->run("COMMIT");
    must_be_there();
    note({});
  } catch (const std::exception&) {
    // Nothing of the batch is certain; closing the connection rolls back what was not committed.
    const auto fault = current_fault();
    for (auto* job : batch) job->result = fault;
    writer_.reset();
    note(fault.log_text());
  }
}

void SqliteFile::must_be_there() const {
  if (identity_of(path_) != identity_) throw DatabaseError("the registry file " + path_ + " is gone, or another one stands in its place");
}

void SqliteFile::note(const std::string& trouble) {
  const std::lock_guard lock(trouble_mutex_);
  trouble_ = trouble;
}

std::string SqliteFile::trouble() const {
  const std::lock_guard lock(trouble_mutex_);
  return trouble_;
}

// A session whose read failed is not given back: it may be in any state.
void SqliteFile::with_reader(const std::function<void(Session&)>& work) {
  must_be_there();
  auto session = take_reader();
  work(*session);
  give_back(std::move(session));
}

SqliteFile::Reader SqliteFile::take_reader() {
  {
    const std::lock_guard lock(readers_mutex_);
    if (!idle_readers_.empty()) {
      auto session = std::move(idle_readers_.back());
      idle_readers_.pop_back();
      return session;
    }
  }
  return std::make_unique<SqliteSession>(path_, SessionUse::Read);
}

void SqliteFile::give_back(Reader session) {
  const std::lock_guard lock(readers_mutex_);
  if (idle_readers_.size() < kMostIdleReaders) idle_readers_.push_back(std::move(session));
}

}  // namespace sluis::registry
