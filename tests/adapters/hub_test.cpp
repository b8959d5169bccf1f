#include <boost/test/unit_test.hpp>

#include <filesystem>

#include "gateway/core/installed.hpp"
#include "gateway/native/schema.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"
#include "mappings/kmehr/party.hpp"
#include "tests/adapters/support.hpp"

using namespace sluis;
using namespace sluis::test;
using model::SourceState;
namespace v3 = mappings::hubservices_v3;
namespace kmehr = mappings::kmehr;

namespace {

spi::NetworkSettings settings(const std::string& kind = "hub") {
  return {"a", kind, "https://localhost/IntraHub/v3", "", std::chrono::seconds(5),
          {{"hub_id", "1999990144"}, {"sl", kind == "hub" ? "HUBAID" : ""}, {"title", "Hub A"}, {"identity", "hospital"}, {"trusted_roots", "/roots.pem"}}};
}

model::DirectoryEntry entry(const std::string& id, const std::string& category = "labresult") {
  model::DirectoryEntry entry;
  entry.name = {id, "HUBAID", "1999990144"};
  entry.hub_name = "Hub A";
  entry.category = category;
  entry.date = "2026-02-28";
  entry.authors.push_back(kmehr::make_party("19998133004", "persphysician", {}));
  return entry;
}

v3::ListResponse told(std::vector<model::DirectoryEntry> entries) {
  v3::ListResponse response;
  response.id = "1999990144.7";
  response.author = kmehr::make_party("1999990144", "hub", "Hub A");
  response.date = "2026-11-20";
  response.time = "10:15:00+01:00";
  response.patient = model::FolderPatient{kPatient, {"Testa"}, "Patiens", "1962-07-14", "female"};
  response.entries = std::move(entries);
  return response;
}

// The hub of the script: echoes the request and answers with what the test prepared, page after page.
void answer_with(House& house, std::vector<v3::ListResponse> pages) {
  house.wire.script = [pages, at = std::size_t{0}](const spi::WireRequest& request) mutable -> Result<spi::WireReply> {
    const auto asked = native::Document::parse(body_of(request));
    auto page = pages.at(std::min(at++, pages.size() - 1));
    page.request = native::canonical(asked->root().child(v3::kCore, "request"));
    return soap(v3::write_list_response(page));
  };
}

Result<model::Answer> ask(House& house, const spi::NetworkSettings& of, const model::Order& order = list_order()) {
  return make_network(of, house.surroundings())->exchange(order, {}, soon());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hub)

BOOST_AUTO_TEST_CASE(a_list_becomes_entries_of_this_source) {
  House house;
  answer_with(house, {told({entry("1"), entry("2")})});
  const auto answer = ask(house, settings());
  BOOST_REQUIRE(answer);
  BOOST_TEST(answer->entries.size() == 2u);
  BOOST_TEST(answer->entries[0].sources.at(0) == "hub:1999990144");
  BOOST_TEST(answer->patient->number == kPatient);
  BOOST_TEST((answer->sources.at(0).state == SourceState::Complete));
}

BOOST_AUTO_TEST_CASE(the_request_names_us_the_caller_and_the_program_and_is_signed) {
  House house;
  answer_with(house, {told({})});
  auto order = list_order();
  std::get<model::ReferenceQuery>(order.content).break_the_glass = "bewusteloos op spoed";
  BOOST_REQUIRE(ask(house, settings(), order));
  const auto& sent = house.wire.sent.at(0);
  BOOST_TEST(house.tokens.asked == "hospital");
  BOOST_TEST(sent.trusted_roots == "/roots.pem");
  BOOST_TEST(sent.headers.at(0).second == "\"urn:be:fgov:ehealth:intrahub:protocol:v3:GetTransactionList\"");
  BOOST_TEST(sent.body.find("SignatureValue") != std::string::npos);
  const auto document = native::Document::parse(body_of(sent));
  const auto request = v3::read_list_request(document->root());
  const auto& parties = request.header.author.parties;
  BOOST_REQUIRE(parties.size() == 3u);
  BOOST_TEST(parties[0].value("ID-HCPARTY").value() == "71099911");
  BOOST_TEST(parties[1].value("INSS").value() == "75052298760");
  BOOST_TEST(parties[2].is_software());
  BOOST_TEST(request.header.id.size() <= 50u);
  BOOST_TEST(request.header.break_the_glass.value() == "bewusteloos op spoed");
  BOOST_TEST((request.query.scope == model::SearchScope::Local));
  BOOST_TEST(request.query.patient.ids.size() == 1u);
  for (const std::string path : {SLUIS_SOURCE_DIR "/mappings/hubservices_v3/protocol.xsd",
                                 SLUIS_SOURCE_DIR "/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-3_5.xsd"}) {
    if (!std::filesystem::exists(path)) continue;
    const auto schema = native::Schema::compile({path});
    BOOST_REQUIRE(schema);
    for (const auto& error : schema->validate(document->root())) BOOST_ERROR(error.path << ": " << error.expected);
  }
}

BOOST_AUTO_TEST_CASE(an_organisation_is_named_with_the_person_before_its_counter) {
  House house;
  answer_with(house, {told({})});
  auto order = list_order();
  order.caller = {};
  order.caller.category = "orghospital";
  order.caller.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, "71099912"};
  auto person = kmehr::make_party("19998133004", "persnurse", {});
  order.header.author.parties = {kmehr::make_party("71099912", "orghospital", "Ander ziekenhuis"), person};
  BOOST_REQUIRE(ask(house, settings(), order));
  const auto document = native::Document::parse(body_of(house.wire.sent.at(0)));
  const auto parties = v3::read_list_request(document->root()).header.author.parties;
  BOOST_REQUIRE(parties.size() == 4u);
  BOOST_TEST(parties[1].name == "Ander ziekenhuis");
  BOOST_TEST(parties[2].category() == "persnurse");
}

