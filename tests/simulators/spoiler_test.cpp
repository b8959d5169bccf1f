#include "adapters/simulator_kit/spoiler.hpp"

#include <boost/test/unit_test.hpp>

#include "adapters/simulator_kit/call_clock.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "adapters/simulator_kit/soap.hpp"
#include "gateway/native/signature_check.hpp"
#include "tests/simulators/support.hpp"

using namespace sluis;
using namespace sluis::sandbox;
using namespace sluis::sandbox::test;

namespace {

constexpr auto kEntries = R"(<p:list xmlns:p="urn:p"><p:entry n="1">a</p:entry><p:entryset/><p:entry n="2"/></p:list>)";

std::string spoilt(Failure failure, const std::string& entry) {
  return Spoiler({entry, nullptr, nullptr}).spoilt(failure, {200, "text/xml", kEntries, ""}).body;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(spoiler)

BOOST_AUTO_TEST_CASE(entries_or_the_whole_answer_come_twice) {
  BOOST_TEST(spoilt(Failure::Duplicate, "entry").find(R"(<p:entry n="1">a</p:entry><p:entry n="1">a</p:entry>)") != std::string::npos);
  BOOST_TEST(native::Document::parse(spoilt(Failure::Duplicate, "entry")).has_value());
  BOOST_TEST(spoilt(Failure::Duplicate, "") == std::string(kEntries) + kEntries);
  BOOST_TEST(spoilt(Failure::DuplicateBody, "entry") == std::string(kEntries) + kEntries);
  BOOST_TEST(spoilt(Failure::Truncated, "").size() == std::string(kEntries).size() / 2);
  BOOST_TEST(spoilt(Failure::None, "entry") == kEntries);
}

BOOST_AUTO_TEST_CASE(an_endless_answer_goes_on_with_its_first_entry) {
  const auto [beginning, part] = Spoiler({"entry", nullptr, nullptr}).endless(kEntries);
  BOOST_TEST(part == R"(<p:entry n="1">a</p:entry>)");
  BOOST_TEST(beginning.ends_with(part));
  const auto blank = Spoiler({"other", nullptr, nullptr}).endless(kEntries);
  BOOST_TEST(blank.part.find_first_not_of(' ') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_signature_does_not_fit_the_certificate_beside_it) {
  const auto& pki = stage().pki();
  const Spoiler with_key({"", &pki.stranger.key, &pki.sts.certificate});
  const auto answer = with_key.spoilt(Failure::WrongSignature, soap_answer("<a xmlns=\"urn:a\">b</a>"));
  const auto document = native::Document::parse(answer.body);
  BOOST_REQUIRE(document.has_value());
  const auto security = document->root().child(names::kSoap, "Header").child(names::kWsse, "Security");
  const auto body = document->root().child(names::kSoap, "Body");
  const auto signature = security.child(names::kDs, "Signature");
  const auto certificate = native::Certificate::from_base64(security.child(names::kWsse, "BinarySecurityToken").text());
  BOOST_REQUIRE(certificate.has_value());
  const std::vector<native::SignedNode> nodes = {{body, "answer-body"}};
  BOOST_TEST(!native::verify_signature(*document, signature, certificate->key(), nodes, false));
  BOOST_TEST(native::verify_signature(*document, signature, pki.stranger.key.public_key(), nodes, false).has_value());
  BOOST_TEST(body.child("urn:a", "a").text() == "b");
}

BOOST_AUTO_TEST_CASE(a_clock_is_wrong_for_one_call_on_one_thread) {
  const CallClock clock(stage().clock);
  {
    const CallClock::Skew skew(std::chrono::hours(-2));
    BOOST_TEST((clock.now() == stage().clock.now() - std::chrono::hours(2)));
  }
  BOOST_TEST((clock.now() == stage().clock.now()));
}

BOOST_AUTO_TEST_SUITE_END()
