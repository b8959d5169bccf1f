#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>

#include "adapters/etee/sealer.hpp"
#include "adapters/etee/simulator/etk_depot.hpp"
#include "adapters/etee/simulator/kgss.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/encoding.hpp"
#include "tests/simulators/support.hpp"

using namespace sluis;
using namespace sluis::sandbox;
using namespace sluis::sandbox::test;

// The gateway's sealer against the depots of the outside world: neither knows the code of the other.
namespace {

constexpr auto kHospital = "71099911";
constexpr auto kPharmacy = "20999609";
const std::string kClear = "what only the readers may know";

spi::Deadline soon() { return std::chrono::steady_clock::now() + std::chrono::minutes(1); }

spi::AllowedReader reader(const std::string& kind, const std::string& number) {
  return {std::string(names::kIdentification), "urn:be:fgov:ehealth:1.0:" + kind + ":nihii-number", number};
}

// Both depots; calls come from several threads.
struct Outside final : spi::Wire {
  KeyRing ring{stage().pki()};
  KeyDepot keys;
  MessageSecurity security = stage().security();
  EtkDepot etk{ring, stage().clock, stage().random};
  Kgss kgss{keys, ring, stage().pki(), security, stage().clock, stage().random};
  Behaviour behaviour;  // of the key depot
  std::atomic<int> key_calls{0};

  Result<spi::WireReply> post(const spi::WireRequest& request) override {
    Question question;
    question.method = "POST";
    question.path = request.url.substr(request.url.find('/', std::string_view("https://").size()));
    question.content_type = request.content_type;
    question.body = request.body;
    for (const auto& [name, value] : request.headers)
      if (name == "SOAPAction") question.soap_action = value;
    const bool for_keys = question.path == kKgssPath;
    if (for_keys) {
      ++key_calls;
      question.behaviour = behaviour;
    }
    const auto answer = for_keys ? kgss.answer(question) : etk.answer(question);
    return spi::WireReply{answer.status, answer.content_type, answer.body};
  }
};

struct OneToken final : spi::TokenSource {
  spi::Token own;
  OneToken(const std::string& kind, const native::Credential& holder)
      : own{organisation_token(kind), {}, stage().clock.now() + std::chrono::minutes(30), holder} {
    own.assertion_id = native::Document::parse(own.assertion)->root().attribute("AssertionID").value();
  }
  Result<spi::Token> token(const std::string&, spi::Deadline) override { return own; }
};

// One who seals and opens. Who changed keys says which it had.
struct House {
  std::atomic<int> missing{0};  // lines of the log about keys that couldn't be had
  core::Log log{stage().clock, [this](std::string_view line) { missing += line.find("shared_key_missing") != std::string_view::npos ? 1 : 0; }};
  OneToken tokens;
  std::unique_ptr<spi::Sealer> sealer;

  House(Outside& outside, const std::string& kind, const std::string& number)
      : House(outside, kind, stage().credential(kind, number), stage().credential(kind, number), {}) {}
  House(Outside& outside, const std::string& kind, const native::Credential& holder, native::Credential own, std::vector<native::Credential> old)
      : tokens(kind, holder) {
    adapters::etee::SealingSettings settings;
    settings.etk_depot = std::string("https://localhost") + kEtkDepotPath;
    settings.kgss = std::string("https://localhost") + kKgssPath;
    settings.kgss_recipient = spi::Recipient{"CBE", kKgssCbe, "KGSS"};
    settings.signer_roots = {stage().pki().root, stage().pki().ehealth_ca};
    settings.identities = {{kind, std::move(own)}};
    settings.old_keys = std::move(old);
    sealer = adapters::etee::make_sealer(std::move(settings), {outside, tokens, stage().clock, stage().random, log});
  }
  Result<spi::SharedKey> new_key(const std::vector<spi::AllowedReader>& readers) { return sealer->new_key(readers, "", soon()); }
  std::vector<spi::SharedKey> keys(const std::vector<std::string>& ids) { return sealer->keys(ids, "", soon()).value(); }
};

// The same hospital with a new key pair of the same authority.
native::Credential renewed_hospital() {
  const auto& pki = stage().pki();
  const auto key = native::PrivateKey::generate_rsa(2048);
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"OU", std::string("NIHII-HOSPITAL=") + kHospital}, {"CN", "renewed"}};
  request.not_before = stage().clock.now() - std::chrono::hours(1);
  request.not_after = stage().clock.now() + std::chrono::hours(24);
  request.key_usage = {"digitalSignature", "keyEncipherment"};
  return {key, native::make_certificate(request, key.public_key(), pki.issuing_keys.front(), &pki.ehealth_ca), {}};
}

struct Scene {
  Outside outside;
  House hospital{outside, "hospital", kHospital}, pharmacy{outside, "pharmacy", kPharmacy};
};

