#include "gateway/daemon/privilege.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gateway/daemon/service_manager.hpp"

using namespace sluis;

namespace {

struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sluis-privilege-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The files that are told, with a key of this mode and passwords where they can't be read.
std::vector<std::string> told(std::filesystem::perms mode) {
  const Folder folder;
  const auto key = folder.path / "hospital.p12";
  std::ofstream(key) << "key";
  std::ofstream(folder.path / "sts.pem") << "public";
  std::filesystem::permissions(folder.path / "sts.pem", std::filesystem::perms::all);
  std::filesystem::permissions(key, mode);
  ::setenv("CREDENTIALS_DIRECTORY", folder.path.c_str(), 1);
  std::ofstream(folder.path / "hospital") << "secret\n";
  const auto settings = daemon::SettingsFile::parse(
      "[gateway]\nenvironment = Test\nnumber = 71099911\nname = x\n[listen]\nplain = 127.0.0.1:0\n[trust]\nsts_certificates = sts.pem\n[registry]\nurl = sqlite:///" +
          (folder.path / "r.sqlite").string() + "\n[audit]\npath = t.jsonl\n[identity hospital]\nfile = hospital.p12\npassword_file = credential:hospital\nquality = hospital\nnumber = 71099911\n",
      (folder.path / "sluis.conf").string());
  std::vector<std::string> files;
  for (const auto& excess : daemon::excess_rights(settings)) {
    if (excess.event == "readable_by_others") files.push_back(std::filesystem::path(excess.file).filename());
  }
  ::unsetenv("CREDENTIALS_DIRECTORY");
  return files;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(privilege)

BOOST_AUTO_TEST_CASE(a_key_that_others_can_read_is_told_and_nothing_else) {
  using std::filesystem::perms;
  const auto own = perms::owner_read | perms::owner_write;
  BOOST_TEST(told(own).empty());
  BOOST_TEST(told(own | perms::group_read).empty());
  BOOST_TEST(told(own | perms::others_read).size() == 1u);
  BOOST_TEST(told(own | perms::others_write).size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_service_manager_hears_what_it_asked_for) {
  const Folder folder;
  const auto path = (folder.path / "notify").string();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  BOOST_REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  daemon::tell_service_manager("READY=1");  // nobody asked
  ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  daemon::tell_service_manager("STOPPING=1");
  ::setenv("NOTIFY_SOCKET", "/nowhere/at/all", 1);
  daemon::tell_service_manager("READY=1");
  ::unsetenv("NOTIFY_SOCKET");
  char heard[64];
  const auto size = ::recv(socket, heard, sizeof heard, MSG_DONTWAIT);
  BOOST_TEST(std::string(heard, size > 0 ? static_cast<std::size_t>(size) : 0) == "STOPPING=1");
  BOOST_TEST(::recv(socket, heard, sizeof heard, MSG_DONTWAIT) < 0);
  ::close(socket);
}

BOOST_AUTO_TEST_CASE(the_shipped_unit_takes_every_right_away) {
  const auto unit = "\n" + text_of(SLUIS_SOURCE_DIR "/packaging/systemd/sluisd.service");
  for (const std::string line : {"Type=notify", "User=sluis", "ExecReload=/bin/kill -HUP $MAINPID", "CapabilityBoundingSet=", "AmbientCapabilities=",
                                 "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes", "PrivateUsers=yes",
                                 "MemoryDenyWriteExecute=yes", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "SystemCallFilter=@system-service",
                                 "RestrictNamespaces=yes", "StateDirectory=sluis", "UMask=0077", "LimitNOFILE=65536", "LimitCORE=0", "Restart=on-failure"}) {
    BOOST_TEST((unit.find("\n" + line + "\n") != std::string::npos), "the unit lacks " << line);
  }
  BOOST_TEST(text_of(SLUIS_SOURCE_DIR "/packaging/systemd/sluis.sysusers.conf").find("u sluis ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_example_settings_are_settings) {
  const Folder folder;
  for (const auto* file : {"server.crt.pem", "server.key.pem", "sts.pem", "ehealth-ca.pem", "hospital.p12"}) std::ofstream(folder.path / file) << "x";
  for (const auto* secret : {"server", "hospital", "registers"}) std::ofstream(folder.path / secret) << "x\n";
  auto text = text_of(SLUIS_SOURCE_DIR "/packaging/sluisd.conf");
  for (const std::string place : {"/var/lib/sluis/", "/var/log/sluis/"}) {
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place)) text.replace(at, place.size(), folder.path.string() + "/");
  }
  ::setenv("CREDENTIALS_DIRECTORY", folder.path.c_str(), 1);
  const auto settings = daemon::SettingsFile::parse(text, (folder.path / "sluis.conf").string());
  ::unsetenv("CREDENTIALS_DIRECTORY");
  BOOST_TEST(settings.only("gateway").text("as_root") == "refuse");
  BOOST_TEST(settings.all("identity").size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
