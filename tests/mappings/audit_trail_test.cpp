#include "mappings/hubservices_v3/audit_trail.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "mappings/kmehr/party.hpp"
#include "tests/mappings/support_v3.hpp"

using namespace sluis;
using namespace sluis::test;
namespace v3 = mappings::hubservices_v3;
namespace kmehr = mappings::kmehr;

namespace {

const std::string kSamples = SLUIS_SOURCE_DIR "/../shared/samples/hubs/";

std::optional<native::Document> sample(const std::string& name) {
  std::ifstream in(kSamples + name);
  if (!in) {
    BOOST_TEST_MESSAGE("skipped, not there: " << kSamples << name);
    return std::nullopt;
  }
  std::stringstream text;
  text << in.rdbuf();
  return parsed(text.str());
}

v3::AuditRequest request() { return v3_request<v3::AuditRequest>(); }

v3::AuditResponse response() {
  v3::AuditResponse response;
  response.header.id = "71099911.2";
  response.header.author = kmehr::make_party("71099911", "orghospital", "Ziekenhuis");
  response.header.date = "2026-11-20";
  response.header.time = "10:15:01+01:00";
  const auto asked = parsed(v3::write_audit_request(request()));
  response.header.request = native::canonical(asked.root().child(v3::kCore, "request"));
  return response;
}

model::Access access(std::string_view at) {
  model::Access access{};
  access.at = core::parse_instant(at).value();
  access.parties = {kmehr::make_party("71099911", "orghospital", "Ziekenhuis")};
  return access;
}

v3::AuditRequest again(const v3::AuditRequest& request) {
  const auto written = v3::write_audit_request(request);
  check_v3(written);
  const auto document = parsed(written);
  return v3::read_audit_request(document.root());
}

v3::AuditResponse again(const v3::AuditResponse& response) {
  const auto written = v3::write_audit_response(response);
  check_v3(written);
  const auto document = parsed(written);
  auto read = v3::read_audit_response(document.root());
  BOOST_REQUIRE(read);
  return std::move(*read);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audit_trail_on_the_wire)

BOOST_AUTO_TEST_CASE(every_filter_of_a_question_comes_back) {
  auto asked = request();
  asked.query.patient.ids.push_back({"INSS", "62071498939", {}});
  asked.query.document = model::TransactionName{"doc & 1", "HUBAID", {}};
  asked.query.party = model::PartyClaim{{{"INSS", "81090999019", {}}}, {{"CD-HCPARTY", "persphysician"}}, {}, {}, {}};
  asked.query.begin = "2026-01-01";
  asked.query.end = "2026-11-20";
  asked.query.scope = model::SearchScope::Global;
  asked.query.break_the_glass_only = true;
  const auto read = again(asked);
  BOOST_TEST(read.header.id == "71099911.1");
  BOOST_TEST(read.query.patient.value("INSS").value_or("") == "62071498939");
  BOOST_REQUIRE(read.query.document);
  BOOST_TEST(read.query.document->id == "doc & 1");
  BOOST_TEST(read.query.document->local_scheme == "HUBAID");
  BOOST_REQUIRE(read.query.party);
  BOOST_TEST(read.query.party->value("INSS").value_or("") == "81090999019");
  BOOST_TEST(read.query.party->codes.empty());  // the schema has no place for a category
  BOOST_TEST(read.query.begin.value_or("") == "2026-01-01");
  BOOST_TEST(read.query.end.value_or("") == "2026-11-20");
  BOOST_TEST((read.query.scope == model::SearchScope::Global));
  BOOST_TEST(read.query.break_the_glass_only);
}

BOOST_AUTO_TEST_CASE(a_party_without_number_is_not_written) {
  auto asked = request();
  asked.query.party = model::PartyClaim{{}, {{"CD-HCPARTY", "persphysician"}}, {}, {}, {}};
  BOOST_TEST(!again(asked).query.party);
}

BOOST_AUTO_TEST_CASE(a_question_without_filters_is_valid_too_and_local) {
  const auto read = again(request());
  BOOST_TEST(read.query.patient.ids.empty());
  BOOST_TEST(!read.query.document);
  BOOST_TEST(!read.query.party);
  BOOST_TEST((read.query.scope == model::SearchScope::Local));
  BOOST_TEST(!read.query.break_the_glass_only);
}

BOOST_AUTO_TEST_CASE(accesses_with_and_without_document_come_back) {
  auto told = response();
  told.patient = "62071498939";
  told.page = v3::PageInfo{100, 2};
  told.accesses = {access("2026-11-20T09:15:00Z"), access("2026-07-01T22:30:00Z")};
  told.accesses[0].break_the_glass = "Bewusteloos & alleen";
  told.accesses[0].document = model::TransactionName{"doc-1", "HUBAID", "1999990144"};
  told.accesses[0].document_category = "labresult";
  const auto read = again(told);
  BOOST_TEST(read.complete);
  BOOST_TEST(read.request_id == "71099911.1");
  BOOST_TEST(read.patient == "62071498939");
  BOOST_REQUIRE(read.page);
  BOOST_TEST(read.page->size == 100);
  BOOST_TEST(read.page->total == 2);
  BOOST_REQUIRE(read.accesses.size() == 2U);
  BOOST_TEST((read.accesses[0].at == told.accesses[0].at));
  BOOST_TEST((read.accesses[1].at == told.accesses[1].at));
  BOOST_TEST(read.accesses[0].break_the_glass == "Bewusteloos & alleen");
  BOOST_TEST((read.accesses[0].document == told.accesses[0].document));
  BOOST_TEST(read.accesses[0].document_category == "labresult");
  BOOST_TEST(read.accesses[0].organisation == "71099911");
  BOOST_TEST(!read.accesses[1].document);
  BOOST_TEST(read.accesses[1].break_the_glass == "");
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_not_whole_tells_which_hub_fell_silent) {
  auto told = response();
  told.complete = false;
  told.errors.push_back({"500", "Hub B: late", "1999990243"});
  const auto read = again(told);
  BOOST_TEST(!read.complete);
  BOOST_TEST(read.accesses.empty());
  BOOST_REQUIRE(read.errors.size() == 1U);
  BOOST_TEST(read.errors[0].code == "500");
}

BOOST_AUTO_TEST_CASE(an_answer_about_several_patients_or_without_moment_is_refused) {
  auto told = response();
  told.patient = "62071498939";
  told.accesses = {access("2026-11-20T09:15:00Z"), access("2026-11-20T09:16:00Z")};
  const auto good = v3::write_audit_response(told);
  auto other = good;
  other.replace(other.rfind("62071498939"), 11, "85073099833");
  BOOST_TEST(!v3::read_audit_response(parsed(other).root()));
  auto timeless = good;
  timeless.replace(timeless.find("accessdatetime>2026") + 15, 4, "soon");
  BOOST_TEST(!v3::read_audit_response(parsed(timeless).root()));
  BOOST_TEST(!v3::read_audit_response(parsed(v3::write_audit_request(request())).root()));
}

BOOST_AUTO_TEST_CASE(the_sample_of_a_question_is_read_and_written_again) {
  const auto document = sample("06-GetPatientAuditTrail.request.xml");
  if (!document) return;
  const auto read = v3::read_audit_request(document->root());
  BOOST_TEST(read.header.id == "19998133004.1019");
  BOOST_TEST(read.header.page_index.value_or("") == "0");
  BOOST_TEST(read.query.patient.value("INSS").value_or("") == "62071498939");
  BOOST_TEST(read.query.begin.value_or("") == "2026-01-01");
  BOOST_TEST(read.query.end.value_or("") == "2026-03-02");
  BOOST_TEST((read.query.scope == model::SearchScope::Global));
  const auto twice = again(read);
  BOOST_TEST(twice.header.id == read.header.id);
  BOOST_TEST(twice.header.author.parties.size() == read.header.author.parties.size());
  BOOST_TEST(twice.header.page_index.value_or("") == "0");
}

BOOST_AUTO_TEST_CASE(the_sample_of_an_answer_is_read_and_written_again) {
  const auto document = sample("06-GetPatientAuditTrail.response.xml");
  if (!document) return;
  auto read = v3::read_audit_response(document->root());
  BOOST_REQUIRE(read);
  BOOST_TEST(read->request_id == "19998133004.1019");
  BOOST_TEST(read->patient == "62071498939");
  BOOST_REQUIRE(read->accesses.size() == 2U);
  BOOST_TEST(read->accesses[0].who == "Bram Verzonnen");
  BOOST_TEST(read->accesses[0].break_the_glass == "Bewusteloze patient op spoed");
  BOOST_TEST((read->accesses[0].at == core::parse_instant("2026-03-01T21:41:07Z").value()));
  BOOST_TEST(read->accesses[1].who == "Nina Bedacht");
  BOOST_TEST(read->accesses[1].organisation == "71099614");
  BOOST_TEST(read->accesses[1].category == "persnurse");
  BOOST_REQUIRE(read->accesses[1].document);
  BOOST_TEST(read->accesses[1].document->local_scheme == "HUBAID");
  read->header = response().header;  // who answers, and to what, is not read
  const auto twice = again(*read);
  BOOST_REQUIRE(twice.accesses.size() == 2U);
  BOOST_TEST(twice.accesses[1].who == "Nina Bedacht");
  BOOST_TEST((twice.accesses[1].document == read->accesses[1].document));
  BOOST_TEST((twice.accesses[0].at == read->accesses[0].at));
  BOOST_TEST(twice.page.value().total == 2);
}

BOOST_AUTO_TEST_SUITE_END()
