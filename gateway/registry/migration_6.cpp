#include <array>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

// A row a box: the uses of one person for one patient. What was recorded of a use stays; a judged one is never opened again.
constexpr std::array<std::string_view, 7> kStatements{
    R"(CREATE TABLE glass_review (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         id TEXT NOT NULL UNIQUE,
         patient TEXT NOT NULL,
         caller TEXT NOT NULL,
         caller_name TEXT NOT NULL,
         reason TEXT NOT NULL,
         uses INTEGER NOT NULL DEFAULT 1,
         opened INTEGER NOT NULL,
         box_ends INTEGER NOT NULL,
         due INTEGER NOT NULL,
         escalated INTEGER NOT NULL DEFAULT 0 CHECK (escalated IN (0, 1)),
         closed INTEGER NOT NULL DEFAULT 0,
         justified INTEGER NOT NULL DEFAULT 0 CHECK (justified IN (0, 1)),
         reviewer TEXT NOT NULL DEFAULT '',
         verdict TEXT NOT NULL DEFAULT ''))",
    "CREATE INDEX glass_review_of_patient ON glass_review (patient, caller, box_ends)",
    "CREATE INDEX glass_review_open ON glass_review (due) WHERE closed = 0",
    "CREATE TRIGGER glass_review_stays BEFORE DELETE ON glass_review BEGIN SELECT RAISE(ABORT, 'a review is never deleted'); END",
    R"(CREATE TRIGGER glass_review_as_opened BEFORE UPDATE OF
         seq, id, patient, caller, caller_name, reason, opened, box_ends, due ON glass_review
       BEGIN SELECT RAISE(ABORT, 'a review stays as it was opened'); END)",
    R"(CREATE TRIGGER glass_review_stays_judged BEFORE UPDATE ON glass_review WHEN OLD.closed <> 0
       BEGIN SELECT RAISE(ABORT, 'a judged review stays as it was judged'); END)",
    R"(CREATE TRIGGER glass_review_stays_escalated BEFORE UPDATE OF escalated ON glass_review WHEN OLD.escalated = 1 AND NEW.escalated = 0
       BEGIN SELECT RAISE(ABORT, 'an escalated review stays escalated'); END)"};

}  // namespace

Migration migration_6() { return {6, "reviews of break-the-glass", kStatements, {}}; }

}  // namespace sluis::registry
