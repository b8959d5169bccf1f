// Steps 1 to 3 of security.md section 4.1.
#include <boost/test/unit_test.hpp>

#include "support_gate.hpp"

using namespace sluis;
using namespace sluis::tests;

namespace {

std::string good() { return write(MessagePlan{}).message(); }

std::string told_with_type(const std::string& content_type) {
  const TestGate gate;
  auto raw = soap_request(good());
  raw.headers["content-type"] = content_type;
  return told(gate.gate.judge(std::move(raw)));
}

std::string with_times(const std::string& created, const std::string& expires) {
  auto pieces = write(MessagePlan{});
  pieces.timestamp = timestamp("ts-1", created, expires);
  pieces.signature = signature(keys().holder, {{"ts-1", pieces.timestamp}, {"body-1", pieces.body}}, key_info("_assertion1"));
  return pieces.message();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gate_refuses_form)

BOOST_AUTO_TEST_CASE(content_types) {
  BOOST_TEST(told_with_type("TEXT/XML; Charset=\"UTF-8\"; action=x") == "accepted");
  BOOST_TEST(told_with_type("text/xml") == "accepted");
  BOOST_TEST(told_with_type("application/soap+xml; charset=utf-8") == "1 WrongContentType");
  BOOST_TEST(told_with_type("") == "1 WrongContentType");
  BOOST_TEST(told_with_type("text/xml; charset=iso-8859-1") == "1 WrongEncoding");
}

BOOST_AUTO_TEST_CASE(what_is_no_soap_message) {
  const TestGate gate;
  BOOST_TEST(gate.told("") == "1 Malformed");
  BOOST_TEST(gate.told("<a>") == "1 Malformed");
  BOOST_TEST(gate.told("<a/>") == "1 NotSoap");
  BOOST_TEST(gate.told("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + good()) == "1 DoctypeRefused");
  BOOST_TEST(gate.told("<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body/></e:Envelope>") == "1 NotSoap");
  std::string deep;
  for (int i = 0; i < 500; ++i) deep += "<a>";
  BOOST_TEST(gate.told(deep) == "1 TooDeep");
  auto settings = TestGate::settings();
  settings.limits.bytes = 1000;
  BOOST_TEST(TestGate(settings).told(good()) == "1 MessageTooLarge");
}

BOOST_AUTO_TEST_CASE(bodies) {
  const TestGate gate;
  const auto pieces = write(MessagePlan{});
  BOOST_TEST(gate.told(pieces.envelope(pieces.security(), "")) == "1 NoBody");
  BOOST_TEST(gate.told(pieces.envelope(pieces.security(), body("body-1", ""))) == "1 NoBody");
  BOOST_TEST(gate.told(pieces.envelope(pieces.security(), body("body-1", "<a/><b/>"))) == "1 SeveralBodies");
  BOOST_TEST(gate.told(pieces.envelope(pieces.security(), pieces.body + pieces.body)) == "1 SeveralBodies");
  BOOST_TEST(gate.told(pieces.envelope(pieces.security(), pieces.body + "<x/>")) == "1 SeveralBodies");
  BOOST_TEST(gate.told(replaced(good(), "<soap:Header>", "<soap:Header></soap:Header><soap:Header>")) == "1 NotSoap");
}

BOOST_AUTO_TEST_CASE(headers_missing_or_doubled) {
  const TestGate gate;
  const auto pieces = write(MessagePlan{});
  BOOST_TEST(gate.told(pieces.envelope("", pieces.body)) == "2 SecurityHeader");
  BOOST_TEST(gate.told(pieces.envelope(pieces.security() + pieces.security(), pieces.body)) == "2 SecurityHeader");
  auto theirs = pieces;
  theirs.header_attributes = " soap:actor=\"urn:another\"";
  BOOST_TEST(gate.told(theirs.message()) == "2 SecurityHeader");
  for (auto Pieces::*part : {&Pieces::timestamp, &Pieces::assertion, &Pieces::signature}) {
    auto stripped = pieces;
    (stripped.*part).clear();
    BOOST_TEST(gate.told(stripped.message()) == "2 SecurityHeader");
    auto doubled = pieces;
    doubled.*part += doubled.*part;
    BOOST_TEST(gate.told(doubled.message()) == "2 SecurityHeader");
  }
  auto extra = pieces;
  extra.timestamp += "<x xmlns=\"urn:x\"></x>";
  BOOST_TEST(gate.told(extra.message()) == "2 SecurityHeader");
}

BOOST_AUTO_TEST_CASE(headers_that_must_be_understood) {
  const TestGate gate;
  const auto pieces = write(MessagePlan{});
  const auto block = [&](const std::string& attributes) {
    return gate.told(pieces.envelope("<a:To xmlns:a=\"http://www.w3.org/2005/08/addressing\" " + attributes + "></a:To>" +
                                     pieces.security(), pieces.body));
  };
  BOOST_TEST(block("soap:mustUnderstand=\"1\"") == "2 NotUnderstood");
  BOOST_TEST(block("soap:mustUnderstand=\"1\" soap:actor=\"http://schemas.xmlsoap.org/soap/actor/next\"") == "2 NotUnderstood");
  BOOST_TEST(block("soap:mustUnderstand=\"0\"") == "accepted");
}

BOOST_AUTO_TEST_CASE(doubled_identifiers_of_any_kind) {
  for (const auto* attribute : {"wsu:Id=\"ts-1\"", "Id=\"body-1\"", "xml:id=\"body-1\"", "ID=\"_assertion1\"", "id=\"ts-1\"",
                                "AssertionID=\"_assertion1\"", "x:Id=\"body-1\" xmlns:x=\"urn:x\""}) {
    const TestGate gate;
    MessagePlan plan;
    plan.payload = "<p:Ask xmlns:p=\"urn:test\"><p:other " + std::string(attribute) + "></p:other></p:Ask>";
    const auto pieces = write(plan);
    BOOST_TEST(gate.told(pieces.message()) == "2 DuplicateId", attribute);
  }
}

// None of these changes a byte of what is signed: comments are no part of the canonical form.
BOOST_AUTO_TEST_CASE(comments_and_instructions) {
  const TestGate gate;
  BOOST_TEST(gate.told(replaced(good(), "72051999381", "720519<!-- -->99381")) == "2 CommentRefused");
  BOOST_TEST(gate.told(replaced(good(), "<wsu:Created>", "<!-- --><wsu:Created>")) == "2 CommentRefused");
  BOOST_TEST(gate.told(replaced(good(), "<wsu:Timestamp", "<?x y?><wsu:Timestamp")) == "2 CommentRefused");
  BOOST_TEST(gate.told(replaced(good(), "850730", "850<!-- -->730")) == "2 CommentRefused");
}

BOOST_AUTO_TEST_CASE(times_of_the_message) {
  const TestGate gate;  // 09:15:00
  BOOST_TEST(gate.told(with_times("2026-11-20T09:16:00Z", "2026-11-20T09:17:00Z")) == "accepted");
  BOOST_TEST(gate.told(with_times("2026-11-20T09:16:00.001Z", "2026-11-20T09:17:00Z")) == "3 TimestampRefused");
  BOOST_TEST(gate.told(with_times("2026-11-20T09:09:00Z", "2026-11-20T09:10:00.001Z")) == "accepted");
  BOOST_TEST(gate.told(with_times("2026-11-20T09:09:00Z", "2026-11-20T09:10:00Z")) == "3 TimestampRefused");
  BOOST_TEST(gate.told(with_times("2026-11-20T09:15:00Z", "2026-11-20T09:20:00Z")) == "accepted");
  BOOST_TEST(gate.told(with_times("2026-11-20T09:15:00Z", "2026-11-20T09:20:01Z")) == "3 TimestampRefused");
  BOOST_TEST(gate.told(with_times("2026-11-20T09:15:00Z", "2026-11-20T09:15:00Z")) == "3 TimestampRefused");
  BOOST_TEST(gate.told(with_times("2026-11-20T09:15:00", "2026-11-20T09:16:00")) == "3 TimestampRefused");
  BOOST_TEST(gate.told(with_times("yesterday", "2026-11-20T09:16:00Z")) == "3 TimestampRefused");
  BOOST_TEST(gate.told(replaced(good(), "<wsu:Expires>2026-11-20T09:16:00.000Z</wsu:Expires>", "")) == "3 TimestampRefused");
}

BOOST_AUTO_TEST_SUITE_END()
