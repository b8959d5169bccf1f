#include <array>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

// A memory, not a record: rows come and go. `digest` is half of a SHA-256, hexadecimal, and what the table can be divided by.
constexpr std::array<std::string_view, 2> kStatements{
    "CREATE TABLE replay_memory (digest TEXT PRIMARY KEY, keep_until INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX replay_by_moment ON replay_memory (keep_until)"};

constexpr std::array<std::string_view, 2> kPostgres{
    "CREATE TABLE replay_memory (digest TEXT PRIMARY KEY, keep_until BIGINT NOT NULL)",
    "CREATE INDEX replay_by_moment ON replay_memory (keep_until)"};

}  // namespace

Migration migration_9() { return {9, "messages that were accepted", kStatements, kPostgres}; }

}  // namespace sluis::registry
