#include "adapters/simulator_kit/sealing.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/encryption_token.hpp"

using namespace sluis;
using native::Certificate;
using native::Credential;
using native::PrivateKey;

// What one of the two implementations of sealing makes, the other opens; neither knows the other.
namespace {

const auto kNow = *core::parse_instant("2026-11-20T09:15:00Z");

Certificate certificate(const std::string& name, const PrivateKey& key, const PrivateKey& signer, const Certificate* issuer) {
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"OU", "EHP=1999990144"}, {"CN", name}};
  request.not_before = kNow - std::chrono::days(30);
  request.not_after = kNow + std::chrono::days(30);
  request.authority = issuer == nullptr;
  request.key_usage = issuer == nullptr ? std::vector<std::string>{"keyCertSign"} : std::vector<std::string>{"digitalSignature", "keyEncipherment"};
  return native::make_certificate(request, key.public_key(), signer, issuer);
}

struct Stage {
  PrivateKey root_key = PrivateKey::generate_rsa(2048), sender_key = PrivateKey::generate_rsa(2048),
             reader_key = PrivateKey::generate_rsa(2048), curve_key = PrivateKey::generate_ec();
  Certificate root = certificate("root", root_key, root_key, nullptr);
  Credential sender{sender_key, certificate("sender", sender_key, root_key, &root), {}};
  Credential reader{reader_key, certificate("reader", reader_key, root_key, &root), {}};
  Credential curve{curve_key, certificate("curve", curve_key, root_key, &root), {}};
  std::vector<Certificate> roots{root};
  std::string depot_id = "key-7", depot_value = std::string(32, 'k');
};

const Stage& stage() {
  static const Stage one;
  return one;
}

