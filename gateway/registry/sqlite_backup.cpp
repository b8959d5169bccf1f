#include "gateway/registry/sqlite_backup.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <stdexcept>

#include "gateway/registry/sqlite_session.hpp"

namespace sluis::registry {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

// A copy that is never written: no log or memory map is made beside it.
class Copy final {
 public:
  explicit Copy(const std::string& path) : path_(path) {
    sqlite3* opened = nullptr;
    const auto uri = "file:" + path + "?immutable=1";
    const int code = sqlite3_open_v2(uri.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    database_.reset(opened);
    if (code != SQLITE_OK) fail();
  }

  void each(const char* statement, const std::function<void(sqlite3_stmt*)>& seen) {
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(database_.get(), statement, -1, &made, nullptr) != SQLITE_OK) fail();
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> prepared(made, sqlite3_finalize);
    int code = sqlite3_step(made);
    for (; code == SQLITE_ROW; code = sqlite3_step(made)) seen(made);
    if (code != SQLITE_DONE) fail();
  }

  std::int64_t number(const char* statement) {
    std::int64_t found = 0;
    each(statement, [&](sqlite3_stmt* row) { found = sqlite3_column_int64(row, 0); });
    return found;
  }

  std::string text(const char* statement) {
    std::string found;
    each(statement, [&](sqlite3_stmt* row) { found = reinterpret_cast<const char*>(sqlite3_column_text(row, 0)); });
    return found;
  }

 private:
  [[noreturn]] void fail() const { throw std::runtime_error("registry copy " + path_ + ": " + sqlite3_errmsg(database_.get())); }

  const std::string path_;
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> database_{nullptr, sqlite3_close};
};

void sync(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!synced) throw std::runtime_error(path + " can't be made durable");
}

}  // namespace

void copy_registry(const std::string& from, const std::string& to) {
  if (!std::filesystem::exists(from)) throw std::runtime_error("registry file " + from + ": there is no such file");
  if (std::filesystem::exists(to)) throw std::runtime_error(to + " is there already");
  try {
    SqliteSession session(from, SessionUse::Write);
    session.run("VACUUM INTO ?", {to});
  } catch (const DatabaseError& failure) {
    std::error_code ignored;
    std::filesystem::remove(to, ignored);
    throw std::runtime_error("registry file " + from + " can't be copied to " + to + ": " + failure.what());
  }
  std::filesystem::permissions(to, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  sync(to);
}

RegistryFacts facts_of_copy(const std::string& path) {
  Copy copy(path);
  if (const auto sound = copy.text("PRAGMA integrity_check(1)"); sound != "ok") throw std::runtime_error("registry copy " + path + " is damaged: " + sound);
  RegistryFacts facts;
  facts.schema = static_cast<int>(copy.number("SELECT coalesce(max(version), 0) FROM schema_version"));
  facts.registrations = copy.number("SELECT count(*) FROM registration");
  facts.acts = copy.number("SELECT count(*) FROM registration_event");
  if (facts.schema >= 4) facts.owed = copy.number("SELECT count(*) FROM outbox WHERE state = 'waiting'");
  return facts;
}

void orders_in_copy(const std::string& path, const std::function<void(std::string_view)>& seen) {
  Copy copy(path);
  const auto show = [&](sqlite3_stmt* row) { seen(reinterpret_cast<const char*>(sqlite3_column_text(row, 0))); };
  copy.each("SELECT correlation_id FROM registration_event WHERE request_id NOT LIKE 'refused.%'", show);
  if (copy.number("SELECT max(version) FROM schema_version") >= 3) copy.each("SELECT correlation_id FROM access_right_event", show);
}

std::string registry_file_of(const std::string& url) {
  if (!url.starts_with(kSqlite)) return {};
  const auto rest = url.substr(kSqlite.size());
  if (!rest.starts_with("//")) return rest;
  return rest.starts_with("///") ? rest.substr(2) : std::string{};
}

}  // namespace sluis::registry
