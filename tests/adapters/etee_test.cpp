#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "adapters/etee/sealer.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/encryption_token.hpp"
#include "gateway/native/schema.hpp"
#include "mappings/etee/etk_depot.hpp"
#include "mappings/etee/kgss.hpp"
#include "tests/adapters/support.hpp"

using namespace sluis;
using namespace sluis::test;
namespace codec = mappings::etee;

namespace {

std::string depot_answer(const std::string& rest) {
  return "<d:GetEtkResponse xmlns:d=\"" + std::string(codec::kDepotNamespace) + "\"><s:Status xmlns:s=\"urn:be:fgov:ehealth:commons:1_0:core\">" +
         "<s:Code>200</s:Code><s:Message Lang=\"EN\">ok</s:Message></s:Status>" + rest + "</d:GetEtkResponse>";
}

std::string etk(const native::Credential& of) {
  return "<d:ETK>" + core::to_base64(*native::make_encryption_token(of.certificate, of)) + "</d:ETK>";
}

std::string match(const std::string& application) {
  return "<d:MatchingEtk><d:Identifier><d:Type>EHP</d:Type><d:Value>1999990144</d:Value>" +
         (application.empty() ? "" : "<d:ApplicationID>" + application + "</d:ApplicationID>") + "</d:Identifier></d:MatchingEtk>";
}

struct Desk {
  House house;
  native::Credential hub = new_credential("hub");
  std::vector<std::string> answers;  // of the depot, one after the other; the last stays
  std::unique_ptr<spi::Sealer> sealer;

