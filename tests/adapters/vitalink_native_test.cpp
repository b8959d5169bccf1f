#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "mappings/vitalink/native_message.hpp"
#include "tests/adapters/support.hpp"

using namespace sluis;
using namespace sluis::test;
namespace native_model = mappings::vitalink;

namespace {

constexpr auto kBase = "/subject/62071498939/medication-scheme";

std::string transaction(const std::string& number, const std::string& ids, const std::string& type, const std::string& more = {}) {
  return "<transaction><id S=\"ID-KMEHR\" SV=\"1.0\">" + number + "</id>" + ids + "<cd S=\"CD-TRANSACTION\" SV=\"1.4\">" + type +
         "</cd><date>2026-11-0" + number + "</date><time>09:15:00+01:00</time><author><hcparty><id S=\"ID-HCPARTY\" SV=\"1.0\">"
         "19998133004</id><cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</cd></hcparty></author><iscomplete>true</iscomplete>"
         "<isvalidated>true</isvalidated>" + more + "</transaction>";
}
std::string uri(const std::string& text) { return "<id S=\"LOCAL\" SL=\"vitalinkuri\" SV=\"1.0\">" + text + "</id>"; }

std::string message(const std::string& transactions, const std::string& patient = kPatient) {
  return "<kmehrmessage xmlns=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"><header><id S=\"ID-KMEHR\" SV=\"1.0\">1</id>"
         "</header><folder><id S=\"ID-KMEHR\" SV=\"1.0\">1</id><patient><id S=\"INSS\" SV=\"1.0\">" + patient +
         "</id></patient>" + transactions + "</folder></kmehrmessage>";
}

// A vault with the entries of one scheme, two a page.
struct WithVault {
  House house;
  std::vector<native_model::DataEntry> entries;
  int version = 4;
  std::string fails;  // code that a store answers
  std::string other_subject;
  std::unique_ptr<spi::Network> network;

  WithVault() {
    house.wire.script = [this](const spi::WireRequest& sent) -> Result<spi::WireReply> {
      const auto document = native::Document::parse(sent.body);
      const auto request = native_model::read_native_request(document->root());
      BOOST_REQUIRE(request.has_value());
      return spi::WireReply{200, "text/xml", native_model::write_native(answer(*request))};
    };
    spi::NetworkSettings settings;
    settings.name = "vault";
    settings.kind = "vitalink";
    settings.url = "https://connector.example/native";
    settings.extra = {{"hub_id", "1999990243"}, {"door", "native"}};
    network = make_network(settings, house.surroundings());
    for (const auto* number : {"2", "3", "4"})
      entries.push_back({std::string(kBase) + "/" + number + "/1", {}, {}, {}, message(transaction(number, {}, "medicationschemeelement"))});
  }

  native_model::NativeResponse answer(const native_model::NativeRequest& request) {
    native_model::NativeResponse response;
    response.call = request.call;
    response.client_id = request.client_id;
    response.server_id = "s";
    response.code = "200";
    response.message = "OK";
    response.subject = other_subject.empty() ? request.subject : other_subject;
    if (request.call == native_model::NativeCall::Fetch) {
      response.last_updated = "2026-11-20T10:00:00+01:00";
      response.version = 9;
      if (request.page->uri == kBase) response.nodes.push_back(page(request.page->index));
    } else if (request.call == native_model::NativeCall::Remove) {
      std::erase_if(entries, [&](const auto& entry) { return entry.uri == request.uri; });
    } else if (!fails.empty()) {
      response.code = "489";
      response.errors.push_back({fails, "no", "2", "DATA_ENTRY"});
    } else {
      for (const auto& entry : request.entries) response.entries.push_back({std::string(kBase) + "/77/1", entry.reference, 5, {}, {}});
    }
    return response;
  }

  native_model::NativeNode page(int index) const {
    native_model::NativeNode node{"medication-scheme", version, {kBase, index, 2, static_cast<int>(entries.size())}, {}};
    for (std::size_t i = static_cast<std::size_t>(index - 1) * 2; i < entries.size() && node.entries.size() < 2; ++i)
      node.entries.push_back(entries[i]);
    return node;
  }

