#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <barrier>
#include <set>
#include <thread>

#include "gateway/core/clock.hpp"
#include "gateway/registry/registration_network.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"
#include "tests/gateway/registry/support_naive.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using model::OrderKind;

namespace {

using Outcomes = std::pair<std::string, std::string>;

struct Pair {
  Kind kind;
  OrderKind put;
  OrderKind revoke;
  std::string exists;  // codes of the service
  std::string none;
  std::string revoked;
};

const Pair kPairs[] = {{Kind::Consent, OrderKind::PutConsent, OrderKind::RevokeConsent, "MH2.ACCESS.8", "MH2.ACCESS.9", "MH2.ACCESS.9"},
                       {Kind::Link, OrderKind::PutLink, OrderKind::RevokeLink, "TL.ACCESS.10", "TL.ACCESS.11", "TL.ACCESS.12"},
                       {Kind::Exclusion, OrderKind::PutExclusion, OrderKind::RevokeExclusion, "EX.ACCESS.10", "EX.ACCESS.11", "EX.ACCESS.11"}};

struct Fixture {
  // Two programs on one file.
  Fixture() {
    for (auto& client : clients) {
      client.store = place.open(clock, random);
      client.network = std::make_unique<registry::RegistrationNetwork>(
          *client.store, model::BusinessErrors::load(SLUIS_SOURCE_DIR "/mappings/policy"), nullptr);
    }
  }

  struct Client {
    std::unique_ptr<registry::Store> store;
    std::unique_ptr<registry::RegistrationNetwork> network;
  };

  // The code that the order gets, "ok" when it is done.
  std::string send(Client& client, const Pair& pair, bool put, const model::Ssin& who) {
    model::Order order;
    order.kind = put ? pair.put : pair.revoke;
    order.received = moment("2026-11-20T09:15:00Z");
    order.header.author = doctor_as_author();
    model::Decision decision;
    decision.verdict = model::Verdict::Permit;
    if (pair.kind == Kind::Consent) {
      decision.registration = put ? consent_of(who) : revocation_of(who);
    } else if (pair.kind == Kind::Link) {
      decision.registration = put ? link_of(who) : end_of(who);
    } else {
      decision.registration = exclusion_of(who, doctor());
    }
    const auto answer = client.network->exchange(order, decision, {});
    if (!answer) return answer.error().number();
    return answer->errors.empty() ? "ok" : answer->errors.front().code;
  }

  // Both at the same moment, each through its own program.
  Outcomes at_once(const Pair& pair, bool first_puts, bool second_puts, const model::Ssin& who) {
    std::barrier start(2);
    Outcomes outcomes;
    std::thread other([&] {
      start.arrive_and_wait();
      outcomes.second = send(clients[1], pair, second_puts, who);
    });
    start.arrive_and_wait();
    outcomes.first = send(clients[0], pair, first_puts, who);
    other.join();
    return outcomes;
  }

  int active(const Pair& pair, const model::Ssin& who) {
    const auto file = clients[0].store->file_of(who).value();
    const auto stands = [](const auto& one) { return !one.revoked; };
    if (pair.kind == Kind::Consent) return static_cast<int>(std::ranges::count_if(file.consents, stands));
    if (pair.kind == Kind::Link) return static_cast<int>(std::ranges::count_if(file.links, stands));
    return static_cast<int>(std::ranges::count_if(file.exclusions, stands));
  }

