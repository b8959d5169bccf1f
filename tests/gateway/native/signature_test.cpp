#include <boost/test/unit_test.hpp>
#include <atomic>
#include <random>
#include <string>
#include <thread>

#include "gateway/core/encoding.hpp"
#include "gateway/native/signature_check.hpp"
#include "gateway/native/signature_make.hpp"
#include "gateway/native/xml_writer.hpp"
#include "tests/gateway/native/support.hpp"

using namespace sluis;
using namespace sluis::native;
using namespace sluis::native::test;

namespace {

const std::string kPart = "<w:part xmlns:w=\"" + std::string(kWsu) + "\" w:Id=\"part-1\">one</w:part>";
const std::string kOther = "<w:part xmlns:w=\"" + std::string(kWsu) + "\" w:Id=\"part-2\">two</w:part>";

std::string message_of(const std::string& signature) {
  return "<m:all xmlns:m=\"urn:m\"><m:head>" + signature + "</m:head>" + kPart + kOther + "</m:all>";
}

std::string signed_message(const PrivateKey& key) {
  return message_of(make_signature(key, {{"#part-1", kPart}, {"#part-2", kOther}}, "<k></k>", "SIG-1").value());
}

std::string signed_assertion(const PrivateKey& key, std::string_view text = "claim") {
  const auto start = "<Assertion xmlns=\"" + std::string(kSaml) + "\" AssertionID=\"_1\">" + std::string(text);
  return start + make_signature(key, {{"#_1", start + "</Assertion>", true}}, x509_key_info(authority())).value() + "</Assertion>";
}

std::string with(std::string text, std::string_view what, std::string_view instead) {
  const auto at = text.find(what);
  BOOST_TEST_REQUIRE(at != std::string::npos, "nothing to change: " << what);
  return text.replace(at, what.size(), instead);
}

Status verify(const Document& document, const PublicKey& key) {
  const auto root = document.root();
  const auto parts = root.children(kWsu, "part");
  return verify_signature(document, root.child("urn:m", "head").child(kDs, "Signature"), key,
                          {{parts.at(0), "part-1"}, {parts.at(1), "part-2"}}, false);
}

std::optional<FaultId> verdict(const std::string& xml, const PublicKey& key) {
  const auto document = parsed(xml);
  const auto verified = verify(document, key);
  return verified ? std::nullopt : std::optional(verified.error().id());
}

Status verify_assertion(const Document& document, const PublicKey& key) {
  return verify_signature(document, document.root().child(kDs, "Signature"), key, {{document.root(), "_1"}}, true);
}

std::optional<FaultId> form_of(const std::string& signature) {
  const auto document = parsed(message_of(signature));
  const auto view = describe_signature(document.root().child("urn:m", "head").first_child());
  return view ? std::nullopt : std::optional(view.error().id());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signatures)

BOOST_AUTO_TEST_CASE(what_we_sign_verifies_with_rsa_and_with_ec) {
  BOOST_TEST(!verdict(signed_message(holder_key()), holder_key().public_key()).has_value());
  for (int i = 0; i < 20; ++i) BOOST_TEST(!verdict(signed_message(curve_key()), curve_key().public_key()).has_value());
}

BOOST_AUTO_TEST_CASE(what_we_write_is_canonical) {
  const auto signature = make_signature(holder_key(), {{"#part-1", kPart}}, x509_key_info(authority()), "SIG-1").value();
  BOOST_TEST(canonical(parsed(signature).root()) == signature);
}

BOOST_AUTO_TEST_CASE(an_enveloped_signature_covers_the_element_around_it) {
  const auto key = holder_key().public_key();
  BOOST_TEST(verify_assertion(parsed(signed_assertion(holder_key())), key).has_value());
  BOOST_TEST(!verify_assertion(parsed(with(signed_assertion(holder_key()), "claim", "claIm")), key).has_value());
  const auto outer = parsed("<o>" + signed_assertion(holder_key()) + "<Assertion AssertionID='_2'/></o>");
  const auto assertion = outer.root().first_child();
  const auto signature = assertion.child(kDs, "Signature");
  BOOST_TEST(verify_signature(outer, signature, key, {{assertion, "_1"}}, true).has_value());
  const auto elsewhere = verify_signature(outer, signature, key, {{outer.root().children()[1], "_2"}}, true);
  BOOST_TEST((elsewhere.error().id() == FaultId::ReferencesRefused));
}

BOOST_AUTO_TEST_CASE(an_enveloped_signature_from_elsewhere_is_refused_even_when_its_digest_is_right) {
  const std::string part = "<a ID=\"_2\">x</a>";
  const auto document =
      parsed("<o>" + part + "<b>" + make_signature(holder_key(), {{"#_2", part, true}}, "").value() + "</b></o>");
  const auto all = document.root().children();
  const auto verified = verify_signature(document, all[1].first_child(), holder_key().public_key(), {{all[0], "_2"}}, true);
  BOOST_TEST_REQUIRE(!verified.has_value());
  BOOST_TEST((verified.error().id() == FaultId::ReferencesRefused));
}

BOOST_AUTO_TEST_CASE(an_enveloped_signature_is_not_taken_for_a_detached_one) {
  const auto assertion = parsed(signed_assertion(holder_key()));
  const auto verified = verify_signature(assertion, assertion.root().child(kDs, "Signature"), holder_key().public_key(),
                                         {{assertion.root(), "_1"}}, false);
  BOOST_TEST((verified.error().id() == FaultId::AlgorithmRefused));
}

BOOST_AUTO_TEST_CASE(another_key_is_refused) {
  BOOST_TEST((verdict(signed_message(holder_key()), other_key().public_key()) == FaultId::MessageSignature));
  BOOST_TEST((verdict(signed_message(holder_key()), curve_key().public_key()) == FaultId::AlgorithmRefused));
  BOOST_TEST((verdict(signed_message(curve_key()), holder_key().public_key()) == FaultId::AlgorithmRefused));
}

BOOST_AUTO_TEST_CASE(a_short_rsa_key_is_refused) {
  const auto weak = PrivateKey::generate_rsa(1024);
  BOOST_TEST((verdict(signed_message(weak), weak.public_key()) == FaultId::AlgorithmRefused));
}

BOOST_AUTO_TEST_CASE(changed_content_digest_or_value_is_refused) {
  const auto good = signed_message(holder_key());
  const auto key = holder_key().public_key();
  BOOST_TEST((verdict(with(good, ">one<", ">One<"), key) == FaultId::MessageSignature));
  BOOST_TEST((verdict(with(good, ">two<", "> two<"), key) == FaultId::MessageSignature));
  const auto digest = good.find("<ds:DigestValue>") + 16;
  BOOST_TEST((verdict(std::string(good).replace(digest, 1, good[digest] == 'A' ? "B" : "A"), key) == FaultId::MessageSignature));
  const auto value = good.find("<ds:SignatureValue>") + 19;
  BOOST_TEST((verdict(std::string(good).replace(value, 1, good[value] == 'A' ? "B" : "A"), key) == FaultId::MessageSignature));
}

BOOST_AUTO_TEST_CASE(a_copy_of_the_signed_element_elsewhere_proves_nothing) {
  const auto moved = with(with(signed_message(holder_key()), kPart, with(kPart, "part-1", "part-9")), "</m:head>",
                          "<wrap>" + kPart + "</wrap></m:head>");
  const auto document = parsed(moved);
  const auto parts = document.root().children(kWsu, "part");
  const auto signature = document.root().child("urn:m", "head").child(kDs, "Signature");
  const auto key = holder_key().public_key();
  const auto by_new_id = verify_signature(document, signature, key, {{parts[0], "part-9"}, {parts[1], "part-2"}}, false);
  BOOST_TEST((by_new_id.error().id() == FaultId::ReferencesRefused));
  const auto by_old_id = verify_signature(document, signature, key, {{parts[0], "part-1"}, {parts[1], "part-2"}}, false);
  BOOST_TEST((by_old_id.error().id() == FaultId::ReferencesRefused));
}

BOOST_AUTO_TEST_CASE(of_two_elements_with_one_id_only_the_expected_one_counts) {
  const auto decoy = with(kPart, "one", "evil");
  const auto key = holder_key().public_key();
  const auto before = parsed(with(signed_message(holder_key()), "<m:head>", decoy + "<m:head>"));
  const auto parts = before.root().children(kWsu, "part");
  const auto signature = before.root().child("urn:m", "head").child(kDs, "Signature");
  BOOST_TEST(before.has_duplicate_ids());
  BOOST_TEST(verify_signature(before, signature, key, {{parts[1], "part-1"}, {parts[2], "part-2"}}, false).has_value());
  const auto evil = verify_signature(before, signature, key, {{parts[0], "part-1"}, {parts[2], "part-2"}}, false);
  BOOST_TEST((evil.error().id() == FaultId::MessageSignature));
}

BOOST_AUTO_TEST_CASE(number_and_names_of_references_must_be_those_expected) {
  const auto one = message_of(make_signature(holder_key(), {{"#part-1", kPart}}, "", "").value());
  BOOST_TEST((verdict(one, holder_key().public_key()) == FaultId::ReferencesRefused));
  const auto twice = message_of(make_signature(holder_key(), {{"#part-1", kPart}, {"#part-1", kPart}}, "", "").value());
  BOOST_TEST((verdict(twice, holder_key().public_key()) == FaultId::ReferencesRefused));
  const auto whole = message_of(make_signature(holder_key(), {{"", kPart}, {"#part-2", kOther}}, "", "").value());
  BOOST_TEST((verdict(whole, holder_key().public_key()) == FaultId::ReferencesRefused));
  const auto pointer =
      message_of(make_signature(holder_key(), {{"#xpointer(id('part-1'))", kPart}, {"#part-2", kOther}}, "", "").value());
  BOOST_TEST((verdict(pointer, holder_key().public_key()) == FaultId::ReferencesRefused));
}

BOOST_AUTO_TEST_CASE(algorithms_outside_the_list_are_refused_before_cryptography) {
  const auto good = signed_message(holder_key());
  const auto key = holder_key().public_key();
  const std::string c14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
  for (const auto& [what, instead] : std::vector<std::pair<std::string, std::string>>{
           {"xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256"},
           {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1"},
           {"http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1"},
           {"Transform Algorithm=\"" + c14n, "Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116"},
           {"Transform Algorithm=\"" + c14n, "Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature"},
           {"Transform Algorithm=\"" + c14n, "Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315"},
           {"Method Algorithm=\"" + c14n, "Method Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#WithComments"}})
    BOOST_TEST((verdict(with(good, what, instead), key) == FaultId::AlgorithmRefused), instead);
  const auto inclusive = "<c:InclusiveNamespaces xmlns:c=\"" + c14n + "\" PrefixList=\"m\"/>";
  BOOST_TEST((verdict(with(good, "</ds:Transform>", inclusive + "</ds:Transform>"), key) == FaultId::AlgorithmRefused));
  BOOST_TEST((verdict(with(good, "</ds:CanonicalizationMethod>", inclusive + "</ds:CanonicalizationMethod>"), key) ==
              FaultId::AlgorithmRefused));
  BOOST_TEST(form_of(with(make_signature(holder_key(), {{"#part-1", kPart}}, "").value(), "</ds:DigestMethod>",
                          inclusive + "</ds:DigestMethod>")).has_value());
}

BOOST_AUTO_TEST_CASE(a_signature_of_odd_form_is_refused) {
  const auto good = make_signature(holder_key(), {{"#part-1", kPart}}, "<k></k>", "SIG-1").value();
  BOOST_TEST(!form_of(good).has_value());
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"</ds:Signature>", "<ds:Object></ds:Object></ds:Signature>"},
      {"</ds:Signature>", "<ds:KeyInfo></ds:KeyInfo></ds:Signature>"},
      {"<ds:SignatureValue>", "<ds:SignedInfo></ds:SignedInfo><ds:SignatureValue>"},
      {"<ds:SignatureValue>", "text<ds:SignatureValue>"},
      {"<ds:SignatureValue>", "<ds:SignatureValue><!-- c -->"},
      {"<ds:SignatureValue>", "<ds:SignatureValue><x/>"},
      {"<k>", "<k><?p q?>"},
      {"<ds:DigestValue>", "<ds:DigestValue><!-- c -->"},
      {"<ds:DigestValue>", "<ds:DigestValue>x</ds:DigestValue><ds:DigestValue>"},
      {"</ds:SignatureMethod>", "<ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>"},
      {"</ds:DigestMethod>", "<x/></ds:DigestMethod>"},
      {"</ds:Transform>", "<ds:XPath>1</ds:XPath></ds:Transform>"},
      {"<ds:Transforms>", "<ds:Transforms><x/>"},
      {"URI=\"#part-1\"", "Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\" URI=\"#part-1\""},
      {"URI=\"#part-1\"", ""},
      {"Id=\"SIG-1\"", "Other=\"SIG-1\""}};
  for (const auto& [what, instead] : changes) BOOST_TEST(form_of(with(good, what, instead)).has_value(), instead);
}