BOOST_AUTO_TEST_CASE(all_pages_are_asked) {
  House house;
  auto first = told({entry("1"), entry("2")});
  auto second = told({entry("3")});
  first.page = second.page = v3::PageInfo{2, 3};
  answer_with(house, {first, second});
  const auto answer = ask(house, settings());
  BOOST_REQUIRE(answer);
  BOOST_REQUIRE(answer->entries.size() == 3u);
  BOOST_TEST(answer->entries[2].name.id == "3");
  const auto document = native::Document::parse(body_of(house.wire.sent.at(1)));
  BOOST_TEST(v3::read_list_request(document->root()).header.page_index.value() == "2");
}

BOOST_AUTO_TEST_CASE(a_list_that_never_ends_is_partial) {
  House house;
  auto page = told({entry("1")});
  page.page = v3::PageInfo{1, 100000};
  answer_with(house, {page});
  const auto answer = ask(house, settings());
  BOOST_REQUIRE(answer);
  BOOST_TEST((answer->sources.at(0).state == SourceState::Partial));
  BOOST_TEST(house.wire.sent.size() == 50u);
}

BOOST_AUTO_TEST_CASE(a_refusal_keeps_its_code_and_loses_its_words) {
  House house;
  auto refusal = told({});
  refusal.complete = false;
  refusal.errors = {{"360", "no link for 62071498939", {}}};
  answer_with(house, {refusal});
  const auto answer = ask(house, settings());
  BOOST_REQUIRE(answer);
  BOOST_TEST((answer->sources.at(0).state == SourceState::Refused));
  BOOST_TEST(answer->sources.at(0).code == "360");
  BOOST_TEST(answer->sources.at(0).text.find(kPatient) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(soap_faults_are_refusals_or_failures) {
  House house;
  house.wire.script = [](const spi::WireRequest&) -> Result<spi::WireReply> { return soap(soap_fault("SOA-01002"), 500); };
  const auto refused = ask(house, settings());
  BOOST_REQUIRE(refused);
  BOOST_TEST((refused->sources.at(0).state == SourceState::Refused));
  BOOST_TEST(refused->sources.at(0).code == "SOA-01002");
  house.wire.script = [](const spi::WireRequest&) -> Result<spi::WireReply> { return soap(soap_fault("SOA-02001"), 500); };
  const auto failed = ask(house, settings());
  BOOST_REQUIRE(!failed);
  BOOST_TEST((failed.error().id() == FaultId::NetworkFault));
  BOOST_TEST(failed.error().network() == "hub:1999990144");
}

BOOST_AUTO_TEST_CASE(an_answer_that_can_not_be_used_is_refused) {
  House house;
  const auto fault_of = [&](ScriptedWire::Script script) {
    house.wire.script = std::move(script);
    const auto answer = ask(house, settings());
    return answer ? FaultId::Internal : answer.error().id();
  };
  const auto gives = [](spi::WireReply reply) { return [reply](const spi::WireRequest&) -> Result<spi::WireReply> { return reply; }; };
  BOOST_TEST((fault_of(gives({200, "text/xml", "no xml"})) == FaultId::NetworkAnswerRefused));
  BOOST_TEST((fault_of(gives({503, "text/html", "down"})) == FaultId::NetworkFault));
  BOOST_TEST((fault_of(gives({500, "text/html", "down"})) == FaultId::NetworkFault));
  BOOST_TEST((fault_of(gives(soap("<a></a>"))) == FaultId::NetworkAnswerRefused));  // not of the schema
  BOOST_TEST((fault_of([](const spi::WireRequest&) -> Result<spi::WireReply> { return Fault(FaultId::NetworkUnreachable); }) ==
              FaultId::NetworkUnreachable));
  // the answer to somebody else's question
  BOOST_TEST((fault_of([](const spi::WireRequest&) -> Result<spi::WireReply> {
                v3::ListRequest other;
                other.header.id = "1.1";
                other.header.date = "2026-11-20";
                other.header.time = "10:15:00";
                other.header.author.parties.push_back(kmehr::make_party("1", "hub", {}));
                auto response = told({entry("1")});
                const auto asked = native::Document::parse(v3::write_list_request(other));
                response.request = native::canonical(asked->root().child(v3::kCore, "request"));
                return soap(v3::write_list_response(response));
              }) == FaultId::NetworkAnswerRefused));
}

BOOST_AUTO_TEST_CASE(without_a_token_nothing_is_sent) {
  House house;
  house.tokens.answer = Fault(FaultId::TokenServiceFault);
  house.wire.script = [](const spi::WireRequest&) -> Result<spi::WireReply> { return Fault(FaultId::Internal); };
  BOOST_TEST((ask(house, settings()).error().id() == FaultId::TokenServiceFault));
  BOOST_TEST(house.wire.sent.empty());
}

BOOST_AUTO_TEST_CASE(vitalink_has_names_of_its_own) {
  House house;
  auto screening = entry("/subject/62071498939/population-based-screening/1/1", "populationbasedscreeningscheme");
  screening.name.local_scheme = "vitalinkuri";
  answer_with(house, {told({screening})});
  auto order = list_order();
  std::get<model::ReferenceQuery>(order.content).categories = {"population-based-screening", "sumehr"};
  const auto answer = ask(house, settings("vitalink"), order);
  BOOST_REQUIRE(answer);
  BOOST_TEST(answer->entries.at(0).category == "population-based-screening");
  BOOST_TEST(answer->sources.at(0).source == "vitalink:1999990144");
  const auto document = native::Document::parse(body_of(house.wire.sent.at(0)));
  const auto asked = v3::read_list_request(document->root()).query.categories;
  BOOST_TEST(asked == (std::vector<std::string>{"populationbasedscreeningscheme", "sumehr"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_wrong_setting_names_its_key) {
  House house;
  auto wrong = settings();
  wrong.extra["hub_id"] = "1999990145";
  BOOST_CHECK_EXCEPTION(make_network(wrong, house.surroundings()), std::runtime_error,
                        [](const auto& e) { return std::string(e.what()).find("hub_id") != std::string::npos; });
  wrong = settings();
  wrong.url.clear();
  BOOST_CHECK_EXCEPTION(make_network(wrong, house.surroundings()), std::runtime_error,
                        [](const auto& e) { return std::string(e.what()).find("url") != std::string::npos; });
}

BOOST_AUTO_TEST_SUITE_END()