template <class T>
std::string why(const Result<T>& result) {
  return result.has_value() ? std::string() : result.error().log_text();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(etee_keys, Scene)

BOOST_AUTO_TEST_CASE(a_new_key_is_the_depots_own) {
  const auto made = hospital.new_key({reader("pharmacy", "")});
  BOOST_TEST_REQUIRE(made.has_value(), why(made));
  const auto kept = outside.keys.find(made->id);
  BOOST_TEST_REQUIRE(kept.has_value());
  BOOST_TEST((kept->value == made->value));
  BOOST_TEST(made->value.size() == 32u);
  const auto second = hospital.new_key({reader("pharmacy", "")});
  BOOST_TEST_REQUIRE(second.has_value(), why(second));
  BOOST_TEST((second->id != made->id));
  BOOST_TEST((second->value != made->value));
}

BOOST_AUTO_TEST_CASE(an_allowed_reader_opens_what_was_sealed_with_the_key) {
  const auto made = hospital.new_key({reader("pharmacy", kPharmacy)});
  BOOST_TEST_REQUIRE(made.has_value(), why(made));
  const auto sealed = hospital.sealer->seal(kClear, {}, &*made, "", soon());
  BOOST_TEST_REQUIRE(sealed.has_value(), why(sealed));
  const auto had = pharmacy.keys({made->id});
  BOOST_TEST_REQUIRE(had.size() == 1u);
  BOOST_TEST((had.front().value == made->value));
  const auto opened = pharmacy.sealer->open_with(*sealed, had.front());
  BOOST_TEST_REQUIRE(opened.has_value(), why(opened));
  BOOST_TEST(opened->content == kClear);
  BOOST_TEST((opened->signer.der() == stage().credential("hospital", kHospital).certificate.der()));
  BOOST_TEST((pharmacy.sealer->open(*sealed).error().id() == FaultId::SealRefused));  // without the key
  auto wrong = had.front();
  wrong.value.front() = static_cast<char>(wrong.value.front() ^ 1);
  BOOST_TEST((pharmacy.sealer->open_with(*sealed, wrong).error().id() == FaultId::SealRefused));
}

BOOST_AUTO_TEST_CASE(who_is_no_reader_does_not_get_the_key) {
  const auto made = hospital.new_key({reader("pharmacy", "20999999")});
  BOOST_TEST_REQUIRE(made.has_value(), why(made));
  BOOST_TEST(pharmacy.keys({made->id}).empty());
  BOOST_TEST(pharmacy.missing == 1);
  BOOST_TEST(hospital.keys({made->id}).empty());  // not even who had it made
  BOOST_TEST(!hospital.new_key({}).has_value());
}

BOOST_AUTO_TEST_CASE(a_key_that_nobody_made_is_missing) {
  BOOST_TEST(pharmacy.keys({"no such key"}).empty());
  BOOST_TEST(pharmacy.missing == 1);
  BOOST_TEST(pharmacy.keys({}).empty());
  BOOST_TEST(outside.key_calls == 1);
}

BOOST_AUTO_TEST_CASE(of_many_keys_only_the_missing_one_is_missing) {
  std::vector<std::string> ids{"no such key"};
  for (int i = 0; i < 12; ++i) {
    const auto made = hospital.new_key({reader("pharmacy", kPharmacy)});
    BOOST_TEST_REQUIRE(made.has_value(), why(made));
    ids.push_back(made->id);
  }
  ids.push_back(ids.back());  // twice: asked for once
  outside.key_calls = 0;
  const auto had = pharmacy.keys(ids);
  BOOST_TEST(had.size() == 12u);
  BOOST_TEST(outside.key_calls == 13);
  BOOST_TEST(pharmacy.missing == 1);
  for (std::size_t i = 1; i + 1 < ids.size(); ++i) {
    const auto found = std::ranges::find(had, ids[i], &spi::SharedKey::id);
    BOOST_TEST_REQUIRE((found != had.end()));
    BOOST_TEST((found->value == outside.keys.find(ids[i])->value));
  }
}

BOOST_AUTO_TEST_CASE(an_answer_of_somebody_else_is_no_key) {
  outside.behaviour.failure = Failure::WrongSignature;
  BOOST_TEST((hospital.new_key({reader("pharmacy", kPharmacy)}).error().id() == FaultId::SealRefused));
}

BOOST_AUTO_TEST_CASE(after_a_change_of_keys_the_old_one_still_opens) {
  const auto old = stage().credential("hospital", kHospital);
  const auto next = renewed_hospital();
  const auto sealed = pharmacy.sealer->seal(kClear, {{"NIHII-HOSPITAL", kHospital, ""}}, nullptr, "", soon());
  BOOST_TEST_REQUIRE(sealed.has_value(), why(sealed));
  House changed(outside, "hospital", old, next, {old});
  const auto opened = changed.sealer->open(*sealed);
  BOOST_TEST_REQUIRE(opened.has_value(), why(opened));
  BOOST_TEST(opened->content == kClear);
  House forgetful(outside, "hospital", old, next, {});
  BOOST_TEST((forgetful.sealer->open(*sealed).error().id() == FaultId::SealRefused));
  // Keys of the depot come sealed for the new certificate.
  const auto made = pharmacy.new_key({reader("hospital", kHospital)});
  BOOST_TEST_REQUIRE(made.has_value(), why(made));
  BOOST_TEST(forgetful.keys({made->id}).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
