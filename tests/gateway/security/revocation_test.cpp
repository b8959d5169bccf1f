#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include <filesystem>
#include <map>

#include "gateway/core/calendar.hpp"
#include "gateway/native/certificate_details.hpp"
#include "gateway/native/revocation_make.hpp"
#include "gateway/security/revocation_fetcher.hpp"
#include "support_gate.hpp"

using namespace sluis;
using namespace sluis::tests;
using namespace std::chrono_literals;
using security::ProofState;
using spi::CertificateUse;

namespace {

constexpr auto kList = "http://crl.example/list.crl";
constexpr auto kOcsp = "http://ocsp.example/";

const core::Instant kNow = *core::parse_instant("2026-11-20T09:15:00Z");

// An authority with a list, a responder and one holder; what the outside answers is said by the test.
struct Country final : spi::Wire {
  Country() : key(native::PrivateKey::generate_ec()), authority(certificate({{"CN", "authority"}}, key, nullptr)), holder(issued("holder")) {
    rules.issuers = {authority};
    rules.uses = {CertificateUse::Holder, CertificateUse::TokenService, CertificateUse::Proof, CertificateUse::Signer};
    rules.any_source = true;
    rules.first_answer = 0ms;
    this_update = kNow - 1h;
    next_update = kNow + 23h;
  }

  native::Certificate certificate(std::vector<std::pair<std::string, std::string>> subject, const native::PrivateKey& subject_key,
                                  const native::Certificate* issuer) const {
    native::CertificateRequest request;
    request.subject = std::move(subject);
    request.not_before = kNow - 24h * 365;
    request.not_after = kNow + 24h * 365;
    request.authority = issuer == nullptr;
    return native::make_certificate(request, subject_key.public_key(), key, issuer);
  }
  native::Certificate issued(const std::string& name) const { return certificate({{"CN", name}}, native::PrivateKey::generate_ec(), &authority); }
  native::Certificate with_address(const std::string& list) const {
    return native::with_extension(issued("elsewhere"), "crlDistributionPoints", "URI:" + list, key);
  }

  Result<spi::WireReply> post(const spi::WireRequest& request) override {
    ++calls[request.url];
    if (down) return Fault(FaultId::NetworkUnreachable, "down");
    if (request.url == kOcsp) return spi::WireReply{200, "application/ocsp-response", ocsp(request.body)};
    native::RevocationListRequest list{this_update, next_update, {}, 1, false};
    for (const auto& certificate : revoked) list.revoked.push_back({native::serial_of(certificate), kNow - 1h});
    return spi::WireReply{200, "application/pkix-crl", native::make_revocation_list(list, authority, forge ? other : key)};
  }

  std::string ocsp(const std::string& question) const {
    const auto responder = forge ? native::Credential{other, stranger, {}} : native::Credential{key, authority, {}};
    return native::make_ocsp_answer(question, {responder, {authority}, [&](const std::string& serial) {
      native::OcspAnswer answer{unknown ? native::OcspStatus::Unknown : native::OcspStatus::Good, this_update, next_update, {}};
      for (const auto& certificate : revoked) {
        if (native::serial_of(certificate) == serial) answer = {native::OcspStatus::Revoked, this_update, next_update, kNow - 1h};
      }
      return answer;
    }, true});
  }

  const native::PrivateKey key, other = native::PrivateKey::generate_ec();
  const native::Certificate authority, holder;
  const native::Certificate stranger = certificate({{"CN", "stranger"}}, other, &authority);  // the authority's, and not for answering
  std::vector<native::Certificate> revoked;
  core::Instant this_update, next_update;
  bool down = false, forge = false, unknown = false;
  std::map<std::string, int> calls;
  security::RevocationRules rules;
};

// The gateway's side, as often as it is started.
struct Desk {
  explicit Desk(Country& country, std::string cache = {}, bool lists = true)
      : log(clock, [this](std::string_view line) { lines += line; }), book(country.rules, metrics),
        fetcher(book, {{}, lists ? std::vector<std::string>{kList} : std::vector<std::string>{}, "", std::move(cache), 1h, 30s, 1000ms},
                {country, clock, log, metrics}) {}

  std::string objection(const native::Certificate& certificate, CertificateUse use = CertificateUse::Holder) {
    return book.objection(certificate, use, clock.now());
  }
  // A first question, what is fetched after it, and the second one.
  std::string settled(const native::Certificate& certificate, CertificateUse use = CertificateUse::Holder) {
    static_cast<void>(objection(certificate, use));
    fetcher.look();
    return objection(certificate, use);
  }

