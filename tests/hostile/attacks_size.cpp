#include "tests/hostile/corpus.hpp"

// What should cost a gateway much and its sender little. All are recipes: {{N*TEXT}} stands for TEXT N times, {{N#TEXT}} for the same
// with every '%' in it replaced by the number of the turn. Recipes nest.
namespace sluis::hostile {
namespace {

constexpr auto kFamily = "size";
constexpr auto kTooLarge = "SLU-1001";
constexpr auto kMalformed = "SLU-1006";
constexpr auto kTooDeep = "SLU-1008";
constexpr auto kOdd = "SLU-2001";
constexpr auto kBroken = "SLU-2008";

void add(Corpus& c, const char* name, std::string recipe, const char* rule, const char* fault) {
  c.add({kFamily, name, std::move(recipe), rule, fault, "consent", "recipe"});
}

std::string in_body(const std::string& content) { return Pieces::envelope("", body("<x:a xmlns:x=\"urn:x\">" + content + "</x:a>")); }

void unsigned_ones(Corpus& c) {
  const auto form = [&](const char* name, std::string recipe, const char* fault) { add(c, name, std::move(recipe), rule::kForm, fault); };
  form("nested_a_hundred_and_one_times", in_body("{{101*<a>}}{{101*</a>}}"), kTooDeep);
  form("nested_ten_thousand_times", in_body("{{10000*<a>}}{{10000*</a>}}"), kTooDeep);
  form("nested_a_million_times_and_not_closed", "{{1000000*<a>}}", kTooDeep);
  form("a_million_attributes_on_one_element", "<a {{1000000#b%=\"\" }}></a>", kTooLarge);
  form("attributes_of_nine_megabytes_on_one_element", "<a {{640000#b%=\"\" }}></a>", kTooDeep);
  form("sixty_five_attributes", "<a {{65#b%=\"\" }}></a>", kTooDeep);
  form("a_million_attributes_on_many_elements", in_body("{{16000*<a{{64# b%=\"\"}}/>}}"), kTooDeep);
  form("attributes_on_a_hundred_thousand_elements", in_body("{{100000*<a b=\"\" c=\"\" d=\"\" e=\"\" f=\"\" g=\"\" h=\"\" i=\"\" j=\"\" k=\"\" l=\"\" m=\"\" />}}"), kTooDeep);
  form("a_million_elements", in_body("{{1000000*<a/>}}"), kTooDeep);
  form("two_million_elements", in_body("{{2000000*<a/>}}"), kTooDeep);
  form("a_hundred_thousand_elements_with_text", in_body("{{150000*<a/>some text that is short}}"), kTooDeep);
  form("a_million_namespaces_on_one_element", "<a {{400000#xmlns:n%=\"urn:%\" }}></a>", kTooLarge);
  form("namespaces_of_nine_megabytes", "<a {{350000#xmlns:n%=\"urn:%\" }}></a>", kTooDeep);
  form("namespaces_on_every_level", in_body("{{80*<n{{60# xmlns:n%=\"urn:n%\"}}>}}{{100000*<n59:n/>}}{{80*</n>}}"), kTooDeep);
  form("name_of_nine_megabytes", "<a{{9000000*a}}/>", kMalformed);
  form("attribute_value_of_nine_megabytes", "<a b=\"{{9000000*a}}\"/>", "SLU-1009");
  form("a_million_comments", "{{1000000*<!---->}}<a/>", kTooDeep);
  form("a_million_comments_in_the_body", in_body("{{1000000*<!---->}}"), kTooDeep);
  form("a_million_instructions", in_body("{{1000000*<?x?>}}"), kTooDeep);
  form("a_million_sections", in_body("{{700000*<![CDATA[]]>}}"), kTooDeep);
  add(c, "two_million_character_references", in_body("{{2000000*&#65;}}"), rule::kForm, kTooDeep);
  add(c, "two_million_entities_of_xml", in_body("{{2000000*&lt;}}"), rule::kForm, kTooDeep);
  form("comment_of_nine_megabytes", "<!--{{9000000*a}}--><a/>", "SLU-1009");
  form("blanks_of_nine_megabytes", "{{9000000* }}<a/>", "SLU-1009");
  form("eleven_megabytes", in_body("{{11000000*A}}"), kTooLarge);
  form("a_hundred_megabytes", "{{100000000*A}}", kTooLarge);
  form("open_brackets_of_nine_megabytes", "{{9000000*<}}", kTooDeep);
  form("quote_that_never_ends", "<a b=\"{{9000000*a}}", kMalformed);
  form("a_hundred_thousand_headers", Pieces::envelope("{{200001*<a/>}}", body("<a></a>")), kTooDeep);
}

// Under a header that somebody really signed: nothing can be said against it before the part is read that is too big.
void signed_ones(Corpus& c) {
  const auto good = write(MessagePlan{});
  const auto changed = [&](const char* name, std::string_view what, std::string_view by, const char* rule, const char* fault) {
    add(c, name, replaced(good.message(), what, by), rule, fault);
  };
  changed("body_of_nine_megabytes_under_a_good_header", "1.corpus", "{{9000000*A}}", rule::kSignature, kBroken);
  changed("elements_in_the_body_under_a_good_header", "<c:patient>", "{{20000*<c:x></c:x>}}<c:patient>", rule::kSignature, kBroken);
  changed("base64_in_the_body_under_a_good_header", "<c:patient>", "<c:x>{{2250000*QUJD}}</c:x><c:patient>", rule::kSignature, kBroken);
  changed("certificate_of_nine_megabytes", "<ds:X509Certificate>", "<ds:X509Certificate>{{2250000*QUJD}}", rule::kHeader, kOdd);
  changed("attribute_value_of_nine_megabytes_in_the_token", "<saml:AttributeValue>", "<saml:AttributeValue>{{9000000*A}}", rule::kHeader, kOdd);
  changed("subject_of_nine_megabytes", "<saml:NameIdentifier>", "<saml:NameIdentifier>{{9000000*A}}", rule::kHeader, kOdd);
  changed("digest_of_nine_megabytes", "<ds:DigestValue>", "<ds:DigestValue>{{2250000*QUJD}}", rule::kHeader, kOdd);
  changed("created_of_nine_megabytes", "<wsu:Created>", "<wsu:Created>{{9000000*1}}", rule::kHeader, kOdd);
  changed("key_identifier_of_nine_megabytes", "#SAMLAssertionID\">", "#SAMLAssertionID\">{{9000000*A}}", rule::kHeader, kOdd);
  changed("reference_name_of_nine_megabytes", "URI=\"#body-1", "URI=\"#{{9000000*b}}", rule::kHeader, kOdd);
  changed("id_of_nine_megabytes", "AssertionID=\"_a1", "AssertionID=\"{{9000000*b}}", rule::kHeader, kOdd);
  auto pieces = good;
  pieces.signature = replaced(good.signature, "<ds:SignatureValue>", "<ds:SignatureValue>{{2250000*QUJD}}");
  add(c, "signature_value_of_nine_megabytes", pieces.message(), rule::kHeader, kOdd);
  pieces = good;
  const auto from = good.signature.find("<ds:Reference URI");
  const auto reference = good.signature.substr(from, good.signature.find("</ds:Reference>") + 15 - from);
  pieces.signature = replaced(good.signature, reference, "{{5000*" + reference + "}}");
  add(c, "five_thousand_references", pieces.message(), rule::kHeader, kOdd);
  pieces = good;
  pieces.assertion = replaced(good.assertion, "<saml:Attribute ", "{{10000*<saml:Attribute AttributeName=\"a\" AttributeNamespace=\"b\"><saml:AttributeValue>c</saml:AttributeValue></saml:Attribute>}}<saml:Attribute ");
  add(c, "ten_thousand_attributes_in_the_token", pieces.message(), rule::kHeader, kOdd);
  pieces = good;
  pieces.timestamp += "{{40000*<x:y xmlns:x=\"urn:x\"></x:y>}}";
  add(c, "forty_thousand_elements_in_security", pieces.message(), rule::kHeader, kOdd);
}

}  // namespace

void add_size(Corpus& corpus) {
  unsigned_ones(corpus);
  signed_ones(corpus);
}

}  // namespace sluis::hostile