BOOST_AUTO_TEST_CASE(describes_what_is_written) {
  const auto document = parsed(signed_assertion(curve_key()));
  const auto view = describe_signature(document.root().child(kDs, "Signature"));
  BOOST_TEST_REQUIRE(view.has_value());
  BOOST_TEST(view->signature_method == "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256");
  BOOST_TEST(view->references.at(0).uri == "#_1");
  BOOST_TEST(view->references.at(0).transforms.size() == 2U);
  BOOST_TEST(view->key_info.child(kDs, "X509Data").child(kDs, "X509Certificate").text() == authority().base64());
  BOOST_TEST(core::from_base64(view->signature_value)->size() == 64U);
}

BOOST_AUTO_TEST_CASE(no_mutation_is_accepted_that_changes_what_was_signed) {
  const auto good = signed_message(holder_key());
  const auto key = holder_key().public_key();
  const auto signed_before = canonical(parsed(kPart).root()) + canonical(parsed(kOther).root());
  std::mt19937 random(11);
  const auto below = [&](std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random); };
  int parsed_at_all = 0;
  for (int i = 0; i < 3000; ++i) {
    auto bad = good;
    const auto at = below(bad.size());
    switch (below(3)) {
      case 0: bad[at] = static_cast<char>(below(256)); break;
      case 1: bad.erase(at, 1 + below(40)); break;
      default: bad.insert(at, good.substr(below(good.size()), 1 + below(60)));
    }
    const auto document = Document::parse(bad);
    if (!document) continue;
    ++parsed_at_all;
    if (document->root().children(kWsu, "part").size() != 2 || !verify(*document, key)) continue;
    const auto parts = document->root().children(kWsu, "part");
    BOOST_TEST(canonical(parts[0]) + canonical(parts[1]) == signed_before);
  }
  BOOST_TEST(parsed_at_all > 300);
}

BOOST_AUTO_TEST_CASE(many_threads_verify_their_own_documents) {
  const auto good = signed_message(holder_key());
  const auto bad = with(good, ">one<", ">0ne<");
  const auto key = holder_key().public_key();
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const auto document = Document::parse(i % 2 == 0 ? good : bad);
        if (document && verify(*document, key).has_value() == (i % 2 == 0)) ++right;
      }
    });
  for (auto& thread : threads) thread.join();
  BOOST_TEST(right == 200);
}

BOOST_AUTO_TEST_SUITE_END()
