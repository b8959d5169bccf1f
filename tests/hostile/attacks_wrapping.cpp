#include "tests/hostile/corpus.hpp"

// Signature wrapping (McIntosh and Austel 2005; Somorovsky and others 2012): what is signed goes where nobody reads it, and something
// else stands in its place.
namespace sluis::hostile {
namespace {

constexpr auto kFamily = "wrapping";
constexpr auto kNodes = "SLU-2009";
constexpr auto kDoubled = "SLU-2013";
constexpr auto kOdd = "SLU-2001";

std::string wrapper(const std::string& content) { return "<x:Wrapper xmlns:x=\"urn:x\">" + content + "</x:Wrapper>"; }
std::string evil(const std::string& id, const std::string& attribute = "wsu:Id", const std::string& declarations = {}) {
  return body(stolen(), id, attribute, declarations);
}

void bodies(Corpus& c) {
  const auto good = write(MessagePlan{});
  const auto with = [&](const std::string& header, const std::string& bodies) { return Pieces::envelope(good.security() + header, bodies); };
  c.soap(kFamily, "body_under_header", with(wrapper(good.body), evil("body-2")), rule::kNodes, kNodes);
  c.soap(kFamily, "body_under_header_same_id", with(wrapper(good.body), evil("body-1")), rule::kHeader, kDoubled);
  c.soap(kFamily, "body_under_header_nameless", with(wrapper(good.body), evil("n", "name")), rule::kNodes, kNodes);
  c.soap(kFamily, "body_directly_under_header", with(good.body, evil("body-2")), rule::kNodes, kNodes);
  c.soap(kFamily, "body_under_other_element", Pieces::envelope(good.security(), wrapper(good.body) + evil("body-2")), rule::kForm, "SLU-1011");
  c.soap(kFamily, "body_behind_other_element", Pieces::envelope(good.security(), evil("body-2") + wrapper(good.body)), rule::kForm, "SLU-1011");
  c.soap(kFamily, "body_under_security", Pieces::envelope(Pieces::security_of(good.timestamp + good.assertion + good.signature + wrapper(good.body)), evil("body-2")), rule::kHeader, kOdd);
  auto inside = good;
  inside.signature = replaced(good.signature, "</ds:Signature>", "<ds:Object>" + good.body + "</ds:Object></ds:Signature>");
  inside.body = evil("body-2");
  c.soap(kFamily, "body_under_object", inside.message(), rule::kAlgorithms, kNodes);
  inside.body = evil("body-1");
  c.soap(kFamily, "body_under_object_same_id", inside.message(), rule::kHeader, kDoubled);
  inside.body = evil("body-2");
  inside.signature = replaced(good.signature, "</ds:KeyInfo>", good.body + "</ds:KeyInfo>");
  c.soap(kFamily, "body_under_key_info", inside.message(), rule::kNodes, kNodes);
  inside.signature = replaced(good.signature, "</ds:SignatureValue>", good.body + "</ds:SignatureValue>");
  c.soap(kFamily, "body_under_signature_value", inside.message(), rule::kAlgorithms, kNodes);
  inside = good;
  inside.timestamp = replaced(good.timestamp, "</wsu:Timestamp>", good.body + "</wsu:Timestamp>");
  inside.body = evil("body-2");
  c.soap(kFamily, "body_under_timestamp", inside.message(), rule::kTimestamp, "SLU-2002");
  inside = good;
  inside.assertion = replaced_last(good.assertion, "</saml:Assertion>", "<saml:Advice>" + good.body + "</saml:Advice></saml:Assertion>");
  inside.body = evil("body-2");
  c.soap(kFamily, "body_under_assertion", inside.message(), rule::kHeader, kOdd);
  c.soap(kFamily, "body_under_evil_body", with("", body(wrapper(good.body), "body-2")), rule::kNodes, kNodes);
  c.soap(kFamily, "body_under_evil_payload", with("", body(replaced_last(stolen(), "</p:", good.body + "</p:"), "body-2")), rule::kNodes, kNodes);
  c.soap(kFamily, "doubled_body_evil_first", with("", evil("body-2") + good.body), rule::kForm, "SLU-1011");
  c.soap(kFamily, "doubled_body_evil_last", with("", good.body + evil("body-2")), rule::kForm, "SLU-1011");
  c.soap(kFamily, "doubled_body_of_soap_12", Pieces::envelope(good.security(), good.body + replaced(evil("body-2"), kSoap, "http://www.w3.org/2003/05/soap-envelope")), rule::kForm, "SLU-1011");
  c.soap(kFamily, "doubled_payload", with("", replaced(good.body, "</soap:Body>", stolen() + "</soap:Body>")), rule::kForm, "SLU-1011");
  c.soap(kFamily, "doubled_payload_evil_first", with("", replaced(good.body, "<p:GetPatientConsentRequest", stolen() + "<p:GetPatientConsentRequest")), rule::kForm, "SLU-1011");
  c.soap(kFamily, "header_after_body", "<soap:Envelope xmlns:soap=\"" + std::string(kSoap) + "\">" + good.body + "<soap:Header>" + good.security() + "</soap:Header></soap:Envelope>", rule::kForm, "SLU-1009");
  c.soap(kFamily, "doubled_header", replaced(good.message(), "<soap:Header>", "<soap:Header></soap:Header><soap:Header>"), rule::kForm, "SLU-1009");
}

void envelopes(Corpus& c) {
  const auto good = write(MessagePlan{});
  const auto whole = good.message();
  c.soap(kFamily, "envelope_in_body", Pieces::envelope(good.security(), body(whole, "body-2")), rule::kHeader, kDoubled);
  c.soap(kFamily, "envelope_in_body_unsigned", Pieces::envelope("", body(whole, "body-2")), rule::kHeader, kOdd);
  c.soap(kFamily, "envelope_in_header", Pieces::envelope(wrapper(whole), evil("body-2")), rule::kHeader, kOdd);
  c.soap(kFamily, "envelope_in_element", wrapper(whole), rule::kForm, "SLU-1009");
}

void timestamps(Corpus& c) {
  const auto late = [] {  // signed a day before the corpus' clock; an attacker wants it to be of now
    MessagePlan plan;
    plan.created = "2026-11-20T08:00:00Z";
    plan.expires = "2026-11-20T08:01:00Z";
    AssertionPlan token;
    token.issued = token.from = "2026-11-20T07:00:00Z";
    plan.assertion = write(token);
    return write(plan);
  }();
  const auto fresh = [](const std::string& id) { return timestamp("2026-11-20T09:15:00Z", "2026-11-20T09:16:00Z", id); };
  const auto with = [&](const std::string& first, const std::string& header) {
    return Pieces::envelope(Pieces::security_of(first + late.assertion + late.signature) + header, late.body);
  };
  c.soap(kFamily, "timestamp_under_header", with(fresh("ts-2"), wrapper(late.timestamp)), rule::kNodes, kNodes);
  c.soap(kFamily, "timestamp_under_header_same_id", with(fresh("ts-1"), wrapper(late.timestamp)), rule::kHeader, kDoubled);
  c.soap(kFamily, "timestamp_directly_under_header", with(fresh("ts-2"), late.timestamp), rule::kNodes, kNodes);
  c.soap(kFamily, "timestamp_doubled", with(fresh("ts-2") + late.timestamp, ""), rule::kHeader, kOdd);
  c.soap(kFamily, "timestamp_under_other_element", with(fresh("ts-2") + wrapper(late.timestamp), ""), rule::kHeader, kOdd);
  c.soap(kFamily, "timestamp_under_timestamp", with(replaced(fresh("ts-2"), "</wsu:Timestamp>", late.timestamp + "</wsu:Timestamp>"), ""), rule::kTimestamp, "SLU-2002");
  auto inside = late;
  inside.timestamp = fresh("ts-2");
  inside.signature = replaced(late.signature, "</ds:Signature>", "<ds:Object>" + late.timestamp + "</ds:Object></ds:Signature>");
  c.soap(kFamily, "timestamp_under_object", inside.message(), rule::kAlgorithms, kNodes);
  inside.signature = replaced(late.signature, "</ds:KeyInfo>", late.timestamp + "</ds:KeyInfo>");
  c.soap(kFamily, "timestamp_under_key_info", inside.message(), rule::kNodes, kNodes);
  inside = late;
  inside.timestamp = fresh("ts-2");
  inside.assertion = replaced_last(late.assertion, "</saml:Assertion>", late.timestamp + "</saml:Assertion>");
  c.soap(kFamily, "timestamp_under_assertion", inside.message(), rule::kHeader, kOdd);
}

void headers(Corpus& c) {
  const auto good = write(MessagePlan{});
  const std::string unsigned_part = timestamp("2026-11-20T09:15:00Z", "2026-11-20T09:16:00Z", "ts-2") + write(AssertionPlan{.id = "_a2"});
  const auto other = [&](const std::string& actor, const std::string& content) { return Pieces::security_of(content, " soap:actor=\"" + actor + "\""); };
  const auto evil_security = Pieces::security_of(unsigned_part);
  c.soap(kFamily, "doubled_security_evil_first", Pieces::envelope(evil_security + good.security(), good.body), rule::kHeader, kOdd);
  c.soap(kFamily, "doubled_security_evil_last", Pieces::envelope(good.security() + evil_security, good.body), rule::kHeader, kOdd);
  c.soap(kFamily, "doubled_security_for_next_actor", Pieces::envelope(good.security() + other("http://schemas.xmlsoap.org/soap/actor/next", unsigned_part), good.body), rule::kHeader, kOdd);
  c.soap(kFamily, "signature_for_another_actor", Pieces::envelope(evil_security + other("urn:somebody", good.timestamp + good.assertion + good.signature), evil("body-2")), rule::kHeader, kOdd);
  c.soap(kFamily, "only_security_is_for_another_actor", Pieces::envelope(other("urn:somebody", good.timestamp + good.assertion + good.signature), good.body), rule::kHeader, kOdd);
  c.soap(kFamily, "security_inside_security", Pieces::envelope(Pieces::security_of(unsigned_part + good.security()), evil("body-2")), rule::kHeader, kOdd);
  c.soap(kFamily, "security_under_body", Pieces::envelope("", body(good.security() , "body-2")), rule::kHeader, kOdd);
  c.soap(kFamily, "unknown_header_that_must_be_understood", Pieces::envelope(good.security() + "<x:Route xmlns:x=\"urn:x\" soap:mustUnderstand=\"1\"></x:Route>", good.body), rule::kHeader, "SLU-1016");
}

// The attacker's assertion names his own key; the token service's stands somewhere near with its signature.
void assertions(Corpus& c) {
  const auto good = write(AssertionPlan{});
  AssertionPlan mine;
  mine.id = "_a2";
  mine.holder = &keys().attacker;
  mine.sts = nullptr;
  const auto fake = write(mine);
  const auto from = good.find("<ds:Signature");
  const auto its_signature = good.substr(from, good.rfind("</saml:Assertion>") - from);
  const auto bare_good = replaced(good, its_signature, "");
  const auto add = [&](const char* name, const std::string& assertion, const std::string& header, const char* rule, const char* fault, const std::string& id = "_a2") {
    MessagePlan plan;
    plan.assertion = assertion;
    plan.assertion_id = id;
    plan.holder = &keys().attacker;
    const auto pieces = write(plan);
    c.soap(kFamily, name, Pieces::envelope(pieces.security() + header, pieces.body), rule, fault);
  };
  const auto ending = [](const std::string& text, const std::string& more) { return replaced_last(text, "</saml:Assertion>", more + "</saml:Assertion>"); };
  constexpr auto kSigned = "SLU-2004";
  add("assertion_under_header", ending(fake, its_signature), wrapper(bare_good), rule::kAssertion, kSigned);
  add("assertion_whole_under_header", ending(fake, its_signature), wrapper(replaced(good, "_a1", "_a3")), rule::kAssertion, kSigned);
  add("assertion_under_header_same_id", ending(replaced(fake, "_a2", "_a1"), its_signature), wrapper(bare_good), rule::kHeader, kDoubled, "_a1");
  add("assertion_under_object_of_its_signature", ending(fake, replaced_last(its_signature, "</ds:Signature>", "<ds:Object>" + bare_good + "</ds:Object></ds:Signature>")), "", rule::kAlgorithms, kNodes);
  add("assertion_under_key_info_of_its_signature", ending(fake, replaced_last(its_signature, "</ds:KeyInfo>", bare_good + "</ds:KeyInfo>")), "", rule::kAssertion, kSigned);
  add("assertion_in_advice_of_the_evil_one", ending(fake, "<saml:Advice>" + good + "</saml:Advice>"), "", rule::kHeader, kOdd);
  add("assertion_in_confirmation_data_of_the_evil_one", ending(replaced(fake, "</saml:ConfirmationMethod>", "</saml:ConfirmationMethod><saml:SubjectConfirmationData>" + bare_good + "</saml:SubjectConfirmationData>"), its_signature), "", rule::kAssertion, kSigned);
  add("assertion_in_key_info_of_the_evil_one", replaced(fake, "<ds:X509Data>", good + "<ds:X509Data>"), "", rule::kHeader, kOdd);
  add("assertion_in_attribute_value_of_the_evil_one", replaced(fake, "<saml:AttributeValue>", "<saml:AttributeValue>" + good), "", rule::kHeader, kOdd);
  add("assertion_in_conditions_of_the_evil_one", ending(replaced(fake, "</saml:Conditions>", bare_good + "</saml:Conditions>"), its_signature), "", rule::kAssertion, "SLU-2005");
  add("evil_assertion_inside_the_good_one", ending(good, fake), "", rule::kHeader, kOdd);
  add("evil_assertion_in_advice_of_the_good_one", ending(good, "<saml:Advice>" + fake + "</saml:Advice>"), "", rule::kHeader, kOdd);
  add("evil_assertion_in_attribute_value_of_the_good_one", replaced(good, "<saml:AttributeValue>", "<saml:AttributeValue>" + fake), "", rule::kHeader, kOdd);
  add("evil_assertion_in_object_of_the_good_one", replaced_last(good, "</ds:Signature>", "<ds:Object>" + fake + "</ds:Object></ds:Signature>"), "", rule::kAlgorithms, kNodes);
  add("two_assertions_evil_first", fake + good, "", rule::kHeader, kOdd);
  add("two_assertions_evil_last", good + fake, "", rule::kHeader, kOdd);
  add("evil_statement_in_the_good_one", ending(good, "<saml:AttributeStatement><saml:Subject><saml:NameIdentifier>CN=SSIN=72051999381</saml:NameIdentifier></saml:Subject></saml:AttributeStatement>"), "", rule::kAssertion, kSigned, "_a1");
}

void doubled_ids(Corpus& c) {
  const auto good = write(MessagePlan{});
  const auto beside = [&](const char* name, const std::string& attribute) {
    c.soap("ids", name, Pieces::envelope(good.security() + "<x:Block xmlns:x=\"urn:x\" " + attribute + "></x:Block>", good.body), rule::kHeader, kDoubled);
  };
  const auto wsu = "xmlns:wsu=\"" + std::string(kWsu) + "\" ";
  beside("body_id_twice_by_wsu", wsu + "wsu:Id=\"body-1\"");
  beside("body_id_twice_without_namespace", "Id=\"body-1\"");
  beside("body_id_twice_in_capitals", "ID=\"body-1\"");
  beside("body_id_twice_in_small_letters", "id=\"body-1\"");
  beside("body_id_twice_by_xml_id", "xml:id=\"body-1\"");
  beside("body_id_twice_in_a_foreign_namespace", "x:Id=\"body-1\"");
  beside("body_id_twice_by_assertion_id", "AssertionID=\"body-1\"");
  beside("timestamp_id_twice", wsu + "wsu:Id=\"ts-1\"");
  beside("assertion_id_twice", "AssertionID=\"_a1\"");
  beside("assertion_id_twice_by_saml_2", "ID=\"_a1\"");
  MessagePlan plan;
  plan.timestamp_id = "body-1";
  c.soap("ids", "body_and_timestamp_share_an_id", write(plan).message(), rule::kHeader, kDoubled);
  plan = {};
  plan.body_id = "_a1";
  c.soap("ids", "body_and_assertion_share_an_id", write(plan).message(), rule::kHeader, kDoubled);
  c.soap("ids", "id_twice_inside_the_body", write(MessagePlan{.payload = replaced(ask_consent(), "<c:patient>", "<c:patient Id=\"body-1\">")}).message(), rule::kHeader, kDoubled);
}

void other_ids(Corpus& c) {
  const auto add = [&](const char* name, const char* attribute, const char* declarations) {
    MessagePlan plan;
    plan.body_attribute = attribute;
    plan.body_declarations = declarations;
    c.soap("ids", name, write(plan).message(), rule::kNodes, kNodes);
  };
  add("body_named_without_namespace", "Id", "");
  add("body_named_in_capitals", "ID", "");
  add("body_named_in_small_letters", "id", "");
  add("body_named_by_xml_id", "xml:id", "");
  add("body_named_by_assertion_id", "AssertionID", "");
  add("body_named_in_a_foreign_namespace", "x:Id", " xmlns:x=\"urn:x\"");
  add("body_named_in_the_namespace_of_wsse", "x:Id", " xmlns:x=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\"");
  add("body_named_by_wsu_in_capitals", "wsu:ID", "");
  MessagePlan plan;
  plan.timestamp_attribute = "Id";
  c.soap("ids", "timestamp_named_without_namespace", write(plan).message(), rule::kNodes, kNodes);
  plan.timestamp_attribute = "xml:id";
  c.soap("ids", "timestamp_named_by_xml_id", write(plan).message(), rule::kNodes, kNodes);
  // The name that is signed is not wsu:Id, which says something else.
  const auto good = write(MessagePlan{.body_attribute = "Id"});
  c.soap("ids", "body_with_two_names", replaced(good.message(), " Id=\"body-1\"", " xmlns:wsu=\"" + std::string(kWsu) + "\" Id=\"body-1\" wsu:Id=\"body-2\""), rule::kNodes, kNodes);
  const auto plain = write(MessagePlan{});
  c.soap("ids", "empty_name", Pieces::envelope(plain.security(), evil("")), rule::kNodes, kNodes);
}

}  // namespace

void add_wrapping(Corpus& corpus) {
  bodies(corpus);
  envelopes(corpus);
  timestamps(corpus);
  headers(corpus);
  assertions(corpus);
  doubled_ids(corpus);
  other_ids(corpus);
}

}  // namespace sluis::hostile
