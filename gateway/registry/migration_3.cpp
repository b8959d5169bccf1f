#include <array>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

// What has to be shown years later: the messages themselves, the tables that were in force, the decisions that were made, who had
// to be told, and the rights on single documents. Rows are only ever added; `open` of a right is the one column that changes.
constexpr std::array<std::string_view, 30> kStatements{
    // Bytes are stored once a digest, compressed with zlib: a message with many entries is one row.
    R"(CREATE TABLE original (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         digest TEXT NOT NULL UNIQUE,
         size INTEGER NOT NULL,
         packed BLOB NOT NULL))",
    // Beside the events, so that an act without a message costs what it did.
    R"(CREATE TABLE event_original (
         record_seq INTEGER NOT NULL,
         version INTEGER NOT NULL,
         original INTEGER NOT NULL REFERENCES original (seq),
         PRIMARY KEY (record_seq, version),
         FOREIGN KEY (record_seq, version) REFERENCES registration_event (record_seq, version)) WITHOUT ROWID)",
    R"(CREATE TABLE notification (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         at INTEGER NOT NULL,
         recipient TEXT NOT NULL,
         patient TEXT NOT NULL,
         kind TEXT NOT NULL,
         operation TEXT NOT NULL,
         record_id TEXT NOT NULL REFERENCES registration (id),
         representation TEXT NOT NULL))",
    "CREATE INDEX notification_of_recipient ON notification (recipient)",
    R"(CREATE TABLE policy_version (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         digest TEXT NOT NULL,
         since INTEGER NOT NULL))",
    "CREATE INDEX policy_version_since ON policy_version (since)",
    "CREATE INDEX policy_version_of_digest ON policy_version (digest)",
    R"(CREATE TABLE policy_file (
         digest TEXT NOT NULL,
         name TEXT NOT NULL,
         packed BLOB NOT NULL,
         PRIMARY KEY (digest, name)) WITHOUT ROWID)",
    R"(CREATE TABLE kept_decisions (
         id TEXT NOT NULL PRIMARY KEY,
         at INTEGER NOT NULL,
         caller TEXT NOT NULL,
         policy TEXT NOT NULL,
         packed BLOB NOT NULL))",
    R"(CREATE TABLE access_right (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         id TEXT NOT NULL UNIQUE,
         document TEXT NOT NULL,
         local_scheme TEXT NOT NULL,
         hub TEXT NOT NULL,
         party_key TEXT NOT NULL,
         party TEXT NOT NULL,
         allow INTEGER NOT NULL CHECK (allow IN (0, 1)),
         open INTEGER NOT NULL CHECK (open IN (0, 1))))",
    "CREATE INDEX access_right_on_document ON access_right (document, local_scheme, hub)",
    R"(CREATE UNIQUE INDEX one_open_right ON access_right (document, local_scheme, hub, party_key) WHERE open = 1)",
    R"(CREATE TABLE access_right_event (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         record_seq INTEGER NOT NULL REFERENCES access_right (seq),
         version INTEGER NOT NULL,
         operation TEXT NOT NULL CHECK (operation IN ('declaration', 'revocation')),
         at INTEGER NOT NULL,
         request_id TEXT NOT NULL,
         request_date TEXT NOT NULL,
         request_time TEXT NOT NULL,
         author TEXT NOT NULL,
         representation TEXT NOT NULL,
         correlation_id TEXT NOT NULL,
         original INTEGER REFERENCES original (seq),
         UNIQUE (record_seq, version)))",
    "CREATE TRIGGER original_stays BEFORE DELETE ON original BEGIN SELECT RAISE(ABORT, 'an original is never deleted'); END",
    "CREATE TRIGGER original_as_received BEFORE UPDATE ON original BEGIN SELECT RAISE(ABORT, 'an original stays as it came'); END",
    R"(CREATE TRIGGER event_original_stays BEFORE DELETE ON event_original
       BEGIN SELECT RAISE(ABORT, 'an act keeps its original'); END)",
    R"(CREATE TRIGGER event_original_as_recorded BEFORE UPDATE ON event_original
       BEGIN SELECT RAISE(ABORT, 'an act keeps its original'); END)",
    "CREATE TRIGGER notification_stays BEFORE DELETE ON notification BEGIN SELECT RAISE(ABORT, 'a notification stays'); END",
    "CREATE TRIGGER notification_as_recorded BEFORE UPDATE ON notification BEGIN SELECT RAISE(ABORT, 'a notification stays'); END",
    "CREATE TRIGGER policy_stays BEFORE DELETE ON policy_version BEGIN SELECT RAISE(ABORT, 'a policy version stays'); END",
    "CREATE TRIGGER policy_as_kept BEFORE UPDATE ON policy_version BEGIN SELECT RAISE(ABORT, 'a policy version stays'); END",
    "CREATE TRIGGER policy_file_stays BEFORE DELETE ON policy_file BEGIN SELECT RAISE(ABORT, 'a policy file stays'); END",
    "CREATE TRIGGER policy_file_as_kept BEFORE UPDATE ON policy_file BEGIN SELECT RAISE(ABORT, 'a policy file stays'); END",
    "CREATE TRIGGER decisions_stay BEFORE DELETE ON kept_decisions BEGIN SELECT RAISE(ABORT, 'a decision stays'); END",
    "CREATE TRIGGER decisions_as_kept BEFORE UPDATE ON kept_decisions BEGIN SELECT RAISE(ABORT, 'a decision stays'); END",
    R"(CREATE TRIGGER access_right_stays BEFORE DELETE ON access_right
       BEGIN SELECT RAISE(ABORT, 'a right is never deleted'); END)",
    R"(CREATE TRIGGER access_right_as_declared BEFORE UPDATE OF
         seq, id, document, local_scheme, hub, party_key, party, allow ON access_right
       BEGIN SELECT RAISE(ABORT, 'a right stays as it was declared'); END)",
    R"(CREATE TRIGGER access_right_stays_closed BEFORE UPDATE OF open ON access_right WHEN OLD.open = 0 AND NEW.open <> 0
       BEGIN SELECT RAISE(ABORT, 'a closed right is never opened again'); END)",
    R"(CREATE TRIGGER access_right_event_stays BEFORE DELETE ON access_right_event
       BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END)",
    R"(CREATE TRIGGER access_right_event_as_recorded BEFORE UPDATE ON access_right_event
       BEGIN SELECT RAISE(ABORT, 'an event stays as it was recorded'); END)"};

