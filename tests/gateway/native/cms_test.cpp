#include "gateway/native/cms.hpp"

#include <boost/test/unit_test.hpp>
#include <algorithm>
#include <random>
#include <string>

#include "gateway/core/encoding.hpp"
#include "tests/gateway/native/support.hpp"

using namespace sluis;
using namespace sluis::native;
using namespace sluis::native::test;

namespace {

const auto kNow = moment("2026-11-20T09:15:00Z");

Bytes bytes_of(std::string_view text) {
  const auto span = core::as_bytes(text);
  return {span.begin(), span.end()};
}

const Credential& sender() {
  static const auto us = credential(holder_key(), "sender");
  return us;
}
const Credential& recipient() {
  static const auto them = credential(other_key(), "recipient");
  return them;
}

Bytes sealed(std::string_view clear) { return seal(core::as_bytes(clear), sender(), {recipient().certificate}, kNow).value(); }

// The outermost length as BER's indefinite form, as Java senders write it.
Bytes indefinite(const Bytes& der) {
  BOOST_TEST_REQUIRE(der.at(1) == 0x82);
  Bytes ber{der[0], 0x80};
  ber.insert(ber.end(), der.begin() + 4, der.end());
  ber.insert(ber.end(), {0, 0});
  return ber;
}

template <class T>
std::string why(const Result<T>& result) {
  return result.has_value() ? std::string() : result.error().log_text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cms)

BOOST_AUTO_TEST_CASE(what_is_sealed_can_be_opened_by_the_recipient) {
  for (const std::string& clear : {std::string("clear"), std::string(), std::string("a\nb\r\n\0c", 7), std::string(100'000, 'x')}) {
    const auto opened = unseal(sealed(clear), recipient(), {authority()}, kNow);
    BOOST_TEST_REQUIRE(opened.has_value());
    BOOST_TEST((opened->clear == bytes_of(clear)));
    BOOST_TEST((opened->sender.der() == sender().certificate.der()));
  }
}

BOOST_AUTO_TEST_CASE(each_of_several_recipients_opens_it) {
  const auto third = credential(authority_key(), "third");
  const auto message = seal(core::as_bytes("clear"), sender(), {recipient().certificate, third.certificate}, kNow).value();
  BOOST_TEST(unseal(message, recipient(), {authority()}, kNow).has_value());
  BOOST_TEST(unseal(message, third, {authority()}, kNow).has_value());
}

BOOST_AUTO_TEST_CASE(a_sender_with_an_ec_key_can_seal) {
  const auto curve = credential(curve_key(), "curve");
  const auto message = seal(core::as_bytes("clear"), curve, {recipient().certificate}, kNow).value();
  BOOST_TEST(unseal(message, recipient(), {authority()}, kNow).has_value());
  BOOST_TEST(!seal(core::as_bytes("clear"), sender(), {curve.certificate}, kNow).has_value());
  BOOST_TEST(!seal(core::as_bytes("clear"), sender(), SealFor{}, kNow).has_value());
}

BOOST_AUTO_TEST_CASE(our_output_has_definite_lengths_and_ber_is_read) {
  const auto message = sealed("clear");
  BOOST_TEST(message.at(1) != 0x80);
  const auto opened = unseal(indefinite(message), recipient(), {authority()}, kNow);
  BOOST_TEST_REQUIRE(opened.has_value());
  BOOST_TEST((opened->clear == bytes_of("clear")));
}

BOOST_AUTO_TEST_CASE(somebody_else_cannot_open_it) {
  const auto opened = unseal(sealed("clear"), sender(), {authority()}, kNow);
  BOOST_TEST((opened.error().id() == FaultId::SealRefused));
}

BOOST_AUTO_TEST_CASE(the_sender_must_chain_to_a_root_at_that_time) {
  BOOST_TEST(!unseal(sealed("clear"), recipient(), {}, kNow).has_value());
  BOOST_TEST(!unseal(sealed("clear"), recipient(), {recipient().certificate}, kNow).has_value());
  BOOST_TEST(!unseal(sealed("clear"), recipient(), {authority()}, moment("2027-06-02T00:00:00Z")).has_value());
  BOOST_TEST(!unseal(sealed("clear"), recipient(), {authority()}, moment("2026-05-01T00:00:00Z")).has_value());
}

// A signature does not cover its signer's certificate. A second certificate of the same key and size, put into the outer layer,
// gives two good signatures of two certificates.
BOOST_AUTO_TEST_CASE(both_signatures_must_be_of_one_certificate) {
  const auto twin = leaf(holder_key(), "sender");
  const auto replace_all = [](Bytes& in, const Bytes& what, const Bytes& instead) {
    BOOST_TEST_REQUIRE(what.size() == instead.size());
    int times = 0;
    for (auto at = in.begin(); (at = std::search(at, in.end(), what.begin(), what.end())) != in.end(); ++times)
      at = std::copy(instead.begin(), instead.end(), at);
    return times;
  };
  // The serial number begins 15 bytes into such a certificate and has 16 bytes.
  const auto serial = [](const Certificate& certificate) {
    const auto der = certificate.der();
    return Bytes(der.begin() + 15, der.begin() + 31);
  };
  auto message = sealed("clear");
  BOOST_TEST(replace_all(message, sender().certificate.der(), twin.der()) == 1);
  BOOST_TEST(replace_all(message, serial(sender().certificate), serial(twin)) == 1);
  const auto opened = unseal(message, recipient(), {authority()}, kNow);
  BOOST_TEST_REQUIRE(!opened.has_value());
  BOOST_TEST(opened.error().log_text() == "sealed message, authentication failures: the two signatures are of different identities");
}

BOOST_AUTO_TEST_CASE(every_layer_must_be_there) {
  BOOST_TEST(!unseal(bytes_of(""), recipient(), {authority()}, kNow).has_value());
  BOOST_TEST(!unseal(bytes_of("no CMS"), recipient(), {authority()}, kNow).has_value());
  auto longer = sealed("clear");
  longer.push_back(0);
  BOOST_TEST(!unseal(longer, recipient(), {authority()}, kNow).has_value());
  auto shorter = sealed("clear");
  shorter.pop_back();
  BOOST_TEST(!unseal(shorter, recipient(), {authority()}, kNow).has_value());
}

BOOST_AUTO_TEST_CASE(the_outer_signature_is_checked_before_anything_is_decrypted) {
  const auto good = sealed(std::string(10'000, 'x'));
  constexpr std::size_t kSignature = 256;
  for (const auto at : {good.size() - 1, good.size() - kSignature, good.size() / 2, good.size() / 3}) {
    auto bad = good;
    bad[at] ^= 1;
    const auto opened = unseal(bad, recipient(), {authority()}, kNow);
    BOOST_TEST_REQUIRE(!opened.has_value());
    BOOST_TEST(opened.error().log_text().find(": the outer signature") != std::string::npos, opened.error().log_text());
  }
}

BOOST_AUTO_TEST_CASE(no_changed_byte_leads_to_other_content) {
  const auto good = sealed("clear");
  std::mt19937 random(7);
  int refused = 0;
  constexpr int kTries = 300;
  for (int i = 0; i < kTries; ++i) {
    auto bad = good;
    bad[std::uniform_int_distribution<std::size_t>(0, bad.size() - 1)(random)] ^=
        static_cast<std::uint8_t>(std::uniform_int_distribution<unsigned>(1, 255)(random));
    const auto opened = unseal(bad, recipient(), {authority()}, kNow);
    if (!opened) ++refused;
    // Bytes outside the signatures, such as an unused certificate of the chain, may change; the content may not.
    if (opened) BOOST_TEST((opened->clear == bytes_of("clear")));
  }
  BOOST_TEST(refused > kTries / 2);
}

BOOST_AUTO_TEST_CASE(whoever_holds_a_shared_key_opens_it) {
  for (const std::size_t size : {16, 24, 32}) {
    const NamedKey key{"key-1", std::string(size, 'k')};
    const auto message = seal(core::as_bytes("clear"), sender(), SealFor{{recipient().certificate}, {key}}, kNow).value();
    const auto opened = unseal(message, OpenWith{{}, {{"other", std::string(size, 'o')}, key}, {authority()}, kNow});
    BOOST_TEST_REQUIRE(opened.has_value(), why(opened));
    BOOST_TEST((opened->clear == bytes_of("clear")));
    BOOST_TEST(unseal(message, recipient(), {authority()}, kNow).has_value());
    BOOST_TEST(!unseal(message, OpenWith{{}, {{"key-1", std::string(size, 'o')}}, {authority()}, kNow}).has_value());
    BOOST_TEST(!unseal(message, OpenWith{{}, {{"key-2", key.value}}, {authority()}, kNow}).has_value());
  }
  BOOST_TEST(!seal(core::as_bytes("clear"), sender(), SealFor{{}, {{"id", "too short"}}}, kNow).has_value());
}

BOOST_AUTO_TEST_CASE(an_earlier_key_still_opens_it) {
  const auto opened = unseal(sealed("clear"), OpenWith{{sender(), recipient()}, {}, {authority()}, kNow});
  BOOST_TEST(opened.has_value());
}

BOOST_AUTO_TEST_CASE(two_certificates_of_one_eid_are_one_identity) {
  const auto card = [](const char* serial, const char* name) {
    CertificateRequest request;
    request.subject = {{"C", "BE"}, {"CN", name}, {"serialNumber", serial}};
    request.not_before = moment("2026-06-01T00:00:00Z");
    request.not_after = moment("2027-06-01T00:00:00Z");
    return Credential{curve_key(), make_certificate(request, curve_key().public_key(), authority_key(), &authority()), {}};
  };
  const auto signs = card("62071498939", "A (Signature)");
  const SealFor readers{{recipient().certificate}, {}};
  const auto same = seal(core::as_bytes("clear"), signs, card("62071498939", "A (Authentication)"), readers, kNow).value();
  const auto opened = unseal(same, recipient(), {authority()}, kNow);
  BOOST_TEST_REQUIRE(opened.has_value(), why(opened));
  BOOST_TEST((opened->sender.der() == signs.certificate.der()));
  const auto other = seal(core::as_bytes("clear"), signs, card("75052298760", "B (Authentication)"), readers, kNow).value();
  BOOST_TEST(!unseal(other, recipient(), {authority()}, kNow).has_value());
  BOOST_TEST(!unseal(seal(core::as_bytes("clear"), signs, sender(), readers, kNow).value(), recipient(), {authority()}, kNow).has_value());
}

BOOST_AUTO_TEST_CASE(the_signing_time_is_judged_with_five_minutes_to_either_side) {
  const auto message = sealed("clear");
  const auto at = [&](std::chrono::seconds later, bool kept) {
    return unseal(message, OpenWith{{recipient()}, {}, {authority()}, kNow + later, kept}).has_value();
  };
  BOOST_TEST((unseal(message, recipient(), {authority()}, kNow)->signed_at == kNow));
  BOOST_TEST(at(std::chrono::minutes(-5), false));
  BOOST_TEST(!at(std::chrono::seconds(-301), false));
  BOOST_TEST(!at(std::chrono::years(1), false));
  BOOST_TEST(at(std::chrono::years(1), true));  // kept: valid when it was signed
  const auto end = sender().certificate.not_after();
  const auto late = seal(core::as_bytes("clear"), sender(), SealFor{{recipient().certificate}, {}}, end + std::chrono::minutes(4)).value();
  BOOST_TEST(unseal(late, recipient(), {authority()}, end + std::chrono::minutes(4)).has_value());
  BOOST_TEST(!unseal(late, recipient(), {authority()}, end + std::chrono::minutes(6)).has_value());
}

BOOST_AUTO_TEST_CASE(the_reason_says_which_of_three_lists) {
  BOOST_TEST(why(unseal(sealed("x"), sender(), {authority()}, kNow)).starts_with("sealed message, decryption: "));
  BOOST_TEST(why(unseal(bytes_of("x"), recipient(), {authority()}, kNow)).starts_with("sealed message, authentication errors: "));
  BOOST_TEST(why(unseal(sealed("x"), recipient(), {}, kNow)).starts_with("sealed message, authentication failures: "));
}

BOOST_AUTO_TEST_SUITE_END()