const std::string kClear = std::string("<folder>\r\n\0</folder>", 20) + std::string(50'000, 'x');

std::string text(const native::Bytes& bytes) { return std::string(core::as_text(bytes)); }

std::string ours(const Credential& sender, const native::SealFor& readers) {
  return text(native::seal(core::as_bytes(kClear), sender, readers, kNow).value());
}

class Folder final {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sluis-sealing-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(name.data()));
    path = name;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string put(const std::string& name, std::string_view bytes) const {
    std::ofstream(path / name, std::ios::binary) << bytes;
    return (path / name).string();
  }
  std::string get(const std::string& name) const {
    std::ifstream in(path / name, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
  }
  std::filesystem::path path;
};

template <class T>
std::string why(const Result<T>& result) {
  return result.has_value() ? std::string() : result.error().log_text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sealing)

BOOST_AUTO_TEST_CASE(the_simulators_open_what_the_gateway_seals) {
  const auto& s = stage();
  for (const auto* sender : {&s.sender, &s.curve}) {
    const auto message = ours(*sender, {{s.sender.certificate, s.reader.certificate}, {{s.depot_id, s.depot_value}}});
    const auto by_certificate = sandbox::unseal(message, {s.reader}, {}, s.roots, kNow);
    BOOST_TEST_REQUIRE(by_certificate.has_value(), why(by_certificate));
    BOOST_TEST((by_certificate->content == kClear));
    BOOST_TEST((by_certificate->signer.der() == sender->certificate.der()));
    const auto by_key = sandbox::unseal(message, {}, {{s.depot_id, s.depot_value}}, s.roots, kNow);
    BOOST_TEST_REQUIRE(by_key.has_value(), why(by_key));
    BOOST_TEST((by_key->content == kClear));
    BOOST_TEST(!sandbox::unseal(message, {s.curve}, {}, s.roots, kNow).has_value());
    BOOST_TEST(!sandbox::unseal(message, {s.reader}, {}, {s.reader.certificate}, kNow).has_value());
  }
}

BOOST_AUTO_TEST_CASE(the_gateway_opens_what_the_simulators_seal_in_every_style) {
  const auto& s = stage();
  for (int style = 0; style < 16; ++style) {
    const sandbox::SealStyle how{(style & 1) != 0, (style & 2) != 0, (style & 4) != 0, (style & 8) != 0};
    for (const auto* sender : {&s.sender, &s.curve}) {
      const auto message = sandbox::seal(kClear, *sender, {{s.reader.certificate}, {{s.depot_id, s.depot_value}}}, kNow, how);
      BOOST_TEST_REQUIRE(message.has_value(), why(message) + ", style " + std::to_string(style));
      BOOST_TEST(((static_cast<unsigned char>(message->at(1)) == 0x80) == how.indefinite));
      const auto by_certificate = native::unseal(core::as_bytes(*message), s.reader, s.roots, kNow);
      BOOST_TEST_REQUIRE(by_certificate.has_value(), why(by_certificate));
      BOOST_TEST((text(by_certificate->clear) == kClear));
      const auto by_key = native::unseal(core::as_bytes(*message), {{}, {{s.depot_id, s.depot_value}}, s.roots, kNow, false});
      BOOST_TEST_REQUIRE(by_key.has_value(), why(by_key));
      BOOST_TEST((text(by_key->clear) == kClear));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_altered_message_is_refused_by_both) {
  const auto& s = stage();
  const auto good = ours(s.sender, {{s.reader.certificate}, {}});
  for (std::size_t part = 1; part < 12; ++part) {
    auto bad = good;
    bad[bad.size() * part / 12] ^= 1;
    const bool by_them = sandbox::unseal(bad, {s.reader}, {}, s.roots, kNow).has_value();
    const bool by_us = native::unseal(core::as_bytes(bad), s.reader, s.roots, kNow).has_value();
    BOOST_TEST(!by_them);
    BOOST_TEST(!by_us);
  }
}

// Each layer is altered and whatever lies around it is made again with good keys: only that layer is wrong.
BOOST_AUTO_TEST_CASE(each_layer_is_checked_for_itself) {
  const auto& s = stage();
  const native::SealFor readers{{s.reader.certificate}, {}};
  const auto stranger_key = PrivateKey::generate_rsa(2048);
  const Credential stranger{stranger_key, certificate("stranger", stranger_key, stranger_key, nullptr), {}};
  const auto refused = [&](const Credential& inner, const Credential& outer) {
    const auto message = text(native::seal(core::as_bytes(kClear), inner, outer, readers, kNow).value());
    const auto opened = native::unseal(core::as_bytes(message), s.reader, s.roots, kNow);
    BOOST_TEST(!sandbox::unseal(message, {s.reader}, {}, s.roots, kNow).has_value());
    BOOST_TEST_REQUIRE(!opened.has_value());
    return opened.error().log_text();
  };
  BOOST_TEST(refused(s.sender, stranger).find("outer signature") != std::string::npos);
  BOOST_TEST(refused(stranger, s.sender).find("inner signature") != std::string::npos);
  BOOST_TEST(refused(s.curve, s.sender).find("different identities") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(tokens_of_either_side_are_read_by_the_other) {
  const auto& s = stage();
  const auto theirs = sandbox::make_etk(s.reader.certificate, s.sender, kNow);
  BOOST_TEST_REQUIRE(theirs.has_value());
  const auto read = native::open_encryption_token(core::as_bytes(*theirs), s.roots, kNow);
  BOOST_TEST_REQUIRE(read.has_value(), why(read));
  BOOST_TEST((read->der() == s.reader.certificate.der()));
  const auto made = native::make_encryption_token(s.sender.certificate, s.sender).value();
  const auto opened = sandbox::open_etk(core::as_text(made), s.roots, kNow);
  BOOST_TEST_REQUIRE(opened.has_value(), why(opened));
  BOOST_TEST((opened->der() == s.sender.certificate.der()));
}

// The program of OpenSSL knows nothing of either: it opens layer after layer.
BOOST_AUTO_TEST_CASE(the_openssl_program_opens_every_layer) {
  if (std::system("openssl version > /dev/null 2>&1") != 0) {
    BOOST_TEST_MESSAGE("no openssl program: not tested");
    return;
  }
  const auto& s = stage();
  const Folder folder;
  folder.put("sealed.der", ours(s.sender, {{s.reader.certificate}, {}}));
  folder.put("root.pem", s.root.pem());
  folder.put("reader.pem", s.reader.certificate.pem());
  folder.put("reader.key", s.reader_key.pem());
  const auto run = [&](const std::string& command) {
    const auto line = "cd '" + folder.path.string() + "' && openssl cms -inform DER -binary " + command + " 2>error.txt";
    BOOST_TEST_REQUIRE(std::system(line.c_str()) == 0, command + ": " + folder.get("error.txt"));
  };
  const std::string verify = "-verify -CAfile root.pem -partial_chain -purpose any -attime 1795166100 ";
  run(verify + "-in sealed.der -out enveloped.der");
  run("-decrypt -in enveloped.der -recip reader.pem -inkey reader.key -out inner.der");
  run(verify + "-in inner.der -out clear.bin");
  BOOST_TEST((folder.get("clear.bin") == kClear));
  run("-cmsout -print -noout -in sealed.der > outer.txt");
  BOOST_TEST(folder.get("outer.txt").find("rsassaPss") != std::string::npos);
  run("-cmsout -print -noout -in enveloped.der > enveloped.txt");
  BOOST_TEST(folder.get("enveloped.txt").find("aes-256-cbc") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
