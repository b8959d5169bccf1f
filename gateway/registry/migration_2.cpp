#include <array>

#include "gateway/registry/migrations.hpp"

namespace sluis::registry {
namespace {

// The store itself refuses to rewrite history, whatever program asks.
constexpr std::array<std::string_view, 5> kStatements{
    R"(CREATE TRIGGER registration_stays BEFORE DELETE ON registration
       BEGIN SELECT RAISE(ABORT, 'a registration is never deleted'); END)",
    R"(CREATE TRIGGER registration_as_declared BEFORE UPDATE OF
         seq, id, kind, patient, first_name, family_name, party_key, party, type, starts_on, ends_on, comment, named_author ON registration
       BEGIN SELECT RAISE(ABORT, 'a registration stays as it was declared'); END)",
    R"(CREATE TRIGGER registration_stays_closed BEFORE UPDATE OF open ON registration WHEN OLD.open = 0 AND NEW.open <> 0
       BEGIN SELECT RAISE(ABORT, 'a closed registration is never opened again'); END)",
    R"(CREATE TRIGGER event_stays BEFORE DELETE ON registration_event
       BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END)",
    R"(CREATE TRIGGER event_as_recorded BEFORE UPDATE ON registration_event
       BEGIN SELECT RAISE(ABORT, 'an event stays as it was recorded'); END)"};

constexpr std::array<std::string_view, 7> kPostgres{
    R"(CREATE TRIGGER registration_stays BEFORE DELETE ON registration FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a registration is never deleted'))",
    R"(CREATE TRIGGER registration_stays_whole BEFORE TRUNCATE ON registration FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('a registration is never deleted'))",
    R"(CREATE TRIGGER registration_as_declared BEFORE UPDATE OF
         seq, id, kind, patient, first_name, family_name, party_key, party, type, starts_on, ends_on, comment, named_author ON registration FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('a registration stays as it was declared'))",
    R"(CREATE TRIGGER registration_stays_closed BEFORE UPDATE OF open ON registration FOR EACH ROW WHEN (OLD.open = 0 AND NEW.open <> 0)
       EXECUTE FUNCTION sluis_refuse('a closed registration is never opened again'))",
    R"(CREATE TRIGGER event_stays BEFORE DELETE ON registration_event FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('an event is never deleted'))",
    R"(CREATE TRIGGER event_stays_whole BEFORE TRUNCATE ON registration_event FOR EACH STATEMENT
       EXECUTE FUNCTION sluis_refuse('an event is never deleted'))",
    R"(CREATE TRIGGER event_as_recorded BEFORE UPDATE ON registration_event FOR EACH ROW
       EXECUTE FUNCTION sluis_refuse('an event stays as it was recorded'))"};

}  // namespace

Migration migration_2() { return {2, "history can't be rewritten", kStatements, kPostgres}; }

}  // namespace sluis::registry
