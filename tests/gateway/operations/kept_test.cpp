#include <boost/test/unit_test.hpp>

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include "gateway/core/calendar.hpp"
#include "tests/gateway/operations/support_verified.hpp"

namespace sluis::operations {
std::unique_ptr<spi::Operation> make_evidence();
std::unique_ptr<spi::Operation> make_notifications();
}  // namespace sluis::operations

using namespace sluis;
using namespace sluis::test;

namespace {

Poco::JSON::Object::Ptr parsed(const std::string& text) { return Poco::JSON::Parser().parse(text).extract<Poco::JSON::Object::Ptr>(); }

std::string told(spi::Operation& operation, const std::string& body) {
  const auto order = operation.read(verified_json(body, physician()));
  return order ? std::string{} : order.error().caller_detail();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kept)

BOOST_AUTO_TEST_CASE(a_wish_for_a_message_is_read) {
  const auto operation = operations::make_evidence();
  const auto order = operation->read(verified_json(R"({"id":"c-1","version":2})", physician()));
  BOOST_REQUIRE(order);
  const auto& wanted = std::get<model::EvidenceOrder>(order->content);
  BOOST_TEST(wanted.record_id == "c-1");
  BOOST_TEST(wanted.version.value() == 2);
  BOOST_TEST(!std::get<model::EvidenceOrder>(operation->read(verified_json(R"({"id":"c-1"})", physician()))->content).version);
  BOOST_TEST(told(*operation, "{}") == "id: expected a text that is not empty");
  for (const char* version : {"0", "-1", "1.5", "\"1\"", "true", "1000001", "99999999999999"}) {
    BOOST_TEST(told(*operation, R"({"id":"c-1","version":)" + std::string(version) + "}") == "version: expected a whole number from 1 to 1000000",
               version);
  }
}

BOOST_AUTO_TEST_CASE(a_message_is_written_byte_for_byte_and_a_refusal_as_json) {
  const auto operation = operations::make_evidence();
  BOOST_TEST(operation->facts().content_type.starts_with("text/xml"));
  Speaker speaker;
  model::Answer answer;
  const std::string bytes("<m>\r\n\xff\0</m>", 12);
  answer.kept = model::KeptMessage{bytes, "declaration", {}, *model::Ssin::parse("62071498939"), {}, "consent"};
  BOOST_TEST((operation->write({}, {}, answer, speaker.voice()) == bytes));
  const auto refused = parsed(operation->write({}, {}, {}, speaker.voice()));
  BOOST_TEST(refused->getObject("decision")->getValue<std::string>("decision") == "deny");
}

BOOST_AUTO_TEST_CASE(notifications_tell_who_did_what_when) {
  const auto operation = operations::make_notifications();
  BOOST_TEST(told(*operation, "{}") == "");
  BOOST_TEST(told(*operation, R"({"patient":{}})") == "patient: expected no such member");
  Speaker speaker;
  model::Answer answer;
  const auto at = *core::parse_instant("2026-11-20T09:15:00Z");
  const auto anna = *model::Ssin::parse("62071498939");
  answer.notifications = {{at, anna, anna, "consent", "revocation", "c-1", "parent"}, {at, anna, anna, "consent", "declaration", "c-1", ""}};
  const auto all = parsed(operation->write({}, {}, answer, speaker.voice()))->getArray("notifications");
  BOOST_REQUIRE(all->size() == 2u);
  const auto first = all->getObject(0);
  BOOST_TEST(first->getValue<std::string>("at") == core::to_text(at));
  BOOST_TEST(first->getObject("patient")->getValue<std::string>("ssin") == "62071498939");
  BOOST_TEST(first->getValue<std::string>("operation") == "revocation");
  BOOST_TEST(first->getValue<std::string>("record_id") == "c-1");
  BOOST_TEST(first->getValue<std::string>("by") == "parent");
  BOOST_TEST(all->getObject(1)->getValue<std::string>("by") == "patient");
}

BOOST_AUTO_TEST_SUITE_END()
