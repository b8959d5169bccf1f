#include <boost/test/unit_test.hpp>

#include "tests/gateway/registry/contract.hpp"
#include "tests/gateway/registry/support.hpp"

namespace sluis::registry_test {
namespace {

using spi::WriteState;

WriteState put(spi::Registry& registry, const model::Party& party) {
  return registry.put_exclusion(exclusion_of(ssin(kAnna), party), by_doctor()).value().state;
}

WriteState revoke(spi::Registry& registry, const model::Party& party) {
  return registry.revoke_exclusion(exclusion_of(ssin(kAnna), party), by_doctor()).value().state;
}

void an_exclusion_stands_until_it_is_revoked(spi::Registry& registry) {
  BOOST_TEST((put(registry, doctor()) == WriteState::Stored));
  BOOST_TEST((put(registry, doctor()) == WriteState::AlreadyActive));
  BOOST_TEST((put(registry, pharmacy()) == WriteState::Stored));
  BOOST_TEST((revoke(registry, doctor()) == WriteState::Stored));
  const auto file = registry.file_of(ssin(kAnna)).value();
  BOOST_REQUIRE(file.exclusions.size() == 2u);
  BOOST_TEST(file.exclusions[0].party.key() == doctor().key());
  BOOST_TEST(file.exclusions[0].revoked.has_value());
  BOOST_TEST(file.exclusions[0].version == 2);
  BOOST_TEST(file.exclusions[1].party.key() == "nihii:27731067");
  BOOST_TEST(file.exclusions[1].party.name == "Apotheek \"De Sluis\"");
  BOOST_TEST(!file.exclusions[1].revoked);
  BOOST_TEST((put(registry, doctor()) == WriteState::Stored));
}

void nothing_to_lift_is_told_apart(spi::Registry& registry) {
  BOOST_TEST((revoke(registry, doctor()) == WriteState::NotFound));
  put(registry, doctor());
  BOOST_TEST((revoke(registry, pharmacy()) == WriteState::NotFound));
  BOOST_TEST((revoke(registry, doctor()) == WriteState::Stored));
  BOOST_TEST((revoke(registry, doctor()) == WriteState::AlreadyRevoked));
}

void a_link_survives_an_exclusion(spi::Registry& registry) {
  BOOST_REQUIRE(registry.put_link(link_of(ssin(kAnna)), by_doctor()));
  put(registry, doctor());
  BOOST_TEST(registry.file_of(ssin(kAnna)).value().links.front().active_at(by_doctor().at));
}

}  // namespace

std::vector<ContractCase> exclusion_contract() {
  return {{"an_exclusion_stands_until_it_is_revoked", an_exclusion_stands_until_it_is_revoked},
          {"nothing_to_lift_is_told_apart", nothing_to_lift_is_told_apart},
          {"a_link_survives_an_exclusion", a_link_survives_an_exclusion}};
}

}  // namespace sluis::registry_test
