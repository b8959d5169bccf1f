#include "gateway/daemon/live_keys.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "gateway/core/calendar.hpp"
#include "gateway/native/xml_document.hpp"

using namespace sluis;
using namespace sluis::daemon;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const core::Instant kNow = *core::parse_instant("2026-11-20T09:15:00Z");

native::Credential made(const std::string& name, core::Instant from = kNow - 24h, core::Instant until = kNow + 24h * 365) {
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"CN", name}, {"OU", "NIHII-HOSPITAL=71099911"}};
  request.not_before = from;
  request.not_after = until;
  auto key = native::PrivateKey::generate_ec();
  auto certificate = native::make_certificate(request, key.public_key(), key, nullptr);
  return {std::move(key), std::move(certificate), {}};
}

// A settings file with every kind of key, in a folder of its own.
class Desk {
 public:
  Desk() {
    native::start_libraries();
    fs::create_directories(folder);
    for (const auto* name : {"server", "sts", "holders", "hospital"}) put(name, made(name));
    put_pkcs12("hospital", hospital, "first-word");
    write("settings", text());
    keys = std::make_unique<LiveKeys>(SettingsFile::load((folder / "settings").string()), SLUIS_SOURCE_DIR "/mappings", clock, log, metrics);
  }
  ~Desk() { fs::remove_all(folder); }

  static std::string text(const std::string& more = {}, const std::string& server = "server") {
    return "[gateway]\nenvironment = Test\nnumber = 71099911\nname = X\n[listen]\ntls = 127.0.0.1:0\ncertificate = " + server + ".crt\nkey = " + server +
           ".key\n[trust]\nsts_certificates = sts.crt\nholder_roots = holders.crt\n[registry]\nurl = sqlite::memory:\n[audit]\npath = trail\n"
           "[identity hospital]\nfile = hospital.p12\npassword_file = hospital.word\nquality = hospital\nnumber = 71099911\n" + more;
  }
  void write(const std::string& name, const std::string& bytes) const { std::ofstream(folder / name, std::ios::binary) << bytes; }
  void put(const std::string& name, const native::Credential& credential) const {
    write(name + ".crt", credential.certificate.pem());
    write(name + ".key", credential.key.pem());
  }
  void put_pkcs12(const std::string& name, const native::Credential& credential, const std::string& word) const {
    const auto bytes = native::to_pkcs12(credential, word, name);
    write(name + ".p12", {bytes.begin(), bytes.end()});
    write(name + ".word", word + "\n");
  }
  bool shows(const std::string& figure) const { return metrics.text().find(figure) != std::string::npos; }
  bool said(const std::string& part) const { return logged.find(part) != std::string::npos; }
  std::string server() const { return keys->current()->tls->credential.certificate.common_name(); }

  const fs::path folder = fs::temp_directory_path() / ("sluis-live-keys-" + std::to_string(::getpid()));
  const native::Credential hospital = made("hospital");
  core::ManualClock clock{kNow};
  core::Metrics metrics;
  std::string logged;
  core::Log log{clock, [this](std::string_view line) { logged += line; }};
  std::unique_ptr<LiveKeys> keys;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(live_keys, Desk)

BOOST_AUTO_TEST_CASE(a_new_set_takes_the_place_of_the_old_one_as_a_whole) {
  const auto before = keys->current();
  std::string told;
  keys->when_exchanged([&](const KeySet& set) { told = set.tls->credential.certificate.common_name(); });
  keys->look();
  BOOST_TEST(keys->current() == before);  // nothing has changed in the files
  put("server", made("second server"));
  put("sts", made("second sts"));
  put("holders", made("second holders"));
  put_pkcs12("hospital", made("second hospital"), "second-word");
  keys->look();
  const auto now = keys->current();
  BOOST_TEST(now->number == 2);
  BOOST_TEST(told == "second server");
  BOOST_TEST(now->sts_certificates.front().common_name() == "second sts");
  BOOST_TEST(now->holder_roots.front().common_name() == "second holders");
  BOOST_TEST(now->holder_of("")->certificate.common_name() == "second hospital");
  BOOST_TEST(before->tls->credential.certificate.common_name() == "server");  // who has the old set keeps it whole
  // What was sealed for the key that is gone can still be opened.
  BOOST_REQUIRE(now->sealing.old_keys.size() == 1);
  BOOST_TEST((now->sealing.old_keys.front().certificate.der() == hospital.certificate.der()));
  BOOST_TEST(shows("sluis_keys_exchanges_total 1"));
  BOOST_TEST(!said("-word"));
}

BOOST_AUTO_TEST_CASE(a_broken_set_changes_nothing_and_is_said_once) {
  put("server", made("second server"));
  write("server.key", made("somebody").key.pem());
  put("sts", made("second sts"));
  keys->look();
  keys->look();
  BOOST_TEST(keys->current()->number == 1);
  BOOST_TEST(keys->current()->sts_certificates.front().common_name() == "sts");
  BOOST_TEST(shows("sluis_keys_refused 1"));
  BOOST_TEST(std::count(logged.begin(), logged.end(), '\n') == 1);
  BOOST_TEST(said("it is not the key of the certificate"));
  put("server", made("third server"));
  keys->look();
  BOOST_TEST(server() == "third server");
  BOOST_TEST(shows("sluis_keys_refused 0"));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_new_set) {
  const auto refused = [&](const std::string& part) {
    BOOST_TEST(!keys->exchange());
    BOOST_TEST(said(part), part << " is not in " << logged);
    logged.clear();
  };
  put("server", made("late", kNow - 24h * 2, kNow - 24h));
  refused("expired at 2026-11-19");
  put("server", made("early", kNow + 24h, kNow + 24h * 2));
  refused("valid from 2026-11-21");
  put("server", made("good"));
  fs::remove(folder / "sts.crt");
  refused("sts.crt can't be read");
  put("sts", made("sts"));
  put_pkcs12("hospital", made("second hospital"), "second-word");
  write("hospital.word", "wrong-word\n");
  refused("wrong password");
  BOOST_TEST(!said("-word"));
  put_pkcs12("hospital", made("second hospital"), "second-word");
  keys->prepare_exchange([](const LiveKeys::Shared&) -> std::function<void()> { throw std::runtime_error("a user can't use it"); });
  refused("a user can't use it");
  BOOST_TEST(keys->current()->number == 1);
}

// An end that comes while a certificate is in use is no reason against exchanging another one.
BOOST_AUTO_TEST_CASE(what_expired_in_use_does_not_stand_in_the_way) {
  clock.advance(24h * 400);
  put("server", made("second server", clock.now() - 24h, clock.now() + 24h));
  keys->look();
  BOOST_TEST(server() == "second server");
}

BOOST_AUTO_TEST_CASE(settings_are_read_again_for_the_places_of_keys_only) {
  put("other", made("other server"));
  write("settings", text("[limits]\nworkers = 7\n", "other"));
  BOOST_TEST(keys->exchange());
  BOOST_TEST(server() == "other server");
  BOOST_TEST(said("settings_need_restart"));
  BOOST_TEST(said("[limits] (new)"));
  write("settings", "no settings at all");
  BOOST_TEST(!keys->exchange());
  BOOST_TEST(server() == "other server");
}

BOOST_AUTO_TEST_SUITE_END()
