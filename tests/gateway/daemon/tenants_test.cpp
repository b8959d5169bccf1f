#include "gateway/daemon/tenants.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/daemon/separation.hpp"
#include "gateway/native/private_key.hpp"
#include "gateway/native/xml_document.hpp"

using namespace sluis;
using namespace sluis::daemon;
namespace fs = std::filesystem;

namespace {

// Two organisations in a folder of this run; each case changes a line or two of theirs.
class Town {
 public:
  Town() : folder_(fs::temp_directory_path() / ("sluis_tenants_test." + std::to_string(::getpid()))) {
    for (const auto* name : {"a", "b"}) {
      fs::create_directories(folder_ / name);
      for (const auto* file : {"sts.pem", "key.pem", "secret", "other"}) std::ofstream(folder_ / name / file) << name;
    }
    write("sluis.conf", "[tenant a]\nsettings = a/a.conf\n[tenant b]\nsettings = b/b.conf\n");
    settle("a", "");
    settle("b", "");
  }
  ~Town() { fs::remove_all(folder_); }

  std::string in(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  // Complete settings of one organisation, ending with `more`; `registry` and `log` when they shall not be its own.
  void settle(const std::string& name, const std::string& more, const std::string& registry = "", const std::string& log = "path = log") const {
    write(name + "/" + name + ".conf", "[gateway]\nenvironment = Test\nnumber = 71099911\nname = " + name + "\n[trust]\nsts_certificates = sts.pem\n" +
                                           "[registry]\nurl = " + (registry.empty() ? "sqlite://" + in(name + "/r.sqlite") : registry) +
                                           "\n[audit]\npath = trail.jsonl\n[log]\n" + log + "\n" +
                                           (more.find("[listen]") == std::string::npos ? "[listen]\nplain = 127.0.0.1:0\n" : "") + more);
  }
  std::vector<Tenant> tenants() const { return tenants_of(SettingsFile::load(in("sluis.conf"))); }
  // The one line of the refusal, without the folder of this run; "good" when there is none.
  std::string refusal() const {
    try {
      (void)tenants();
      return "good";
    } catch (const SettingsError& error) {
      return shortened(error.what());
    }
  }
  std::string shortened(std::string what) const {
    BOOST_TEST(what.find('\n') == std::string::npos);
    const auto prefix = folder_.string() + "/";
    for (auto at = what.find(prefix); at != std::string::npos; at = what.find(prefix)) what.erase(at, prefix.size());
    return what;
  }

 private:
  fs::path folder_;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Both names, the key and both places are in the line.
void names_both(const std::string& told, std::string_view key) {
  BOOST_TEST(has(told, "tenants a and b share"), told);
  BOOST_TEST(has(told, "b/b.conf:"), told);
  BOOST_TEST(has(told, "a/a.conf:"), told);
  BOOST_TEST(has(told, key), told);
}

std::string key_file(const native::PrivateKey& key, const std::string& name) {
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"CN", name}};
  request.not_before = core::SystemClock{}.now() - std::chrono::hours(1);
  request.not_after = core::SystemClock{}.now() + std::chrono::hours(1);
  return key.pem() + native::make_certificate(request, key.public_key(), key, nullptr).pem();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(tenants, Town)

BOOST_AUTO_TEST_CASE(a_file_without_tenants_is_of_one_organisation_without_a_name) {
  const auto one = tenants_of(SettingsFile::load(in("a/a.conf")));
  BOOST_REQUIRE(one.size() == 1);
  BOOST_TEST(one.front().name.empty());
  BOOST_TEST(one.front().settings.only("gateway").text("name") == "a");
}

BOOST_AUTO_TEST_CASE(each_tenant_has_its_own_complete_settings) {
  const auto both = tenants();
  BOOST_REQUIRE(both.size() == 2);
  BOOST_TEST(both[0].name == "a");
  BOOST_TEST(both[1].settings.only("gateway").text("name") == "b");
  BOOST_TEST(both[1].settings.only("audit").text("path") == in("b/trail.jsonl"));  // relative to its own file
}

BOOST_AUTO_TEST_CASE(a_file_of_tenants_holds_nothing_else) {
  write("sluis.conf", "[tenant a]\nsettings = a/a.conf\n[log]\nlevel = info\n");
  BOOST_TEST(has(refusal(), "sluis.conf:3: [log] can't stand beside [tenant NAME]"), refusal());
  write("sluis.conf", "[tenant a]\nsettings = a/none.conf\n");
  BOOST_TEST(has(refusal(), "sluis.conf:2: [tenant] settings: the file a/none.conf can't be read"), refusal());
  write("sluis.conf", "[tenant Hospital A]\nsettings = a/a.conf\n");
  BOOST_TEST(has(refusal(), "the name of a tenant is made of"), refusal());
  write("again.conf", "[tenant a]\nsettings = a/a.conf\n");
  write("sluis.conf", "[tenant c]\nsettings = again.conf\n");
  BOOST_TEST(has(refusal(), "tenant c has tenants itself"), refusal());
}

BOOST_AUTO_TEST_CASE(who_asks_such_a_file_for_one_organisation_is_told_which_there_are) {
  const auto file = SettingsFile::load(in("sluis.conf"));
  BOOST_CHECK_EXCEPTION((void)file.only("registry"), SettingsError, [&](const SettingsError& error) {
    return has(shortened(error.what()), "the settings of several organisations; name the file of one: a/a.conf, b/b.conf");
  });
}

BOOST_AUTO_TEST_CASE(a_broken_tenant_is_named) {
  settle("b", "[nonsense]\n");
  const auto told = refusal();
  BOOST_TEST(told.starts_with("tenant b: b/b.conf:"), told);
  BOOST_TEST(has(told, "[nonsense] is no section"), told);
}

BOOST_AUTO_TEST_CASE(logs_do_not_mix) {
  settle("b", "", "", "level = info");
  BOOST_TEST(has(refusal(), "tenant b needs a log of its own"), refusal());
  write("sluis.conf", "[tenant b]\nsettings = b/b.conf\n");
  BOOST_TEST(refusal() == "good");  // alone it may write to standard error
}

BOOST_AUTO_TEST_CASE(nothing_that_is_written_is_shared) {
  settle("b", "", "sqlite://" + in("a/r.sqlite"));
  names_both(refusal(), "[registry] url");
  settle("b", "", "", "path = ../a/log");
  names_both(refusal(), "[log] path");
  settle("b", "", "", "path = ../a/trail.jsonl");  // one's log, the other's trail
  names_both(refusal(), "[audit] path");
  fs::create_directory_symlink(in("a"), in("b/link"));
  settle("b", "", "", "path = link/log");
  names_both(refusal(), "[log] path");
  settle("b", "", "sqlite://" + in("b/link/r.sqlite"));
  names_both(refusal(), "[registry] url");
  settle("a", "[listen]\nplain = 127.0.0.1:0\nports_file = ../ports.json\n");
  settle("b", "[listen]\nplain = 127.0.0.1:0\nports_file = ../ports.json\n");
  names_both(refusal(), "[listen] ports_file");
}

BOOST_AUTO_TEST_CASE(one_database_is_one_registry_whoever_logs_in) {
  settle("a", "", "postgresql://a@db.example:5432/sluis");
  settle("b", "", "postgresql://b@db.example:5432/sluis?connect_timeout=3");
  names_both(refusal(), "[registry] url");
  settle("b", "", "postgresql://b@db.example:5432/other");
  BOOST_TEST(refusal() == "good");
}

BOOST_AUTO_TEST_CASE(no_secret_is_shared) {
  const std::string registers = "[registers]\nurl = https://registers.example/v1\nsecret_file = ";
  settle("a", registers + "secret\n");
  settle("b", registers + "../a/secret\n");
  names_both(refusal(), "[registers] secret_file");
  settle("a", "[routing]\nresume_key_file = secret\n");
  settle("b", "[routing]\nresume_key_file = ../a/secret\n");
  names_both(refusal(), "[routing] resume_key_file");
  settle("a", "[revocation]\ncache = .\n");
  settle("b", "[revocation]\ncache = ../a\n");
  names_both(refusal(), "[revocation] cache");
  settle("a", "[audit]\nkey = key.pem\n");
  const std::string identity = "quality = hospital\nnumber = 71099911\nfile = ";
  settle("a", "[identity one]\n" + identity + "key.pem\n");
  settle("b", "[identity other]\n" + identity + "../a/key.pem\n");
  names_both(refusal(), "[identity] file");
  fs::create_hard_link(in("a/key.pem"), in("b/linked.pem"));
  settle("b", "[identity other]\n" + identity + "linked.pem\n");
  names_both(refusal(), "[identity] file");
}

BOOST_AUTO_TEST_CASE(each_has_an_address_of_its_own) {
  const auto refused = [&](const std::string& of_a, const std::string& of_b) {
    settle("a", "[listen]\n" + of_a + "\n");
    settle("b", "[listen]\n" + of_b + "\n");
    return refusal() != "good";
  };
  BOOST_TEST(refused("plain = 127.0.0.1:8080", "plain = 127.0.0.1:8080"));
  BOOST_TEST(refused("plain = 127.0.0.1:8080", "plain = localhost:8080"));
  BOOST_TEST(refused("tls = 0.0.0.0:8443", "tls = 10.0.0.7:8443"));
  BOOST_TEST(refused("plain = 127.0.0.1:8443", "tls = 0.0.0.0:8443"));
  BOOST_TEST(!refused("tls = 10.0.0.8:8443", "tls = 10.0.0.7:8443"));
  BOOST_TEST(!refused("plain = 127.0.0.1:0", "plain = 127.0.0.1:0"));
  settle("a", "[listen]\ntls = 0.0.0.0:8443\n");
  settle("b", "[listen]\ntls = 10.0.0.7:8443\n");
  names_both(refusal(), "[listen] tls");
}

BOOST_AUTO_TEST_CASE(a_copy_of_a_key_is_that_key) {
  native::start_libraries();
  const auto key = native::PrivateKey::generate_rsa(2048);
  write("a/own.pem", key_file(key, "a"));
  write("b/own.pem", key_file(key, "b"));
  const std::string identity = "quality = hospital\nnumber = 71099911\nfile = own.pem\n";
  settle("a", "[identity one]\n" + identity);
  settle("b", "[identity other]\n" + identity);
  const auto both = tenants();
  const auto refused = [&](const SettingsError& error) {
    names_both(shortened(error.what()), "[identity] file");
    return has(error.what(), "share one key");
  };
  BOOST_CHECK_EXCEPTION(refuse_shared_keys(both), SettingsError, refused);
  write("b/own.pem", key_file(native::PrivateKey::generate_rsa(2048), "b"));
  BOOST_CHECK_NO_THROW(refuse_shared_keys(tenants()));
}

BOOST_AUTO_TEST_CASE(a_house_that_cannot_stand_is_named) {
  const core::SystemClock clock;
  const auto both = tenants();  // the token service's certificate is none
  BOOST_CHECK_EXCEPTION(Houses(both, clock, false), SettingsError,
                        [&](const SettingsError& error) { return shortened(error.what()).starts_with("tenant a: a/a.conf:"); });
}

BOOST_AUTO_TEST_CASE(a_line_of_the_log_tells_whose_it_is) {
  std::string line;
  const core::SystemClock clock;
  core::Log log(clock, labelled([&](std::string_view text) { line = text; }, "a"));
  log.info("started", {{"port", 1}});
  BOOST_TEST(line.starts_with(R"({"tenant":"a","time":")"), line);
  BOOST_TEST(line.ends_with("\"event\":\"started\",\"port\":1}\n"), line);
}

BOOST_AUTO_TEST_SUITE_END()
