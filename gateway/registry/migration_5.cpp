#include <array>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

// A reference is replaced by ending it and adding another: what was declared stays known. Content is nowhere.
constexpr std::array<std::string_view, 3> kStatements{
    R"(CREATE TABLE reference (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         patient TEXT NOT NULL,
         id TEXT NOT NULL,
         local_scheme TEXT NOT NULL,
         hub TEXT NOT NULL,
         hub_name TEXT NOT NULL,
         category TEXT NOT NULL,
         date TEXT NOT NULL,
         time TEXT NOT NULL,
         recorded TEXT NOT NULL,
         complete INTEGER NOT NULL,
         validated INTEGER NOT NULL,
         patient_access INTEGER NOT NULL,
         fetch_with TEXT NOT NULL,
         authors TEXT NOT NULL,
         declared_by TEXT NOT NULL,
         declared_at INTEGER NOT NULL,
         ended_at INTEGER))",
    "CREATE UNIQUE INDEX reference_standing ON reference (patient, id, local_scheme) WHERE ended_at IS NULL",
    R"(CREATE TRIGGER reference_stays BEFORE DELETE ON reference BEGIN SELECT RAISE(ABORT, 'a reference that was declared stays known'); END)"};

constexpr std::array<std::string_view, 4> kPostgres{
    R"(CREATE TABLE reference (
         seq BIGSERIAL,
         patient TEXT NOT NULL,
         id TEXT NOT NULL,
         local_scheme TEXT NOT NULL,
         hub TEXT NOT NULL,
         hub_name TEXT NOT NULL,
         category TEXT NOT NULL,
         date TEXT NOT NULL,
         time TEXT NOT NULL,
         recorded TEXT NOT NULL,
         complete BIGINT NOT NULL,
         validated BIGINT NOT NULL,
         patient_access BIGINT NOT NULL,
         fetch_with TEXT NOT NULL,
         authors TEXT NOT NULL,
         declared_by TEXT NOT NULL,
         declared_at BIGINT NOT NULL,
         ended_at BIGINT,
         PRIMARY KEY (patient, seq)))",
    "CREATE UNIQUE INDEX reference_standing ON reference (patient, id, local_scheme) WHERE ended_at IS NULL",
    R"(CREATE TRIGGER reference_stays BEFORE DELETE ON reference FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a reference that was declared stays known'))",
    R"(CREATE TRIGGER reference_stays_whole BEFORE TRUNCATE ON reference FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('a reference that was declared stays known'))"};

}  // namespace

Migration migration_5() { return {5, "own directory of references", kStatements, kPostgres}; }

}  // namespace sluis::registry
