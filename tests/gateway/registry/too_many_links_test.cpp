#include <boost/test/unit_test.hpp>

#include "gateway/core/calendar.hpp"
#include "gateway/registry/registration_network.hpp"
#include "tests/support/fake_registry.hpp"

using namespace sluis;

namespace {

constexpr auto kPatient = "85073099833";

// So many active links of one patient, each with another physician's number.
void fill(test::FakeRegistry& registry, int count) {
  auto& links = registry.files[kPatient].links;
  for (int i = 0; i < count; ++i) {
    model::TherapeuticLink link{.id = "link-" + std::to_string(i),
                                .version = 1,
                                .patient = *model::Ssin::parse(kPatient),
                                .patient_first_name = {},
                                .patient_family_name = {},
                                .party = {},
                                .type = "gpconsultation",
                                .start = *core::parse_date("2026-11-01"),
                                .end = *core::parse_date("2028-02-01"),
                                .comment = {},
                                .declared = {},
                                .revoked = {},
                                .ended_early = {},
                                .from_authentic_source = false,
                                .revocation_end = {}};
    link.declared.at = *core::parse_instant("2026-11-01T08:00:00Z");
    links.push_back(std::move(link));
  }
}

model::Answer asked(int count, int rows) {
  test::FakeRegistry registry;
  fill(registry, count);
  registry::RegistrationNetwork network(registry, model::BusinessErrors::load(std::string(SLUIS_SOURCE_DIR) + "/mappings/policy"), nullptr);
  model::Order order;
  order.kind = model::OrderKind::GetLinks;
  order.received = *core::parse_instant("2026-11-20T09:15:00Z");
  model::Decision decision;
  decision.verdict = model::Verdict::Permit;
  model::RegistrationQuery query{*model::Ssin::parse(kPatient), {}, {}, {}, {}};
  query.max_rows = rows;
  decision.registration = query;
  return network.exchange(order, decision, {}).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(too_many_links)

BOOST_AUTO_TEST_CASE(more_than_the_service_shows_is_told) {
  BOOST_TEST(asked(1000, 1000).errors.empty());
  const auto answer = asked(1001, 1000);
  BOOST_REQUIRE(answer.errors.size() == 1U);
  BOOST_TEST(answer.errors.front().code == "TL.OTHER.5");
  BOOST_TEST(answer.links.size() == 1000U);
  BOOST_TEST(answer.total_entries.value() == 1001);
  BOOST_TEST(asked(1000, 50).errors.empty());
  BOOST_TEST(asked(1000, 50).links.size() == 50U);
}

BOOST_AUTO_TEST_SUITE_END()
