#include <array>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

// One queue for every topic. A row stays after it is done, without its payload, so that the same id is never owed twice.
constexpr std::array<std::string_view, 5> kStatements{
    R"(CREATE TABLE outbox (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         id TEXT NOT NULL UNIQUE,
         topic TEXT NOT NULL,
         key TEXT NOT NULL,
         created INTEGER NOT NULL,
         due INTEGER NOT NULL,
         leased_until INTEGER NOT NULL DEFAULT 0,
         attempts INTEGER NOT NULL DEFAULT 0,
         state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'refused')),
         payload BLOB NOT NULL,
         note TEXT NOT NULL DEFAULT ''))",
    "CREATE INDEX outbox_waiting ON outbox (topic, key, seq) WHERE state = 'waiting'",
    "CREATE INDEX outbox_of_state ON outbox (state, topic, seq)",
    R"(CREATE TRIGGER outbox_item_stays BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'an item that was owed stays known'); END)",
    R"(CREATE TRIGGER outbox_item_stays_closed BEFORE UPDATE ON outbox WHEN OLD.state <> 'waiting'
       BEGIN SELECT RAISE(ABORT, 'a closed item stays closed'); END)"};

constexpr std::array<std::string_view, 6> kPostgres{
    R"(CREATE TABLE outbox (
         seq BIGSERIAL PRIMARY KEY,
         id TEXT NOT NULL UNIQUE,
         topic TEXT NOT NULL,
         key TEXT NOT NULL,
         created BIGINT NOT NULL,
         due BIGINT NOT NULL,
         leased_until BIGINT NOT NULL DEFAULT 0,
         attempts BIGINT NOT NULL DEFAULT 0,
         state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'refused')),
         payload BYTEA NOT NULL,
         note TEXT NOT NULL DEFAULT ''))",
    "CREATE INDEX outbox_waiting ON outbox (topic, key, seq) WHERE state = 'waiting'",
    "CREATE INDEX outbox_of_state ON outbox (state, topic, seq)",
    R"(CREATE TRIGGER outbox_item_stays BEFORE DELETE ON outbox FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('an item that was owed stays known'))",
    R"(CREATE TRIGGER outbox_item_stays_whole BEFORE TRUNCATE ON outbox FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('an item that was owed stays known'))",
    R"(CREATE TRIGGER outbox_item_stays_closed BEFORE UPDATE ON outbox FOR EACH ROW WHEN (OLD.state <> 'waiting')
       EXECUTE FUNCTION sluis_refuse('a closed item stays closed'))"};

}  // namespace

Migration migration_4() { return {4, "what is owed to the outside", kStatements, kPostgres}; }

}  // namespace sluis::registry
