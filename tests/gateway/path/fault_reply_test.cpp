#include "gateway/path/fault_reply.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

#include "gateway/native/xml_document.hpp"

using namespace sluis;
using path::fault_reply;
using spi::Door;

namespace {

constexpr auto kSoap = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr auto kSoa = "urn:be:fgov:ehealth:errors:soa:v1";

// Everything that a reply tells, without the header lines.
std::string told(const message::Reply& reply) { return std::to_string(reply.status) + " " + reply.body; }
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(fault_replies)

BOOST_AUTO_TEST_CASE(a_soap_fault_has_the_form_of_the_platform) {
  auto fault = Fault(FaultId::SchemaViolation, "for the log only");
  fault.tell_caller("line 3, column 7 <here>");
  const auto reply = fault_reply(fault, Door::Soap, "c-42", "Acceptation");
  BOOST_TEST(reply.status == 500);
  BOOST_TEST(reply.content_type == "text/xml; charset=utf-8");
  const auto document = native::Document::parse(reply.body);
  BOOST_REQUIRE(document);
  BOOST_REQUIRE(document->root().is(kSoap, "Envelope"));
  const auto inside = document->root().child(kSoap, "Body").child(kSoap, "Fault");
  BOOST_REQUIRE(inside);
  const auto parts = inside.children();
  BOOST_REQUIRE(parts.size() == 3);  // faultcode, faultstring, detail: in no namespace (SOAP 1.1 section 4.4)
  BOOST_TEST(parts[0].is("", "faultcode"));
  BOOST_TEST(parts[0].text() == "soapenv:Client");
  BOOST_TEST(parts[1].is("", "faultstring"));
  BOOST_TEST(parts[1].text() == "SOA-03006");
  BOOST_TEST(parts[2].is("", "detail"));
  const auto error = parts[2].first_child();
  BOOST_REQUIRE(error.is(kSoa, "SystemError"));
  BOOST_TEST(error.attribute("Id").value() == "c-42");
  const auto children = error.children();
  BOOST_REQUIRE(children.size() == 6);
  const std::pair<const char*, const char*> expected[] = {{"Origin", "Consumer"}, {"Code", "SOA-03006"},
                                                          {"Message", "XSD compliance failure"}, {"Message", "line 3, column 7 <here>"},
                                                          {"Retry", "false"}};
  for (std::size_t i = 0; i < 5; ++i) {
    BOOST_TEST(children[i].is("", expected[i].first));
    BOOST_TEST(children[i].text() == expected[i].second);
  }
  BOOST_TEST(children[2].attribute("lang", "http://www.w3.org/XML/1998/namespace").value() == "en");
  BOOST_TEST(children[5].is(kSoa, "Environment"));  // the one child in the namespace of the errors
  BOOST_TEST(children[5].text() == "Acceptation");
  BOOST_TEST(!holds(reply.body, "for the log only"));
}

BOOST_AUTO_TEST_CASE(who_has_to_do_something) {
  const auto ours = fault_reply(Fault(FaultId::RegistryUnavailable), Door::Soap, "c", "Test").body;
  BOOST_TEST(holds(ours, "soapenv:Server"));
  BOOST_TEST(holds(ours, "<Origin>Provider</Origin>"));
  BOOST_TEST(holds(ours, "<Retry>true</Retry>"));
  const auto network = fault_reply(Fault(FaultId::NetworkFault, "secret 500", "hub-a"), Door::Soap, "c", "Test").body;
  BOOST_TEST(holds(network, "<Origin>Provider</Origin>"));
  BOOST_TEST(!holds(network, "hub-a"));
  BOOST_TEST(!holds(network, "secret"));
}

BOOST_AUTO_TEST_CASE(statuses) {
  for (const auto& entry : core::fault_table()) {
    const auto json = fault_reply(Fault(entry.id), Door::Json, "c", "Test");
    BOOST_TEST(json.status == entry.http_status, entry.name);
    BOOST_TEST(json.content_type == "application/json");
    const auto soap = fault_reply(Fault(entry.id), Door::Soap, "c", "Test");
    const bool of_http = entry.id == FaultId::Busy || entry.id == FaultId::UnknownPath || entry.id == FaultId::WrongMethod ||
                         entry.id == FaultId::TooSlow || entry.id == FaultId::NotHttp;
    BOOST_TEST(soap.status == (of_http ? entry.http_status : 500), entry.name);
    BOOST_TEST(native::Document::parse(soap.body).has_value(), entry.name);
    BOOST_TEST(!holds(soap.body, "SLU-"), entry.name);
  }
}

BOOST_AUTO_TEST_CASE(busy_says_when_to_come_back) {
  const auto reply = fault_reply(Fault(FaultId::Busy), Door::Soap, "c", "Test");
  BOOST_TEST(reply.status == 503);
  BOOST_REQUIRE(reply.headers.size() == 1);
  BOOST_TEST(reply.headers.front().first == "Retry-After");
}

BOOST_AUTO_TEST_CASE(the_json_form) {
  auto fault = Fault(FaultId::QuestionRefused, "log");
  fault.tell_caller("questions[0].at: \"x\"");
  BOOST_TEST(fault_reply(fault, Door::Json, "c-42", "Test").body ==
             R"({"fault":{"code":"SOA-03007","text":"Message content validation failure","number":"SLU-3004",)"
             R"("detail":"questions[0].at: \"x\"","origin":"Consumer","retry":false,"correlation_id":"c-42","environment":"Test"}})");
}

// Whichever check failed, and whatever a rule wanted to tell: the caller reads the same.
BOOST_AUTO_TEST_CASE(no_form_tells_which_security_rule_refused) {
  for (const auto door : {Door::Soap, Door::Json}) {
    std::map<std::string_view, std::string> by_code;
    for (const auto& entry : core::fault_table()) {
      if (static_cast<int>(entry.id) / 1000 != 2) continue;
      auto fault = Fault(entry.id, "log");
      fault.tell_caller("detail of " + std::string(entry.name));
      const auto text = told(fault_reply(fault, door, "c", "Test"));
      BOOST_TEST(by_code.try_emplace(entry.soa_code, text).first->second == text, entry.name);
      BOOST_TEST(!holds(text, "SLU-"), entry.name);
      BOOST_TEST(!holds(text, "detail of"), entry.name);
    }
    BOOST_TEST(by_code.size() == 2u);  // not authenticated, not authorised
  }
}

BOOST_AUTO_TEST_CASE(doors_by_path) {
  BOOST_TEST((path::door_of("/api/v1/decisions") == Door::Json));
  BOOST_TEST((path::door_of("/Consent/v1") == Door::Soap));
  BOOST_TEST((path::door_of("/apixyz") == Door::Soap));
}

BOOST_AUTO_TEST_SUITE_END()
