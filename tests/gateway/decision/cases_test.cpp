#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

#include "gateway/core/calendar.hpp"
#include "tests/gateway/decision/support_scene.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

struct Cases {
  core::Table table = core::Table::load(std::string(SLUIS_SOURCE_DIR) + "/fixtures/decisions/cases.table");
  decision::Policy policy = decision::Policy::load(std::string(SLUIS_SOURCE_DIR) + "/mappings/policy");

  std::string cell(const core::Table::Row& row, std::string_view name) const {
    const auto& text = table.cell(row, name);
    return text == "-" ? std::string{} : text;
  }
  std::string name(const core::Table::Row& row) const {
    std::string out;
    for (const auto& text : row) out += (out.empty() ? "" : " | ") + text;
    return out;
  }
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& one : words) out += (out.empty() ? "" : " ") + one;
  return out;
}

std::string reason_of(const model::Decision& decision) { return decision.reason() ? decision.reason()->rule : ""; }

std::string until_of(const model::Decision& decision) {
  return decision.valid_until ? core::to_text(*decision.valid_until) : "";
}

// A stranger is told of his identity alone: what else is missing shows when that is set right.
bool permits_after_repair(Scene scene, model::Decision decision) {
  const int rounds = reason_of(decision) == "identity" ? 3 : 1;
  for (int round = 0; round < rounds && !decision.permitted(); ++round) {
    if (decision.would_change.empty()) return false;
    for (const auto& rule : decision.would_change) scene.repair(rule);
    decision = scene.decide();
  }
  return decision.permitted();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(decision_cases, Cases)

BOOST_AUTO_TEST_CASE(every_case_comes_out_as_the_rulings_say) {
  BOOST_TEST(table.rows().size() >= 300U);
  for (const auto& row : table.rows()) {
    BOOST_TEST_CONTEXT(name(row)) {
      const auto decision = Scene(table, row, policy).decide();
      BOOST_TEST((decision.permitted() ? "permit" : "deny") == cell(row, "verdict"));
      BOOST_TEST(reason_of(decision) == cell(row, "reason"));
      BOOST_TEST(joined(decision.would_change) == cell(row, "would_change"));
      BOOST_TEST(until_of(decision) == cell(row, "valid_until"));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_would_have_to_change_turns_a_deny_into_a_permit) {
  for (const auto& row : table.rows()) {
    const Scene scene(table, row, policy);
    const auto decision = scene.decide();
    if (decision.permitted()) continue;
    BOOST_TEST(permits_after_repair(scene, decision), name(row));
  }
}

BOOST_AUTO_TEST_CASE(without_any_one_piece_of_its_evidence_a_permit_is_a_deny) {
  for (const auto& row : table.rows()) {
    const Scene scene(table, row, policy);
    const auto decision = scene.decide();
    if (!decision.permitted()) continue;
    int pieces = 0;
    for (const auto& rule : decision.rules) {
      for (const auto& item : rule.evidence) {
        auto without = scene;
        without.remove(item);
        ++pieces;
        // With alternatives it stands until the last of them is gone.
        if (!item.alternatives.empty()) BOOST_TEST(without.decide().permitted(), name(row) + ": alone " + item.kind + " " + item.id);
        std::set<std::pair<std::string, std::string>> gone{{item.kind, item.id}};
        for (const auto& other : item.alternatives)
          if (gone.emplace(other.kind, other.id + other.detail).second) without.remove(other);
        BOOST_TEST(!without.decide().permitted(), name(row) + ": " + rule.rule + " " + item.kind + " " + item.id);
      }
    }
    BOOST_TEST(pieces >= 3, name(row));
  }
}

BOOST_AUTO_TEST_CASE(an_answer_holds_until_the_moment_that_it_names) {
  for (const auto& row : table.rows()) {
    Scene scene(table, row, policy);
    const auto decision = scene.decide();
    if (!decision.valid_until || reason_of(decision) == "identity") continue;
    // Just before it is the same; where nothing takes the place of what ends, it is another at that moment.
    scene.question.at = *decision.valid_until - std::chrono::microseconds{1};
    BOOST_TEST(scene.decide().permitted() == decision.permitted(), name(row));
    scene.question.at = *decision.valid_until;
    // A reason that is given again opens another box.
    if (cell(row, "glass") == "-" && cell(row, "why") != "the cited one ends" && cell(row, "why") != "either would do")
      BOOST_TEST(scene.decide().permitted() != decision.permitted(), name(row));
  }
}

BOOST_AUTO_TEST_CASE(the_cases_cover_every_rule_role_kind_of_document_and_kind_of_evidence) {
  std::set<std::string> reasons, kinds, roles, categories;
  for (const auto& row : table.rows()) {
    const Scene scene(table, row, policy);
    const auto decision = scene.decide();
    reasons.insert(reason_of(decision));
    categories.insert(cell(row, "category"));
    for (const auto& rule : decision.rules) {
      for (const auto& item : rule.evidence) {
        kinds.insert(item.kind);
        if (item.kind == "matrix") roles.insert(core::split(item.detail, '|').at(1));
      }
    }
  }
  for (const auto* rule : {"identity", "deliberation", "consent", "exclusion", "link", "break_the_glass", "access_right",
                           "matrix", "patient_access"})
    BOOST_TEST(reasons.contains(rule), rule);
  for (const auto* kind : {"person", "provider", "organisation", "representation", "deliberation", "consent", "exclusion",
                           "link", "break_the_glass", "access_right", "document", "matrix"})
    BOOST_TEST(kinds.contains(kind), kind);
  for (const auto& role : policy.roles) BOOST_TEST(roles.contains(role.role), role.role);
  for (const auto& [category, cells] : policy.matrix) BOOST_TEST(categories.contains(category), category);
}

BOOST_AUTO_TEST_SUITE_END()
