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

constexpr auto kQuestion = R"({"ssin":"85073099833"})";

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

bool json_refused(const std::string& text) {
  try {
    JsonView::parse(text);
  } catch (const InputRefused&) {
    return true;
  }
  return false;
}

// Whether more than so many bytes come; hangs up then.
bool endless(const std::string& url, const std::string& ca, const std::string& secret, std::size_t bytes) {
  const Poco::URI uri(url);
  Poco::Net::Context::Ptr context =
      new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, ca, Poco::Net::Context::VERIFY_STRICT);
  Poco::Net::HTTPSClientSession session(uri.getHost(), uri.getPort(), context);
  Poco::Net::HTTPRequest request("POST", uri.getPath(), "HTTP/1.1");
  request.setContentType("application/json");
  request.setContentLength(static_cast<int>(std::string(kQuestion).size()));
  request.set("Authorization", "Bearer " + secret);
  session.sendRequest(request) << kQuestion;
  Poco::Net::HTTPResponse response;
  auto& in = session.receiveResponse(response);
  std::vector<char> part(bytes);
  in.read(part.data(), static_cast<std::streamsize>(bytes));
  return static_cast<std::size_t>(in.gcount()) == bytes;
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

BOOST_AUTO_TEST_CASE(faults_are_on_the_wire) {
  const auto ask = [&] { return post(registers, ca, secret, kQuestion); };
  const auto script = [&](const std::string& rules) {
    BOOST_TEST(post(control, "", "", "{\"registers\":" + rules + "}").status == 200);
  };
  const auto whole = ask().body;
  script(R"({"fail":"duplicate_body"})");
  BOOST_TEST(ask().body == whole + whole);
  script(R"({"fail":"garbage"})");
  BOOST_TEST((ask().status == 200 && json_refused(ask().body)));
  script(R"({"fail":"reset"})");
  BOOST_TEST(ask().status == 0);
  script(R"({"fail":"wrong_certificate"})");
  BOOST_TEST(ask().status == 0);
  script(R"({"fail":"endless"})");
  BOOST_TEST(endless(registers, ca, secret, whole.size() + 100'000));
  script(R"({"latency":{"fixed_ms":1},"faults":[{"fail":"http500","share":0},{"fail":"fault","calls":1}]})");
  BOOST_TEST(ask().status == 503);
  BOOST_TEST(ask().status == 200);
}

BOOST_AUTO_TEST_CASE(a_source_dies_alone_and_comes_back_on_its_port) {
  const auto sts = file.member("sts").member("url").text();
  BOOST_TEST(post(control, "", "", R"({"registers":{"down":true}})").status == 200);
  BOOST_TEST(post(registers, ca, secret, kQuestion).status == 0);
  BOOST_TEST(post(sts, ca, "", "<a/>").status == 500);
  BOOST_TEST(post(control, "", "", R"({"registers":{}})").status == 200);
  BOOST_TEST(post(registers, ca, secret, kQuestion).status == 200);
}

BOOST_AUTO_TEST_CASE(the_control_door_hands_out_identities) {
  const auto door = control.substr(0, control.rfind('/')) + "/identities";
  const auto made = JsonView::parse(post(door, "", "", R"({"number":"85073099833"})").body).items();
  BOOST_TEST(made.front().member("ssin").text() == "85073099833");
  BOOST_TEST(std::filesystem::exists(made.front().member("p12").text()));
  BOOST_TEST(post(door, "", "", R"({"number":"00000000000"})").status == 404);
  BOOST_TEST(post(door, "", "", R"({"name":"x"})").status == 400);
}

BOOST_AUTO_TEST_CASE(no_number_of_a_person_is_in_the_logs) {
  post(registers, ca, secret, R"({"ssin":"85073099833","other":1})");
  for (const auto& log : std::filesystem::directory_iterator(folder + "/log")) {
    BOOST_TEST(read_file(log.path().string()).find("85073099833") == std::string::npos, log.path().string());
  }
}

BOOST_AUTO_TEST_SUITE_END()
