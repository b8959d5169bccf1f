#include "gateway/audit/file_trail.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <filesystem>
#include <thread>

#include "gateway/audit/trail_format.hpp"
#include "gateway/audit/verify_trail.hpp"
#include "gateway/core/calendar.hpp"
#include "tests/gateway/audit/support.hpp"

using namespace sluis;
using namespace sluis::audit_test;

namespace {

model::Ssin ssin(const char* text) { return model::Ssin::parse(text).value(); }

// While it lives, no file of this process can grow beyond `bytes`, as on a full disk.
class FullDisk final {
 public:
  explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit now{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(file_trail, TrailFixture)

BOOST_AUTO_TEST_CASE(a_new_trail_starts_with_its_genesis) {
  write(0);
  BOOST_REQUIRE(lines().size() == 1u);
  const auto members = audit::members_of(lines().front());
  BOOST_TEST(members.at("kind") == "genesis");
  BOOST_TEST(members.at("seq") == "0");
  BOOST_TEST(members.at("previous") == audit::kNoHash);
  BOOST_TEST(members.at("time") == "2026-11-20T09:15:00.000Z");
  BOOST_TEST(members.at("trail").size() == 32u);
  struct stat facts {};
  BOOST_REQUIRE(::stat(path.c_str(), &facts) == 0);
  BOOST_TEST((facts.st_mode & 077) == 0u);
}

BOOST_AUTO_TEST_CASE(every_member_of_an_event_is_in_its_record) {
  auto whole = event(1);
  whole.caller_organisation = "71088144";
  whole.end_user_ssin = kAnna;
  whole.representation = "parent";
  whole.representative_ssin = "88110599603";
  whole.record_id = "id";
  BOOST_REQUIRE(open().value()->record(whole));
  const auto members = audit::members_of(lines().at(1));
  BOOST_TEST(members.at("seq") == "1");
  BOOST_TEST(members.at("previous") == audit::members_of(lines().at(0)).at("hash"));
  BOOST_TEST(members.at("time") == "2026-11-20T09:15:01.000Z");
  BOOST_TEST(members.at("correlation_id") == whole.correlation_id);
  BOOST_TEST(members.at("request_id") == whole.request_id);
  BOOST_TEST(members.at("operation") == whole.operation);
  BOOST_TEST(members.at("caller_ssin") == whole.caller_ssin);
  BOOST_TEST(members.at("caller_nihii") == whole.caller_nihii);
  BOOST_TEST(members.at("caller_category") == whole.caller_category);
  BOOST_TEST(members.at("caller_organisation") == whole.caller_organisation);
  BOOST_TEST(members.at("caller_name") == whole.caller_name);
  BOOST_TEST(members.at("end_user_ssin") == whole.end_user_ssin);
  BOOST_TEST(members.at("patient_ssin") == whole.patient_ssin);
  BOOST_TEST(members.at("outcome") == whole.outcome);
  BOOST_TEST(members.at("rule") == whole.rule);
  BOOST_TEST(members.at("codes") == "TL.ACCESS.09 SLU-4001");
  BOOST_TEST(members.at("break_the_glass") == whole.break_the_glass);
  BOOST_TEST(members.at("representation") == whole.representation);
  BOOST_TEST(members.at("representative_ssin") == whole.representative_ssin);
  BOOST_TEST(members.at("sources") == "hub:1999990144 complete 3");
  BOOST_TEST(members.at("record_id") == whole.record_id);
}

BOOST_AUTO_TEST_CASE(a_patient_sees_who_looked_newest_first_also_after_a_restart) {
  write(3);
  const auto trail = std::move(open().value());
  auto forged = event(7, kOther);
  forged.caller_name = R"(","patient_ssin":"85073099833)";  // a text is no member
  BOOST_REQUIRE(trail->record_all({event(3), forged, event(4)}));
  const auto accesses = trail->accesses({.patient = ssin(kAnna)}).value();
  BOOST_REQUIRE(accesses.size() == 5u);
  for (int i = 0; i < 5; ++i) BOOST_TEST((accesses[static_cast<std::size_t>(i)].at == event(4 - i).at));
  const auto& newest = accesses.front();
  BOOST_TEST(newest.operation == "GetPatientConsent");
  BOOST_TEST(newest.who == event(0).caller_name);
  BOOST_TEST(newest.category == "persphysician");
  BOOST_TEST(newest.outcome == "permitted");
  BOOST_TEST(newest.reason == "TL.ACCESS.09 SLU-4001");
  BOOST_TEST(newest.break_the_glass == "Bewusteloos, spoed");
  BOOST_TEST(accesses[1].reason == "link");
  BOOST_TEST(trail->accesses({.patient = ssin(kOther)}).value().size() == 1u);
  BOOST_TEST(trail->accesses({.patient = ssin("90010100123")}).value().empty());
}

BOOST_AUTO_TEST_CASE(a_record_altered_under_a_running_gateway_is_not_shown) {
  const auto trail = std::move(open().value());
  BOOST_REQUIRE(trail->record(event(1)));
  auto bytes = content();
  bytes[bytes.find("refused")] = 'R';
  replace(bytes);
  BOOST_TEST((trail->accesses({.patient = ssin(kAnna)}).error().id() == FaultId::TrailAltered));
}

BOOST_AUTO_TEST_CASE(callers_that_come_together_are_all_recorded_once) {
  {
    const auto trail = std::move(open().value());
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 16; ++caller) {
      callers.emplace_back([&, caller] {
        for (int n = 0; n < 20; ++n) {
          if (!trail->record(event(caller * 20 + n))) std::abort();
          if (trail->accesses({.patient = ssin(kAnna)}).value().empty()) std::abort();
        }
      });
    }
    for (auto& caller : callers) caller.join();
    BOOST_TEST(trail->accesses({.patient = ssin(kAnna)}).value().size() == 320u);
  }
  const auto verdict = audit::verify_trail(path).value();
  BOOST_TEST(verdict.unaltered());
  BOOST_TEST(verdict.records == 321);
}

BOOST_AUTO_TEST_CASE(one_process_at_a_time) {
  const auto first = std::move(open().value());
  const auto second = open();
  BOOST_REQUIRE(!second);
  BOOST_TEST((second.error().id() == FaultId::TrailUnavailable));
  BOOST_TEST(second.error().log_text().find("another process") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_unfinished_record_is_moved_aside_wherever_the_crash_cut_it) {
  write(1);
  const auto whole = content();
  const auto last = lines().back();
  for (std::size_t left = 1; left <= last.size(); left += 37) {
    const auto torn = last.substr(0, left);
    replace(whole.substr(0, whole.size() - last.size() - 1) + torn);
    const auto opened = open();
    BOOST_REQUIRE(opened);
    BOOST_REQUIRE(lines().size() == 2u);
    const auto note = audit::members_of(lines().back());
    BOOST_TEST(note.at("kind") == "recovered");
    BOOST_TEST(note.at("bytes") == std::to_string(left));
    std::filesystem::rename(folder / note.at("moved_to"), path + ".moved");
    BOOST_TEST(std::filesystem::file_size(path + ".moved") == left);
    BOOST_TEST(audit::verify_trail(path)->unaltered());
  }
}

BOOST_AUTO_TEST_CASE(earlier_torn_files_are_kept) {
  for (int crash = 1; crash <= 3; ++crash) {
    write(1);
    replace(content() + R"({"seq":)" + std::to_string(lines().size()));
    write(0);
  }
  BOOST_TEST(files() == (std::vector<std::string>{"trail.announced", "trail.heads", "trail.jsonl", "trail.jsonl.torn-1", "trail.jsonl.torn-2", "trail.jsonl.torn-3", "trail.tree"}),
             boost::test_tools::per_element());
  BOOST_TEST(audit::verify_trail(path)->unaltered());
}

BOOST_AUTO_TEST_CASE(a_crash_in_the_very_first_write_is_recovered) {
  write(0);
  replace(content().substr(0, 30));
  write(1);
  BOOST_TEST(lines().size() == 3u);
  BOOST_TEST(audit::verify_trail(path)->unaltered());
}

BOOST_AUTO_TEST_CASE(a_start_on_an_altered_trail_is_refused_and_names_the_record) {
  write(4);
  const auto whole = content();
  const auto refusal = [&](const std::string& bytes) {
    replace(bytes);
    const auto opened = open();
    BOOST_REQUIRE(!opened);
    BOOST_TEST((opened.error().id() == FaultId::TrailAltered));
    return opened.error().log_text();
  };
  auto changed = whole;
  changed[changed.find("r-2")] = 'R';
  BOOST_TEST(refusal(changed).find("record 3 (line 4, byte ") != std::string::npos);
  changed = whole;
  changed.back() = '!';
  BOOST_TEST(refusal(changed).find("record 4 (line 5") != std::string::npos);
  BOOST_TEST(refusal(whole + "not ours").find("record 5 (line 6") != std::string::npos);
  BOOST_TEST(refusal("").find("empty") != std::string::npos);
  BOOST_TEST(content().empty());  // and is left as it was
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_a_fault_and_leaves_no_half_record) {
  const auto trail = std::move(open().value());
  BOOST_REQUIRE(trail->record(event(1)));
  {
    const FullDisk full(content().size() + 100);
    const auto refused = trail->record(event(2));
    BOOST_REQUIRE(!refused);
    BOOST_TEST((refused.error().id() == FaultId::TrailUnavailable));
  }
  BOOST_TEST(trail->record(event(3)).has_value());
  const auto verdict = audit::verify_trail(path).value();
  BOOST_TEST(verdict.unaltered());
  BOOST_TEST(verdict.records == 3);
  BOOST_TEST(trail->accesses({.patient = ssin(kAnna)}).value().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_path_that_can_not_be_opened_is_told) {
  path = (folder / "absent/trail.jsonl").string();
  const auto opened = open();
  BOOST_REQUIRE(!opened);
  BOOST_TEST((opened.error().id() == FaultId::TrailUnavailable));
  BOOST_TEST(opened.error().log_text().find(path) != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
