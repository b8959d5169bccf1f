#include <boost/test/unit_test.hpp>

#include "mappings/hubservices_v3/hub_order.hpp"
#include "mappings/hubservices_v3/written_content.hpp"
#include "mappings/kmehr/party.hpp"
#include "tests/adapters/support.hpp"

using namespace sluis;
using namespace sluis::test;
namespace v3 = mappings::hubservices_v3;

namespace {

constexpr auto kCore = "xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v3\"";
constexpr auto kKmehr = "xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"";

spi::NetworkSettings settings() {
  return {"a", "hub", "https://localhost/IntraHub/v3", "", std::chrono::seconds(5),
          {{"hub_id", "1999990144"}, {"sl", "HUBAID"}, {"title", "Hub A"}, {"application", "HUBA"}}};
}

std::string message(const std::string& content) {
  return std::string("<c:kmehrmessage ") + kCore + "><k:header " + kKmehr +
         "><k:standard><k:cd S=\"CD-STANDARD\" SV=\"1.18\">20180601</k:cd></k:standard><k:id S=\"ID-KMEHR\" SV=\"1.0\">1.1</k:id><k:date>2026-11-20</k:date>"
         "<k:time>09:15:00</k:time><k:sender><k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">19998133004</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd>"
         "</k:hcparty></k:sender><k:recipient><k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">1999990144</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">hub</k:cd>"
         "</k:hcparty></k:recipient></k:header>" +
         content + "</c:kmehrmessage>";
}

std::string folder(const std::string& patient) {
  return std::string("<k:folder ") + kKmehr + "><k:id S=\"ID-KMEHR\" SV=\"1.0\">1</k:id><k:patient><k:id S=\"INSS\" SV=\"1.0\">" + patient +
         "</k:id><k:firstname>Testa</k:firstname><k:familyname>Patiens</k:familyname><k:sex><k:cd S=\"CD-SEX\" SV=\"1.0\">female</k:cd></k:sex></k:patient>"
         "<k:transaction><k:id S=\"ID-KMEHR\" SV=\"1.0\">1</k:id><k:cd S=\"CD-TRANSACTION\" SV=\"1.6\">sumehr</k:cd><k:date>2026-11-20</k:date>"
         "<k:time>09:00:00</k:time><k:author><k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">19998133004</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd>"
         "</k:hcparty></k:author><k:iscomplete>true</k:iscomplete><k:isvalidated>true</k:isvalidated></k:transaction></k:folder>";
}

// Turns what it seals around, so that a test sees that it was called, and for whom.
class MirrorSealer final : public spi::Sealer {
 public:
  std::vector<spi::Recipient> sealed_for;
  explicit MirrorSealer(native::Certificate signer) : signer_(std::move(signer)) {}
  Result<std::string> seal(std::string_view clear, const std::vector<spi::Recipient>& recipients, const spi::SharedKey*, const std::string&, spi::Deadline) override {
    sealed_for = recipients;
    return std::string(clear.rbegin(), clear.rend());
  }
  Result<spi::Opened> open(std::string_view sealed) override { return spi::Opened{std::string(sealed.rbegin(), sealed.rend()), signer_}; }
  Result<spi::Opened> open_with(std::string_view, const spi::SharedKey&) override { return Fault(FaultId::SealRefused); }
  Result<spi::SharedKey> new_key(const std::vector<spi::AllowedReader>&, const std::string&, spi::Deadline) override { return Fault(FaultId::SealRefused); }
  Result<std::vector<spi::SharedKey>> keys(const std::vector<std::string>&, const std::string&, spi::Deadline) override { return Fault(FaultId::SealRefused); }
  Result<std::string> seal_for_ourselves(std::string_view) override { return Fault(FaultId::SealRefused); }
  Result<std::string> open_kept(std::string_view) override { return Fault(FaultId::SealRefused); }

