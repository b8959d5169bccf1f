#include "gateway/core/encoding.hpp"
#include "tests/hostile/corpus.hpp"

// The token: who issued it, when it holds, for whom, how its subject is confirmed, whom it names. All are well signed where they can be.
namespace sluis::hostile {
namespace {

constexpr auto kOdd = "SLU-2001";
constexpr auto kTimes = "SLU-2002";
constexpr auto kSigned = "SLU-2004";
constexpr auto kConditions = "SLU-2005";
constexpr auto kIssuer = "SLU-2006";
constexpr auto kHolder = "SLU-2007";
constexpr auto kAttributes = "SLU-2015";

std::string with_token(const AssertionPlan& token, const native::Credential* holder = nullptr) {
  MessagePlan plan;
  plan.assertion = write(token);
  plan.assertion_id = token.id;
  plan.holder = holder != nullptr ? holder : token.holder;
  return write(plan).message();
}

void issuers(Corpus& c) {
  constexpr auto kFamily = "issuer";
  const auto& impostor = keys().impostor;
  AssertionPlan token{.sts = &impostor};
  c.soap(kFamily, "self_signed_service_with_the_right_name", with_token(token), rule::kAssertion, kSigned);
  token.bend = [](auto& s) { s.key_info = x509(keys().sts.certificate); };
  c.soap(kFamily, "self_signed_service_that_shows_the_right_certificate", with_token(token), rule::kAssertion, kSigned);
  token = {.issuer = "urn:attacker:sts", .sts = &impostor};
  c.soap(kFamily, "foreign_service", with_token(token), rule::kAssertion, kIssuer);
  const auto named = [&](const char* name, const char* issuer) { c.soap(kFamily, name, with_token(AssertionPlan{.issuer = issuer}), rule::kAssertion, kIssuer); };
  named("foreign_name_with_the_right_key", "urn:be:fgov:ehealth:sts:2_0");
  named("name_with_blank", "urn:be:fgov:ehealth:sts:1_0 ");
  named("name_in_capitals", "URN:BE:FGOV:EHEALTH:STS:1_0");
  named("name_with_a_look_alike", "urn:be:fgov:eh\xD0\xB5" "alth:sts:1_0");
  named("name_that_begins_right", "urn:be:fgov:ehealth:sts:1_0.attacker.example");
  c.soap(kFamily, "issued_by_the_holder", with_token(AssertionPlan{.sts = &keys().holder}), rule::kAssertion, kSigned);
  c.soap(kFamily, "issued_by_the_root_of_the_holders", with_token(AssertionPlan{.sts = &keys().root}), rule::kAssertion, kSigned);
  c.soap(kFamily, "issued_by_another_holder", with_token(AssertionPlan{.sts = &keys().other}), rule::kAssertion, kSigned);
  c.soap(kFamily, "issued_by_the_attacker_for_himself", with_token(AssertionPlan{.holder = &keys().attacker, .sts = &keys().attacker}), rule::kAssertion, kSigned);
  c.soap(kFamily, "saml_2_version", with_token(AssertionPlan{.minor_version = "0", .major_version = "2"}), rule::kHeader, kOdd);
  c.soap(kFamily, "saml_2_namespace", replaced(write(MessagePlan{}).message(), "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:1.0:assertion\"", "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\""), rule::kHeader, kOdd);
}

void token_times(Corpus& c) {
  constexpr auto kFamily = "token-times";
  const auto add = [&](const char* name, const AssertionPlan& token, const char* unless = "-") {
    Attack attack{kFamily, name, with_token(token), rule::kAssertion, kConditions};
    attack.unless = unless;
    c.add(std::move(attack));
  };
  add("expired", {.issued = "2026-11-20T01:00:00Z", .from = "2026-11-20T01:00:00Z", .until = "2026-11-20T08:00:00Z"});
  add("expired_a_minute_ago", {.issued = "2026-11-20T01:00:00Z", .from = "2026-11-20T01:00:00Z", .until = "2026-11-20T09:14:00Z"}, "trust.skew_assertion_seconds");
  add("not_yet_valid", {.from = "2026-11-20T10:00:00Z", .until = "2026-11-20T20:00:00Z"});
  add("not_yet_valid_by_a_minute", {.from = "2026-11-20T09:16:01Z", .until = "2026-11-20T20:00:00Z"}, "trust.skew_assertion_seconds");
  add("issued_in_the_future", {.issued = "2026-11-21T09:15:00Z"});
  add("lives_a_second_too_long", {.from = "2026-11-20T09:00:00Z", .until = "2026-11-21T09:00:01Z"}, "trust.assertion_life_seconds");
  add("lives_two_days", {.from = "2026-11-20T00:00:00Z", .until = "2026-11-22T00:00:00Z"}, "trust.assertion_life_seconds");
  add("lives_for_ever", {.until = "9999-12-31T23:59:59Z"});
  add("ends_before_it_begins", {.from = "2026-11-20T09:15:30Z", .until = "2026-11-20T09:15:20Z"});
  add("begins_when_it_ends", {.until = "2026-11-20T09:15:00Z"});
  const auto odd = [&](const char* name, const AssertionPlan& token) { c.soap(kFamily, name, with_token(token), rule::kHeader, kOdd); };
  odd("times_that_are_none", {.from = "yesterday"});
  odd("times_without_zone", {.from = "2026-11-20T09:15:00"});
  odd("times_that_do_not_exist", {.until = "2026-11-31T09:15:00Z"});
  odd("end_missing", {.until = " "});
}

void timestamps(Corpus& c) {
  constexpr auto kFamily = "message-times";
  const auto add = [&](const char* name, const char* created, const char* expires, const char* unless = "-") {
    Attack attack{kFamily, name, write(MessagePlan{.created = created, .expires = expires}).message(), rule::kTimestamp, kTimes};
    attack.unless = unless;
    c.add(std::move(attack));
  };
  add("expired", "2026-11-20T08:00:00Z", "2026-11-20T08:01:00Z");
  add("expired_by_the_skew", "2026-11-20T09:09:00Z", "2026-11-20T09:10:00Z", "trust.skew_past_seconds");
  add("not_yet_valid", "2026-11-20T10:15:00Z", "2026-11-20T10:16:00Z");
  add("created_past_the_skew", "2026-11-20T09:16:01Z", "2026-11-20T09:17:00Z", "trust.skew_future_seconds");
  add("lives_a_second_too_long", "2026-11-20T09:15:00Z", "2026-11-20T09:20:01Z", "trust.timestamp_life_seconds");
  add("lives_a_day", "2026-11-20T09:15:00Z", "2026-11-21T09:15:00Z");
  add("lives_for_ever", "2026-11-20T09:15:00Z", "9999-12-31T23:59:59Z");
  add("created_long_ago_and_alive", "2020-01-01T00:00:00Z", "2026-11-20T09:16:00Z");
  add("expires_before_created", "2026-11-20T09:15:30Z", "2026-11-20T09:15:20Z");
  add("expires_when_created", "2026-11-20T09:15:00Z", "2026-11-20T09:15:00Z");
  add("no_time", "now", "later");
  add("offset_that_hides_the_past", "2026-11-20T08:00:00+23:59", "2026-11-20T08:01:00+23:59");
  add("day_that_does_not_exist", "2026-02-30T09:15:00Z", "2026-02-30T09:16:00Z");
  add("without_zone", "2026-11-20T09:15:00", "2026-11-20T09:16:00");
  const auto good = write(MessagePlan{});
  const auto shaped = [&](const char* name, const std::string& content) {
    auto pieces = good;
    pieces.timestamp = "<wsu:Timestamp xmlns:wsu=\"" + std::string(kWsu) + "\" wsu:Id=\"ts-1\">" + content + "</wsu:Timestamp>";
    c.soap(kFamily, name, pieces.message(), rule::kTimestamp, kTimes);
  };
  const std::string created = "<wsu:Created>2026-11-20T09:15:00Z</wsu:Created>";
  const std::string expires = "<wsu:Expires>2026-11-20T09:16:00Z</wsu:Expires>";
  shaped("without_expires", created);
  shaped("without_created", expires);
  shaped("two_expires", created + expires + expires);
  shaped("two_created", created + created + expires);
  shaped("other_order", expires + created);
  shaped("empty", "");
}

void audiences(Corpus& c) {
  constexpr auto kFamily = "audience";
  const auto add = [&](const char* name, const std::string& conditions) { c.soap(kFamily, name, with_token(AssertionPlan{.conditions = conditions}), rule::kAssertion, kConditions); };
  const auto restricted = [](const std::string& audience) { return "<saml:AudienceRestrictionCondition>" + audience + "</saml:AudienceRestrictionCondition>"; };
  add("another_service", restricted("<saml:Audience>https://other.example/service</saml:Audience>"));
  add("several_others", restricted("<saml:Audience>urn:a</saml:Audience><saml:Audience>urn:b</saml:Audience>"));
  add("nobody", restricted(""));
  add("empty_name", restricted("<saml:Audience></saml:Audience>"));
  add("condition_that_nobody_knows", "<x:OnlyOnce xmlns:x=\"urn:x\"></x:OnlyOnce>");
  add("condition_of_saml_2", "<x:OneTimeUse xmlns:x=\"urn:oasis:names:tc:SAML:2.0:assertion\"></x:OneTimeUse>");
}

void confirmations(Corpus& c) {
  constexpr auto kFamily = "confirmation";
  const auto key = x509(keys().holder.certificate);
  const std::string of(kCm);
  const auto add = [&](const char* name, const std::string& content, const char* rule = rule::kHolder, const char* fault = kHolder) {
    c.soap(kFamily, name, with_token(AssertionPlan{.confirmation = content}), rule, fault);
  };
  add("bearer", confirmation(of + "bearer", ""));
  add("bearer_with_a_key", confirmation(of + "bearer", key));
  add("sender_vouches", confirmation(of + "sender-vouches", ""));
  add("sender_vouches_with_a_key", confirmation(of + "sender-vouches", key));
  add("holder_of_key_or_bearer", "<saml:ConfirmationMethod>" + of + "bearer</saml:ConfirmationMethod>" + confirmation(of + "holder-of-key", key));
  add("holder_of_key_or_sender_vouches", "<saml:ConfirmationMethod>" + of + "sender-vouches</saml:ConfirmationMethod>" + confirmation(of + "holder-of-key", key));
  add("holder_of_key_without_key", confirmation(of + "holder-of-key", ""));
  add("holder_of_key_of_saml_2", confirmation("urn:oasis:names:tc:SAML:2.0:cm:holder-of-key", key));
  add("artifact", confirmation("urn:oasis:names:tc:SAML:1.0:cm:artifact-01", key));
  add("method_in_capitals", confirmation("urn:oasis:names:tc:SAML:1.0:cm:HOLDER-OF-KEY", key));
  add("none", "-");
  add("no_method", "<saml:ConfirmationData></saml:ConfirmationData>");
  add("key_by_name_only", confirmation(of + "holder-of-key", "<ds:KeyName>attacker</ds:KeyName>"), rule::kHeader, kOdd);
  add("two_certificates", confirmation(of + "holder-of-key", "<ds:X509Data><ds:X509Certificate>" + keys().holder.certificate.base64() + "</ds:X509Certificate><ds:X509Certificate>" + keys().attacker.certificate.base64() + "</ds:X509Certificate></ds:X509Data>"), rule::kHeader, kOdd);
  add("two_keys", confirmation(of + "holder-of-key", key + x509(keys().attacker.certificate)), rule::kHeader, kOdd);
  add("key_beside_a_name", confirmation(of + "holder-of-key", key + "<ds:KeyName>x</ds:KeyName>"), rule::kHeader, kOdd);
  add("certificate_that_is_none", confirmation(of + "holder-of-key", "<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>"));
  add("key_by_retrieval", confirmation(of + "holder-of-key", "<ds:RetrievalMethod URI=\"http://attacker.example/key\"></ds:RetrievalMethod>"), rule::kHeader, kOdd);
  // Whole and in order, but for the certificate that the settings want.
  const auto point = public_key_der(keys().holder.certificate.key()).substr(26);
  const std::string value = "<ds:KeyValue><x:ECKeyValue xmlns:x=\"http://www.w3.org/2009/xmldsig11#\"><x:NamedCurve URI=\"urn:oid:1.2.840.10045.3.1.7\"></x:NamedCurve><x:PublicKey>" + core::to_base64(std::string_view(point)) + "</x:PublicKey></x:ECKeyValue></ds:KeyValue>";
  Attack bare{kFamily, "bare_key", with_token(AssertionPlan{.confirmation = confirmation(of + "holder-of-key", value)}), rule::kHolder, kHolder};
  bare.unless = "trust.accept_key_value";
  c.add(std::move(bare));
  // sender-vouches as WS-Security knows it: the sender's certificate signs, the assertion is his own word.
  const auto good = write(MessagePlan{});
  const auto own = write(AssertionPlan{.confirmation = confirmation(of + "sender-vouches", ""), .sts = &keys().holder});
  const auto certificate = "<wsse:BinarySecurityToken xmlns:wsu=\"" + std::string(kWsu) + "\" ValueType=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3\" wsu:Id=\"bst-1\">" + keys().holder.certificate.base64() + "</wsse:BinarySecurityToken>";
  c.soap(kFamily, "sender_vouches_with_the_senders_certificate", Pieces::envelope(Pieces::security_of(good.timestamp + certificate + own + good.signature), good.body), rule::kHeader, kOdd);
  c.soap(kFamily, "sender_vouches_issued_by_the_sender", write(MessagePlan{.assertion = own}).message(), rule::kAssertion, kSigned);
}

void holder_certificates(Corpus& c) {
  const auto add = [&](const char* name, const native::Credential& holder) {
    Attack attack{"holder-certificate", name, with_token(AssertionPlan{.holder = &holder}), rule::kCertificate, "SLU-2011"};
    attack.settings = "holder_roots";
    c.add(std::move(attack));
  };
  add("expired", keys().holder_expired);
  add("of_another_root_of_the_same_name", keys().holder_foreign);
  add("self_signed_with_the_right_name", keys().attacker);
}

void swaps(Corpus& c) {
  constexpr auto kFamily = "swap";
  const auto mine = write(AssertionPlan{});
  const AssertionPlan theirs_plan{.id = "_b1", .subject = "CN=SSIN=75052298760", .attributes = physician(kOtherPhysician, "19998133004"), .holder = &keys().other};
  const auto theirs = write(theirs_plan);
  const auto add = [&](const char* name, const MessagePlan& plan) { c.soap(kFamily, name, write(plan).message(), rule::kSignature, "SLU-2008"); };
  add("another_holders_assertion", {.assertion = theirs, .assertion_id = "_b1"});
  add("another_holders_assertion_under_the_old_name", {.assertion = theirs, .assertion_id = "_a1"});
  add("key_info_names_another_assertion", {.assertion = mine, .assertion_id = "_b1"});
  add("key_info_names_the_body", {.assertion = mine, .assertion_id = "body-1"});
  add("key_info_names_nothing", {.assertion = mine, .assertion_id = ""});
  add("key_info_names_it_as_fragment", {.assertion = mine, .assertion_id = "#_a1"});
  auto shaped = write(MessagePlan{});
  shaped.signature = replaced(shaped.signature, "#SAMLAssertionID", "#SAMLID");
  c.soap(kFamily, "key_info_of_saml_2", shaped.message(), rule::kSignature, "SLU-2008");
  shaped = write(MessagePlan{});
  shaped.signature = replaced(replaced(shaped.signature, "<wsse:KeyIdentifier", "<wsse:Reference"), "</wsse:KeyIdentifier", "</wsse:Reference");
  c.soap(kFamily, "key_info_by_another_element", shaped.message(), rule::kSignature, "SLU-2008");
  const auto good = write(MessagePlan{.assertion = mine});
  c.soap(kFamily, "another_holders_beside_mine", Pieces::envelope(Pieces::security_of(good.timestamp + mine + theirs + good.signature), good.body), rule::kHeader, kOdd);
  c.soap(kFamily, "another_holders_in_the_header", Pieces::envelope(Pieces::security_of(good.timestamp + theirs + good.signature) + mine, good.body), rule::kSignature, "SLU-2008");
  // Statements of one token put into another.
  const auto from = theirs.find("<saml:AttributeStatement>");
  const auto statement = theirs.substr(from, theirs.find("</saml:AttributeStatement>") + 26 - from);
  const auto here = mine.find("<saml:AttributeStatement>");
  const auto own = mine.substr(here, mine.find("</saml:AttributeStatement>") + 26 - here);
  c.soap(kFamily, "attributes_of_another_token", write(MessagePlan{.assertion = replaced(mine, own, statement)}).message(), rule::kHeader, kOdd);
  c.soap(kFamily, "attributes_of_another_token_under_my_name", write(MessagePlan{.assertion = replaced(mine, own, replaced(statement, "CN=SSIN=75052298760", "CN=SSIN=72051999381"))}).message(), rule::kAssertion, kSigned);
}

// Well issued and well signed, and yet nobody is named: the token service would have to be fooled first.
void attributes(Corpus& c) {
  constexpr auto kFamily = "attributes";
  const std::string person = "urn:be:fgov:person:ssin";
  const std::string id(kIdentification), certified(kCertified);
  const auto add = [&](const char* name, std::vector<Attribute> all, const char* rule = rule::kAttributes, const char* fault = kAttributes) {
    c.soap(kFamily, name, with_token(AssertionPlan{.attributes = std::move(all)}), rule, fault);
  };
  auto all = physician();
  all.push_back({person, id, "75052298760"});
  add("two_persons", all);
  all = physician();
  all[0].value = "75052298760";
  add("person_is_not_the_holder", all);
  all = physician();
  all[2].value = "TRUE";
  add("boolean_in_capitals", all);
  all[2].value = "1";
  add("boolean_as_number", all);
  all = physician();
  all[3].value = "19997637004";
  add("number_with_a_wrong_check", all);
  all = physician();
  all.push_back({person + ":ehealth:1.0:doctor:nihii11", certified, "19998133004"});
  add("numbers_of_two_physicians", all);
  all = physician();
  all[0].value = all[1].value = "72051999382";
  add("person_with_a_wrong_check", all);
  all[0].value = all[1].value = "7205199938\xEF\xBC\x91";
  add("person_with_a_digit_of_another_script", all);
  all[0].value = all[1].value = "72051999381 OR 1=1";
  add("person_with_a_query", all);
  all[0].value = all[1].value = "";
  add("person_left_empty", all);
  add("nobody", {{"urn:be:fgov:ehealth:1.0:something", id, "x"}});
  add("none", {});
  auto split = physician();
  split[1].value = "7205<x:x xmlns:x=\"urn:x\"></x:x>1999381";
  add("element_inside_a_value", split, rule::kHeader, kOdd);
  split = physician();
  split[1].name = "";
  add("attribute_without_name", split, rule::kHeader, kOdd);
  split = physician();
  split[1].name_space = "";
  add("attribute_without_namespace", split, rule::kHeader, kOdd);
  c.soap(kFamily, "two_subjects", with_token(AssertionPlan{.second_subject = "CN=SSIN=75052298760"}), rule::kHeader, kOdd);
  c.soap(kFamily, "subject_without_name", with_token(AssertionPlan{.subject = ""}), rule::kHeader, kOdd);
}

}  // namespace

void add_assertion(Corpus& corpus) {
  issuers(corpus);
  token_times(corpus);
  timestamps(corpus);
  audiences(corpus);
  confirmations(corpus);
  holder_certificates(corpus);
  swaps(corpus);
  attributes(corpus);
}

}  // namespace sluis::hostile
