#include "gateway/registry/open_registry.hpp"

#include <stdexcept>
#include <utility>

#include "gateway/registry/postgres_database.hpp"
#include "gateway/registry/sql_store.hpp"
#include "gateway/registry/sqlite_file.hpp"

namespace sluis::registry {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

// Path in an sqlite url, "" when the url is none.
std::string sqlite_path(const std::string& url) {
  if (!url.starts_with(kSqlite)) return {};
  const auto rest = url.substr(kSqlite.size());
  if (!rest.starts_with("//")) return rest;
  return rest.starts_with("///") ? rest.substr(2) : std::string{};
}

// The user's part, or a parameter, may hold a password: log lines and the settings file are not the place for one.
bool holds_password(const std::string& url) {
  const auto begin = url.find("://") + 3;
  const auto authority = url.substr(begin, url.find_first_of("/?", begin) - begin);
  const auto at = authority.rfind('@');
  const bool in_user = at != std::string::npos && authority.substr(0, at).find(':') != std::string::npos;
  return in_user || url.find("password=") != std::string::npos;
}

}  // namespace

std::unique_ptr<Store> open_registry(const std::string& url, const core::Clock& clock, core::Random& random, PostgresSettings postgres) {
  if (is_postgres_url(url)) {
    if (holds_password(url)) throw std::runtime_error("registry.url holds a password: leave it out and write registry.password_file");
    postgres.url = url;
    return std::make_unique<SqlStore>(std::make_unique<PostgresDatabase>(std::move(postgres), clock), random);
  }
  const auto path = sqlite_path(url);
  if (path.empty() || path.ends_with('/')) {
    throw std::runtime_error("registry.url '" + url + "': write sqlite:///absolute/path.db, sqlite:relative.db or postgresql://user@host:5432/database");
  }
  return std::make_unique<SqlStore>(std::make_unique<SqliteFile>(path, clock), random);
}

}  // namespace sluis::registry
