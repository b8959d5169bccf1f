#include "gateway/native/xml_document.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/gateway/native/support.hpp"

using namespace sluis;
using namespace sluis::native;
using test::parsed;

namespace {

FaultId refusal(std::string_view xml, const ParseLimits& limits = {}) {
  const auto document = Document::parse(xml, limits);
  BOOST_TEST_REQUIRE(!document.has_value(), "accepted: " << std::string(xml.substr(0, 60)));
  return document.error().id();
}

std::string reason(std::string_view xml) {
  const auto document = Document::parse(xml);
  BOOST_TEST_REQUIRE(!document.has_value());
  return document.error().log_text();
}

std::string nested(int depth) {
  std::string xml;
  for (int i = 0; i < depth; ++i) xml += "<a>";
  for (int i = 0; i < depth; ++i) xml += "</a>";
  return xml;
}

std::string with_attributes(int count) {
  std::string xml = "<r>\n<a";
  for (int i = 0; i < count; ++i) xml += " n" + std::to_string(i) + "='1'";
  return xml + "/></r>";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(xml_document)

BOOST_AUTO_TEST_CASE(nodes_are_read_by_namespace_and_local_name) {
  const auto document = parsed("<p:a xmlns:p='urn:x'> <b/><p:b k='1' p:k='2'>t</p:b><!-- c --><b>u</b></p:a>");
  const auto root = document.root();
  BOOST_TEST(root.is("urn:x", "a"));
  BOOST_TEST(!root.is("", "a"));
  BOOST_TEST(!root.parent());
  BOOST_TEST(root.children().size() == 3U);
  BOOST_TEST(root.children("", "b").size() == 2U);
  const auto second = root.child("urn:x", "b");
  BOOST_TEST(second.attribute("k").value() == "1");
  BOOST_TEST(second.attribute("k", "urn:x").value() == "2");
  BOOST_TEST(!second.attribute("none").has_value());
  BOOST_TEST((second.parent() == root));
  BOOST_TEST((root.first_child() == root.children()[0]));
  BOOST_TEST(!root.child("urn:x", "none"));
  const Node empty;
  BOOST_TEST(!empty.child("", "b"));
  BOOST_TEST(empty.text() == "");
}

BOOST_AUTO_TEST_CASE(text_is_whole_whatever_splits_it) {
  const auto document = parsed("<a>850<!-- x -->73<![CDATA[09]]><?p q?>98<b>3&#51;</b></a>");
  BOOST_TEST(document.root().text() == "85073099833");
  BOOST_TEST(document.root().has_comment_or_instruction());
  BOOST_TEST(!document.root().first_child().has_comment_or_instruction());
}

BOOST_AUTO_TEST_CASE(an_attribute_value_is_whole) {
  const auto document = parsed("<a k='x&amp;y&lt;z&#10;w'/>");
  BOOST_TEST(document.root().attribute("k").value() == "x&y<z\nw");
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_of_utf8_is_accepted) {
  BOOST_TEST(parsed("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><a/>").root().name() == "a");
}

BOOST_AUTO_TEST_CASE(other_encodings_are_refused) {
  BOOST_TEST((refusal("<?xml version='1.0' encoding='ISO-8859-1'?><a/>") == FaultId::WrongEncoding));
  BOOST_TEST((refusal("<?xml version='1.0' encoding='UTF-16'?><a/>") == FaultId::WrongEncoding));
  BOOST_TEST((refusal("<a>\xE9</a>") == FaultId::WrongEncoding));
  BOOST_TEST((refusal(std::string_view("\xFF\xFE<\0a\0/\0>\0", 10)) == FaultId::WrongEncoding));
  BOOST_TEST((refusal(std::string_view("<\0a\0/\0>\0", 8)) == FaultId::WrongEncoding));
  BOOST_TEST((refusal("<a>\xC0\xBC</a>") == FaultId::WrongEncoding));
  BOOST_TEST((refusal("<a>\xED\xA0\x80</a>") == FaultId::WrongEncoding));
}

BOOST_AUTO_TEST_CASE(a_doctype_is_refused) {
  BOOST_TEST((refusal("<!DOCTYPE a><a/>") == FaultId::DoctypeRefused));
  BOOST_TEST((refusal("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>") == FaultId::DoctypeRefused));
  BOOST_TEST((refusal("<!-- c -->\n<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>") == FaultId::DoctypeRefused));
  BOOST_TEST((refusal("<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'><!ATTLIST a i ID #IMPLIED>]><a>&c;</a>") ==
              FaultId::DoctypeRefused));
}

BOOST_AUTO_TEST_CASE(a_doctype_in_text_is_text) {
  BOOST_TEST(parsed("<a><![CDATA[<!DOCTYPE a>]]><!-- <!DOCTYPE b> --></a>").root().text() == "<!DOCTYPE a>");
}

BOOST_AUTO_TEST_CASE(form_errors_give_malformed_with_place_and_without_content) {
  for (const auto* xml : {"", " ", "text", "<a>", "<a></b>", "<a/><b/>", "<a k='1' k='2'/>", "<a>&secret;</a>", "<a k=1/>",
                          "<p:a/>", "<a p:k='1'/>", "<a xmlns:p=''/>", "<a>\x01</a>", "<a>&#0;</a>", "<a>]]></a>", "<a><</a>",
                          "<a xmlns='relative/name'/>", "<a xmlns='urn:x&amp;y'/>",
                          "<a xmlns='urn:&lt;x'/>", "<a xmlns='urn:&quot;x'/>", "<a", "<a><!-- ", "<a><![CDATA[", "<1/>", " <?xml version='1.0'?><a/>"})
    BOOST_TEST((refusal(xml) == FaultId::Malformed), xml);
  BOOST_TEST((refusal(std::string_view("<aaa>\0</aaa>", 12)) == FaultId::Malformed));
  BOOST_TEST(reason("<a>\n  <secret>72051999381</terces>\n</a>").starts_with("line 2, column "));
  BOOST_TEST(reason("<a>\n  <secret>72051999381</terces>\n</a>").find("secret") == std::string::npos);
  BOOST_TEST(reason("<a>&secret;</a>").find("secret") == std::string::npos);
  BOOST_TEST(reason("<a><secret:b/></a>").find("secret") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_truncation_is_refused) {
  const std::string xml = "<?xml version='1.0'?><a k='v'><!-- c --><b xmlns='urn:x'>t&amp;<![CDATA[u]]></b></a>";
  BOOST_TEST(Document::parse(xml).has_value());
  for (std::size_t size = 0; size < xml.size(); ++size)
    BOOST_TEST(!Document::parse(std::string_view(xml).substr(0, size)).has_value(), "accepted at " << size);
}

BOOST_AUTO_TEST_CASE(limits_hold) {
  BOOST_TEST((refusal("<a/>", {.bytes = 3}) == FaultId::MessageTooLarge));
  BOOST_TEST(Document::parse(nested(100)).has_value());
  BOOST_TEST((refusal(nested(101)) == FaultId::TooDeep));
  BOOST_TEST((refusal(nested(100'000)) == FaultId::TooDeep));
  BOOST_TEST(Document::parse("<a><b/><b/></a>", {.nodes = 3}).has_value());
  BOOST_TEST((refusal("<a><b/><b/></a>", {.nodes = 2}) == FaultId::TooDeep));
  BOOST_TEST(Document::parse(with_attributes(64)).has_value());
  BOOST_TEST((refusal(with_attributes(65)) == FaultId::TooDeep));
  BOOST_TEST(reason(with_attributes(65)).starts_with("line 2, column "));
}

BOOST_AUTO_TEST_CASE(a_flood_of_attributes_is_refused_before_the_parser_compares_them) {
  BOOST_TEST((refusal(with_attributes(500'000)) == FaultId::TooDeep));
  std::string declarations = "<a";
  for (int i = 0; i < 200'000; ++i) declarations += " xmlns:n" + std::to_string(i) + "='urn:x'";
  BOOST_TEST((refusal(declarations + "/>") == FaultId::TooDeep));
}

BOOST_AUTO_TEST_CASE(duplicate_identifiers_are_seen_across_kinds) {
  const std::string wsu = " xmlns:wsu='urn:wsu'";
  BOOST_TEST(!parsed("<a" + wsu + " wsu:Id='x'><b Id='y'/><c xml:id='z'/><d AssertionID='w'/><id>x</id></a>").has_duplicate_ids());
  for (const auto* twice : {"Id='x'", "ID='x'", "id='x'", "xml:id='x'", "AssertionID='x'", "ResponseID='x'", "RequestID='x'",
                            "wsu:Id='x'"})
    BOOST_TEST(parsed("<a" + wsu + " wsu:Id='x'><b><c " + twice + "/></b></a>").has_duplicate_ids(), twice);
}

BOOST_AUTO_TEST_CASE(two_equal_xml_ids_parse_quietly_and_are_seen) {
  BOOST_TEST(parsed("<a><b xml:id='x'/><b xml:id='x'/></a>").has_duplicate_ids());
}

BOOST_AUTO_TEST_CASE(position_is_that_of_the_start_tag) {
  const std::string xml =
      "<?xml version='1.0'?>\n<!-- <b> -->\n<a k=\"b>\">x<![CDATA[<b>]]>\n  <b t='>'/><?p <b>?><b\n/></a>";
  const auto document = parsed(xml);
  const auto all = document.root().children();
  BOOST_TEST_REQUIRE(all.size() == 2U);
  BOOST_TEST(document.position(document.root(), xml).line == 3);
  BOOST_TEST(document.position(document.root(), xml).column == 1);
  BOOST_TEST(document.position(all[0], xml).line == 4);
  BOOST_TEST(document.position(all[0], xml).column == 3);
  BOOST_TEST(document.position(all[1], xml).line == 4);
  BOOST_TEST(document.position(all[1], xml).column == 22);
  const auto with_mark = "\xEF\xBB\xBF" + xml;
  BOOST_TEST(document.position(document.root(), with_mark).column == 1);
}

BOOST_AUTO_TEST_CASE(a_moved_document_keeps_its_nodes) {
  auto first = parsed("<a><b/></a>");
  const auto node = first.root().first_child();
  const Document second = std::move(first);
  BOOST_TEST((second.root().first_child() == node));
}

BOOST_AUTO_TEST_SUITE_END()