  model::Order order(model::OrderKind kind, const std::string& body) {
    auto order = list_order();
    order.kind = kind;
    model::HubOrder content;
    content.patient = model::PatientClaim{{{"INSS", kPatient, {}}}, {}, {}};
    content.categories = {"medicationscheme"};
    content.body = body;
    content.opens_answer = true;
    order.content = std::move(content);
    return order;
  }
  Result<model::Answer> ask(const model::Order& order) { return network->exchange(order, {}, soon()); }
  Result<model::Answer> put(const std::string& version_text, const std::string& elements) {
    return ask(order(model::OrderKind::PutTransactionSet,
                     message(transaction("1", {}, "medicationscheme", "<version>" + version_text + "</version>") + elements)));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(vitalink_native, WithVault)

BOOST_AUTO_TEST_CASE(a_scheme_is_one_reference) {
  const auto answer = ask(list_order());
  BOOST_REQUIRE(answer.has_value());
  BOOST_REQUIRE(answer->entries.size() == 1U);
  BOOST_TEST(answer->entries.front().name.id == kBase);
  BOOST_TEST(answer->entries.front().date == "2026-11-04");
  BOOST_TEST(answer->entries.front().fetch_with == "GetTransactionSet");
  BOOST_TEST((answer->sources.front().state == model::SourceState::Complete));
}

BOOST_AUTO_TEST_CASE(a_scheme_is_read_whole_over_its_pages) {
  const auto answer = ask(order(model::OrderKind::GetTransactionSet, ""));
  BOOST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->body.find("version>4<") != std::string::npos);
  for (const auto* number : {"/2/1", "/3/1", "/4/1"}) BOOST_TEST(answer->body.find(kBase + std::string(number)) != std::string::npos);
  entries.clear();
  const auto none = ask(order(model::OrderKind::GetTransactionSet, ""));
  BOOST_REQUIRE(none.has_value());
  BOOST_TEST(none->errors.front().code == "406");
}

BOOST_AUTO_TEST_CASE(business_data_of_another_patient_is_refused) {
  entries.front().business_data = message(transaction("2", {}, "medicationschemeelement"), "85073099833");
  const auto answer = ask(order(model::OrderKind::GetTransactionSet, ""));
  BOOST_REQUIRE(!answer.has_value());
  BOOST_TEST((answer.error().id() == FaultId::NetworkAnswerRefused));
  other_subject = "85073099833";
  BOOST_TEST(!ask(list_order()).has_value());
}

BOOST_AUTO_TEST_CASE(a_set_replaces_the_whole) {
  const auto kept = transaction("2", uri(std::string(kBase) + "/2/1"), "medicationschemeelement");
  const auto answer = put("4", kept + transaction("3", {}, "medicationschemeelement"));
  BOOST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->errors.empty());
  BOOST_TEST(answer->body.find(std::string(kBase) + "/2/1") != std::string::npos);
  BOOST_TEST(answer->body.find(std::string(kBase) + "/77/1") != std::string::npos);
  BOOST_TEST(entries.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stale_set_changes_nothing) {
  const auto answer = put("3", "");
  BOOST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->errors.front().code == "489");
  BOOST_TEST(entries.size() == 3U);
  fails = "415";
  const auto refused = put("4", transaction("2", {}, "medicationschemeelement"));
  BOOST_REQUIRE(refused.has_value());
  BOOST_TEST(!refused->errors.empty());
  BOOST_TEST(entries.size() == 3U);
}

BOOST_AUTO_TEST_CASE(the_latest_update_has_the_version_of_the_scheme) {
  const auto answer = ask(order(model::OrderKind::GetLatestUpdate, ""));
  BOOST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->body.find("version>4<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_the_two_doors_exist) {
  spi::NetworkSettings settings;
  settings.name = "vault";
  settings.kind = "vitalink";
  settings.url = "https://connector.example/native";
  settings.extra = {{"hub_id", "1999990243"}, {"door", "other"}};
  BOOST_CHECK_THROW(make_network(settings, house.surroundings()), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
