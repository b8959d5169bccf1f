#pragma once

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gateway/registry/postgres_settings.hpp"
#include "gateway/registry/session.hpp"

struct pg_conn;
struct pg_result;

namespace sluis::registry {

// What PostgreSQL refused, or that it didn't answer.
class PostgresError final : public DatabaseError {
 public:
  enum class Kind {
    Refused,   // the statement failed; the connection stands
    Conflict,  // the server gave this transaction up for another one (deadlock, serialization): the same again may do
    Lost,      // the connection is gone, or its server no longer takes writes
    Late       // no answer in time: the connection is given up, the statement may still be running
  };
  PostgresError(Kind kind, const std::string& text) : DatabaseError(text), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

// One connection to a PostgreSQL database. Nothing waits beyond the deadline, whatever the server or the network does. Statements
// are prepared once and kept.
class PostgresSession final : public Session {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  // Throws PostgresError. `settings` is needed while connecting only.
  explicit PostgresSession(const PostgresSettings& settings);
  ~PostgresSession() override;
  PostgresSession(const PostgresSession&) = delete;
  PostgresSession& operator=(const PostgresSession&) = delete;

  Dialect dialect() const override { return Dialect::Postgres; }
  std::vector<std::string> tables() override;
  void begin() override;
  void hold(std::string_view key) override;
  std::string_view skip_locked() const override { return " FOR UPDATE SKIP LOCKED"; }

  void answer_by(Deadline deadline) { deadline_ = deadline; }
  // Begins a transaction that holds `key`; one exchange with the server.
  void begin_holding(std::string_view key);
  // Throws PostgresError: Refused when the server says that it was not done, Lost or Late when nobody can say.
  void commit();
  void roll_back();
  // Without asking the server: it hasn't closed the connection.
  bool stands() const;

 private:
  struct Finish {
    void operator()(pg_conn* connection) const;
  };
  struct Clear {
    void operator()(pg_result* result) const;
  };
  using Result = std::unique_ptr<pg_result, Clear>;

  static void hear(void* session, const pg_result* notice);
  long execute(std::string_view text, std::span<const Value> parameters, const Each& each) override;
  const std::string& prepared(std::string_view text, std::span<const Value> parameters);
  // Sends what was queued and gives the last result of the answer.
  Result answer(bool sent, std::string_view what);
  Result simple(const std::string& statements);
  void wait_for_socket(short events, std::string_view what);
  [[noreturn]] void lost(std::string_view what) const;
  [[noreturn]] static void refused(const pg_result* result, std::string_view what);

  std::unique_ptr<pg_conn, Finish> connection_;
  std::unordered_map<std::string, std::string> statements_;  // text, name on the server
  std::set<std::string, std::less<>> held_;                  // keys of this transaction
  std::string warning_;                                      // the last one of the server
  Deadline deadline_ = Deadline::max();
};

}  // namespace sluis::registry
