#include "gateway/registry/sqlite_session.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace sluis::registry {
namespace {

constexpr int kPatienceMs = 10'000;
constexpr std::size_t kMostStatements = 200;

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  std::int64_t number(int column) const override { return sqlite3_column_int64(statement_, column); }
  std::string text(int column) const override {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return bytes ? std::string(bytes, size) : std::string();
  }

 private:
  sqlite3_stmt* statement_;
};

// The caller's texts outlive the statement: they are not copied. An empty text or blob needs an address all the same.
struct Binder {
  sqlite3_stmt* statement;
  int place;
  int operator()(std::monostate) const { return sqlite3_bind_null(statement, place); }
  int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, place, number); }
  int operator()(std::string_view text) const {
    return sqlite3_bind_text64(statement, place, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(Bytes bytes) const {
    const auto content = bytes.content;
    return sqlite3_bind_blob64(statement, place, content.empty() ? "" : content.data(), content.size(), SQLITE_STATIC);
  }
};

// A prepared statement is given back as it was, whatever happens.
struct Reset {
  sqlite3_stmt* statement;
  ~Reset() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
};

}  // namespace

void SqliteSession::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }
void SqliteSession::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteSession::SqliteSession(const std::string& path, SessionUse use) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(opened);
  if (code != SQLITE_OK) fail("opening the file");
  sqlite3_extended_result_codes(opened, 1);
  sqlite3_busy_timeout(opened, kPatienceMs);
  const auto mode = first("PRAGMA journal_mode=WAL", {}, [](const Row& row) { return row.text(0); }).value_or("");
  if (mode != "wal" && mode != "memory") throw DatabaseError("write-ahead logging can't be switched on (journal mode " + mode + ")");
  run("PRAGMA synchronous=FULL");
  run("PRAGMA foreign_keys=ON");
  if (use == SessionUse::Read) run("PRAGMA query_only=ON");
}

SqliteSession::~SqliteSession() = default;

std::vector<std::string> SqliteSession::tables() {
  return all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", {},
             [](const Row& row) { return row.text(0); });
}

bool SqliteSession::in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

// The statement's text has no values in it, and SQLite's messages name tables and columns only.
void SqliteSession::fail(std::string_view what) const {
  throw DatabaseError(std::string(sqlite3_errmsg(database_.get())) + ": " + std::string(what.substr(0, what.find('('))));
}

sqlite3_stmt* SqliteSession::prepared(std::string_view text) {
  std::string key(text);
  if (const auto known = statements_.find(key); known != statements_.end()) return known->second.get();
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v3(database_.get(), key.c_str(), static_cast<int>(key.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr) !=
      SQLITE_OK) {
    fail(text);
  }
  if (statements_.size() >= kMostStatements) statements_.clear();
  return statements_.emplace(std::move(key), Statement(made)).first->second.get();
}

long SqliteSession::execute(std::string_view text, std::span<const Value> parameters, const Each& each) {
  auto* statement = prepared(text);
  const Reset reset{statement};
  const auto wanted = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
  if (wanted != parameters.size()) throw std::invalid_argument("a statement came with another number of values than it has places");
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (std::visit(Binder{statement, static_cast<int>(i) + 1}, parameters[i].held()) != SQLITE_OK) fail(text);
  }
  int code = sqlite3_step(statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    if (each) each(SqliteRow(statement));
  }
  if (code != SQLITE_DONE) fail(text);
  return sqlite3_changes(database_.get());
}

void make_sqlite_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) throw std::runtime_error("registry file " + path + " can't be opened for writing: " + std::strerror(errno));
  ::close(file);
  // The file's name has to be on disk as well before a commit counts.
  const auto parent = std::filesystem::path(path).parent_path();
  const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = folder >= 0 && ::fsync(folder) == 0;
  if (folder >= 0) ::close(folder);
  if (!synced) throw std::runtime_error("the folder of the registry file " + path + " can't be made durable");
}

}  // namespace sluis::registry
