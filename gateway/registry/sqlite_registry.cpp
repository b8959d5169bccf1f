#include "gateway/registry/sqlite_registry.hpp"

#include <Poco/Exception.h>

#include <stdexcept>
#include <utility>

#include "gateway/registry/migrations.hpp"
#include "gateway/registry/record.hpp"
#include "gateway/registry/registration_writes.hpp"
#include "gateway/registry/sqlite_session.hpp"

namespace sluis::registry {
namespace {

constexpr std::size_t kMostWritesPerCommit = 64;
constexpr std::size_t kMostIdleReaders = 32;

// The exception that is being handled, as a fault. A statement's text is with the exception, its parameters never.
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

// Runs one write so that its failure undoes it alone.
Result<spi::Written> run_apart(Poco::Data::Session& session, const std::function<spi::Written(Poco::Data::Session&)>& write) {
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

SqliteRegistry::SqliteRegistry(const std::string& path, const core::Clock& clock, core::Random& random)
    : path_(path), random_(random), commits_(kMostWritesPerCommit, [this](std::span<Job* const> batch) { commit(batch); }) {
  make_sqlite_file(path);
  try {
    auto session = open_sqlite(path, SessionUse::Write);
    migrate(session, path, clock);
  } catch (const Poco::Exception& failure) {
    throw std::runtime_error("registry file " + path + " can't be opened: " + failure.displayText());
  }
}

Result<spi::PatientFile> SqliteRegistry::file_of(const model::Ssin& patient) { return read_file(patient, std::nullopt); }

Result<spi::PatientFile> SqliteRegistry::file_as_known(const model::Ssin& patient, core::Instant known_at) {
  return read_file(patient, known_at);
}

Result<spi::PatientFile> SqliteRegistry::read_file(const model::Ssin& patient, std::optional<core::Instant> known_at) {
  try {
    auto session = take_reader();
    auto records = records_of(session, patient);
    if (known_at) forget_what_came_after(records, *known_at);
    auto file = registry::file_of(records);
    give_back(std::move(session));
    return file;
  } catch (const std::exception&) {
    return current_fault();
  }
}

Result<spi::Written> SqliteRegistry::put_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) {
  return run([&, id = core::random_uuid(random_)](Session& s) { return registry::put_consent(s, wanted, by, id); });
}

Result<spi::Written> SqliteRegistry::revoke_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) {
  return run([&](Session& s) { return registry::revoke_consent(s, wanted, by); });
}

Result<spi::Written> SqliteRegistry::put_link(const model::LinkRegistration& wanted, const model::Declaration& by) {
  return run([&, id = core::random_uuid(random_)](Session& s) { return registry::put_link(s, wanted, by, id); });
}

Result<spi::Written> SqliteRegistry::revoke_link(const model::LinkRegistration& wanted, const model::Declaration& by) {
  return run([&](Session& s) { return registry::revoke_link(s, wanted, by); });
}

Result<spi::Written> SqliteRegistry::put_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) {
  return run([&, id = core::random_uuid(random_)](Session& s) { return registry::put_exclusion(s, wanted, by, id); });
}

Result<spi::Written> SqliteRegistry::revoke_exclusion(const model::ExclusionRegistration& wanted,
                                                      const model::Declaration& by) {
  return run([&](Session& s) { return registry::revoke_exclusion(s, wanted, by); });
}

Result<spi::Written> SqliteRegistry::run(Write write) {
  Job job{std::move(write), std::nullopt};
  commits_.run(job);
  return std::move(*job.result);
}

void SqliteRegistry::commit(std::span<Job* const> batch) noexcept {
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

SqliteRegistry::Session SqliteRegistry::take_reader() {
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
void SqliteRegistry::give_back(Session session) {
  const std::lock_guard lock(readers_mutex_);
  if (idle_readers_.size() < kMostIdleReaders) idle_readers_.push_back(std::move(session));
}

}  // namespace sluis::registry
