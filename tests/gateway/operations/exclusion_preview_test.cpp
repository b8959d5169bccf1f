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
std::unique_ptr<spi::Operation> make_exclusion_preview();
std::unique_ptr<spi::Operation> make_put_therapeutic_link_bulk();
}  // namespace sluis::operations

using namespace sluis;
using namespace sluis::test;
using Object = Poco::JSON::Object::Ptr;

namespace {

constexpr auto kOther = "75052298760";

Object parsed(const std::string& text) { return Poco::JSON::Parser().parse(text).extract<Object>(); }

std::string question(const std::string& patient, const std::string& party) {
  return R"({"patient":{"ssin":")" + patient + R"("},"party":)" + party + "}";
}

Result<model::Order> read(const std::string& body) {
  return operations::make_exclusion_preview()->read(verified_json(body, citizen()));
}

std::string told(const std::string& body) {
  const auto order = read(body);
  return order ? std::string{} : order.error().caller_detail();
}

model::ExclusionPreview preview() {
  model::ExclusionPreview made;
  made.party.category = "persphysician";
  made.party.ssin = model::Ssin::parse(kOther);
  made.party.first_name = "Ada";
  made.party.family_name = "Fictief";
  made.numbers.emplace_back(*model::Nihii::parse("19998133004"), "persphysician");
  model::TherapeuticLink link{.id = "link-1", .version = 1, .patient = *model::Ssin::parse("62071498939"), .patient_first_name = {},
                              .patient_family_name = {}, .party = made.party, .type = "gpconsultation",
                              .start = *core::parse_date("2026-11-01"), .end = *core::parse_date("2028-02-01"), .comment = {},
                              .declared = {}, .revoked = {}, .ended_early = {}, .from_authentic_source = false, .revocation_end = {}};
  made.links.push_back(link);
  link.from_authentic_source = true;
  made.links.push_back(link);
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exclusion_preview)

BOOST_AUTO_TEST_CASE(a_question_is_read) {
  const auto self = citizen().ssin->text();
  const auto order = read(question(self, R"({"nihii":"19998133004","category":"persphysician"})"));
  BOOST_REQUIRE(order);
  BOOST_TEST((order->kind == model::OrderKind::PreviewExclusion));
  BOOST_TEST(order->header.author.patient.has_value());
  const auto& asked = std::get<model::ExclusionOrder>(order->content);
  BOOST_TEST(asked.party->value("ID-HCPARTY").value() == "19998133004");
  BOOST_TEST(asked.party->category() == "persphysician");
  const auto named = read(question(self, R"({"first":"Ada","family":"Fictief","category":"persphysician"})"));
  BOOST_TEST(std::get<model::ExclusionOrder>(named->content).party->family_name == "Fictief");
  BOOST_TEST(std::get<model::ExclusionOrder>(named->content).party->ids.empty());
}

BOOST_AUTO_TEST_CASE(about_another_patient_the_citizen_is_a_representative) {
  const auto order = read(question(kOther, R"({"ssin":"75052298760","category":"persphysician"})"));
  BOOST_REQUIRE(order);
  BOOST_TEST(!order->header.author.patient.has_value());
  BOOST_TEST(order->header.author.person->value("INSS").value() == citizen().ssin->text());
}

BOOST_AUTO_TEST_CASE(a_wrong_question_is_refused_with_its_place) {
  BOOST_TEST(told(question(kOther, "{}")) == "party.category: expected a text that is not empty");
  BOOST_TEST(told(R"({"patient":{"ssin":"75052298760"}})") == "party: expected an object");
  BOOST_TEST(told(question(kOther, R"({"category":"persnurse","number":"1"})")) == "party.number: expected no such member");
  BOOST_TEST(told(question("", R"({"category":"persnurse"})")) == "patient.ssin: expected a text that is not empty");
}

BOOST_AUTO_TEST_CASE(the_answer_is_as_described) {
  model::Answer answer;
  answer.preview = preview();
  model::Decision decision;
  decision.verdict = model::Verdict::Permit;
  Speaker speaker;
  const auto operation = operations::make_exclusion_preview();
  const auto body = parsed(operation->write({}, decision, answer, speaker.voice()));
  const auto shown = body->getObject("preview");
  BOOST_TEST(shown->getObject("party")->getValue<std::string>("name") == "Ada Fictief");
  BOOST_TEST(shown->getArray("numbers")->getObject(0)->getValue<std::string>("nihii") == "19998133004");
  BOOST_TEST(shown->getArray("links")->getObject(0)->getValue<std::string>("end") == "2028-02-01");
  BOOST_TEST(shown->getArray("links")->getObject(1)->isNull("end"));
  BOOST_TEST(!shown->getValue<bool>("already_excluded"));
  std::ifstream file(SLUIS_SOURCE_DIR "/mappings/json_api/openapi.json");
  std::stringstream text;
  text << file.rdbuf();
  const auto described = parsed(text.str())->getObject("components")->getObject("schemas")->getObject("Preview")->getObject("properties");
  std::set<std::string> written;
  std::set<std::string> names;
  for (const auto& [name, value] : *shown) written.insert(name);
  for (const auto& [name, value] : *described) names.insert(name);
  BOOST_TEST(written == names, boost::test_tools::per_element());
  decision.verdict = model::Verdict::Deny;
  BOOST_TEST(parsed(operation->write({}, decision, {}, speaker.voice()))->isNull("preview"));
}

// What the rules refused and what the registry refused, each with its entry, in the order of the entries (rulings R19).
BOOST_AUTO_TEST_CASE(errors_of_a_bulk_name_their_entries) {
  model::Order order;
  order.header.echo = "<c:request xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v2\"></c:request>";
  model::Decision decision;
  decision.verdict = model::Verdict::Permit;
  decision.answers.resize(3);
  decision.answers[0].errors = {{"TL.INPUT.61", "one", 1}, {"TL.INPUT.70", "two", 1}};
  decision.answers[2].errors = {{"TL.INPUT.47", "three", 3}};
  model::Answer answer;
  answer.errors = {{"TL.ACCESS.10", "four", 2}};
  Speaker speaker;
  const auto operation = operations::make_put_therapeutic_link_bulk();
  const auto text = operation->write(order, decision, answer, speaker.voice());
  std::string told;
  for (auto at = text.find("SL=\"entry\""); at != std::string::npos; at = text.find("SL=\"entry\"", at + 1)) {
    const auto code = text.find("TL.", at);
    told += text.substr(text.find('>', at) + 1, 1) + ":" + text.substr(code, text.find('<', code) - code) + " ";
  }
  BOOST_TEST(told == "1:TL.INPUT.61 1:TL.INPUT.70 2:TL.ACCESS.10 3:TL.INPUT.47 ");
  BOOST_TEST(text.find("iscomplete>false<") != std::string::npos);
  answer.errors.insert(answer.errors.begin(), decision.answers[0].errors.begin(), decision.answers[0].errors.end());
  const auto again = operation->write(order, decision, answer, speaker.voice());  // told once, whoever told it
  BOOST_TEST(again.find("TL.INPUT.70") == again.rfind("TL.INPUT.70"));
}

BOOST_AUTO_TEST_SUITE_END()