  explicit Desk(std::vector<std::string> told, std::chrono::minutes remember = std::chrono::minutes(60), std::vector<native::Credential> old = {},
                spi::Standing* standing = nullptr)
      : answers(std::move(told)) {
    house.wire.script = [this](const spi::WireRequest&) -> Result<spi::WireReply> {
      const auto at = std::min(house.wire.sent.size(), answers.size()) - 1;
      return soap(answers[at] == "etk" ? depot_answer(etk(hub)) : depot_answer(answers[at]));
    };
    adapters::etee::SealingSettings settings;
    settings.etk_depot = "https://localhost/EtkDepot/v1";
    settings.signer_roots = {house.holder.certificate, hub.certificate};
    settings.identities = {{"hospital", house.holder}};
    settings.old_keys = std::move(old);
    settings.remember = remember;
    settings.standing = standing;
    sealer = adapters::etee::make_sealer(std::move(settings), {house.wire, house.tokens, house.clock, house.random, house.log});
  }
  Result<std::string> seal(const std::string& application = {}) {
    return sealer->seal("clear", {{"EHP", "1999990144", application}}, nullptr, "", soon());
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(etee_sealer)

BOOST_AUTO_TEST_CASE(what_is_sealed_for_a_hub_opens_with_its_key) {
  Desk desk({"etk"});
  const auto sealed = desk.seal();
  BOOST_REQUIRE(sealed);
  const auto opened = native::unseal(core::as_bytes(*sealed), desk.hub, {desk.house.holder.certificate}, desk.house.clock.now());
  BOOST_REQUIRE(opened);
  BOOST_TEST(std::string(core::as_text(opened->clear)) == "clear");
}

BOOST_AUTO_TEST_CASE(nothing_is_sealed_for_a_revoked_reader_nor_opened_from_a_revoked_signer) {
  class Against final : public spi::Standing {
   public:
    std::string objection(const native::Certificate&, spi::CertificateUse use, core::Instant) override { return use == wanted ? "certificate: revoked" : ""; }
    spi::CertificateUse wanted = spi::CertificateUse::EncryptionToken;
  };
  Against against;
  Desk desk({"etk"}, std::chrono::minutes(0), {}, &against);
  const auto refused = desk.seal();
  BOOST_REQUIRE(!refused.has_value());
  BOOST_TEST((refused.error().id() == FaultId::SealRefused));
  against.wanted = spi::CertificateUse::Signer;
  BOOST_TEST(desk.seal().has_value());
  const auto sealed = native::seal(core::as_bytes("clear"), desk.hub, {desk.house.holder.certificate}, desk.house.clock.now());
  BOOST_REQUIRE(sealed.has_value());
  const auto opened = desk.sealer->open(core::as_text(*sealed));
  BOOST_REQUIRE(!opened.has_value());
  BOOST_TEST(opened.error().log_text() == "signer's certificate: revoked");
  against.wanted = spi::CertificateUse::Holder;
  BOOST_TEST(desk.sealer->open(core::as_text(*sealed)).has_value());
}

BOOST_AUTO_TEST_CASE(a_token_is_remembered_as_long_as_the_setting_says) {
  Desk desk({"etk"}, std::chrono::minutes(10));
  BOOST_REQUIRE(desk.seal());
  desk.house.clock.advance(std::chrono::minutes(9));
  BOOST_REQUIRE(desk.seal());
  BOOST_TEST(desk.house.wire.sent.size() == 1u);
  desk.house.clock.advance(std::chrono::minutes(1));
  BOOST_REQUIRE(desk.seal());
  BOOST_TEST(desk.house.wire.sent.size() == 2u);
  Desk never({"etk"}, std::chrono::minutes(0));
  BOOST_REQUIRE(never.seal());
  BOOST_REQUIRE(never.seal());
  BOOST_TEST(never.house.wire.sent.size() == 2u);
}

BOOST_AUTO_TEST_CASE(of_several_matches_the_right_one_is_asked_for) {
  Desk one({match("OTHER") + match(""), "etk"});
  BOOST_TEST(one.seal().has_value());
  BOOST_TEST(one.house.wire.sent.size() == 2u);
  Desk none({match("OTHER") + match("THIRD")});
  BOOST_TEST((none.seal().error().id() == FaultId::RecipientUnknown));
}

BOOST_AUTO_TEST_CASE(whom_the_depot_does_not_know_nothing_is_sealed_for) {
  Desk desk({"<d:Error><d:Code>NO</d:Code><d:Message>none</d:Message></d:Error>"});
  BOOST_TEST((desk.seal().error().id() == FaultId::RecipientUnknown));
  const auto stranger = new_credential("stranger");
  Desk forged({etk(stranger)});
  BOOST_TEST((forged.seal().error().id() == FaultId::SealRefused));
  BOOST_TEST((desk.sealer->seal("clear", {}, nullptr, "", soon()).error().id() == FaultId::RecipientUnknown));
}

BOOST_AUTO_TEST_CASE(earlier_keys_still_open_what_is_kept_and_what_is_sent) {
  Desk before({"etk"});
  const auto kept = before.sealer->seal_for_ourselves("at rest");
  BOOST_REQUIRE(kept);
  BOOST_TEST(*before.sealer->open_kept(*kept) == "at rest");
  Desk after({"etk"}, std::chrono::minutes(60), {before.house.holder});
  BOOST_TEST(*after.sealer->open_kept(*kept) == "at rest");
  Desk other({"etk"});
  BOOST_TEST(!other.sealer->open_kept(*kept).has_value());
  const auto sent = native::seal(core::as_bytes("sent"), after.hub, {before.house.holder.certificate}, after.house.clock.now());
  BOOST_TEST(after.sealer->open(core::as_text(*sent))->content == "sent");
  BOOST_TEST((other.sealer->open(core::as_text(*sent)).error().id() == FaultId::SealRefused));
}

BOOST_AUTO_TEST_CASE(numbers_are_as_long_as_their_type_says) {
  BOOST_TEST(codec::padded("SSIN", "62071498") == "00062071498");
  BOOST_TEST(codec::padded("CBE", "411882312") == "0411882312");
  BOOST_TEST(codec::padded("NIHII-HOSPITAL", "71099614") == "71099614");
  BOOST_TEST(codec::padded("OTHER", "7") == "7");
}

BOOST_AUTO_TEST_CASE(what_we_send_is_valid_by_our_schemas_and_by_the_official_ones) {
  const std::string own = SLUIS_SOURCE_DIR "/mappings/etee/";
  const std::string official = SLUIS_SOURCE_DIR "/../shared/schemas/ehealth-etee/XSD/";
  const std::vector<std::uint8_t> token{1, 2, 3};
  const std::vector<std::pair<std::string, std::vector<std::string>>> messages{
      {codec::write_get_etk({"EHP", "1999990144", "APP"}), {own + "etk_depot.xsd", official + "ehealth-etkdepot-schema-protocol-1_0.xsd"}},
      {codec::write_new_key_request("sealed"), {own + "kgss.xsd", official + "ehealth-etee-kgss-schema-protocol-1_2.xsd"}},
      {codec::write_key_request("sealed"), {own + "kgss.xsd", official + "ehealth-etee-kgss-schema-protocol-1_2.xsd"}},
      {codec::write_new_key_content({{"ns", "name", "value"}, {"ns", "name", ""}}, token), {own + "kgss.xsd", official + "ehealth-etee-kgss-schema-inner-protocol-1_2.xsd"}},
      {codec::write_key_content("id", token), {own + "kgss.xsd", official + "ehealth-etee-kgss-schema-inner-protocol-1_2.xsd"}}};
  for (const auto& [xml, files] : messages) {
    const auto document = native::Document::parse(xml);
    BOOST_REQUIRE(document);
    for (const auto& file : files) {
      if (!std::filesystem::exists(file)) {
        BOOST_TEST_MESSAGE("not there: " + file);
        continue;
      }
      const auto schema = native::Schema::compile({file});
      BOOST_TEST_REQUIRE(schema.has_value(), file);
      for (const auto& error : schema->validate(document->root())) BOOST_ERROR(file + ": " + error.path + ": " + error.expected);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
