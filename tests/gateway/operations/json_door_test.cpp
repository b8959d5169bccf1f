#include <boost/test/unit_test.hpp>

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <fstream>
#include <set>
#include <sstream>

#include "gateway/core/calendar.hpp"
#include "tests/gateway/operations/support_verified.hpp"

namespace sluis::operations {
std::unique_ptr<spi::Operation> make_decisions();
std::unique_ptr<spi::Operation> make_references();
std::unique_ptr<spi::Operation> make_accesses();
}  // namespace sluis::operations

using namespace sluis;
using namespace sluis::test;
using Object = Poco::JSON::Object::Ptr;

namespace {

Object parsed(const std::string& text) { return Poco::JSON::Parser().parse(text).extract<Object>(); }

const std::string kQuestion =
    R"({"caller":{"ssin":"75052298760","nihii":"19998133004","category":"persphysician"},"patient":{"ssin":"62071498939"},"category":"labresult","action":"read"})";

std::string with(const std::string& member) { return R"({"questions":[)" + kQuestion.substr(0, kQuestion.size() - 1) + "," + member + "}]}"; }

// What the caller is told when the question is not taken; "" when it is.
std::string told(spi::Operation& operation, const std::string& body, const model::Identity& identity = physician()) {
  const auto order = operation.read(verified_json(body, identity));
  if (order) return {};
  BOOST_TEST((order.error().id() == FaultId::QuestionRefused || order.error().id() == FaultId::NotJson));
  return order.error().caller_detail();
}

model::Decision decision() {
  model::Decision decision;
  decision.id = "d-1";
  decision.verdict = model::Verdict::Permit;
  decision.rules.push_back({"consent", model::Outcome::Pass, "consent_active", {{"consent", "c-1", 2, "2026-01-01", "", ""}}});
  decision.rules.push_back({"matrix", model::Outcome::NotApplicable, "no such key", {}});
  decision.valid_until = core::parse_instant("2026-11-21T00:00:00Z");
  decision.would_change = {"link"};
  return decision;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_door)

BOOST_AUTO_TEST_CASE(a_question_is_read) {
  const auto operation = operations::make_decisions();
  const auto order = operation->read(verified_json(
      with(R"("source":"hub:1999990144","at":"2026-11-20T10:15:00+01:00","break_the_glass":"bewusteloos op spoed","transaction":{"id":"1","sl":"HUBAID","hub":"1999990144"})"),
      hospital()));
  BOOST_REQUIRE(order);
  const auto& question = std::get<std::vector<model::Question>>(order->content).at(0);
  BOOST_TEST(question.caller.nihii == "19998133004");
  BOOST_TEST(question.patient == "62071498939");
  BOOST_TEST((question.at == core::parse_instant("2026-11-20T09:15:00Z")));
  BOOST_TEST(question.transaction->local_scheme == "HUBAID");
  BOOST_TEST(question.break_the_glass.value() == "bewusteloos op spoed");
  BOOST_TEST((order->kind == model::OrderKind::Decide));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named_by_its_path) {
  const auto operation = operations::make_decisions();
  BOOST_TEST(told(*operation, R"({"questions":[)" + kQuestion + "]}") == "");
  BOOST_TEST(told(*operation, with(R"("colour":"red")")) == "questions[0].colour: expected no such member");
  BOOST_TEST(told(*operation, with(R"("62071498939":"red")")) == "questions[0].?: expected no such member");
  BOOST_TEST(told(*operation, with(R"("at":"yesterday")")).find("questions[0].at: ") == 0u);
  BOOST_TEST(told(*operation, with(R"("transaction":{"id":"1"})")).find("questions[0].transaction.sl: ") == 0u);
  BOOST_TEST(told(*operation, with(R"("source":7)")) == "questions[0].source: expected a text");
  BOOST_TEST(told(*operation, R"({"questions":[{"patient":{"ssin":"62071498939"},"category":"labresult","action":"read"}]})").find("questions[0].caller: ") == 0u);
  BOOST_TEST(told(*operation, R"({"questions":[{"caller":{"category":"patient"},"patient":{"ssin":62071498939},"category":"x","action":"read"}]})").find("questions[0].patient.ssin: ") == 0u);
  BOOST_TEST(told(*operation, R"({"questions":[]})").find("questions: ") == 0u);
  BOOST_TEST(told(*operation, R"({"questions":["x"]})") == "questions[0]: expected an object");
  BOOST_TEST(told(*operation, "{}").find("questions: ") == 0u);
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_refused) {
  const auto operation = operations::make_decisions();
  for (const std::string text : {"", "[]", "{", "{} {}", "{}x", "nil", "{\"questions\":}", "\xff\xfe{}", "{\"a\":1}}"}) BOOST_TEST(told(*operation, text) != "");
  std::string deep;
  for (int i = 0; i < 500; ++i) deep += "{\"a\":";
  BOOST_TEST(told(*operation, deep + "1" + std::string(500, '}')) != "");
}

BOOST_AUTO_TEST_CASE(a_thousand_questions_and_no_more) {
  const auto operation = operations::make_decisions();
  const auto many = [&](int count) {
    std::string all = R"({"questions":[)";
    for (int i = 0; i < count; ++i) all += (i == 0 ? "" : ",") + kQuestion;
    return all + "]}";
  };
  BOOST_TEST(told(*operation, many(1000)) == "");
  BOOST_TEST(told(*operation, many(1001)).find("questions: ") == 0u);
}

BOOST_AUTO_TEST_CASE(decisions_are_written_as_the_rulings_show) {
  const auto operation = operations::make_decisions();
  model::Decision all;
  all.answers = {decision(), model::Decision{}};
  Speaker speaker;
  const auto answer = parsed(operation->write({}, all, {}, speaker.voice()));
  const auto first = answer->getArray("decisions")->getObject(0);
  BOOST_TEST(first->getValue<std::string>("decision") == "permit");
  BOOST_TEST(first->getValue<std::string>("id") == "d-1");
  BOOST_TEST(first->getArray("would_change")->getElement<std::string>(0) == "link");
  const auto rule = first->getArray("rules")->getObject(0);
  BOOST_TEST(rule->getValue<std::string>("outcome") == "pass");
  BOOST_TEST(rule->getArray("evidence")->getObject(0)->getValue<int>("version") == 2);
  BOOST_TEST(rule->getArray("evidence")->getObject(0)->isNull("to"));
  for (const std::string language : {"nl", "fr", "de", "en"}) BOOST_TEST(!rule->getObject("text")->getValue<std::string>(language).empty());
  BOOST_TEST(answer->getArray("decisions")->getObject(1)->getValue<std::string>("decision") == "deny");
}

BOOST_AUTO_TEST_CASE(references_are_asked) {
  const auto operation = operations::make_references();
  const auto order = operation->read(verified_json(
      R"({"patient":{"ssin":"62071498939"},"caller":{"ssin":"75052298760","category":"persphysician"},"scope":"global","categories":["labresult"],"from":"2026-01-01","to":"2026-02-01"})",
      hospital()));
  BOOST_REQUIRE(order);
  const auto& query = std::get<model::ReferenceQuery>(order->content);
  BOOST_TEST((query.scope == model::SearchScope::Global));
  BOOST_TEST(query.categories.at(0) == "labresult");
  BOOST_TEST(query.end.value() == "2026-02-01");
  BOOST_TEST(order->header.author.organisation()->value("ID-HCPARTY").value() == "71099911");
  BOOST_TEST(order->header.author.professional()->value("INSS").value() == "75052298760");
  const auto self = operation->read(verified_json(R"({"patient":{"ssin":"62071498939"}})", citizen()));
  BOOST_REQUIRE(self);
  BOOST_TEST(self->header.author.patient->value("INSS").value() == "62071498939");
  BOOST_TEST((std::get<model::ReferenceQuery>(self->content).scope == model::SearchScope::Local));
}

BOOST_AUTO_TEST_CASE(a_wrong_reference_question_is_named_by_its_path) {
  const auto operation = operations::make_references();
  const auto wrong = [&](const std::string& more) { return told(*operation, R"({"patient":{"ssin":"62071498939"},)" + more + "}", hospital()); };
  BOOST_TEST(wrong(R"("scope":"all")").find("scope: ") == 0u);
  BOOST_TEST(wrong(R"("from":"2026-02-30")").find("from: ") == 0u);
  BOOST_TEST(wrong(R"("from":"2026-02-02","to":"2026-02-01")").find("to: ") == 0u);
  BOOST_TEST(wrong(R"("categories":[1])") == "categories[0]: expected a text");
  BOOST_TEST(wrong(R"("caller":{"category":"persphysician","organisation":"88888888"})").find("caller.organisation: ") == 0u);
  BOOST_TEST(wrong(R"("caller":{"category":"persphysician","organisation":"71099911"})") == "");
  BOOST_TEST(told(*operation, "{}").find("patient: ") == 0u);
}

BOOST_AUTO_TEST_CASE(references_are_written_with_every_source) {
  const auto operation = operations::make_references();
  model::Answer answer;
  model::DirectoryEntry entry;
  entry.name = {"doc \"1\"", "HUBAID", "1999990144"};
  entry.category = "labresult";
  entry.sources = {"hub:1999990144"};
  answer.entries.push_back(entry);
  answer.sources.push_back({"hub:1999990144", "Hub A", model::SourceState::Complete, "", "", 1, 2, 30});
  Speaker speaker;
  auto body = parsed(operation->write({}, decision(), answer, speaker.voice()));
  BOOST_TEST(body->getValue<bool>("complete"));
  BOOST_TEST(body->getArray("entries")->getObject(0)->getValue<std::string>("id") == "doc \"1\"");
  BOOST_TEST(body->getArray("entries")->getObject(0)->isNull("date"));
  BOOST_TEST(body->getValue<bool>("withheld"));
  BOOST_TEST(!body->getArray("sources")->getObject(0)->has("withheld"));
  BOOST_TEST(body->getArray("sources")->getObject(0)->getValue<std::string>("status") == "complete");
  BOOST_TEST(body->getArray("entries")->getObject(0)->getArray("hubs")->getElement<std::string>(0) == "1999990144");
  BOOST_TEST(body->isNull("resume"));
  answer.sources.push_back({"dossier", "D", model::SourceState::Excluded, "", "", 0, 0, 0});
  BOOST_TEST(parsed(operation->write({}, decision(), answer, speaker.voice()))->getValue<bool>("complete"));
  answer.sources.push_back({"vitalink:1", "V", model::SourceState::TimedOut, "SLU-5002", "slow", 0, 0, 3000});
  body = parsed(operation->write({}, decision(), answer, speaker.voice()));
  BOOST_TEST(!body->getValue<bool>("complete"));
  BOOST_TEST(body->getArray("sources")->getObject(2)->getValue<std::string>("state") == "timed_out");
  BOOST_TEST(body->getArray("sources")->getObject(2)->getValue<std::string>("status") == "late");
  body = parsed(operation->write({}, model::Decision{}, {}, speaker.voice()));
  BOOST_TEST(!body->getValue<bool>("complete"));
  BOOST_TEST(body->getObject("decision")->getValue<std::string>("decision") == "deny");
}

BOOST_AUTO_TEST_CASE(accesses_are_asked_and_written) {
  const auto operation = operations::make_accesses();
  const auto order = operation->read(verified_json(R"({"patient":{"ssin":"62071498939"}})", citizen()));
  BOOST_REQUIRE(order);
  BOOST_TEST(order->patient_number() == "62071498939");
  BOOST_TEST(told(*operation, R"({"patient":{"ssin":"62071498939"},"more":1})") == "more: expected no such member");
  model::Answer answer;
  answer.accesses.push_back({*core::parse_instant("2026-11-20T09:15:00Z"), "ListReferences", "Ada Fictief", "persphysician", "", "refused", "link", ""});
  Speaker speaker;
  const auto body = parsed(operation->write(*order, decision(), answer, speaker.voice()));
  BOOST_TEST(body->getArray("accesses")->getObject(0)->getValue<std::string>("reason") == "link");
}

// The description names each member that an answer has, so that neither changes alone.
BOOST_AUTO_TEST_CASE(the_description_names_what_is_written) {
  std::ifstream file(SLUIS_SOURCE_DIR "/mappings/json_api/openapi.json");
  std::stringstream text;
  text << file.rdbuf();
  const auto description = parsed(text.str());
  BOOST_TEST(description->getValue<std::string>("openapi").starts_with("3.0."));
  const auto schemas = description->getObject("components")->getObject("schemas");
  Speaker speaker;
  model::Answer answer;
  answer.entries.emplace_back();
  answer.sources.emplace_back();
  answer.accesses.emplace_back();
  const auto same = [&](const Object& object, const std::string& schema, const std::set<std::string>& optional = {}) {
    std::set<std::string> written = optional;
    std::set<std::string> described;
    for (const auto& [name, value] : *object) written.insert(name);
    for (const auto& [name, value] : *schemas->getObject(schema)->getObject("properties")) described.insert(name);
    BOOST_TEST(written == described, boost::test_tools::per_element());
  };
  const auto references = parsed(operations::make_references()->write({}, decision(), answer, speaker.voice()));
  same(references, "ReferenceAnswer");
  same(references->getArray("entries")->getObject(0), "Entry");
  same(references->getArray("sources")->getObject(0), "Source");
  same(references->getObject("decision"), "Decision", {"errors"});
  same(references->getObject("decision")->getArray("rules")->getObject(0), "Rule");
  same(references->getObject("decision")->getArray("rules")->getObject(0)->getArray("evidence")->getObject(0), "Evidence", {"detail", "alternatives", "authority", "as_of"});
  const auto accesses = parsed(operations::make_accesses()->write({}, decision(), answer, speaker.voice()));
  same(accesses->getArray("accesses")->getObject(0), "Access", {"proof"});
}

BOOST_AUTO_TEST_SUITE_END()
