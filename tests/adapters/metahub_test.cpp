#include <boost/test/unit_test.hpp>

#include "adapters/metahub/locator.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/metahub/patient_links.hpp"
#include "tests/adapters/support.hpp"

using namespace sluis;
using namespace sluis::test;
namespace metahub = mappings::metahub;

namespace {

const spi::NetworkSettings kSettings{"metahub", "metahub", "https://localhost/MetaHub/v2", "", std::chrono::seconds(2), {}};

std::string response(const std::string& echo, bool complete, const std::string& rest) {
  return "<p:GetPatientLinksResponse xmlns:p=\"" + std::string(metahub::kProtocol) + "\"><c:response xmlns:c=\"" + std::string(metahub::kCore) +
         "\">" + echo + "</c:response><c:acknowledge xmlns:c=\"" + std::string(metahub::kCore) + "\"><c:iscomplete>" +
         (complete ? "true" : "false") + "</c:iscomplete></c:acknowledge>" + rest + "</p:GetPatientLinksResponse>";
}

std::string one_link(const std::string& patient, const std::string& hub) {
  return "<p:patientlinklist><p:patientlink><p:patient><id S=\"INSS\">" + patient + "</id></p:patient><p:hcparty><id S=\"ID-HCPARTY\">" + hub +
         "</id></p:hcparty></p:patientlink></p:patientlinklist>";
}

void answer_with(House& house, bool complete, const std::string& rest) {
  house.wire.script = [=](const spi::WireRequest& request) -> Result<spi::WireReply> {
    const auto asked = native::Document::parse(body_of(request));
    return soap(response(native::canonical(asked->root().child(metahub::kCore, "request")), complete, rest));
  };
}

Result<std::vector<std::string>> ask(House& house) {
  return adapters::metahub::make_locator(kSettings, house.surroundings())->hubs_of(list_order(), soon());
}

class Memory final : public spi::HubMemory {
 public:
  std::map<std::string, spi::KnownHubs> known;
  std::string position;
  Result<std::optional<spi::KnownHubs>> hubs_of(const model::Ssin& patient) override {
    const auto found = known.find(patient.text());
    return found == known.end() ? std::optional<spi::KnownHubs>() : std::optional(found->second);
  }
  Status remember(const model::Ssin& patient, const spi::KnownHubs& hubs) override {
    known[patient.text()] = hubs;
    return Done{};
  }
  Status forget(const model::Ssin& patient) override {
    known.erase(patient.text());
    return Done{};
  }
  Status forget_all() override {
    known.clear();
    return Done{};
  }
  Result<std::string> feed_position() override { return position; }
  Status set_feed_position(const std::string& to) override {
    position = to;
    return Done{};
  }
};

using Settings = std::map<std::string, std::string>;

// A metahub with a feed: `changes` are the patients that changed since the position asked for.
struct Followed {
  House house;
  Memory memory;
  std::vector<std::string> changes;
  bool gap = false;
  int links_asked = 0;
  std::unique_ptr<spi::RememberingLocator> locator;

