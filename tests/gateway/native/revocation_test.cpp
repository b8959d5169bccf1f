#include <boost/test/unit_test.hpp>

#include "gateway/native/certificate_details.hpp"
#include "gateway/native/ocsp.hpp"
#include "gateway/native/revocation_list.hpp"
#include "gateway/native/revocation_make.hpp"
#include "support.hpp"

using namespace sluis;
using namespace sluis::native;
using namespace sluis::native::test;
using namespace std::chrono_literals;

namespace {

const core::Instant kNow = moment("2026-11-20T09:15:00Z");

RevocationListRequest list_of(std::vector<std::string> serials) {
  RevocationListRequest request{kNow - 1h, kNow + 23h, {}, 7, false};
  for (auto& serial : serials) request.revoked.push_back({std::move(serial), kNow - 2h});
  return request;
}

RevocationList read(const std::string& der) {
  auto all = RevocationList::all_from(der);
  BOOST_REQUIRE(all);
  BOOST_REQUIRE(all->size() == 1u);
  return all->front();
}

// An authority of the same name with another key.
Certificate namesake() {
  CertificateRequest request;
  request.subject = {{"C", "BE"}, {"O", "Sluis"}, {"CN", "namesake"}};
  request.not_before = moment("2026-01-01T00:00:00Z");
  request.not_after = moment("2036-01-01T00:00:00Z");
  request.authority = true;
  request.key_usage = {"keyCertSign", "cRLSign"};
  return make_certificate(request, other_key().public_key(), other_key(), nullptr);
}

OcspDesk desk_of(Credential responder, OcspStatus status) {
  return {std::move(responder), {authority()}, [status](const std::string&) {
            return OcspAnswer{status, kNow - 1h, kNow + 1h, status == OcspStatus::Revoked ? std::optional(kNow - 2h) : std::nullopt};
          }, true};
}

Credential authority_credential() { return {authority_key(), authority(), {}}; }

Credential delegate(core::Instant until, const std::string& usage) {
  CertificateRequest request;
  request.subject = {{"C", "BE"}, {"CN", "responder"}};
  request.not_before = moment("2026-01-01T00:00:00Z");
  request.not_after = until;
  const auto plain = make_certificate(request, other_key().public_key(), authority_key(), &authority());
  return {other_key(), usage.empty() ? plain : with_extension(plain, "extendedKeyUsage", usage, authority_key()), {}};
}

Result<OcspAnswer> asked(const Certificate& about, const OcspDesk& desk) {
  const auto question = make_ocsp_request(about, authority());
  BOOST_REQUIRE(question);
  return read_ocsp_answer(make_ocsp_answer(*question, desk), about, authority(), *question, kNow);
}

std::string why(const Result<OcspAnswer>& answer) { return answer ? "accepted" : answer.error().log_text(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(revocation)

BOOST_AUTO_TEST_CASE(a_list_names_the_certificates_of_its_issuer) {
  const auto bad = leaf(holder_key(), "revoked");
  const auto good = leaf(holder_key(), "good");
  auto list = read(make_revocation_list(list_of({serial_of(bad)}), authority(), authority_key()));
  BOOST_TEST(!list.covers(bad));  // not before it is verified
  BOOST_REQUIRE(list.verify({namesake(), authority()}));
  BOOST_TEST(list.covers(bad));
  BOOST_TEST((list.revoked(bad) == kNow - 2h));
  BOOST_TEST(!list.revoked(good).has_value());
  BOOST_TEST(!list.covers(namesake()));
  BOOST_TEST(list.number() == "07");
  BOOST_TEST(list.size() == 1u);
  BOOST_TEST((list.next_update() == kNow + 23h));
}

BOOST_AUTO_TEST_CASE(a_list_that_its_issuer_did_not_sign_is_refused) {
  auto forged = read(make_revocation_list(list_of({}), authority(), other_key()));  // the right name, another key
  const auto verdict = forged.verify({authority()});
  BOOST_REQUIRE(!verdict);
  BOOST_TEST(verdict.error().log_text().find("signature") != std::string::npos);
  BOOST_TEST(!forged.covers(leaf(holder_key(), "x")));
  auto strange = read(make_revocation_list(list_of({}), namesake(), other_key()));
  BOOST_TEST(!strange.verify({authority()}).has_value());
  auto bent = make_revocation_list(list_of({}), authority(), authority_key());
  bent[bent.size() / 3] = static_cast<char>(bent[bent.size() / 3] ^ 1);
  auto lists = RevocationList::all_from(bent);
  BOOST_TEST((!lists || !lists->front().verify({authority()})));
}

BOOST_AUTO_TEST_CASE(delta_lists_and_rubbish_are_refused) {
  auto request = list_of({});
  request.delta = true;
  BOOST_TEST(!read(make_revocation_list(request, authority(), authority_key())).verify({authority()}).has_value());
  BOOST_TEST(!RevocationList::all_from("").has_value());
  BOOST_TEST(!RevocationList::all_from("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n").has_value());
  BOOST_TEST(!RevocationList::all_from(make_revocation_list(list_of({}), authority(), authority_key()) + "x").has_value());
}

BOOST_AUTO_TEST_CASE(an_answer_of_the_issuer_or_his_responder_counts) {
  const auto holder = leaf(holder_key(), "holder");
  for (const auto status : {OcspStatus::Good, OcspStatus::Revoked, OcspStatus::Unknown}) {
    const auto answer = asked(holder, desk_of(authority_credential(), status));
    BOOST_REQUIRE_MESSAGE(answer, why(answer));
    BOOST_TEST((answer->status == status));
    BOOST_TEST((answer->this_update == kNow - 1h));
  }
  const auto delegated = asked(holder, desk_of(delegate(kNow + 24h, "OCSPSigning"), OcspStatus::Revoked));
  BOOST_REQUIRE_MESSAGE(delegated, why(delegated));
  BOOST_TEST((delegated->revoked == kNow - 2h));
}

BOOST_AUTO_TEST_CASE(nobody_else_may_answer) {
  const auto holder = leaf(holder_key(), "holder");
  BOOST_TEST(!asked(holder, desk_of(delegate(kNow - 1h, "OCSPSigning"), OcspStatus::Good)).has_value());      // his certificate has ended
  BOOST_TEST(!asked(holder, desk_of(delegate(kNow + 24h, ""), OcspStatus::Good)).has_value());                // issued by him, not for this
  BOOST_TEST(!asked(holder, desk_of(delegate(kNow + 24h, "clientAuth"), OcspStatus::Good)).has_value());
  BOOST_TEST(!asked(holder, desk_of({other_key(), namesake(), {}}, OcspStatus::Good)).has_value());
}

BOOST_AUTO_TEST_CASE(an_answer_to_something_else_is_refused) {
  const auto holder = leaf(holder_key(), "holder");
  const auto other = leaf(holder_key(), "other");
  const auto question = make_ocsp_request(holder, authority());
  const auto another = make_ocsp_request(other, authority());
  const auto desk = desk_of(authority_credential(), OcspStatus::Good);
  const auto about_other = read_ocsp_answer(make_ocsp_answer(*another, desk), holder, authority(), *another, kNow);
  BOOST_TEST(why(about_other).find("another certificate") != std::string::npos);
  const auto replayed = read_ocsp_answer(make_ocsp_answer(*make_ocsp_request(holder, authority()), desk), holder, authority(), *question, kNow);
  BOOST_TEST(why(replayed).find("another question") != std::string::npos);
  auto without_nonce = desk;
  without_nonce.repeat_nonce = false;
  BOOST_TEST(asked(holder, without_nonce).has_value());
  BOOST_TEST(why(read_ocsp_answer(make_ocsp_answer("nonsense", desk), holder, authority(), *question, kNow)).find("malformed") != std::string::npos);
  BOOST_TEST(!read_ocsp_answer("", holder, authority(), *question, kNow).has_value());
}

BOOST_AUTO_TEST_CASE(a_certificate_tells_where_to_ask) {
  const auto plain = leaf(holder_key(), "holder");
  BOOST_TEST(revocation_addresses(plain).lists.empty());
  auto made = with_extension(plain, "crlDistributionPoints", "URI:http://crl.example/a.crl,URI:ldap://x/y", authority_key());
  made = with_extension(made, "authorityInfoAccess", "OCSP;URI:http://ocsp.example/,caIssuers;URI:http://ca.example/", authority_key());
  BOOST_TEST((revocation_addresses(made).lists == std::vector<std::string>{"http://crl.example/a.crl"}));
  BOOST_TEST((revocation_addresses(made).responders == std::vector<std::string>{"http://ocsp.example/"}));
  BOOST_TEST(is_issued_by(made, authority()));
  BOOST_TEST(is_self_signed(authority()));
}

BOOST_AUTO_TEST_SUITE_END()