  Place place;
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  Client clients[2];
  int next_patient = 0;
};

// The clients' programs one after the other in every order that keeps each program's own.
void merge_all(const std::vector<Act>& one, const std::vector<Act>& other, std::size_t i, std::size_t j, Naive state,
               std::vector<std::string> seen, const std::vector<std::string>& observed, const std::string& final_view, bool& fits) {
  if (fits) return;
  if (i == one.size() && j == other.size()) {
    fits = seen == observed && state.view() == final_view;
    return;
  }
  const auto step = [&](const Act& act, std::size_t place, std::size_t next_i, std::size_t next_j) {
    auto after = state;
    auto results = seen;
    results[place] = after.apply(act);
    if (results[place] == observed[place]) merge_all(one, other, next_i, next_j, after, results, observed, final_view, fits);
  };
  if (i < one.size()) step(one[i], i, i + 1, j);
  if (j < other.size()) step(other[j], one.size() + j, i, j + 1);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(races, Fixture, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(of_two_who_declare_one_wins) {
  for (const auto& pair : kPairs) {
    for (int i = 0; i < 15; ++i) {
      const auto who = patient(next_patient++);
      const auto outcomes = at_once(pair, true, true, who);
      BOOST_TEST((std::multiset<std::string>{outcomes.first, outcomes.second} == std::multiset<std::string>{"ok", pair.exists}),
                 outcomes.first << " and " << outcomes.second);
      BOOST_TEST(active(pair, who) == 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(of_two_who_revoke_one_wins) {
  for (const auto& pair : kPairs) {
    for (int i = 0; i < 15; ++i) {
      const auto who = patient(next_patient++);
      BOOST_REQUIRE(send(clients[0], pair, true, who) == "ok");
      const auto outcomes = at_once(pair, false, false, who);
      BOOST_TEST((std::multiset<std::string>{outcomes.first, outcomes.second} == std::multiset<std::string>{"ok", pair.revoked}),
                 outcomes.first << " and " << outcomes.second);
      BOOST_TEST(active(pair, who) == 0);
    }
  }
}

// Who comes first decides: the answers tell the order, and what is left fits it.
BOOST_AUTO_TEST_CASE(one_declares_while_another_revokes) {
  for (const auto& pair : kPairs) {
    for (int i = 0; i < 15; ++i) {
      const bool active_before = i % 2 == 0;
      const auto who = patient(next_patient++);
      if (active_before) BOOST_REQUIRE(send(clients[0], pair, true, who) == "ok");
      const auto outcomes = at_once(pair, true, false, who);
      const auto told = outcomes.first + " and " + outcomes.second;
      const bool put_first = outcomes == (active_before ? Outcomes{pair.exists, "ok"} : Outcomes{"ok", "ok"});
      const bool revoked_first = outcomes == (active_before ? Outcomes{"ok", "ok"} : Outcomes{"ok", pair.none});
      BOOST_TEST((put_first || revoked_first), told);
      BOOST_TEST(active(pair, who) == (put_first ? 0 : 1), told);
    }
  }
}

// Real threads: what two clients saw must be explained by some order of their acts.
BOOST_AUTO_TEST_CASE(what_two_clients_see_is_explained_by_one_order) {
  std::mt19937 dice(7);
  const long at = std::chrono::floor<std::chrono::seconds>(moment("2026-11-20T09:15:00Z")).time_since_epoch().count();
  for (int round = 0; round < 60; ++round) {
    const auto who = patient(next_patient++);
    const auto kind = Kind(round % 3);
    std::vector<Act> programs[2];
    for (auto& program : programs) {
      for (int i = 0; i < 3; ++i) program.push_back(random_act(dice, kind, at));
    }
    std::vector<std::string> seen(6);
    std::barrier start(2);
    const auto work = [&](std::size_t client) {
      start.arrive_and_wait();
      for (std::size_t i = 0; i < 3; ++i) {
        const auto written = run(*clients[client].store, who, programs[client][i]);
        seen[client * 3 + i] = written ? text_of(written->state) : written.error().number();
      }
    };
    std::thread other(work, 1);
    work(0);
    other.join();
    bool fits = false;
    merge_all(programs[0], programs[1], 0, 0, {}, std::vector<std::string>(6), seen,
              view_of(clients[0].store->file_of(who).value()), fits);
    BOOST_TEST(fits, "round " << round);
  }
}

BOOST_AUTO_TEST_SUITE_END()
