#include "gateway/native/xml_writer.hpp"

#include <boost/test/unit_test.hpp>
#include <array>
#include <random>
#include <string>

#include "gateway/native/xml_document.hpp"
#include "tests/gateway/native/support.hpp"

using namespace sluis::native;
using sluis::native::test::parsed;

namespace {

constexpr std::string_view kA = "urn:a";
constexpr std::string_view kB = "urn:b";

// Writes trees at random. Each element binds its prefixes anew, so that every kind of redeclaration comes up.
class TreeWriter {
 public:
  explicit TreeWriter(unsigned seed) : random_(seed) {}

  std::string tree() {
    XmlWriter out;
    element(out, 0);
    return out.take();
  }

 private:
  unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(random_); }

  std::string value() {
    constexpr std::array<std::string_view, 12> kPieces = {"a", "&",  "<",  ">",  "\"",       "'",
                                                          " ", "\t", "\n", "\r", "\xC3\xA9", "]]>"};
    std::string text;
    for (auto i = below(6); i > 0; --i) text += kPieces[below(kPieces.size())];
    return text;
  }

  void attributes(XmlWriter& out, std::string_view p_ns, std::string_view q_ns) {
    constexpr std::array<std::string_view, 4> kNames = {"z", "a", "m", "Id"};
    for (auto i = below(4); i > 0; --i) out.attribute(kNames[i], value());
    if (below(3) == 0) out.attribute({"q", q_ns, "k"}, value());
    if (below(3) == 0) out.attribute({"p", p_ns, "k"}, value());
    if (below(5) == 0) out.attribute({"xml", "http://www.w3.org/XML/1998/namespace", "lang"}, "nl");
  }

  void element(XmlWriter& out, int depth) {
    constexpr std::array<std::string_view, 3> kNamespaces = {"urn:one", "urn:two", "http://three/?a='1'"};
    const auto p_ns = kNamespaces[below(3)];
    const auto q_ns = std::string_view(below(2) == 0 ? "urn:four" : "urn:five");
    switch (below(4)) {
      case 0: out.open({"", "", "plain"}); break;
      case 1: out.open({"", kNamespaces[below(3)], "default"}); break;
      case 2: out.open({"p", p_ns, "prefixed"}); break;
      default: out.open({"q", q_ns, "other"});
    }
    attributes(out, p_ns, q_ns);
    for (auto i = depth > 6 ? 0 : below(4); i > 0; --i) {
      if (below(3) == 0) out.text(value());
      element(out, depth + 1);
    }
    if (below(2) == 0) out.text(value());
    out.close();
  }

  std::mt19937 random_;
};

void check_all_below(Node node) {
  const auto form = canonical(node);
  BOOST_TEST(canonical(parsed(form).root()) == form);
  for (const auto& child : node.children()) check_all_below(child);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(xml_writer)

BOOST_AUTO_TEST_CASE(declares_a_namespace_where_it_is_first_used) {
  XmlWriter out;
  out.open({"a", kA, "x"}).open({"b", kB, "y"}).attribute({"a", kA, "k"}, "1").close();
  out.open({"b", kB, "y"}).close().close();
  BOOST_TEST(out.str() == "<a:x xmlns:a=\"urn:a\"><b:y xmlns:b=\"urn:b\" a:k=\"1\"></b:y><b:y xmlns:b=\"urn:b\"></b:y></a:x>");
}

BOOST_AUTO_TEST_CASE(undeclares_a_default_namespace) {
  XmlWriter out;
  out.open({"", kA, "x"}).element({"", "", "y"}, "t").close();
  BOOST_TEST(out.str() == "<x xmlns=\"urn:a\"><y xmlns=\"\">t</y></x>");
}

BOOST_AUTO_TEST_CASE(sorts_attributes_and_declarations) {
  XmlWriter out;
  out.open({"z", kA, "x"}).attribute({"b", kB, "k"}, "3").attribute({"z", kA, "k"}, "2").attribute("b", "1").attribute("a", "0");
  out.close();
  BOOST_TEST(out.str() == "<z:x xmlns:b=\"urn:b\" xmlns:z=\"urn:a\" a=\"0\" b=\"1\" z:k=\"2\" b:k=\"3\"></z:x>");
}

BOOST_AUTO_TEST_CASE(puts_made_text_in_its_place) {
  XmlWriter out;
  out.open({"a", kA, "x"}).raw("<y>1</y>").close();
  BOOST_TEST(out.str() == "<a:x xmlns:a=\"urn:a\"><y>1</y></a:x>");
}

BOOST_AUTO_TEST_CASE(writes_its_own_canonical_form) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    const auto written = TreeWriter(seed).tree();
    BOOST_TEST(canonical(parsed(written).root()) == written, "seed " << seed);
  }
}

BOOST_AUTO_TEST_CASE(every_canonical_subtree_stands_alone) {
  for (unsigned seed = 0; seed < 40; ++seed) check_all_below(parsed(TreeWriter(seed).tree()).root());
}

BOOST_AUTO_TEST_SUITE_END()
