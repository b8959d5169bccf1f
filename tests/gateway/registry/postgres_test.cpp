#include <boost/test/unit_test.hpp>

#include <atomic>
#include <csignal>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "gateway/core/clock.hpp"
#include "gateway/registry/migrations.hpp"
#include "gateway/registry/postgres_session.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using namespace std::chrono_literals;
using spi::WriteState;

namespace {

struct Fixture {
  std::unique_ptr<registry::Store> open(std::chrono::seconds limit = 60s, int connections = 8, const std::string& more = {}) {
    registry::PostgresSettings settings;
    settings.statement_timeout = limit;
    settings.connections = connections;
    return registry::open_registry(place.url() + more, clock, random, settings);
  }
  std::string refusal(const std::string& url, registry::PostgresSettings settings = {}) {
    try {
      registry::open_registry(url, clock, random, settings);
      return "opened";
    } catch (const std::runtime_error& wrong) {
      return wrong.what();
    }
  }
  std::size_t consents(int n) { return open()->file_of(patient(n)).value().consents.size(); }

  Place place{Place::Schema::None};
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
};

template <class Value>
bool unavailable(const Result<Value>& result) {
  return !result && result.error().id() == FaultId::RegistryUnavailable;
}

// The cluster as it was, whatever the test did.
struct Reset {
  std::string statement;
  ~Reset() {
    cluster().sql(statement);
    cluster().sql("SELECT pg_reload_conf()");
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(postgres, Fixture, *boost::unit_test::label("database") * boost::unit_test::label("postgresql"))

BOOST_AUTO_TEST_CASE(a_connection_that_was_lost_is_made_again_by_itself) {
  const auto store = open();
  BOOST_REQUIRE(store->put_consent(consent_of(patient(1)), by_doctor()));
  cluster().halt("immediate");
  BOOST_TEST(unavailable(store->file_of(patient(1))));
  BOOST_TEST(unavailable(store->put_consent(consent_of(patient(2)), by_doctor())));
  cluster().resume();
  for (int tries = 0; tries < 1'000'000 && !store->file_of(patient(1)); ++tries) {
  }
  BOOST_TEST(store->file_of(patient(1)).value().consents.size() == 1u);
  BOOST_TEST((store->put_consent(consent_of(patient(2)), by_doctor()).value().state == WriteState::Stored));
}

BOOST_AUTO_TEST_CASE(a_crash_under_load_loses_nothing_that_was_acknowledged_and_doubles_nothing_that_is_asked_again) {
  constexpr int kThreads = 4;
  const auto store = open();
  std::atomic<int> acknowledged{0};
  std::set<int> stored[kThreads];
  int unanswered[kThreads] = {-1, -1, -1, -1};
  std::vector<std::thread> writers;
  for (int thread = 0; thread < kThreads; ++thread) {
    writers.emplace_back([&, thread] {
      for (int n = thread;; n += kThreads) {
        const auto written = store->put_consent(consent_of(patient(n)), by_doctor());
        if (!written) {
          unanswered[thread] = n;
          return;
        }
        stored[thread].insert(n);
        ++acknowledged;
      }
    });
  }
  while (acknowledged.load() < 40) std::this_thread::yield();
  cluster().halt("immediate");
  for (auto& writer : writers) writer.join();
  cluster().resume();
  const auto again = open();
  for (int thread = 0; thread < kThreads; ++thread) {
    for (const int n : stored[thread]) BOOST_TEST(again->file_of(patient(n)).value().consents.size() == 1u, "patient " << n);
    const auto written = again->put_consent(consent_of(patient(unanswered[thread])), by_doctor()).value();
    BOOST_TEST((written.state == WriteState::Stored || written.state == WriteState::AlreadyActive));
    BOOST_TEST(again->file_of(patient(unanswered[thread])).value().consents.size() == 1u);
  }
}

BOOST_AUTO_TEST_CASE(who_waits_for_another_is_told_in_time_and_stores_nothing) {
  const auto hurried = open(1s);
  const auto holder = place.session();
  holder->begin();
  holder->hold(patient(1).text());
  BOOST_TEST(unavailable(hurried->put_consent(consent_of(patient(1)), by_doctor())));
  holder->run("ROLLBACK");
  BOOST_TEST(consents(1) == 0u);
  BOOST_TEST((open()->put_consent(consent_of(patient(1)), by_doctor()).value().state == WriteState::Stored));
}

BOOST_AUTO_TEST_CASE(a_server_that_no_longer_answers_is_a_fault_not_a_hang) {
  const auto store = open(1s, 2, "&application_name=frozen");
  while (!store->file_of(patient(1))) {
  }
  std::istringstream pids(cluster().sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'frozen'"));
  std::vector<int> stopped;
  for (int pid = 0; pids >> pid;) stopped.push_back(pid);
  BOOST_REQUIRE(!stopped.empty());
  for (const int pid : stopped) BOOST_REQUIRE(::kill(pid, SIGSTOP) == 0);
  BOOST_TEST(unavailable(store->file_of(patient(1))));
  for (const int pid : stopped) ::kill(pid, SIGCONT);
  // The connection was given up: the next one is another.
  for (int tries = 0; tries < 1000 && !store->file_of(patient(1)); ++tries) {
  }
  BOOST_TEST(store->file_of(patient(1)).has_value());
}

BOOST_AUTO_TEST_CASE(a_commit_that_no_standby_confirmed_is_not_acknowledged) {
  const auto hurried = open(1s);
  const Reset reset{"ALTER SYSTEM RESET synchronous_standby_names"};
  cluster().sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
  cluster().sql("SELECT pg_reload_conf()");
  int n = 0;  // the server hears of it when it gets to it
  Result<spi::Written> written = hurried->put_consent(consent_of(patient(n)), by_doctor());
  while ((written || written.error().log_text().find("not known") == std::string::npos) && n < 2000)
    written = hurried->put_consent(consent_of(patient(++n)), by_doctor());
  BOOST_REQUIRE(unavailable(written));
  BOOST_TEST(written.error().log_text().find("not known") != std::string::npos);
  cluster().sql("ALTER SYSTEM RESET synchronous_standby_names");
  cluster().sql("SELECT pg_reload_conf()");
  const auto again = open()->put_consent(consent_of(patient(n)), by_doctor()).value();
  BOOST_TEST((again.state == WriteState::Stored || again.state == WriteState::AlreadyActive));
  BOOST_TEST(consents(n) == 1u);
}

BOOST_AUTO_TEST_CASE(a_node_keeps_within_its_connections) {
  const auto store = open(60s, 2, "&application_name=bounded");
  std::vector<std::thread> callers;
  std::atomic<int> fine{0};
  for (int i = 0; i < 12; ++i) {
    callers.emplace_back([&, i] {
      for (int n = 0; n < 5; ++n) {
        if (store->put_consent(consent_of(patient(100 + 10 * i + n)), by_doctor()) && store->file_of(patient(i))) ++fine;
      }
    });
  }
  for (auto& caller : callers) caller.join();
  BOOST_TEST(fine.load() == 60);
  BOOST_TEST(cluster().sql("SELECT count(*) <= 2 FROM pg_stat_activity WHERE application_name = 'bounded'") == "t");
}

BOOST_AUTO_TEST_CASE(of_many_nodes_that_start_at_once_one_makes_the_schema) {
  std::atomic<int> opened{0};
  std::vector<std::thread> nodes;
  for (int i = 0; i < 6; ++i) {
    nodes.emplace_back([&] {
      core::SystemRandom own;
      registry::PostgresSettings settings;
      settings.statement_timeout = 60s;
      registry::open_registry(place.url(), clock, own, settings);
      ++opened;
    });
  }
  for (auto& node : nodes) node.join();
  BOOST_TEST(opened.load() == 6);
  BOOST_TEST(place.session()->number("SELECT count(*) FROM schema_version") == static_cast<long>(registry::migrations().size()));
}

BOOST_AUTO_TEST_CASE(what_can_not_be_opened_is_told_in_one_line) {
  const auto told = [&](const std::string& url, const std::string& part) {
    const auto line = refusal(url);
    BOOST_TEST(line.find(part) != std::string::npos, line);
    BOOST_TEST(line.find('\n') == std::string::npos, line);
  };
  told("postgresql://sluis:hunter2@127.0.0.1/sluis", "registry.password_file");
  told("postgresql://sluis@127.0.0.1/sluis?password=hunter2", "registry.password_file");
  BOOST_TEST(refusal("postgresql://sluis:hunter2@127.0.0.1/sluis").find("hunter2") == std::string::npos);
  told(cluster().url() + "_that_is_not_there", "does not exist");
  told("postgresql://sluis@127.0.0.1:1/sluis", "127.0.0.1");
  {
    const auto foreign = place.session();
    foreign->run("CREATE TABLE recipes (name TEXT)");
  }
  told(place.url(), "something else");
}

BOOST_AUTO_TEST_CASE(a_schema_of_a_later_program_and_a_database_without_writes_are_refused) {
  open();
  place.session()->run("INSERT INTO schema_version (version, name, applied_at) VALUES (999, 'later', '')");
  BOOST_TEST(refusal(place.url()).find("schema version 999") != std::string::npos);
  const auto line = refusal(fresh_schema(cluster().url()) + "%20-cdefault_transaction_read_only%3Don");
  BOOST_TEST(line.find("read-only") != std::string::npos, line);
}

BOOST_AUTO_TEST_CASE(the_password_comes_beside_the_url) {
  const auto rules = cluster().folder() + "/data/pg_hba.conf";
  std::stringstream old;
  old << std::ifstream(rules).rdbuf();
  cluster().sql("CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'open sesame'");
  std::ofstream(rules) << "host all guarded 127.0.0.1/32 scram-sha-256\n" << old.str();
  cluster().sql("SELECT pg_reload_conf()");
  auto url = place.url();
  url.replace(url.find("sluis@"), 6, "guarded@");
  registry::PostgresSettings settings;
  settings.statement_timeout = 60s;
  settings.password = "wrong";
  auto line = refusal(url, settings);
  for (int tries = 0; tries < 2000 && line == "opened"; ++tries) line = refusal(url, settings);  // until the server has read its rules
  BOOST_TEST(line.find("password authentication failed") != std::string::npos, line);
  settings.password = "open sesame";
  BOOST_TEST(refusal(url, settings) == "opened");
}

BOOST_AUTO_TEST_SUITE_END()
