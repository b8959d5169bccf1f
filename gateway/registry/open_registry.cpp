#include "gateway/registry/open_registry.hpp"

#include <stdexcept>

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

}  // namespace

std::unique_ptr<Store> open_registry(const std::string& url, const core::Clock& clock, core::Random& random) {
  const auto path = sqlite_path(url);
  if (path.empty() || path.ends_with('/')) {
    throw std::runtime_error("registry.url '" + url + "': write sqlite:///absolute/path.db or sqlite:relative.db");
  }
  return std::make_unique<SqlStore>(std::make_unique<SqliteFile>(path, clock), random);
}

}  // namespace sluis::registry
