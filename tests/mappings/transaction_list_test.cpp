#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "mappings/hubservices_v3/peer_codes.hpp"
#include "mappings/hubservices_v3/reason_codes.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"
#include "mappings/kmehr/party.hpp"
#include "tests/mappings/support_v3.hpp"

using namespace sluis;
using namespace sluis::test;
namespace v3 = mappings::hubservices_v3;
namespace kmehr = mappings::kmehr;

namespace {

const std::string kSamples = SLUIS_SOURCE_DIR "/../shared/samples/hubs/";

std::string file(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

bool absent(const std::string& path) {
  if (std::filesystem::exists(path)) return false;
  BOOST_TEST_MESSAGE("skipped, not there: " << path);
  return true;
}

v3::ListRequest request() {
  auto request = v3_request<v3::ListRequest>();
  request.query.patient.ids.push_back({"INSS", "62071498939", {}});
  return request;
}

v3::ListResponse response() {
  v3::ListResponse response;
  response.id = "71099911.2";
  response.author = kmehr::make_party("71099911", "orghospital", "Ziekenhuis");
  response.date = "2026-11-20";
  response.time = "10:15:01+01:00";
  const auto asked = parsed(v3::write_list_request(request()));
  response.request = native::canonical(asked.root().child(v3::kCore, "request"));
  // A client of other prefixes than ours, so that ours stay c and p in the answer.
  for (const auto& [ours, other] : {std::pair("<c:", "<q:"), std::pair("</c:", "</q:"), std::pair("xmlns:c=", "xmlns:q=")}) {
    const std::string from(ours);
    for (auto at = response.request.find(from); at != std::string::npos; at = response.request.find(from, at + 1))
      response.request.replace(at, from.size(), other);
  }
  return response;
}

model::DirectoryEntry entry() {
  model::DirectoryEntry entry;
  entry.name = {"doc-1", "HUBAID", "1999990144"};
  entry.hub_name = "Hub A";
  entry.category = "labresult";
  entry.date = "2026-02-28";
  entry.time = "08:00:00+01:00";
  entry.recorded = "2026-02-28T08:00:05+01:00";
  model::PartyClaim author = kmehr::make_party("19998133004", "persphysician", {});
  author.first_names = {"Ada"};
  author.family_name = "Fictief";
  entry.authors.push_back(author);
  entry.patient_access = false;
  entry.fetch_with = "GetTransactionSet";
  return entry;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(transaction_list)

BOOST_AUTO_TEST_CASE(a_request_comes_back_as_written) {
  auto asked = request();
  asked.header.max_rows = "50";
  asked.header.break_the_glass = "bewusteloos op spoed";
  asked.header.page_index = "100";
  asked.query.categories = {"sumehr", "labresult"};
  asked.query.begin = "2026-01-01";
  asked.query.end = "2026-02-01";
  asked.query.scope = model::SearchScope::External;
  const auto xml = v3::write_list_request(asked);
  check_v3(xml);
  const auto document = parsed(xml);
  const auto read = v3::read_list_request(document.root());
  BOOST_TEST(read.header.id == "71099911.1");
  BOOST_TEST(read.header.author.parties.size() == 2u);
  BOOST_TEST(read.header.author.parties[0].name == "Ziekenhuis & <co>");
  BOOST_TEST(read.header.author.parties[1].is_software());
  BOOST_TEST(read.header.max_rows.value() == "50");
  BOOST_TEST(read.header.page_index.value() == "100");
  BOOST_TEST(read.query.break_the_glass.value() == "bewusteloos op spoed");
  BOOST_TEST(read.query.categories == asked.query.categories, boost::test_tools::per_element());
  BOOST_TEST(read.query.end.value() == "2026-02-01");
  BOOST_TEST((read.query.scope == model::SearchScope::External));
}

BOOST_AUTO_TEST_CASE(without_search_type_the_scope_is_local) {
  auto xml = v3::write_list_request(request());
  const std::string element = "<c:searchtype>local</c:searchtype>";
  xml.erase(xml.find(element), element.size());
  const auto document = parsed(xml);
  BOOST_TEST((v3::read_list_request(document.root()).query.scope == model::SearchScope::Local));
}

BOOST_AUTO_TEST_CASE(a_response_comes_back_as_written) {
  auto told = response();
  told.complete = false;
  told.errors = {{"360", "no link", "1999990243"}, {"SLU-5002", "too slow", "vitalink"}};
  told.page = v3::PageInfo{100, 250};
  told.patient = model::FolderPatient{"62071498939", {"Testa", "Maria"}, "Patiens", "1962-07-14", "female"};
  told.entries = {entry()};
  const auto xml = v3::write_list_response(told);
  check_v3(xml);
  const auto document = parsed(xml);
  const auto read = v3::read_list_response(document.root());
  BOOST_REQUIRE(read);
  BOOST_TEST(read->request_id == "71099911.1");
  BOOST_TEST(!read->complete);
  BOOST_TEST(read->errors.size() == 2u);
  BOOST_TEST(read->errors[0].source == "1999990243");
  BOOST_TEST(read->page->total == 250);
  BOOST_TEST(read->patient->number == "62071498939");
  BOOST_TEST(read->patient->sex == "female");
  const auto& document_read = read->entries.at(0);
  BOOST_TEST(document_read.name.hub == "1999990144");
  BOOST_TEST(document_read.name.local_scheme == "HUBAID");
  BOOST_TEST(document_read.fetch_with == "GetTransactionSet");
  BOOST_TEST(!document_read.patient_access);
  BOOST_TEST(document_read.authors.at(0).family_name == "Fictief");
}

BOOST_AUTO_TEST_CASE(what_a_source_did_not_tell_is_filled_so_that_the_schema_holds) {
  auto told = response();
  model::DirectoryEntry bare;
  bare.name = {"pcdh/medicationhistory", "gfd", {}};
  bare.category = "productdelivery";
  told.entries = {bare};
  told.patient = model::FolderPatient{"62071498939", {}, {}, {}, {}};
  check_v3(v3::write_list_response(told));
}

BOOST_AUTO_TEST_CASE(an_echo_in_our_own_prefixes_stays_canonical) {
  for (const std::string prefix : {"c", "p", "cx", "k"}) {
    auto told = response();
    told.request = "<" + prefix + ":request xmlns:" + prefix + "=\"" + std::string(v3::kCore) + "\"><" + prefix +
                   ":id S=\"ID-KMEHR\" SV=\"1.0\">1.1</" + prefix + ":id></" + prefix + ":request>";
    const auto xml = v3::write_list_response(told);
    const auto document = parsed(xml);
    BOOST_TEST(native::canonical(document.root()) == xml);
  }
}

BOOST_AUTO_TEST_CASE(of_several_local_identifiers_the_source_s_own_is_taken) {
  auto told = response();
  told.entries = {entry()};
  told.patient = model::FolderPatient{"62071498939", {}, {}, {}, {}};
  auto xml = v3::write_list_response(told);
  const std::string own = "<c:id S=\"LOCAL\" SL=\"HUBAID\"";
  xml.insert(xml.find(own), "<c:id S=\"LOCAL\" SL=\"MyEmr\" SV=\"1.0\">emr-7</c:id>");
  const auto document = parsed(xml);
  BOOST_TEST(v3::read_list_response(document.root(), "HUBAID")->entries.at(0).name.id == "doc-1");
  BOOST_TEST(v3::read_list_response(document.root())->entries.at(0).name.id == "emr-7");
}

BOOST_AUTO_TEST_CASE(what_can_not_be_used_is_refused) {
  auto told = response();
  told.entries = {entry()};
  told.patient = model::FolderPatient{"62071498939", {}, {}, {}, {}};
  const auto good = v3::write_list_response(told);
  const auto spoiled = [&](const std::string& what, const std::string& by) {
    auto xml = good;
    xml.replace(xml.find(what), what.size(), by);
    const auto document = parsed(xml);
    const auto read = v3::read_list_response(document.root());
    return !read && read.error().id() == FaultId::NetworkAnswerRefused;
  };
  BOOST_TEST(spoiled("<c:date>2026-02-28</c:date>", "<c:date>2026-02-30</c:date>"));
  BOOST_TEST(spoiled("<c:iscomplete>true</c:iscomplete>", "<c:iscomplete>ja</c:iscomplete>"));
  BOOST_TEST(spoiled("S=\"CD-TRANSACTION\"", "S=\"CD-OTHER\""));
  const auto request_document = parsed(v3::write_list_request(request()));
  BOOST_TEST(!v3::read_list_response(request_document.root()));
}

BOOST_AUTO_TEST_CASE(a_document_that_nobody_can_fetch_is_counted) {
  auto told = response();
  told.entries = {entry()};
  told.patient = model::FolderPatient{"62071498939", {}, {}, {}, {}};
  auto xml = v3::write_list_response(told);
  const std::string own = "<c:id S=\"LOCAL\" SL=\"HUBAID\" SV=\"1.0\">doc-1</c:id>";
  xml.erase(xml.find(own), own.size());
  const auto document = parsed(xml);
  const auto read = v3::read_list_response(document.root());
  BOOST_REQUIRE(read);
  BOOST_TEST(read->entries.empty());
  BOOST_TEST(read->without_name == 1);
}

BOOST_AUTO_TEST_CASE(the_samples_are_read) {
  if (absent(kSamples)) return;
  const auto asked = parsed(file(kSamples + "03-GetTransactionList.local.request.xml"));
  const auto request = v3::read_list_request(asked.root());
  BOOST_TEST(request.query.categories.size() == 2u);
  BOOST_TEST(request.header.author.professional()->value("INSS").value() == "75052298760");
  const auto global = parsed(file(kSamples + "03-GetTransactionList.global.response.xml"));
  const auto list = v3::read_list_response(global.root());
  BOOST_REQUIRE(list);
  BOOST_REQUIRE(list->entries.size() == 2u);
  BOOST_TEST(list->entries[1].name.hub == "1999990243");
  BOOST_TEST(list->entries[1].name.id == "/subject/62071498939/medication-scheme");
  auto again = *list;
  again.author = kmehr::make_party("1999990144", "hub", "SYNTHETIC HUB A");
  again.request = native::canonical(asked.root().child(v3::kCore, "request"));
  check_v3(v3::write_list_response(again));
  const auto refusal = parsed(file(kSamples + "03-GetTransactionList.no-consent.response.xml"));
  BOOST_TEST(v3::read_list_response(refusal.root())->errors.at(0).code == "365");
}

BOOST_AUTO_TEST_CASE(codes_of_peers_make_the_state) {
  const auto codes = v3::PeerCodes::load(SLUIS_SOURCE_DIR "/mappings/hubservices_v3/peer_codes.table");
  using model::SourceState;
  const auto state = [&](bool complete, std::vector<std::string> errors, bool any) {
    v3::ListResponse told;
    told.complete = complete;
    for (const auto& code : errors) told.errors.push_back({code, "a text that may name the patient 62071498939", {}});
    if (any) told.entries.push_back(entry());
    return codes.status_of(told);
  };
  BOOST_TEST((state(true, {}, true).state == SourceState::Complete));
  BOOST_TEST((state(true, {}, false).state == SourceState::Empty));
  BOOST_TEST((state(true, {"200"}, true).state == SourceState::Complete));
  BOOST_TEST((state(true, {"VALID"}, false).state == SourceState::Empty));
  BOOST_TEST((state(true, {"202"}, false).state == SourceState::Empty));
  BOOST_TEST((state(false, {"360"}, false).state == SourceState::Refused));
  BOOST_TEST(state(false, {"360"}, false).code == "360");
  BOOST_TEST((state(true, {"999"}, true).state == SourceState::Partial));  // iscomplete true beside a real error
  BOOST_TEST((state(true, {"999"}, false).state == SourceState::Refused));
  BOOST_TEST((state(false, {"500"}, false).state == SourceState::Failed));
  BOOST_TEST((state(false, {"489", "406"}, false).state == SourceState::Empty));
  BOOST_TEST((state(false, {"489"}, false).state == SourceState::Failed));
  BOOST_TEST((state(false, {}, true).state == SourceState::Partial));
  BOOST_TEST((state(false, {}, false).state == SourceState::Failed));
  BOOST_TEST(state(false, {"360"}, false).text.find("6207") == std::string::npos);
  BOOST_TEST(state(false, {"62071498939"}, false).code == "?");
}

BOOST_AUTO_TEST_CASE(every_reason_has_a_code) {
  const auto codes = v3::ReasonCodes::load(SLUIS_SOURCE_DIR "/mappings/hubservices_v3/reason_codes.table");
  BOOST_TEST(codes.of("consent").code == "365");
  BOOST_TEST(codes.of("link").code == "360");
  BOOST_TEST(codes.of("something else").code == "ACCESS.REFUSED");
}

BOOST_AUTO_TEST_SUITE_END()
