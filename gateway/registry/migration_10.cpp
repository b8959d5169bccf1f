#include <array>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

// Every row about a patient carries his number, so that every statement can name it and the tables can be divided by it later; a
// right on a document carries the document. The triggers that keep history as it was stand aside while the old rows are filled.
constexpr std::array<std::string_view, 12> kStatements{
    "DROP TRIGGER event_as_recorded",
    "DROP TRIGGER event_original_as_recorded",
    "DROP TRIGGER access_right_event_as_recorded",
    "ALTER TABLE registration_event ADD COLUMN patient TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE event_original ADD COLUMN patient TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE access_right_event ADD COLUMN document TEXT NOT NULL DEFAULT ''",
    "UPDATE registration_event SET patient = (SELECT r.patient FROM registration r WHERE r.seq = record_seq)",
    "UPDATE event_original SET patient = (SELECT r.patient FROM registration r WHERE r.seq = record_seq)",
    "UPDATE access_right_event SET document = (SELECT r.document FROM access_right r WHERE r.seq = record_seq)",
    R"(CREATE TRIGGER event_as_recorded BEFORE UPDATE ON registration_event
       BEGIN SELECT RAISE(ABORT, 'an event stays as it was recorded'); END)",
    R"(CREATE TRIGGER event_original_as_recorded BEFORE UPDATE ON event_original
       BEGIN SELECT RAISE(ABORT, 'an act keeps its original'); END)",
    R"(CREATE TRIGGER access_right_event_as_recorded BEFORE UPDATE ON access_right_event
       BEGIN SELECT RAISE(ABORT, 'an event stays as it was recorded'); END)"};

}  // namespace

// PostgreSQL registries never were without it.
Migration migration_10() { return {10, "the patient's key in every row about him", kStatements, {}}; }

}  // namespace sluis::registry
