#include "gateway/native/signed_data.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/core/encoding.hpp"
#include "tests/gateway/native/support.hpp"

using namespace sluis;
using namespace sluis::native;
using namespace sluis::native::test;

namespace {

using Bytes = std::vector<std::uint8_t>;

Certificate card(const PrivateKey& key, std::vector<std::string> usage) {
  return make_certificate({.subject = {{"C", "BE"}, {"CN", "A citizen"}, {"serialNumber", "85073099833"}},
                           .not_before = moment("2026-06-01T00:00:00Z"),
                           .not_after = moment("2027-06-01T00:00:00Z"),
                           .authority = false,
                           .dns_names = {},
                           .ip_addresses = {},
                           .key_usage = std::move(usage)},
                          key.public_key(), authority_key(), &authority());
}

Credential signer(const PrivateKey& key) { return {key, card(key, {"nonRepudiation"}), {authority()}}; }

Bytes made(std::string_view content, const PrivateKey& key) {
  return make_signed_data(core::as_bytes(content), signer(key)).value();
}

bool refused(const Result<SignedData>& opened, const std::string& why) {
  BOOST_TEST_INFO((opened ? std::string("opened") : opened.error().log_text()));
  return !opened && opened.error().log_text().find(why) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signed_data)

BOOST_AUTO_TEST_CASE(content_signer_and_chain_come_out) {
  for (const auto* key : {&holder_key(), &curve_key()}) {
    const auto opened = open_signed_data(made("<a>\n\xc3\xa9</a>", *key), false);
    BOOST_REQUIRE(opened);
    BOOST_TEST(core::as_text(opened->content) == "<a>\n\xc3\xa9</a>");
    BOOST_TEST(opened->signer.serial_number_attribute() == "85073099833");
    BOOST_TEST(opened->carried.size() == 2U);
    BOOST_TEST(verify_chain(opened->signer, opened->carried, {authority()}, moment("2026-11-20T09:15:00Z")).has_value());
  }
}

BOOST_AUTO_TEST_CASE(every_changed_byte_is_noticed) {
  const auto cms = made("what the patient signed", curve_key());
  int noticed = 0;
  int tried = 0;
  for (std::size_t at = 0; at < cms.size(); at += 7) {
    auto spoiled = cms;
    spoiled[at] ^= 0x01;
    const auto opened = open_signed_data(spoiled, false);
    ++tried;
    // A bit outside what is signed (a carried authority, an unused parameter) may flip; content and signer may not.
    const bool same = opened && core::as_text(opened->content) == "what the patient signed" &&
                      opened->signer.key() == curve_key().public_key();
    if (!opened || same) ++noticed;
  }
  BOOST_TEST(noticed == tried);
  auto content = cms;
  const auto text = std::string_view("what the patient");
  const auto place = std::search(content.begin(), content.end(), text.begin(), text.end());
  BOOST_REQUIRE((place != content.end()));
  *place = 'W';
  BOOST_TEST(!open_signed_data(content, false));
}

BOOST_AUTO_TEST_CASE(what_is_no_signed_data_is_refused) {
  const auto cms = made("x", holder_key());
  BOOST_TEST(refused(open_signed_data(Bytes{}, false), "not CMS"));
  BOOST_TEST(refused(open_signed_data(Bytes{0x30, 0x03, 0x02, 0x01, 0x05}, false), "not CMS"));
  BOOST_TEST(refused(open_signed_data(Bytes(cms.begin(), cms.end() - 1), false), "not CMS"));
  auto longer = cms;
  longer.push_back(0);
  BOOST_TEST(refused(open_signed_data(longer, false), "other bytes follow"));
}

BOOST_AUTO_TEST_CASE(only_a_certificate_for_signatures_says_so) {
  BOOST_TEST(is_for_signatures(card(holder_key(), {"nonRepudiation"})));
  BOOST_TEST(is_for_signatures(card(holder_key(), {"digitalSignature", "nonRepudiation"})));
  BOOST_TEST(!is_for_signatures(card(holder_key(), {"digitalSignature", "keyEncipherment"})));
  BOOST_TEST(!is_for_signatures(card(holder_key(), {})));
}

BOOST_AUTO_TEST_CASE(lists_that_cannot_be_read_are_named) {
  const auto none = RevocationLists::load({"/no/such/list.pem"});
  BOOST_REQUIRE(!none);
  BOOST_TEST(none.error().log_text().find("/no/such/list.pem") != std::string::npos);
  BOOST_TEST(!RevocationLists{}.revoked(card(holder_key(), {}), moment("2026-11-20T09:15:00Z")));
}

BOOST_AUTO_TEST_CASE(the_sample_proof_opens) {
  const auto pem = sample("certs/patient-signature-sample.pem");
  if (!pem) return;
  const auto certificate = Certificate::from_pem(*pem);
  BOOST_REQUIRE(certificate);
  BOOST_TEST(is_for_signatures(*certificate));
  BOOST_TEST(certificate->serial_number_attribute() == "85073099833");
}

BOOST_AUTO_TEST_SUITE_END()
