#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/native/schema.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"
#include "mappings/kmehr/party.hpp"
#include "tests/gateway/operations/support_verified.hpp"

namespace sluis::operations {
std::unique_ptr<spi::Operation> make_get_transaction_list();
}

using namespace sluis;
using namespace sluis::test;
using model::SourceState;
namespace v3 = mappings::hubservices_v3;

namespace {

std::string request(const std::string& more_header = {}, const std::string& select = {}) {
  return "<p:GetTransactionListRequest xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v3\" xmlns=\"http://www.ehealth.fgov.be/hubservices/core/v3\" "
         "xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"><request><id S=\"ID-KMEHR\" SV=\"1.0\">19998133004.1005</id><author><k:hcparty>"
         "<k:id S=\"ID-HCPARTY\" SV=\"1.0\">19998133004</k:id><k:id S=\"INSS\" SV=\"1.0\">75052298760</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd>"
         "<k:firstname>Ada</k:firstname><k:familyname>Fictief</k:familyname></k:hcparty></author><date>2026-11-20</date><time>10:15:00+01:00</time>" +
         more_header + "</request><select><patient><id S=\"INSS\" SV=\"1.0\">62071498939</id></patient>" + select + "</select></p:GetTransactionListRequest>";
}

model::Decision permit() {
  model::Decision decision;
  decision.verdict = model::Verdict::Permit;
  return decision;
}

model::Decision deny(const std::string& rule) {
  model::Decision decision;
  decision.rules = {{"identity", model::Outcome::Pass, "", {}}, {rule, model::Outcome::Fail, "", {}}, {"matrix", model::Outcome::Fail, "", {}}};
  return decision;
}

model::Answer answer_with(int entries) {
  model::Answer answer;
  for (int i = 0; i < entries; ++i) {
    model::DirectoryEntry entry;
    entry.name = {"doc-" + std::to_string(i), "HUBAID", "1999990144"};
    entry.hub_name = "Hub A";
    entry.category = "labresult";
    entry.date = "2026-02-28";
    answer.entries.push_back(entry);
  }
  answer.patient = model::FolderPatient{"62071498939", {"Testa"}, "Patiens", "1962-07-14", "female"};
  answer.sources.push_back({"hub:1999990144", "Hub A", entries == 0 ? SourceState::Empty : SourceState::Complete, "", "", entries, 0, 12});
  return answer;
}

// What a client reads from our answer, which is valid by both schemas.
v3::ListResponse answered(const std::string& xml, const model::Decision& decision, const model::Answer& answer) {
  const auto operation = operations::make_get_transaction_list();
  const auto order = operation->read(verified_soap(xml, physician()));
  BOOST_REQUIRE(order);
  Speaker speaker;
  const auto text = operation->write(*order, decision, answer, speaker.voice());
  const auto document = native::Document::parse(text);
  BOOST_REQUIRE(document);
  BOOST_TEST(native::canonical(document->root()) == text);
  for (const std::string path : {SLUIS_SOURCE_DIR "/mappings/hubservices_v3/protocol.xsd",
                                 SLUIS_SOURCE_DIR "/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-3_5.xsd"}) {
    if (!std::filesystem::exists(path)) continue;
    const auto schema = native::Schema::compile({path});
    BOOST_REQUIRE(schema);
    for (const auto& error : schema->validate(document->root())) BOOST_ERROR(path << ": " << error.path << ": " << error.expected);
  }
  auto read = v3::read_list_response(document->root());
  BOOST_REQUIRE(read);
  return *read;
}

bool refused(const std::string& xml) {
  const auto order = operations::make_get_transaction_list()->read(verified_soap(xml, physician()));
  return !order && order.error().id() == FaultId::QuestionRefused;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(get_transaction_list)

BOOST_AUTO_TEST_CASE(an_order_is_read) {
  const auto operation = operations::make_get_transaction_list();
  const auto order = operation->read(verified_soap(request("<breaktheglass>bewusteloos op spoed</breaktheglass>", "<searchtype>global</searchtype>"), physician()));
  BOOST_REQUIRE(order);
  BOOST_TEST((order->kind == model::OrderKind::ListReferences));
  BOOST_TEST(order->patient_number() == "62071498939");
  const auto& query = std::get<model::ReferenceQuery>(order->content);
  BOOST_TEST((query.scope == model::SearchScope::Global));
  BOOST_TEST(query.break_the_glass.value() == "bewusteloos op spoed");
  BOOST_TEST(order->caller.family_name == "Fictief");
  BOOST_TEST(operation->facts().path == "/IntraHub/v3");
}

BOOST_AUTO_TEST_CASE(what_asks_for_nothing_is_refused) {
  BOOST_TEST(refused(request("<maxrows>0</maxrows>")));
  BOOST_TEST(refused(request("<maxrows>1.5</maxrows>")));
  BOOST_TEST(refused(request("<maxrows>-3</maxrows>")));
  BOOST_TEST(refused(request("<paginationinfo><index>-1</index></paginationinfo>")));
  // A period that ends before it begins is for the rules to refuse (HUB-SEL-1).
  BOOST_TEST(!refused(request("", "<transaction><begindate>2026-02-01</begindate><enddate>2026-01-01</enddate></transaction>")));
  BOOST_TEST(!refused(request("<maxrows>5.00</maxrows>")));
}

BOOST_AUTO_TEST_CASE(the_list_is_answered) {
  const auto told = answered(request(), permit(), answer_with(3));
  BOOST_TEST(told.complete);
  BOOST_TEST(told.errors.empty());
  BOOST_TEST(told.entries.size() == 3u);
  BOOST_TEST(told.request_id == "19998133004.1005");
  BOOST_TEST(!told.page);
  BOOST_TEST(told.patient->family_name == "Patiens");
}

BOOST_AUTO_TEST_CASE(nothing_found_is_202_and_complete) {
  const auto told = answered(request(), permit(), answer_with(0));
  BOOST_TEST(told.complete);
  BOOST_TEST(told.errors.at(0).code == "202");
}

BOOST_AUTO_TEST_CASE(a_missing_source_leaves_the_list_and_is_named) {
  auto answer = answer_with(2);
  answer.sources.push_back({"hub:1999990243", "Hub B", SourceState::TimedOut, "SLU-5002", "too slow", 0, 0, 3000});
  answer.sources.push_back({"dossier:0999999922", "Dossier", SourceState::Refused, "PCDH_ERROR_NOT_AUTHORIZED", "", 0, 0, 8});
  const auto told = answered(request(), permit(), answer);
  BOOST_TEST(!told.complete);
  BOOST_TEST(told.entries.size() == 2u);
  BOOST_REQUIRE(told.errors.size() == 2u);
  BOOST_TEST(told.errors[0].source == "1999990243");
  BOOST_TEST(told.errors[0].code == "SLU-5002");
  BOOST_TEST(told.errors[1].source == "dossier:0999999922");
}

BOOST_AUTO_TEST_CASE(a_refusal_has_the_code_of_its_first_reason) {
  const auto consent = answered(request(), deny("consent"), {});
  BOOST_TEST(!consent.complete);
  BOOST_REQUIRE(consent.errors.size() == 1u);
  BOOST_TEST(consent.errors[0].code == "365");
  BOOST_TEST(answered(request(), deny("link"), {}).errors.at(0).code == "360");
  BOOST_TEST(answered(request(), deny("exclusion"), {}).errors.at(0).code == "ACCESS.EXCLUSION");
}

BOOST_AUTO_TEST_CASE(pages_and_rows_are_honoured) {
  const auto first = answered(request("<paginationinfo><index>0</index></paginationinfo>"), permit(), answer_with(250));
  BOOST_TEST(first.entries.size() == 100u);
  BOOST_TEST(first.page->total == 250);
  const auto last = answered(request("<paginationinfo><index>200</index></paginationinfo>"), permit(), answer_with(250));
  BOOST_TEST(last.entries.size() == 50u);
  BOOST_TEST(last.entries[0].name.id == "doc-200");
  const auto beyond = answered(request("<paginationinfo><index>900</index></paginationinfo>"), permit(), answer_with(250));
  BOOST_TEST(beyond.entries.empty());
  BOOST_TEST(beyond.page->total == 250);
  const auto capped = answered(request("<maxrows>120</maxrows><paginationinfo><index>100</index></paginationinfo>"), permit(), answer_with(250));
  BOOST_TEST(capped.entries.size() == 20u);
  BOOST_TEST(capped.page->total == 120);
}

BOOST_AUTO_TEST_SUITE_END()
