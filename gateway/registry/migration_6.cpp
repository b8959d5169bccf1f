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

constexpr std::array<std::string_view, 9> kPostgres{
    R"(CREATE TABLE glass_review (
         seq BIGSERIAL,
         id TEXT NOT NULL,
         patient TEXT NOT NULL,
         caller TEXT NOT NULL,
         caller_name TEXT NOT NULL,
         reason TEXT NOT NULL,
         uses BIGINT NOT NULL DEFAULT 1,
         opened BIGINT NOT NULL,
         box_ends BIGINT NOT NULL,
         due BIGINT NOT NULL,
         escalated BIGINT NOT NULL DEFAULT 0 CHECK (escalated IN (0, 1)),
         closed BIGINT NOT NULL DEFAULT 0,
         justified BIGINT NOT NULL DEFAULT 0 CHECK (justified IN (0, 1)),
         reviewer TEXT NOT NULL DEFAULT '',
         verdict TEXT NOT NULL DEFAULT '',
         PRIMARY KEY (patient, seq),
         UNIQUE (patient, id)))",
    "CREATE INDEX glass_review_of_number ON glass_review (id)",
    "CREATE INDEX glass_review_of_patient ON glass_review (patient, caller, box_ends)",
    "CREATE INDEX glass_review_open ON glass_review (due) WHERE closed = 0",
    R"(CREATE TRIGGER glass_review_stays BEFORE DELETE ON glass_review FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a review is never deleted'))",
    R"(CREATE TRIGGER glass_review_stays_whole BEFORE TRUNCATE ON glass_review FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('a review is never deleted'))",
    R"(CREATE TRIGGER glass_review_as_opened BEFORE UPDATE OF
         seq, id, patient, caller, caller_name, reason, opened, box_ends, due ON glass_review FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a review stays as it was opened'))",
    R"(CREATE TRIGGER glass_review_stays_judged BEFORE UPDATE ON glass_review FOR EACH ROW WHEN (OLD.closed <> 0)
       EXECUTE FUNCTION sluis_refuse('a judged review stays as it was judged'))",
    R"(CREATE TRIGGER glass_review_stays_escalated BEFORE UPDATE OF escalated ON glass_review FOR EACH ROW WHEN (OLD.escalated = 1 AND NEW.escalated = 0)
       EXECUTE FUNCTION sluis_refuse('an escalated review stays escalated'))"};

}  // namespace

Migration migration_6() { return {6, "reviews of break-the-glass", kStatements, kPostgres}; }

}  // namespace sluis::registry
