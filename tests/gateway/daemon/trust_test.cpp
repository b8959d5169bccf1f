#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "gateway/core/calendar.hpp"
#include "gateway/daemon/horizon.hpp"
#include "gateway/native/revocation_make.hpp"

using namespace sluis;
using namespace sluis::daemon;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const core::Instant kNow = *core::parse_instant("2026-11-20T09:15:00Z");
const std::string kMappings = SLUIS_SOURCE_DIR "/mappings";

native::Certificate certificate(const native::PrivateKey& key, const std::string& name, core::Instant from, core::Instant until) {
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"CN", name}, {"OU", "SSIN=85073099833"}};
  request.not_before = from;
  request.not_after = until;
  request.authority = name == "authority";
  return native::make_certificate(request, key.public_key(), key, nullptr);
}

// A gateway's settings with two certificates: the token service's ends `days` from now, the holders' authority much later.
class Desk {
 public:
  explicit Desk(long days, const std::string& revocation = {})
      : folder(fs::temp_directory_path() / ("sluis-trust-" + std::to_string(::getpid()))) {
    fs::create_directories(folder);
    const auto end = kNow + std::chrono::days(days);
    write("sts.pem", certificate(key, "token service", kNow - 24h * 400, end).pem());
    authority = std::make_unique<native::Certificate>(certificate(key, "authority", kNow - 24h * 400, kNow + 24h * 4000));
    write("ca.pem", authority->pem());
    native::RevocationListRequest list{kNow - 1h, kNow + 24h * 7 - 1h, {}, 1, false};
    const auto der = native::make_revocation_list(list, *authority, key);
    write("ca.crl", der);
    settings = std::make_unique<SettingsFile>(SettingsFile::parse(
        "[gateway]\nenvironment = Test\nnumber = 71099911\nname = X\n[listen]\nplain = 127.0.0.1:0\n[trust]\nsts_certificates = sts.pem\n"
        "holder_roots = ca.pem\n[registry]\nurl = sqlite::memory:\n[audit]\npath = trail.jsonl\n" + revocation, (folder / "sluis.conf").string()));
    keys = std::make_shared<const KeySet>(read_key_set(*settings, kMappings, kNow));
    watch = std::make_unique<Revocation>(*settings, *keys, security::FetchParts{wire, clock, log, metrics});
    horizon = std::make_unique<Horizon>(HorizonParts{*settings, [this] { return keys; }, nullptr, &wire, watch.get(), clock, log, metrics}, kMappings);
  }
  ~Desk() { fs::remove_all(folder); }

  void write(const std::string& name, const std::string& bytes) const { std::ofstream(folder / name, std::ios::binary) << bytes; }
  std::size_t lines(const std::string& part) const {
    std::size_t count = 0;
    for (auto at = logged.find(part); at != std::string::npos; at = logged.find(part, at + 1)) ++count;
    return count;
  }
  TrustItem item(const std::string& name) const {
    for (auto& one : horizon->items())
      if (one.name == name) return one;
    BOOST_FAIL("no item " << name);
    return {};
  }
  bool shows(const std::string& figure) const { return metrics.text().find(figure) != std::string::npos; }

