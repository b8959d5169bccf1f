#include "adapters/simulator_kit/sandbox.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/URI.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <istream>
#include <iterator>
#include <ostream>

#include "adapters/simulator_kit/files.hpp"
#include "adapters/simulator_kit/json_view.hpp"
#include "tests/simulators/support.hpp"

using namespace sluis;
using namespace sluis::sandbox;
using namespace sluis::sandbox::test;

namespace {

struct Reply {
  int status = 0;  // 0: the other side hung up
  std::string body;
};

Reply post(const std::string& url, const std::string& ca, const std::string& secret, const std::string& body) {
  const Poco::URI uri(url);
  Poco::Net::Context::Ptr context =
      new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, ca, Poco::Net::Context::VERIFY_STRICT);
  const bool secure = uri.getScheme() == "https";
  std::unique_ptr<Poco::Net::HTTPClientSession> session;
  if (secure) {
    session = std::make_unique<Poco::Net::HTTPSClientSession>(uri.getHost(), uri.getPort(), context);
  } else {
    session = std::make_unique<Poco::Net::HTTPClientSession>(uri.getHost(), uri.getPort());
  }
  Poco::Net::HTTPRequest request("POST", uri.getPath(), "HTTP/1.1");
  request.setContentType("application/json");
  request.setContentLength64(static_cast<Poco::Int64>(body.size()));
  if (!secret.empty()) request.set("Authorization", "Bearer " + secret);
  try {
    session->sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    auto& in = session->receiveResponse(response);
    return {response.getStatus(), {std::istreambuf_iterator<char>(in), {}}};
  } catch (const Poco::Exception&) {
    return {};
  }
}

struct WithSandbox {
  Stage& s = stage();
  std::string folder = std::filesystem::path(s.pki().root_file).parent_path().parent_path().string() + "/sandbox";
  Sandbox box{s.world,
              {folder, "127.0.0.1", R"({"hub2":{"delay_ms":1}})", std::string(SLUIS_BINARY_DIR) + "/test_keys"},
              s.clock};
  JsonView file = JsonView::parse(read_file(box.file()));
  std::string ca = file.member("ca").text();
  std::string registers = file.member("registers").member("url").text() + "/person";
  std::string secret = file.member("registers").member("secret").text();
  std::string control = file.member("control").member("url").text();
};

constexpr auto kQuestion = R"({"ssin":"85073099833"})";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(whole_sandbox, WithSandbox)

BOOST_AUTO_TEST_CASE(it_tells_where_everything_is_and_keeps_keys_private) {
  BOOST_TEST(file.member("hubs").items().size() == 5U);
  BOOST_TEST(file.member("hubs").items()[2].member("kind").text() == "vitalink");
  BOOST_TEST(file.member("holder_ca").items().size() == 3U);
  BOOST_TEST(read_file(file.member("registers").member("secret_file").text()) == secret + "\n");
  BOOST_TEST(parse_world(read_file(file.member("world").text())).persons.size() == s.world.persons.size());
  for (const auto& identity : file.member("identities").items()) {
    for (const auto* kind : {"p12", "pem"}) {
      struct stat status {};
      BOOST_REQUIRE(::stat(identity.member(kind).text().c_str(), &status) == 0);
      BOOST_TEST((status.st_mode & 0777) == 0600U);
    }
    const auto p12 = native::load_credential(identity.member("p12").text(), identity.member("password").text());
    const auto pem = native::load_credential(identity.member("pem").text());
    BOOST_REQUIRE((p12.has_value() && pem.has_value()));
    BOOST_TEST((p12->certificate.der() == pem->certificate.der()));
    BOOST_TEST((p12->certificate.key() == pem->key.public_key()));
    const auto number = identity_of(p12->certificate).number;
    BOOST_TEST((!identity.has("ssin") || number == identity.member("ssin").text()));
  }
}

BOOST_AUTO_TEST_CASE(it_speaks_tls_with_its_own_authority_alone) {
  BOOST_TEST(post(registers, ca, secret, kQuestion).status == 200);
  BOOST_TEST(post(registers, ca, "guess", kQuestion).status == 401);
  BOOST_TEST(post(registers, file.member("sts").member("certificate").text(), secret, kQuestion).status == 0);
}

BOOST_AUTO_TEST_CASE(the_control_door_breaks_and_mends_it) {
  BOOST_TEST(post(control, "", "", R"({"registers":{"fail":"close"}})").status == 200);
  BOOST_TEST(post(registers, ca, secret, kQuestion).status == 0);
  BOOST_TEST(post(control, "", "", R"({"registers":{"fail":"http500","calls":1}})").status == 200);
  BOOST_TEST(post(registers, ca, secret, kQuestion).status == 500);
  BOOST_TEST(post(registers, ca, secret, kQuestion).status == 200);
  BOOST_TEST(post(control, "", "", R"({"registers":{"fail":"truncated"}})").status == 200);
  BOOST_TEST(post(registers, ca, secret, kQuestion).body.size() < 100U);
  BOOST_TEST(post(control, "", "", R"({"register":{}})").status == 400);
}

BOOST_AUTO_TEST_CASE(no_number_of_a_person_is_in_the_logs) {
  post(registers, ca, secret, R"({"ssin":"85073099833","other":1})");
  for (const auto& log : std::filesystem::directory_iterator(folder + "/log")) {
    BOOST_TEST(read_file(log.path().string()).find("85073099833") == std::string::npos, log.path().string());
  }
}

BOOST_AUTO_TEST_SUITE_END()