  core::ManualClock clock{kNow};
  core::Metrics metrics;
  std::string lines;
  core::Log log;
  security::RevocationBook book;
  security::RevocationFetcher fetcher;
};

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Folder {
  Folder() : path(std::filesystem::temp_directory_path() / ("sluis-revocation-" + std::to_string(::getpid()))) { std::filesystem::remove_all(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  const std::filesystem::path path;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(revocation_rules)

BOOST_AUTO_TEST_CASE(a_list_refuses_whom_it_names_within_a_round) {
  Country country;
  Desk desk(country);
  BOOST_TEST(says(desk.objection(country.holder), "not known yet"));  // before anything came: closed
  desk.fetcher.look();
  BOOST_TEST(desk.objection(country.holder) == "");
  country.revoked = {country.holder};
  BOOST_TEST(desk.fetcher.look() == 0);  // nothing is due
  desk.clock.advance(1h);
  desk.fetcher.look();
  BOOST_TEST(says(desk.objection(country.holder), "revoked since 2026-11-20T08:15:00"));
  BOOST_TEST(says(desk.objection(country.holder, CertificateUse::Signer), "revoked"));
  BOOST_TEST(desk.objection(country.issued("another")) == "");
  BOOST_TEST(says(desk.metrics.text(), "sluis_revocation_refused_total 3"));
}

BOOST_AUTO_TEST_CASE(what_is_not_fresh_refuses_unless_the_operator_gave_time) {
  for (const auto late : {0h, 12h}) {
    Country country;
    country.rules.accept_late = late;
    Desk desk(country);
    desk.fetcher.look();
    country.down = true;
    desk.clock.set(kNow + 22h);
    desk.fetcher.look();
    BOOST_TEST(desk.objection(country.holder) == "");  // the list still holds
    BOOST_TEST(says(desk.lines, "revocation_source_failed"));
    desk.clock.set(kNow + 23h);                        // nextUpdate
    BOOST_TEST(says(desk.objection(country.holder), "no fresh proof") == (late == 0h));
    desk.clock.set(kNow + 23h + 12h);
    BOOST_TEST(says(desk.objection(country.holder), "no fresh proof"));
    country.down = false;
    country.this_update = desk.clock.now();
    country.next_update = desk.clock.now() + 24h;
    desk.fetcher.look();
    BOOST_TEST(desk.objection(country.holder) == "");
    BOOST_TEST(says(desk.lines, "revocation_source_well_again"));
  }
}

BOOST_AUTO_TEST_CASE(a_list_that_says_no_end_or_a_far_one_holds_as_long_as_the_setting) {
  Country country;
  country.next_update = kNow + 24h * 300;
  Desk desk(country);
  desk.fetcher.look();
  country.down = true;
  desk.clock.set(country.this_update + 168h - 1s);
  BOOST_TEST(desk.objection(country.holder) == "");
  desk.clock.set(country.this_update + 168h);
  BOOST_TEST(says(desk.objection(country.holder), "no fresh proof"));
}

BOOST_AUTO_TEST_CASE(forged_future_and_older_lists_change_nothing) {
  Country country;
  country.revoked = {country.holder};
  Desk desk(country);
  desk.fetcher.look();
  country.revoked.clear();
  country.forge = true;
  desk.clock.advance(1h);
  desk.fetcher.look();
  BOOST_TEST(says(desk.objection(country.holder), "revoked"));
  country.forge = false;
  country.this_update = kNow - 2h;  // an old one, from before the revocation
  desk.clock.advance(1h);
  desk.fetcher.look();
  BOOST_TEST(says(desk.objection(country.holder), "revoked"));
  country.this_update = desk.clock.now() + 1h;
  desk.clock.advance(1h - 10min);
  desk.fetcher.look();
  BOOST_TEST(says(desk.objection(country.holder), "revoked"));
}

BOOST_AUTO_TEST_CASE(a_responder_is_asked_once_a_round_and_its_word_holds) {
  Country country;
  country.rules.responder = kOcsp;
  Desk desk(country, "", false);
  BOOST_TEST(desk.settled(country.holder) == "");
  for (int i = 0; i < 100; ++i) BOOST_TEST(desk.settled(country.holder) == "");
  BOOST_TEST(country.calls[kOcsp] == 1);
  country.revoked = {country.holder};
  desk.clock.advance(1h);
  desk.fetcher.look();
  BOOST_TEST(says(desk.objection(country.holder), "revoked"));
  country.unknown = true;
  BOOST_TEST(says(desk.settled(country.issued("stranger")), "responder doesn't know"));
}

BOOST_AUTO_TEST_CASE(a_responder_that_is_down_forged_or_stale_proves_nothing) {
  Country country;
  country.rules.responder = kOcsp;
  Desk desk(country, "", false);
  country.down = true;
  BOOST_TEST(says(desk.settled(country.holder), "not known yet"));
  BOOST_TEST(desk.fetcher.look() == 0);  // not again at once
  country.down = false;
  country.forge = true;
  desk.clock.advance(30s);
  BOOST_TEST(says(desk.settled(country.holder), "not known yet"));
  country.forge = false;
  country.next_update = kNow - 1min;
  desk.clock.advance(30s);
  BOOST_TEST(says(desk.settled(country.holder), "not known yet"));
  BOOST_TEST(says(desk.metrics.text(), "sluis_revocation_fetch_failures_total 3"));
  country.next_update = kNow + 2h;
  desk.clock.advance(30s);
  BOOST_TEST(desk.settled(country.holder) == "");
  country.down = true;
  desk.clock.set(kNow + 2h);
  BOOST_TEST(says(desk.settled(country.holder), "no fresh proof"));
}

BOOST_AUTO_TEST_CASE(whoever_comes_first_waits_for_his_answer) {
  Country country;
  country.rules.responder = kOcsp;
  country.rules.first_answer = 60s;  // far beyond what the answer takes; without it the first question would be refused
  Desk desk(country, "", false);
  desk.fetcher.start();
  BOOST_TEST(desk.objection(country.holder) == "");
  desk.fetcher.stop();
}

BOOST_AUTO_TEST_CASE(a_restart_without_network_goes_on_with_what_was_kept) {
  const Folder folder;
  Country country;
  country.rules.responder = kOcsp;
  const auto bad = country.issued("bad");
  country.revoked = {bad};
  {
    Desk desk(country, folder.path);
    BOOST_TEST(desk.settled(country.holder) == "");
    BOOST_TEST(says(desk.settled(bad), "revoked"));
  }
  country.down = true;
  Desk desk(country, folder.path);
  BOOST_TEST(desk.settled(country.holder) == "");
  BOOST_TEST(says(desk.settled(bad), "revoked"));
  BOOST_TEST(desk.objection(country.issued("new")) == "");  // the kept list knows
  desk.clock.set(country.next_update);
  BOOST_TEST(says(desk.objection(country.holder), "no fresh proof"));
}

BOOST_AUTO_TEST_CASE(addresses_in_certificates_are_followed_on_allowed_hosts_only) {
  Country country;
  country.rules.hosts = {"crl.example"};
  Desk desk(country, "", false);
  desk.fetcher.start();
  desk.fetcher.stop();
  BOOST_TEST(says(desk.objection(country.with_address("http://evil.example/list.crl")), "no revocation list or responder"));
  BOOST_TEST(country.calls["http://evil.example/list.crl"] == 0);
  BOOST_TEST(security::is_allowed_address("http://CRL.example:80/x", {"crl.example"}));
  BOOST_TEST(!security::is_allowed_address("http://crl.example.evil/x", {"crl.example"}));
  BOOST_TEST(!security::is_allowed_address("http://crl.example@evil/x", {"crl.example"}));
  Country other;
  other.rules.hosts = {"crl.example"};
  other.rules.first_answer = 60s;
  Desk following(other, "", false);
  following.fetcher.start();
  BOOST_TEST(following.objection(other.with_address(kList)) == "");
  following.fetcher.stop();
  BOOST_TEST(other.calls[kList] == 1);
}

BOOST_AUTO_TEST_CASE(without_a_source_nothing_is_checked_and_an_uncovered_issuer_is_for_the_operator) {
  Country country;
  country.rules.any_source = false;
  Desk off(country, "", false);
  BOOST_TEST(off.objection(country.holder) == "");
  BOOST_TEST((off.book.proof_of(country.holder, kNow).state == ProofState::NotCovered));
  Country one, stranger;
  Desk desk(one);
  desk.fetcher.look();
  BOOST_TEST(says(desk.objection(stranger.holder), "no revocation list"));
  BOOST_TEST(desk.objection(stranger.holder, CertificateUse::TokenService) == "");
  one.rules.refuse_uncovered = false;
  Desk lenient(one);
  lenient.fetcher.look();
  BOOST_TEST(lenient.objection(stranger.holder) == "");
}

BOOST_AUTO_TEST_CASE(signers_are_remembered_for_the_list_and_holders_are_not) {
  Country country;
  Desk desk(country);
  desk.fetcher.look();
  static_cast<void>(desk.objection(country.holder, CertificateUse::Signer));
  static_cast<void>(desk.objection(country.issued("person"), CertificateUse::Holder));
  static_cast<void>(desk.objection(country.issued("patient"), CertificateUse::Proof));
  BOOST_REQUIRE(desk.book.met().size() == 1u);
  BOOST_TEST(desk.book.met().front().certificate.fingerprint() == country.holder.fingerprint());
}

BOOST_AUTO_TEST_CASE(the_gate_refuses_a_revoked_holder_by_its_rule) {
  class Against final : public spi::Standing {
   public:
    std::string objection(const native::Certificate&, CertificateUse use, core::Instant) override { return use == wanted ? "certificate: revoked" : ""; }
    CertificateUse wanted = CertificateUse::Holder;
  };
  Against against;
  auto settings = TestGate::settings();
  settings.standing = &against;
  settings.trust.standing = &against;
  const TestGate gate(settings);
  BOOST_TEST(gate.told(write(MessagePlan{}).message()) == "11 HolderCertificate");
  BOOST_TEST(says(gate.lines.back(), "certificate: revoked"));
  against.wanted = CertificateUse::TokenService;
  BOOST_TEST(gate.told(write(MessagePlan{}).message()) == "5 AssertionSignature");
  against.wanted = CertificateUse::Proof;
  const TestGate another(settings);
  BOOST_TEST(another.told(write(MessagePlan{}).message()) == "accepted");
}

BOOST_AUTO_TEST_SUITE_END()