  const fs::path folder;
  const native::PrivateKey key = native::PrivateKey::generate_ec();
  core::ManualClock clock{kNow};
  core::Metrics metrics;
  std::string logged;
  core::Log log{clock, [this](std::string_view line) { logged += line; }};
  transport::HttpWire wire{{}, metrics};
  std::unique_ptr<native::Certificate> authority;
  std::unique_ptr<SettingsFile> settings;
  std::shared_ptr<const KeySet> keys;
  std::unique_ptr<Revocation> watch;
  std::unique_ptr<Horizon> horizon;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(trust_horizon)

BOOST_AUTO_TEST_CASE(each_threshold_is_logged_once) {
  Desk desk(100);
  std::size_t expected = 0;
  for (long day = 0; day <= 103; ++day) {
    desk.clock.set(kNow + std::chrono::days(day));
    desk.horizon->look();
    desk.horizon->look();
    const auto left = 100 - day;
    for (const long threshold : {60L, 30L, 14L, 7L, 1L}) expected += left == threshold ? 1u : 0u;
    BOOST_TEST(desk.lines("\"trust_ends\"") == expected);
    BOOST_TEST(desk.shows("sluis_trust_days_left{item=\"trust.sts_certificates\"} " + std::to_string(left) + "\n"));
  }
  BOOST_TEST(expected == 5u);
  BOOST_TEST(desk.lines("\"level\":\"warning\",\"event\":\"trust_ends\"") == 4u);
  BOOST_TEST(desk.lines("\"level\":\"error\",\"event\":\"trust_ends\"") == 1u);
  BOOST_TEST(desk.lines("\"level\":\"error\",\"event\":\"trust_ended\"") == 1u);
  BOOST_TEST(desk.shows("sluis_trust_warnings_total 6\n"));
  BOOST_TEST(desk.shows("sluis_trust_ended 1\n"));
}

BOOST_AUTO_TEST_CASE(a_start_late_in_its_life_says_the_nearest_threshold) {
  Desk desk(5);
  desk.horizon->look();
  BOOST_TEST(desk.lines("\"trust_ends\"") == 1u);
  BOOST_TEST(desk.lines("\"threshold\":7") == 1u);
  BOOST_TEST(desk.lines("pin the token service's next certificate") == 1u);
}

BOOST_AUTO_TEST_CASE(a_list_of_a_week_is_not_warned_of_all_its_life) {
  Desk desk(1000, "[revocation]\ncrls = ca.crl\n");
  BOOST_TEST(desk.item("trust.holder_roots").revocation == "not checked");  // the list was not read yet
  BOOST_TEST(desk.watch->look() == 1);
  BOOST_TEST(desk.item("trust.holder_roots").revocation == "checked");
  desk.horizon->look();
  BOOST_TEST(desk.lines("\"trust_ends\"") == 0u);
  desk.clock.set(kNow + 24h * 5);
  desk.horizon->look();
  BOOST_TEST(desk.lines("\"trust_ends\"") == 1u);
  BOOST_TEST(desk.lines("\"threshold\":1,") == 1u);
  desk.clock.set(kNow + 24h * 8);
  desk.horizon->look();
  BOOST_TEST(desk.lines("\"trust_ended\"") == 1u);
}

BOOST_AUTO_TEST_CASE(a_list_that_nobody_we_know_signed_stops_the_start) {
  const auto other = native::PrivateKey::generate_ec();
  Desk desk(100);
  native::RevocationListRequest list{kNow - 1h, kNow + 24h, {}, 1, false};
  desk.write("ca.crl", native::make_revocation_list(list, *desk.authority, other));
  const auto settings = SettingsFile::parse("[revocation]\ncrls = ca.crl\n[gateway]\nenvironment = Test\nnumber = 71099911\nname = X\n[listen]\nplain = 127.0.0.1:0\n"
                                            "[trust]\nsts_certificates = sts.pem\nholder_roots = ca.pem\n[registry]\nurl = sqlite::memory:\n[audit]\npath = trail.jsonl\n",
                                            (desk.folder / "sluis.conf").string());
  BOOST_CHECK_THROW(Revocation(settings, *desk.keys, security::FetchParts{desk.wire, desk.clock, desk.log, desk.metrics}), SettingsError);
}

BOOST_AUTO_TEST_CASE(the_list_says_what_would_fail_on_a_date) {
  Desk desk(100);
  const auto item = desk.item("trust.sts_certificates");
  BOOST_TEST(item.subject.find("85073099833") == std::string::npos);
  BOOST_TEST(item.source.ends_with("sts.pem"));
  BOOST_TEST(*days_left(item, kNow) == 100);
  BOOST_TEST(*days_left(item, kNow + 1s) == 99);
  BOOST_TEST(!would_fail(item, *item.not_after));
  BOOST_TEST(would_fail(item, *item.not_after + 1s));
  BOOST_TEST(state_of(item, *item.not_before - 1s) == "not valid yet");
  BOOST_TEST(would_fail(item, *item.not_before - 1s));
  const auto key = desk.item("routing.resume_key_file");
  BOOST_TEST(state_of(key, kNow + 24h * 100000) == "no end");
  BOOST_TEST(!days_left(key, kNow).has_value());
  const auto json = desk.horizon->json();
  BOOST_TEST(json.find("\"would_fail\":0") != std::string::npos);
  BOOST_TEST(json.find("\"days_left\":100") != std::string::npos);
  BOOST_TEST(trust_json(desk.horizon->items(), kNow + 24h * 101).find("\"would_fail\":1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(settings_of_revocation_are_checked) {
  for (const std::string wrong : {"when_unreachable = sometimes", "when_unreachable = accept_for", "when_unreachable = accept_for 0", "uses = holders, everybody",
                                  "fetch_seconds = 0", "crl_urls = ftp://x/y", "crl_oldest_hours = 0"}) {
    BOOST_TEST_INFO(wrong);
    BOOST_CHECK_THROW(Desk(100, "[revocation]\n" + wrong + "\n"), SettingsError);
  }
  BOOST_TEST((revocation_rules(*Desk(100, "[revocation]\nwhen_unreachable = accept_for 12\n").settings, KeySet{}).accept_late == 12h));
}

BOOST_AUTO_TEST_SUITE_END()