 private:
  native::Certificate signer_;
};

model::Order order_of(model::OrderKind kind) {
  auto order = list_order();
  order.kind = kind;
  model::HubOrder content;
  content.patient = model::PatientClaim{{{"INSS", kPatient, {}}}, {}, {}};
  content.documents = {{"doc-1", "HUBAID", "1999990144"}};
  content.body = v3::write_document_select(kPatient, content.documents.front());
  order.content = content;
  return order;
}

// The hub of the script: echoes the request and answers with these errors and this content.
void answer_with(House& house, const std::string& operation, bool complete, std::vector<v3::ErrorReport> errors, std::string content = {}) {
  house.wire.script = [=](const spi::WireRequest& request) -> Result<spi::WireReply> {
    const auto asked = native::Document::parse(body_of(request));
    v3::HubResponse response;
    response.header = {"1999990144.7", mappings::kmehr::make_party("1999990144", "hub", "Hub A"), "2026-11-20", "10:15:00+01:00",
                       native::canonical(asked->root().child(v3::kCore, "request"))};
    response.complete = complete;
    response.errors = errors;
    response.content = content;
    return soap(v3::write_hub_response(operation, response));
  };
}

Result<model::Answer> ask(House& house, const model::Order& order, spi::Sealer* sealer = nullptr) {
  auto surroundings = house.surroundings();
  surroundings.sealer = sealer;
  return make_network(settings(), surroundings)->exchange(order, {}, soon());
}

std::string sealed_message(const std::string& clear) {
  return v3::with_sealed(message(folder(kPatient)), std::string(clear.rbegin(), clear.rend())).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hub_orders_to_a_hub)

BOOST_AUTO_TEST_CASE(a_document_is_asked_for_in_our_name_and_the_callers) {
  House house;
  answer_with(house, "GetTransaction", true, {});
  auto order = order_of(model::OrderKind::GetTransaction);
  order.header.break_the_glass = "unconscious in the emergency room";
  BOOST_REQUIRE(ask(house, order));
  const auto sent = v3::read_hub_request(native::Document::parse(body_of(house.wire.sent.front())).value().root());
  BOOST_TEST(sent.header.author.parties.front().value("ID-HCPARTY").value() == house.surroundings().own.number);
  BOOST_TEST(sent.header.id != order.header.id);
  BOOST_TEST(sent.header.break_the_glass.value() == "unconscious in the emergency room");
  BOOST_TEST((sent.order.documents.front() == model::TransactionName{"doc-1", "HUBAID", "1999990144"}));
}

BOOST_AUTO_TEST_CASE(what_we_opened_is_sealed_again_for_the_hub) {
  House house;
  MirrorSealer sealer(house.holder.certificate);
  answer_with(house, "PutTransaction", true, {});
  auto order = order_of(model::OrderKind::PutTransaction);
  auto& content = std::get<model::HubOrder>(order.content);
  content.body = message(folder(kPatient));
  content.opened = true;
  BOOST_REQUIRE(ask(house, order, &sealer));
  const auto sent = v3::read_hub_request(native::Document::parse(body_of(house.wire.sent.front())).value().root());
  BOOST_TEST(sent.order.sealed);
  BOOST_REQUIRE(sealer.sealed_for.size() == 1u);
  BOOST_TEST(sealer.sealed_for.front().value == "1999990144");
  BOOST_TEST(sealer.sealed_for.front().application == "HUBA");
  BOOST_TEST(body_of(house.wire.sent.front()).find("Patiens") == std::string::npos);
  BOOST_TEST((ask(house, order).error().id() == FaultId::RecipientUnknown));
}

BOOST_AUTO_TEST_CASE(a_sealed_answer_passes_through_or_is_opened_for_who_cannot) {
  House house;
  MirrorSealer sealer(house.holder.certificate);
  const auto sealed = sealed_message(folder(kPatient));
  answer_with(house, "GetTransaction", true, {}, sealed);
  auto order = order_of(model::OrderKind::GetTransaction);
  BOOST_TEST(ask(house, order, &sealer)->body == sealed);
  std::get<model::HubOrder>(order.content).opens_answer = true;
  BOOST_TEST(ask(house, order, &sealer)->body.find("Patiens") != std::string::npos);
  const auto sent = v3::read_hub_request(native::Document::parse(body_of(house.wire.sent.back())).value().root());
  BOOST_TEST(sent.header.author.parties.front().value("ID-ENCRYPTION-ACTOR").value() == house.surroundings().own.number);
  answer_with(house, "GetTransaction", true, {}, sealed_message(folder("85073099833")));
  BOOST_TEST((ask(house, order, &sealer).error().id() == FaultId::NetworkAnswerRefused));
}

BOOST_AUTO_TEST_CASE(a_document_of_another_patient_is_no_answer) {
  House house;
  answer_with(house, "GetTransaction", true, {}, message(folder("85073099833")));
  BOOST_TEST((ask(house, order_of(model::OrderKind::GetTransaction)).error().id() == FaultId::NetworkAnswerRefused));
}

BOOST_AUTO_TEST_CASE(codes_of_the_hub_come_back) {
  House house;
  answer_with(house, "RevokeTransaction", false, {{"464", "names the patient", {}}});
  const auto twice = ask(house, order_of(model::OrderKind::RevokeTransaction)).value();
  BOOST_TEST(twice.errors.front().code == "464");
  BOOST_TEST(twice.errors.front().text != "names the patient");
  answer_with(house, "RevokeTransaction", true, {{"200", "", {}}});
  BOOST_TEST(ask(house, order_of(model::OrderKind::RevokeTransaction)).value().errors.empty());
  answer_with(house, "RevokeTransaction", false, {});
  BOOST_TEST(ask(house, order_of(model::OrderKind::RevokeTransaction)).value().errors.front().code == "500");
}

BOOST_AUTO_TEST_CASE(an_answer_to_another_request_is_not_believed) {
  House house;
  answer_with(house, "RevokeTransaction", true, {});
  BOOST_REQUIRE(ask(house, order_of(model::OrderKind::RevokeTransaction)));
  const auto earlier = house.wire.script(house.wire.sent.front()).value();
  house.wire.script = [earlier](const spi::WireRequest&) -> Result<spi::WireReply> { return earlier; };
  BOOST_TEST((ask(house, order_of(model::OrderKind::RevokeTransaction)).error().id() == FaultId::NetworkAnswerRefused));
}

BOOST_AUTO_TEST_CASE(a_section_may_say_which_known_hub_it_is_like) {
  House house;
  answer_with(house, "RevokeTransaction", true, {});
  spi::NetworkSettings like{"r", "hub", "https://localhost/IntraHub/v3", "", std::chrono::seconds(5), {{"like", "rsw"}}};
  const auto network = make_network(like, house.surroundings());
  BOOST_TEST(network->settings().extra.at("hub_id") == "1990000035");
  BOOST_TEST(network->settings().extra.at("sl") == "RSWID");
  like.extra["like"] = "nowhere";
  BOOST_CHECK_THROW(make_network(like, house.surroundings()), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
