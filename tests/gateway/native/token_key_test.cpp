#include "gateway/native/token_key.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/secret.hpp"
#include "gateway/native/signature_check.hpp"
#include "gateway/native/token_uri.hpp"
#include "tests/gateway/native/support.hpp"

using namespace sluis;
using namespace sluis::native;
using namespace sluis::native::test;
namespace fs = std::filesystem;

namespace {

constexpr auto kModule = "/usr/lib/softhsm/libsofthsm2.so";
constexpr auto kUri = "pkcs11:token=sluis-test;object=holder";

// A SoftHSM token of this process, with an RSA key "holder" and a curve key "curve". The module reads where it is once.
struct Token {
  Token() : folder(fs::temp_directory_path() / ("sluis_token_test." + std::to_string(::getpid()))) {
    fs::create_directories(folder / "tokens");
    std::ofstream(folder / "softhsm.conf") << "directories.tokendir = " << (folder / "tokens").string() << "\nobjectstore.backend = file\nlog.level = ERROR\n";
    std::ofstream(folder / "pin") << "2468\n";
    ::setenv("SOFTHSM2_CONF", (folder / "softhsm.conf").c_str(), 1);
    run("softhsm2-util --init-token --free --label sluis-test --pin 2468 --so-pin 1357");
    put(holder_key(), "holder", "01");
    put(curve_key(), "curve", "02");
  }
  ~Token() { fs::remove_all(folder); }

  void put(const PrivateKey& key, const std::string& label, const std::string& id) const {
    std::ofstream(folder / "key.pem") << key.pem();
    run("softhsm2-util --import " + (folder / "key.pem").string() + " --token sluis-test --pin 2468 --label " + label + " --id " + id);
  }
  static void run(const std::string& command) {
    if (std::system((command + " >/dev/null 2>&1").c_str()) != 0) throw std::runtime_error("failed: " + command);
  }
  TokenAccess access() const { return {kModule, (folder / "pin").string()}; }

  fs::path folder;
};

const Token& token() {
  static const Token made;
  return made;
}

PrivateKey loaded(const std::string& uri) {
  auto key = load_token_key(uri, token().access());
  if (!key) throw std::runtime_error(key.error().log_text());
  return std::move(*key);
}

std::string why(const Result<PrivateKey>& refused) { return refused ? "loaded" : refused.error().log_text(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(token_key)

BOOST_AUTO_TEST_CASE(a_key_in_a_token_signs_as_it_does_in_a_file) {
  const auto rsa = loaded(kUri);
  BOOST_TEST((rsa.public_key() == holder_key().public_key()));
  BOOST_TEST((rsa.kind() == KeyKind::Rsa));
  BOOST_TEST((*rsa.sign_sha256("text") == *holder_key().sign_sha256("text")));
  const auto curve = loaded("pkcs11:object=curve;id=%02;type=private");
  BOOST_TEST((curve.public_key() == curve_key().public_key()));
  BOOST_TEST(curve.sign_sha256("text")->size() == 64);
}

BOOST_AUTO_TEST_CASE(sealed_messages_are_made_and_opened_with_a_key_in_a_token) {
  const auto at = moment("2026-11-20T09:15:00Z");
  const auto outside = credential(holder_key(), "Holder");
  const Credential inside{loaded(kUri), outside.certificate, {}};
  const auto sealed = seal(core::as_bytes("clear"), inside, SealFor{{inside.certificate}, {}}, at);
  BOOST_REQUIRE_MESSAGE(sealed, (sealed ? "" : sealed.error().log_text()));
  for (const auto& opener : {inside, outside}) {
    const auto opened = unseal(*sealed, opener, {authority()}, at);
    BOOST_REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().log_text()));
    BOOST_TEST(core::as_text(opened->clear) == "clear");
  }
}

BOOST_AUTO_TEST_CASE(several_threads_use_one_key_while_it_is_loaded_again) {
  const auto key = loaded(kUri);
  const auto expected = *holder_key().sign_sha256("text");
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int n = 0; n < 4; ++n) {
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) {
        const auto signature = key.sign_sha256("text");
        if (signature && *signature == expected) ++good;
      }
    });
  }
  for (int i = 0; i < 10; ++i) loaded(kUri);
  for (auto& thread : threads) thread.join();
  BOOST_TEST(good == 100);
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_said_and_the_pin_never) {
  BOOST_TEST(why(load_token_key("pkcs11:token=other;object=holder", token().access())).find("no such token") != std::string::npos);
  BOOST_TEST(why(load_token_key("pkcs11:token=sluis-test;object=other", token().access())).find("no such private key") != std::string::npos);
  BOOST_TEST(why(load_token_key(kUri, {})).find("no PKCS#11 module") != std::string::npos);
  BOOST_TEST(why(load_token_key(kUri, {"/nowhere.so", ""})).find("can't be loaded") != std::string::npos);
  const auto told = why(load_token_key("pkcs11:object=holder?pin-value=2468", token().access()));
  BOOST_TEST(told.find("must not stand in the settings") != std::string::npos);
  BOOST_TEST(told.find("2468") == std::string::npos);
  BOOST_TEST(shown_token_uri("pkcs11:object=a;pin-value=2468").find("2468") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_token_that_was_away_is_found_again) {
  const auto tokens = token().folder / "tokens";
  const auto key = loaded(kUri);
  BOOST_TEST(bool(check_usable(key)));
  fs::rename(tokens, token().folder / "away");
  BOOST_TEST(!load_token_key(kUri, token().access()));
  fs::rename(token().folder / "away", tokens);
  BOOST_TEST((*loaded(kUri).sign_sha256("text") == *holder_key().sign_sha256("text")));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(secret)

BOOST_AUTO_TEST_CASE(a_secret_comes_from_a_file_the_environment_or_systemd) {
  const auto folder = fs::temp_directory_path() / ("sluis_secret_test." + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "word") << "open sesame\r\nsecond line\n";
  ::setenv("SLUIS_TEST_WORD", "from outside", 1);
  ::setenv("CREDENTIALS_DIRECTORY", folder.c_str(), 1);
  BOOST_TEST(read_secret((folder / "word").string())->text() == "open sesame");
  BOOST_TEST(read_secret("env:SLUIS_TEST_WORD")->text() == "from outside");
  BOOST_TEST(read_secret("credential:word")->text() == "open sesame");
  for (const std::string wrong : {"env:SLUIS_TEST_NO_WORD", "env:", "credential:other", "credential:../word", "credential:", "/nowhere/word"}) {
    const auto refused = read_secret(wrong);
    BOOST_REQUIRE(!refused);
    BOOST_TEST((refused.error().id() == FaultId::KeyUnreadable));
    BOOST_TEST(refused.error().log_text().find(wrong) != std::string::npos);
  }
  ::unsetenv("CREDENTIALS_DIRECTORY");
  BOOST_TEST(read_secret("credential:word").error().log_text().find("LoadCredential") != std::string::npos);
  fs::remove_all(folder);
}

BOOST_AUTO_TEST_SUITE_END()
