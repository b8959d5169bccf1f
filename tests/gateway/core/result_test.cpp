#include "gateway/core/result.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>

#include "gateway/core/group_commit.hpp"

using namespace sluis;

BOOST_AUTO_TEST_SUITE(result)

BOOST_AUTO_TEST_CASE(a_value_or_a_fault) {
  Result<std::unique_ptr<int>> value = std::make_unique<int>(3);
  BOOST_TEST(value.has_value());
  BOOST_TEST(**value == 3);
  const auto taken = std::move(value).value();
  BOOST_TEST(*taken == 3);
  const Result<int> fault = Fault(FaultId::NoRoute, "nowhere");
  BOOST_TEST(!fault);
  BOOST_TEST(fault.error().log_text() == "nowhere");
}

BOOST_AUTO_TEST_CASE(jobs_that_wait_together_are_committed_together_in_order) {
  std::promise<void> first_in_commit;
  std::promise<void> go_on;
  std::vector<std::vector<int>> batches;
  core::GroupCommit<const int> group(2, [&](std::span<const int* const> batch) {
    if (batches.empty()) {
      first_in_commit.set_value();
      go_on.get_future().wait();
    }
    batches.emplace_back();
    for (const auto* job : batch) batches.back().push_back(*job);
  });
  const int first = 1, others[] = {2, 3, 4};
  std::vector<std::thread> callers;
  callers.emplace_back([&] { group.run(first); });
  first_in_commit.get_future().wait();
  for (const auto& job : others) callers.emplace_back([&] { group.run(job); });
  go_on.set_value();
  for (auto& caller : callers) caller.join();
  std::size_t jobs = 0;
  for (const auto& batch : batches) {
    BOOST_TEST(batch.size() <= 2u);
    jobs += batch.size();
  }
  BOOST_TEST(jobs == 4u);
  BOOST_TEST((batches.front() == std::vector<int>{1}));
}

BOOST_AUTO_TEST_SUITE_END()
