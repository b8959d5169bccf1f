#include <boost/test/unit_test.hpp>
#include <string>

#include "gateway/native/xml_document.hpp"
#include "tests/gateway/native/support.hpp"

using namespace sluis::native;
using sluis::native::test::parsed;

BOOST_AUTO_TEST_SUITE(canonical_form)

BOOST_AUTO_TEST_CASE(of_a_subtree_carries_only_the_namespaces_it_uses) {
  const auto document = parsed("<a xmlns='urn:d' xmlns:p='urn:p' xmlns:q='urn:q'><p:b z='1' q:y='2' a='3'><c/></p:b><next/></a>");
  BOOST_TEST(canonical(document.root().first_child()) ==
             "<p:b xmlns:p=\"urn:p\" xmlns:q=\"urn:q\" a=\"3\" z=\"1\" q:y=\"2\"><c xmlns=\"urn:d\"></c></p:b>");
}

BOOST_AUTO_TEST_CASE(drops_comments_and_keeps_instructions) {
  const auto document = parsed("<a><!-- c --><?p q?><b>1<!-- c -->2</b></a>");
  BOOST_TEST(canonical(document.root()) == "<a><?p q?><b>12</b></a>");
}

BOOST_AUTO_TEST_CASE(escapes_as_canonical_xml) {
  const auto document = parsed("<a k='&quot;&#9;&#10;&#13;&lt;&gt;&amp;'>&quot;&#9;&#13;&lt;&gt;&amp;<![CDATA[<]]></a>");
  BOOST_TEST(canonical(document.root()) ==
             "<a k=\"&quot;&#x9;&#xA;&#xD;&lt;>&amp;\">\"\t&#xD;&lt;&gt;&amp;&lt;</a>");
}

BOOST_AUTO_TEST_CASE(undeclares_the_default_namespace_only_where_it_was_in_force) {
  const auto document = parsed("<a xmlns='urn:d'><b xmlns=''><c/></b></a>");
  BOOST_TEST(canonical(document.root()) == "<a xmlns=\"urn:d\"><b xmlns=\"\"><c></c></b></a>");
  BOOST_TEST(canonical(document.root().first_child()) == "<b><c></c></b>");
}

BOOST_AUTO_TEST_CASE(leaves_the_tree_as_it_was) {
  const auto document = parsed("<a><b>1</b><b>2</b><b>3</b></a>");
  const auto before = canonical(document.root());
  for (const auto& child : document.root().children()) BOOST_TEST(canonical(child).starts_with("<b>"));
  BOOST_TEST(canonical(document.root()) == before);
}

BOOST_AUTO_TEST_SUITE_END()
