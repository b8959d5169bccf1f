#include <array>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

// A registration is what was first declared; its events tell who declared and who revoked, when and how. `open` says that it may
// still be in force: it is the one column that ever changes, and the unique indexes on it hold off a second one.
constexpr std::array<std::string_view, 7> kStatements{
    R"(CREATE TABLE schema_version (
         version INTEGER PRIMARY KEY,
         name TEXT NOT NULL,
         applied_at TEXT NOT NULL))",
    R"(CREATE TABLE registration (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         id TEXT NOT NULL UNIQUE,
         kind TEXT NOT NULL CHECK (kind IN ('consent', 'link', 'exclusion')),
         patient TEXT NOT NULL,
         first_name TEXT NOT NULL,
         family_name TEXT NOT NULL,
         party_key TEXT NOT NULL,
         party TEXT NOT NULL,
         type TEXT NOT NULL,
         starts_on TEXT NOT NULL,
         ends_on TEXT NOT NULL,
         comment TEXT NOT NULL,
         named_author TEXT NOT NULL,
         open INTEGER NOT NULL CHECK (open IN (0, 1))))",
    "CREATE INDEX registration_of_patient ON registration (patient)",
    R"(CREATE TABLE registration_event (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         record_seq INTEGER NOT NULL REFERENCES registration (seq),
         version INTEGER NOT NULL,
         operation TEXT NOT NULL CHECK (operation IN ('declaration', 'revocation')),
         at INTEGER NOT NULL,
         request_id TEXT NOT NULL,
         request_date TEXT NOT NULL,
         request_time TEXT NOT NULL,
         author TEXT NOT NULL,
         proof_type TEXT NOT NULL,
         representation TEXT NOT NULL,
         correlation_id TEXT NOT NULL,
         named_date TEXT NOT NULL,
         ends_early_on TEXT NOT NULL,
         UNIQUE (record_seq, version)))",
    "CREATE UNIQUE INDEX one_open_consent ON registration (patient) WHERE kind = 'consent' AND open = 1",
    "CREATE UNIQUE INDEX one_open_link ON registration (patient, party_key, type) WHERE kind = 'link' AND open = 1",
    "CREATE UNIQUE INDEX one_open_exclusion ON registration (patient, party_key) WHERE kind = 'exclusion' AND open = 1"};

// Unlike in SQLite, every key begins with the patient: the tables can be divided by it as they stand (PARTITION BY HASH (patient)).
constexpr std::array<std::string_view, 8> kPostgres{
    R"(CREATE TABLE schema_version (
         version BIGINT PRIMARY KEY,
         name TEXT NOT NULL,
         applied_at TEXT NOT NULL))",
    R"(CREATE TABLE registration (
         seq BIGSERIAL,
         id TEXT NOT NULL,
         kind TEXT NOT NULL CHECK (kind IN ('consent', 'link', 'exclusion')),
         patient TEXT NOT NULL,
         first_name TEXT NOT NULL,
         family_name TEXT NOT NULL,
         party_key TEXT NOT NULL,
         party TEXT NOT NULL,
         type TEXT NOT NULL,
         starts_on TEXT NOT NULL,
         ends_on TEXT NOT NULL,
         comment TEXT NOT NULL,
         named_author TEXT NOT NULL,
         open BIGINT NOT NULL CHECK (open IN (0, 1)),
         PRIMARY KEY (patient, seq),
         UNIQUE (patient, id)))",
    "CREATE INDEX registration_of_number ON registration (id)",
    R"(CREATE TABLE registration_event (
         seq BIGSERIAL,
         patient TEXT NOT NULL,
         record_seq BIGINT NOT NULL,
         version BIGINT NOT NULL,
         operation TEXT NOT NULL CHECK (operation IN ('declaration', 'revocation')),
         at BIGINT NOT NULL,
         request_id TEXT NOT NULL,
         request_date TEXT NOT NULL,
         request_time TEXT NOT NULL,
         author TEXT NOT NULL,
         proof_type TEXT NOT NULL,
         representation TEXT NOT NULL,
         correlation_id TEXT NOT NULL,
         named_date TEXT NOT NULL,
         ends_early_on TEXT NOT NULL,
         PRIMARY KEY (patient, record_seq, version),
         FOREIGN KEY (patient, record_seq) REFERENCES registration (patient, seq)))",
    "CREATE UNIQUE INDEX one_open_consent ON registration (patient) WHERE kind = 'consent' AND open = 1",
    "CREATE UNIQUE INDEX one_open_link ON registration (patient, party_key, type) WHERE kind = 'link' AND open = 1",
    "CREATE UNIQUE INDEX one_open_exclusion ON registration (patient, party_key) WHERE kind = 'exclusion' AND open = 1",
    // What every trigger that keeps history calls.
    R"(CREATE FUNCTION sluis_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0]; END')"};

}  // namespace

Migration migration_1() { return {1, "registrations and their events", kStatements, kPostgres}; }

}  // namespace sluis::registry
