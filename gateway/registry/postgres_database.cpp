#include "gateway/registry/postgres_database.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

using Kind = PostgresError::Kind;
using SteadyClock = std::chrono::steady_clock;

constexpr int kMostAttempts = 3;  // after a lost connection; each on a new one
constexpr auto kFailureHolds = std::chrono::milliseconds(200);
constexpr auto kMigrationTime = std::chrono::minutes(30);

// Without what may follow the database's name: it is for people.
std::string name_of(const std::string& url) { return "registry " + url.substr(0, url.find('?')); }

void insist_on_durability(Session& session, const std::string& name) {
  const auto fsync = session.first("SELECT current_setting('fsync')", {}, [](const Row& row) { return row.text(0); });
  if (fsync != "on") throw std::runtime_error(name + " runs with fsync=" + fsync.value_or("?") + ": what it acknowledges may be lost; set fsync=on");
  const auto encoding = session.first("SELECT current_setting('server_encoding')", {}, [](const Row& row) { return row.text(0); });
  if (encoding != "UTF8") throw std::runtime_error(name + " is in " + encoding.value_or("?") + ": create it with ENCODING 'UTF8'");
}

}  // namespace

bool is_postgres_url(const std::string& url) { return url.starts_with("postgresql://") || url.starts_with("postgres://"); }

// One of the bounded number of connections, for one read or write.
class PostgresDatabase::Place final {
 public:
  Place(PostgresDatabase& database, Deadline deadline) : database_(database), session_(database.take(deadline)) {
    session_->answer_by(deadline);
  }
  ~Place() { database_.give_back(std::move(session_)); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  PostgresSession& session() { return *session_; }
  // It may be in any state.
  void give_up() { session_.reset(); }
  // After a failure of `kind`: no transaction stays behind.
  void clear_up(Kind kind) {
    try {
      if (kind == Kind::Lost || kind == Kind::Late) return give_up();
      session_->roll_back();
    } catch (const std::exception&) {
      give_up();  // the server undoes what a closed connection left
    }
  }

 private:
  PostgresDatabase& database_;
  Connection session_;
};

PostgresDatabase::PostgresDatabase(PostgresSettings settings, const core::Clock& clock) : settings_(std::move(settings)) {
  const auto name = name_of(settings_.url);
  try {
    PostgresSession session(settings_);
    session.answer_by(SteadyClock::now() + kMigrationTime);
    session.run("SET statement_timeout = 0");
    insist_on_durability(session, name);
    migrate(session, name, clock);
  } catch (const DatabaseError& failure) {
    throw std::runtime_error(name + " can't be opened: " + failure.what());
  }
}

void PostgresDatabase::with_reader(const std::function<void(Session&)>& work) {
  const auto deadline = SteadyClock::now() + settings_.statement_timeout;
  for (int attempt = 1;; ++attempt) {
    Place place(*this, deadline);
    try {
      return work(place.session());
    } catch (const PostgresError& failure) {
      place.give_up();
      if (failure.kind() != Kind::Lost || attempt == kMostAttempts) throw;
      forget_idle();  // what one lost, all lost
    } catch (const std::exception&) {
      place.give_up();
      throw;
    }
  }
}

Result<spi::Written> PostgresDatabase::write(std::string_view key, const Write& write) {
  auto written = write_until(SteadyClock::now() + settings_.statement_timeout, key, write);
  const bool failed = !written && written.error().id() == FaultId::RegistryUnavailable;
  const std::lock_guard lock(mutex_);
  trouble_ = failed ? written.error().log_text() : std::string();
  return written;
}

std::string PostgresDatabase::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

Result<spi::Written> PostgresDatabase::write_until(Deadline deadline, std::string_view key, const Write& write) {
  for (int attempt = 1;; ++attempt) {
    try {
      Place place(*this, deadline);
      return attempt_in(place, key, write);
    } catch (const PostgresError& failure) {
      const bool again = failure.kind() == Kind::Conflict || (failure.kind() == Kind::Lost && attempt < kMostAttempts);
      if (!again || SteadyClock::now() >= deadline) return current_fault();
    } catch (const std::exception&) {
      return current_fault();
    }
  }
}

Result<spi::Written> PostgresDatabase::attempt_in(Place& place, std::string_view key, const Write& write) {
  bool committing = false;
  try {
    place.session().begin_holding(key);
    auto written = write(place.session());
    committing = true;
    place.session().commit();
    return written;
  } catch (const PostgresError& failure) {
    place.clear_up(failure.kind());
    if (failure.kind() == Kind::Lost) forget_idle();
    if (!committing || failure.kind() == Kind::Conflict) throw;
    const bool known = failure.kind() == Kind::Refused;
    return Fault(FaultId::RegistryUnavailable, std::string(failure.what()) + (known ? "" : "; whether the commit was made is not known"));
  } catch (const std::exception&) {
    auto fault = current_fault();
    place.clear_up(Kind::Refused);
    return fault;
  }
}

PostgresDatabase::Connection PostgresDatabase::take(Deadline deadline) {
  std::unique_lock lock(mutex_);
  const auto free = [this] { return in_use_ < settings_.connections; };
  if (!freed_.wait_until(lock, deadline, free)) throw DatabaseError("PostgreSQL: every one of the registry.connections was in use for too long");
  ++in_use_;
  while (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    if (connection->stands()) return connection;
  }
  lock.unlock();
  try {
    return connect(deadline);
  } catch (const std::exception&) {
    give_back(nullptr);
    throw;
  }
}

PostgresDatabase::Connection PostgresDatabase::connect(Deadline deadline) {
  const std::unique_lock turn(connecting_, deadline);
  if (!turn) throw DatabaseError("PostgreSQL: no connection in time");
  if (!failure_.empty() && SteadyClock::now() < failed_at_ + kFailureHolds) throw DatabaseError(failure_);
  try {
    auto connection = std::make_unique<PostgresSession>(settings_);
    failure_.clear();
    return connection;
  } catch (const DatabaseError& failed) {
    failure_ = failed.what();
    failed_at_ = SteadyClock::now();
    throw DatabaseError(failure_);  // not tried again at once, unlike a connection that was lost
  }
}

void PostgresDatabase::give_back(Connection connection) {
  {
    const std::lock_guard lock(mutex_);
    --in_use_;
    if (connection) idle_.push_back(std::move(connection));
  }
  freed_.notify_one();
}

void PostgresDatabase::forget_idle() {
  std::vector<Connection> closed;  // after the lock is given back
  const std::lock_guard lock(mutex_);
  closed.swap(idle_);
}

}  // namespace sluis::registry
