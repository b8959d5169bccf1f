#include <array>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

// A memory, not a record: rows come and go.
constexpr std::array<std::string_view, 2> kStatements{
    "CREATE TABLE hub_memory (patient TEXT PRIMARY KEY, hubs TEXT NOT NULL, as_of INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE hub_feed (one INTEGER PRIMARY KEY CHECK (one = 1), position TEXT NOT NULL)"};

constexpr std::array<std::string_view, 2> kPostgres{
    "CREATE TABLE hub_memory (patient TEXT PRIMARY KEY, hubs TEXT NOT NULL, as_of BIGINT NOT NULL)",
    "CREATE TABLE hub_feed (one BIGINT PRIMARY KEY CHECK (one = 1), position TEXT NOT NULL)"};

}  // namespace

Migration migration_7() { return {7, "memory of the metahub", kStatements, kPostgres}; }

}  // namespace sluis::registry