constexpr std::array<std::string_view, 36> kPostgres{
    R"(CREATE TABLE original (
         seq BIGSERIAL PRIMARY KEY,
         digest TEXT NOT NULL UNIQUE,
         size BIGINT NOT NULL,
         packed BYTEA NOT NULL))",
    R"(CREATE TABLE event_original (
         patient TEXT NOT NULL,
         record_seq BIGINT NOT NULL,
         version BIGINT NOT NULL,
         original BIGINT NOT NULL REFERENCES original (seq),
         PRIMARY KEY (patient, record_seq, version),
         FOREIGN KEY (patient, record_seq, version) REFERENCES registration_event (patient, record_seq, version)))",
    R"(CREATE TABLE notification (
         seq BIGSERIAL,
         at BIGINT NOT NULL,
         recipient TEXT NOT NULL,
         patient TEXT NOT NULL,
         kind TEXT NOT NULL,
         operation TEXT NOT NULL,
         record_id TEXT NOT NULL,
         representation TEXT NOT NULL,
         PRIMARY KEY (recipient, seq),
         FOREIGN KEY (patient, record_id) REFERENCES registration (patient, id)))",
    R"(CREATE TABLE policy_version (
         seq BIGSERIAL PRIMARY KEY,
         digest TEXT NOT NULL,
         since BIGINT NOT NULL))",
    "CREATE INDEX policy_version_since ON policy_version (since)",
    "CREATE INDEX policy_version_of_digest ON policy_version (digest)",
    R"(CREATE TABLE policy_file (
         digest TEXT NOT NULL,
         name TEXT NOT NULL,
         packed BYTEA NOT NULL,
         PRIMARY KEY (digest, name)))",
    R"(CREATE TABLE kept_decisions (
         id TEXT NOT NULL PRIMARY KEY,
         at BIGINT NOT NULL,
         caller TEXT NOT NULL,
         policy TEXT NOT NULL,
         packed BYTEA NOT NULL))",
    R"(CREATE TABLE access_right (
         seq BIGSERIAL,
         id TEXT NOT NULL,
         document TEXT NOT NULL,
         local_scheme TEXT NOT NULL,
         hub TEXT NOT NULL,
         party_key TEXT NOT NULL,
         party TEXT NOT NULL,
         allow BIGINT NOT NULL CHECK (allow IN (0, 1)),
         open BIGINT NOT NULL CHECK (open IN (0, 1)),
         PRIMARY KEY (document, seq),
         UNIQUE (document, id)))",
    "CREATE UNIQUE INDEX one_open_right ON access_right (document, local_scheme, hub, party_key) WHERE open = 1",
    R"(CREATE TABLE access_right_event (
         seq BIGSERIAL,
         document TEXT NOT NULL,
         record_seq BIGINT NOT NULL,
         version BIGINT NOT NULL,
         operation TEXT NOT NULL CHECK (operation IN ('declaration', 'revocation')),
         at BIGINT NOT NULL,
         request_id TEXT NOT NULL,
         request_date TEXT NOT NULL,
         request_time TEXT NOT NULL,
         author TEXT NOT NULL,
         representation TEXT NOT NULL,
         correlation_id TEXT NOT NULL,
         original BIGINT REFERENCES original (seq),
         PRIMARY KEY (document, record_seq, version),
         FOREIGN KEY (document, record_seq) REFERENCES access_right (document, seq)))",
    R"(CREATE TRIGGER original_stays BEFORE DELETE ON original FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('an original is never deleted'))",
    R"(CREATE TRIGGER original_stays_whole BEFORE TRUNCATE ON original FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('an original is never deleted'))",
    R"(CREATE TRIGGER original_as_received BEFORE UPDATE ON original FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('an original stays as it came'))",
    R"(CREATE TRIGGER event_original_stays BEFORE DELETE ON event_original FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('an act keeps its original'))",
    R"(CREATE TRIGGER event_original_stays_whole BEFORE TRUNCATE ON event_original FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('an act keeps its original'))",
    R"(CREATE TRIGGER event_original_as_recorded BEFORE UPDATE ON event_original FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('an act keeps its original'))",
    R"(CREATE TRIGGER notification_stays BEFORE DELETE ON notification FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a notification stays'))",
    R"(CREATE TRIGGER notification_stays_whole BEFORE TRUNCATE ON notification FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('a notification stays'))",
    R"(CREATE TRIGGER notification_as_recorded BEFORE UPDATE ON notification FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a notification stays'))",
    R"(CREATE TRIGGER policy_stays BEFORE DELETE ON policy_version FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a policy version stays'))",
    R"(CREATE TRIGGER policy_stays_whole BEFORE TRUNCATE ON policy_version FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('a policy version stays'))",
    R"(CREATE TRIGGER policy_as_kept BEFORE UPDATE ON policy_version FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a policy version stays'))",
    R"(CREATE TRIGGER policy_file_stays BEFORE DELETE ON policy_file FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a policy file stays'))",
    R"(CREATE TRIGGER policy_file_stays_whole BEFORE TRUNCATE ON policy_file FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('a policy file stays'))",
    R"(CREATE TRIGGER policy_file_as_kept BEFORE UPDATE ON policy_file FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a policy file stays'))",
    R"(CREATE TRIGGER decisions_stay BEFORE DELETE ON kept_decisions FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a decision stays'))",
    R"(CREATE TRIGGER decisions_stay_whole BEFORE TRUNCATE ON kept_decisions FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('a decision stays'))",
    R"(CREATE TRIGGER decisions_as_kept BEFORE UPDATE ON kept_decisions FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a decision stays'))",
    R"(CREATE TRIGGER access_right_stays BEFORE DELETE ON access_right FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a right is never deleted'))",
    R"(CREATE TRIGGER access_right_stays_whole BEFORE TRUNCATE ON access_right FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('a right is never deleted'))",
    R"(CREATE TRIGGER access_right_as_declared BEFORE UPDATE OF
         seq, id, document, local_scheme, hub, party_key, party, allow ON access_right FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a right stays as it was declared'))",
    R"(CREATE TRIGGER access_right_stays_closed BEFORE UPDATE OF open ON access_right FOR EACH ROW WHEN (OLD.open = 0 AND NEW.open <> 0)
       EXECUTE FUNCTION sluis_refuse('a closed right is never opened again'))",
    R"(CREATE TRIGGER access_right_event_stays BEFORE DELETE ON access_right_event FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('an event is never deleted'))",
    R"(CREATE TRIGGER access_right_event_stays_whole BEFORE TRUNCATE ON access_right_event FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('an event is never deleted'))",
    R"(CREATE TRIGGER access_right_event_as_recorded BEFORE UPDATE ON access_right_event FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('an event stays as it was recorded'))"};

}  // namespace

Migration migration_3() { return {3, "originals, notifications, policies, decisions, access rights", kStatements, kPostgres}; }

}  // namespace sluis::registry