  explicit Followed(Settings extra = {}) {
    house.wire.script = [this](const spi::WireRequest& request) -> Result<spi::WireReply> {
      const auto asked = native::Document::parse(body_of(request));
      const auto echo = native::canonical(asked->root().child(metahub::kCore, "request"));
      if (asked->root().name() == "GetPatientLinksRequest") {
        ++links_asked;
        return soap(response(echo, true, one_link(kPatient, "1999990144")));
      }
      std::string list;
      for (const auto& patient : changes) list += "<p:patientlink><p:patient><id S=\"INSS\">" + patient + "</id></p:patient></p:patientlink>";
      auto body = response(echo, true, "<p:position>7</p:position><p:gap>" + std::string(gap ? "true" : "false") + "</p:gap><p:patientlinklist>" + list + "</p:patientlinklist>");
      for (std::size_t at; (at = body.find("GetPatientLinksResponse")) != std::string::npos;) body.replace(at, 23, "GetMetaHubDeltaResponse");
      return soap(body);
    };
    auto settings = kSettings;
    settings.extra = std::move(extra);
    auto surroundings = house.surroundings();
    surroundings.hub_memory = &memory;
    locator = adapters::metahub::make_locator(settings, surroundings);
  }
  spi::Located located() {
    auto found = locator->locate(list_order(), soon());
    BOOST_REQUIRE(found);
    return std::move(*found);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(metahub_locator)

BOOST_AUTO_TEST_CASE(the_hubs_of_the_patient_are_named) {
  House house;
  answer_with(house, true, one_link(kPatient, "1999990144"));
  const auto hubs = ask(house);
  BOOST_REQUIRE(hubs);
  BOOST_TEST(*hubs == std::vector<std::string>{"1999990144"}, boost::test_tools::per_element());
  BOOST_TEST(house.wire.sent.at(0).headers.at(0).second == "\"" + std::string(metahub::kAction) + "\"");
}

BOOST_AUTO_TEST_CASE(a_patient_whom_no_hub_knows_has_none) {
  House house;
  answer_with(house, true, "<p:patientlinklist></p:patientlinklist>");
  const auto hubs = ask(house);
  BOOST_REQUIRE(hubs);
  BOOST_TEST(hubs->empty());
}

BOOST_AUTO_TEST_CASE(whatever_else_is_a_fault_so_that_all_hubs_are_asked) {
  House house;
  answer_with(house, false, "");
  BOOST_TEST((ask(house).error().id() == FaultId::NetworkFault));
  answer_with(house, true, one_link("75052298760", "1999990144"));
  BOOST_TEST((ask(house).error().id() == FaultId::NetworkAnswerRefused));
  house.wire.script = [](const spi::WireRequest&) -> Result<spi::WireReply> { return soap(soap_fault("SOA-01002"), 500); };
  BOOST_TEST((ask(house).error().id() == FaultId::NetworkFault));
  house.wire.script = [](const spi::WireRequest&) -> Result<spi::WireReply> {
    const auto foreign = "<c:request xmlns:c=\"" + std::string(metahub::kCore) + "\"><c:id>1.1</c:id></c:request>";
    return soap(response(foreign, true, one_link(kPatient, "1999990144")));
  };
  BOOST_TEST((ask(house).error().id() == FaultId::NetworkAnswerRefused));
}

BOOST_AUTO_TEST_CASE(an_answer_is_remembered_up_to_its_age) {
  Followed at(Settings{{"remember_minutes", "10"}});
  BOOST_TEST(!at.located().remembered_since);
  const auto told = at.house.clock.now();
  at.house.clock.advance(std::chrono::minutes(9));
  const auto again = at.located();
  BOOST_TEST((again.remembered_since == told));
  BOOST_TEST(again.hubs == std::vector<std::string>{"1999990144"}, boost::test_tools::per_element());
  BOOST_TEST(at.links_asked == 1);
  at.house.clock.advance(std::chrono::minutes(1));
  BOOST_TEST(!at.located().remembered_since);
  BOOST_TEST(at.links_asked == 2);
}

BOOST_AUTO_TEST_CASE(nothing_is_remembered_when_the_setting_says_so) {
  Followed at(Settings{{"remember_minutes", "0"}});
  at.located();
  BOOST_TEST(!at.located().remembered_since);
  BOOST_TEST(at.memory.known.empty());
}

BOOST_AUTO_TEST_CASE(a_change_in_the_feed_forgets_its_patient_and_a_gap_everybody) {
  Followed at;
  at.located();
  at.memory.known["75052298760"] = {{"1999990243"}, at.house.clock.now()};
  at.changes = {kPatient};
  at.house.clock.advance(std::chrono::seconds(61));
  BOOST_TEST(!at.located().remembered_since);
  BOOST_TEST(at.memory.known.contains("75052298760"));
  at.changes.clear();
  at.gap = true;
  at.house.clock.advance(std::chrono::seconds(61));
  BOOST_TEST(!at.located().remembered_since);
  BOOST_TEST(!at.memory.known.contains("75052298760"));
  BOOST_TEST(at.memory.position == "7");
}

BOOST_AUTO_TEST_CASE(hubs_that_are_not_configured_can_be_ignored) {
  BOOST_TEST(Followed(Settings{{"unknown_hubs", "ignore"}, {"configured_hubs", "1999990243"}}).located().hubs.empty());
  BOOST_TEST(Followed(Settings{{"unknown_hubs", "ignore"}, {"configured_hubs", "1999990243,1999990144"}}).located().hubs.size() == 1u);
  BOOST_TEST(Followed(Settings{{"unknown_hubs", "report"}, {"configured_hubs", "1999990243"}}).located().hubs.size() == 1u);
  BOOST_CHECK_THROW(Followed(Settings{{"unknown_hubs", "maybe"}}), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
