#include <boost/test/unit_test.hpp>

#include "gateway/routing/document_finder.hpp"
#include "tests/gateway/routing/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

class PlainRandom final : public core::Random {
 public:
  std::vector<std::uint8_t> bytes(std::size_t count) override { return std::vector<std::uint8_t>(count, 7); }
};

struct Finding : House {
  PlainRandom random;
  std::vector<model::Order> asked;
  std::unique_ptr<routing::Router> open;
  const model::Ssin patient = model::Ssin::parse(kPatient).value();

  Behaviour keeps(std::vector<model::DirectoryEntry> entries) {
    return [this, entries](const model::Order& order) -> Result<model::Answer> {
      asked.push_back(order);
      return answer_of(entries);
    };
  }
  Result<std::optional<model::DirectoryEntry>> find(const std::string& id, const std::string& at) {
    if (!open) open = router();
    routing::DocumentFinder finder(*open, {"71089914", "hub"}, clock, random);
    const auto scheme = entry(id, at, "2026-10-01").name.local_scheme;
    return finder.find({id, scheme, at}, patient);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(document_finder, Finding)

BOOST_AUTO_TEST_CASE(the_hub_that_is_named_is_asked_and_no_other) {
  networks.push_back(hub(kHubA, [](const model::Order&) -> Result<model::Answer> { return Fault(FaultId::Internal, "not asked"); }));
  networks.push_back(hub(kHubB, keeps({entry("1", kHubB, "2026-10-01", "horoscope"), entry("2", kHubB, "2026-10-02")})));
  const auto found = find("1", kHubB).value();
  BOOST_REQUIRE(found);
  BOOST_TEST(found->category == "horoscope");
  BOOST_REQUIRE(asked.size() == 1U);
  BOOST_TEST(asked.front().patient_number() == kPatient);
  BOOST_TEST(asked.front().caller.organisation->number == "71089914");
}

BOOST_AUTO_TEST_CASE(what_is_not_in_the_list_is_not_known) {
  networks.push_back(hub(kHubB, keeps({entry("2", kHubB, "2026-10-02")})));
  BOOST_TEST(!find("1", kHubB).value());
  BOOST_TEST(!find("1", kHubA).value());
  BOOST_TEST(!find("1", "").value());
}

BOOST_AUTO_TEST_CASE(a_name_without_hub_is_looked_for_where_its_scheme_is_used) {
  const auto naming = [&](const std::string& id) {
    spi::NetworkSettings settings{"hub " + id, "hub", "https://localhost/hub", "hub:" + id, std::chrono::seconds(60), {{"hub_id", id}, {"sl", "HUBAID"}}};
    return std::make_unique<FakeNetwork>(std::move(settings), keeps({entry("1", id, "2026-10-01")}));
  };
  networks.push_back(hub(kHubA, [](const model::Order&) -> Result<model::Answer> { return Fault(FaultId::Internal, "not asked"); }));
  networks.push_back(naming(kHubB));
  const auto found = find("1", "").value();
  BOOST_REQUIRE(found);
  BOOST_TEST(found->name.hub == kHubB);
  open.reset();
  networks.push_back(naming(kHubA));
  networks.push_back(naming(kHubB));
  BOOST_TEST(!find("1", "").value());  // several would do: nothing is guessed
}

BOOST_AUTO_TEST_CASE(a_hub_that_fails_or_lies_is_a_fault) {
  networks.push_back(hub(kHubA, [](const model::Order&) -> Result<model::Answer> { return Fault(FaultId::NetworkFault, "as told"); }));
  networks.push_back(hub(kHubB, [](const model::Order&) -> Result<model::Answer> {
    return answer_of({entry("1", kHubB, "2026-10-01")}, "62071498840");
  }));
  BOOST_TEST(!find("1", kHubA));
  BOOST_TEST(!find("1", kHubB));
}

BOOST_AUTO_TEST_SUITE_END()
