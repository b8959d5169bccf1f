#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gateway/registry/session.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace sluis::registry {

enum class SessionUse { Write, Read };

// One connection to an SQLite file. Statements are prepared once and kept.
class SqliteSession final : public Session {
 public:
  // WAL, synchronous=FULL, foreign keys on, ten seconds of patience with other writers; a reading one can't write. The file must be
  // there (make_sqlite_file), or be ":memory:". Throws DatabaseError.
  SqliteSession(const std::string& path, SessionUse use);
  ~SqliteSession() override;
  SqliteSession(const SqliteSession&) = delete;
  SqliteSession& operator=(const SqliteSession&) = delete;

  Dialect dialect() const override { return Dialect::Sqlite; }
  std::vector<std::string> tables() override;
  void begin() override { run("BEGIN IMMEDIATE"); }
  void hold(std::string_view) override {}
  std::string_view skip_locked() const override { return {}; }
  bool in_transaction() const;
  // For what only the C interface offers (online backup); stays ours.
  sqlite3* handle() { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

  long execute(std::string_view text, std::span<const Value> parameters, const Each& each) override;
  sqlite3_stmt* prepared(std::string_view text);
  [[noreturn]] void fail(std::string_view what) const;

  std::unique_ptr<sqlite3, Close> database_;
  std::unordered_map<std::string, Statement> statements_;
};

// Makes the file, for us alone to read, when it is absent. Throws std::runtime_error with the path and the reason.
void make_sqlite_file(const std::string& path);

}  // namespace sluis::registry
