#include "gateway/core/encoding.hpp"
#include "tests/hostile/corpus.hpp"

// The signatures: taken away, over too little, by other methods, with other transforms, by other keys. Each is computed the way a
// gateway that falls for it would verify it.
namespace sluis::hostile {
namespace {

constexpr auto kMethod = "SLU-2003";
constexpr auto kReferences = "SLU-2009";
constexpr auto kBroken = "SLU-2008";
constexpr auto kOdd = "SLU-2001";
constexpr auto kToken = "SLU-2004";
using Bend = std::function<void(SignaturePlan&)>;

std::string bent(const Bend& bend, const native::Credential* holder = &keys().holder) {
  return write(MessagePlan{.holder = holder, .bend = bend}).message();
}
// The token service's own signature is bent, the message's is fine.
std::string bent_token(const Bend& bend, const native::Credential* sts = &keys().sts) {
  return write(MessagePlan{.assertion = write(AssertionPlan{.sts = sts, .bend = bend})}).message();
}
std::string transform(std::string_view algorithm, const std::string& content = {}) {
  return "<ds:Transform Algorithm=\"" + std::string(algorithm) + "\">" + content + "</ds:Transform>";
}
const std::string kPlain = transform(kExclusive);

void stripped(Corpus& c) {
  constexpr auto kFamily = "stripping";
  const auto good = write(MessagePlan{});
  const auto with = [&](const std::string& security, const std::string& header = {}) { return Pieces::envelope(Pieces::security_of(security) + header, good.body); };
  c.soap(kFamily, "no_signature", with(good.timestamp + good.assertion), rule::kHeader, kOdd);
  c.soap(kFamily, "no_security", Pieces::envelope("<x:Other xmlns:x=\"urn:x\"></x:Other>", good.body), rule::kHeader, kOdd);
  c.soap(kFamily, "no_header", Pieces::envelope("", good.body), rule::kHeader, kOdd);
  c.soap(kFamily, "empty_security", with(""), rule::kHeader, kOdd);
  c.soap(kFamily, "no_timestamp", with(good.assertion + good.signature), rule::kHeader, kOdd);
  c.soap(kFamily, "no_assertion", with(good.timestamp + good.signature), rule::kHeader, kOdd);
  c.soap(kFamily, "certificate_instead_of_assertion",
         with(good.timestamp + "<wsse:BinarySecurityToken ValueType=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3\">" +
              keys().attacker.certificate.base64() + "</wsse:BinarySecurityToken>" + good.signature), rule::kHeader, kOdd);
  c.soap(kFamily, "user_name_instead_of_assertion", with(good.timestamp + "<wsse:UsernameToken><wsse:Username>SSIN=72051999381</wsse:Username></wsse:UsernameToken>"), rule::kHeader, kOdd);
  c.soap(kFamily, "signature_outside_security", with(good.timestamp + good.assertion, good.signature), rule::kHeader, kOdd);
  c.soap(kFamily, "signature_in_another_namespace", with(good.timestamp + good.assertion + replaced(good.signature, kDs, "http://www.w3.org/2000/09/xmldsig")), rule::kHeader, kOdd);
  c.soap(kFamily, "two_signatures", with(good.timestamp + good.assertion + good.signature + good.signature), rule::kHeader, kOdd);
  c.soap(kFamily, "empty_signature", with(good.timestamp + good.assertion + "<ds:Signature xmlns:ds=\"" + std::string(kDs) + "\"></ds:Signature>"), rule::kAlgorithms, kReferences);
  c.soap(kFamily, "no_signed_info", with(good.timestamp + good.assertion + "<ds:Signature xmlns:ds=\"" + std::string(kDs) + "\"><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>"), rule::kAlgorithms, kReferences);
  const auto bare = write(AssertionPlan{.sts = nullptr});
  c.soap(kFamily, "assertion_unsigned", write(MessagePlan{.assertion = bare}).message(), rule::kAssertion, kToken);
  const auto fake = write(AssertionPlan{.holder = &keys().attacker, .sts = nullptr});
  c.soap(kFamily, "assertion_of_the_attacker_unsigned", write(MessagePlan{.assertion = fake, .holder = &keys().attacker}).message(), rule::kAssertion, kToken);
  c.soap(kFamily, "assertion_signature_empty", write(MessagePlan{.assertion = replaced_last(bare, "</saml:Assertion>", "<ds:Signature xmlns:ds=\"" + std::string(kDs) + "\"></ds:Signature></saml:Assertion>")}).message(), rule::kAlgorithms, kReferences);
  c.soap(kFamily, "signature_value_empty", bent([](auto& s) { s.sign = constant(""); }), rule::kSignature, kBroken);
  c.soap(kFamily, "no_key_info", bent([](auto& s) { s.key_info.clear(); }), rule::kSignature, kBroken);
}

void partial(Corpus& c) {
  constexpr auto kFamily = "partial";
  const auto only = [&](const char* name, std::size_t keep, const char* rule) {
    c.soap(kFamily, name, bent([keep](auto& s) { s.references = {s.references[keep]}; }), rule, kReferences);
  };
  only("body_alone", 0, rule::kAlgorithms);
  only("timestamp_alone", 1, rule::kAlgorithms);
  c.soap(kFamily, "nothing", bent([](auto& s) { s.references.clear(); }), rule::kAlgorithms, kReferences);
  c.soap(kFamily, "body_twice", bent([](auto& s) { s.references[1] = s.references[0]; }), rule::kNodes, kReferences);
  c.soap(kFamily, "timestamp_twice", bent([](auto& s) { s.references[0] = s.references[1]; }), rule::kNodes, kReferences);
  const auto assertion = write(AssertionPlan{});
  const auto with_assertion = [&](const char* name, std::size_t instead) {
    const auto bend = [&](SignaturePlan& s) { s.references[instead] = {"#_a1", assertion}; };
    c.soap(kFamily, name, write(MessagePlan{.assertion = assertion, .bend = bend}).message(), rule::kNodes, kReferences);
  };
  with_assertion("timestamp_and_assertion", 0);
  with_assertion("body_and_assertion", 1);
  const auto canonical = replaced(ask_consent(), "protocol/v2\"", "protocol/v2\" Id=\"payload-1\"");
  c.soap(kFamily, "payload_instead_of_body", write(MessagePlan{.payload = canonical, .bend = [&](auto& s) { s.references[0] = {"#payload-1", canonical}; }}).message(), rule::kNodes, kReferences);
  const auto patient = "<c:patient xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v2\" Id=\"p-1\"><c:id S=\"INSS\" SV=\"1.0\">85073099833</c:id></c:patient>";
  c.soap(kFamily, "one_element_of_the_body", write(MessagePlan{.payload = replaced(ask_consent(), "<c:patient>", "<c:patient Id=\"p-1\">"), .bend = [&](auto& s) { s.references[0] = {"#p-1", patient}; }}).message(), rule::kNodes, kReferences);
}

void references(Corpus& c) {
  constexpr auto kFamily = "references";
  const auto instead = [&](const char* name, const std::string& uri, const char* rule = rule::kNodes) {
    c.soap(kFamily, name, bent([uri](auto& s) { s.references[0].uri = uri; }), rule, kReferences);
  };
  const auto more = [&](const char* name, const Reference& extra, std::size_t times = 1) {
    c.soap(kFamily, name, bent([&](auto& s) { s.references.insert(s.references.end(), times, extra); }), rule::kAlgorithms, kReferences);
  };
  instead("whole_document", "");
  instead("external_http", "http://attacker.example/body.xml");
  instead("external_https", "https://attacker.example/body.xml");
  instead("external_file", "file:///etc/passwd");
  instead("external_ftp", "ftp://attacker.example/body.xml");
  instead("external_with_fragment", "http://attacker.example/body.xml#body-1");
  instead("attachment", "cid:body-1");
  instead("xpointer_of_the_root", "#xpointer(/)");
  instead("xpointer_of_an_id", "#xpointer(id('body-1'))");
  instead("xpointer_by_name", "#xpointer(//*[local-name()='Body'])");
  instead("bare_fragment", "#");
  instead("fragment_with_blank", "#body-1 ");
  instead("of_nothing", "#nowhere");
  c.soap(kFamily, "without_uri", bent([](auto& s) { s.references[0].has_uri = false; }), rule::kAlgorithms, kReferences);
  more("extra_assertion", {"#_a1", "x"});
  more("extra_external", {"http://attacker.example/x", "x"});
  more("extra_of_the_body", {"#body-1", "x"});
  more("a_hundred", {"#body-1", "x"}, 100);
  Reference manifest{"#m-1", "x"};
  manifest.attributes = " Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\"";
  c.soap(kFamily, "manifest", bent([&](auto& s) {
           s.references[0] = manifest;
           s.after = "<ds:Object><ds:Manifest Id=\"m-1\"><ds:Reference URI=\"#body-1\"></ds:Reference></ds:Manifest></ds:Object>";
         }), rule::kAlgorithms, kReferences);
  more("manifest_beside_the_others", manifest);
  c.soap(kFamily, "type_on_a_reference", bent([](auto& s) { s.references[0].attributes = " Type=\"http://www.w3.org/2000/09/xmldsig#Object\""; }), rule::kAlgorithms, kReferences);
  c.soap(kFamily, "object_in_the_signature", bent([](auto& s) { s.after = "<ds:Object></ds:Object>"; }), rule::kAlgorithms, kReferences);
  const auto two_infos = [](const std::string& signature) {
    const auto from = signature.find("<ds:SignedInfo>");
    const auto info = signature.substr(from, signature.find("</ds:SignedInfo>") + 16 - from);
    return replaced(signature, info, info + info);
  };
  auto good = write(MessagePlan{});
  good.signature = two_infos(good.signature);
  c.soap(kFamily, "two_signed_infos", good.message(), rule::kAlgorithms, kReferences);
  good = write(MessagePlan{});
  good.signature = replaced(good.signature, "<ds:DigestValue>", "<ds:DigestValue>AAAA</ds:DigestValue><ds:DigestValue>");
  c.soap(kFamily, "two_digests", good.message(), rule::kAlgorithms, kReferences);
  const auto of_token = [&](const char* name, const std::string& uri) {
    c.soap(kFamily, name, bent_token([uri](auto& s) { s.references[0].uri = uri; }), rule::kAssertion, kToken);
  };
  of_token("token_whole_document", "");
  of_token("token_external", "http://attacker.example/assertion.xml");
  of_token("token_of_the_body", "#body-1");
  c.soap(kFamily, "token_two_references", bent_token([](auto& s) { s.references.push_back(s.references[0]); }), rule::kAlgorithms, kReferences);
  c.soap(kFamily, "token_no_reference", bent_token([](auto& s) { s.references.clear(); }), rule::kAlgorithms, kReferences);
}

void transforms(Corpus& c) {
  constexpr auto kFamily = "transforms";
  const auto add = [&](const char* name, const std::string& all, const char* fault = kMethod) {
    c.soap(kFamily, name, bent([&](auto& s) { s.references[0].transforms = all; }), rule::kAlgorithms, fault);
  };
  const auto xpath = [](const std::string& expression) { return transform("http://www.w3.org/TR/1999/REC-xpath-19991116", "<ds:XPath>" + expression + "</ds:XPath>"); };
  add("xpath", xpath("not(ancestor-or-self::*[local-name()='select'])") + kPlain);
  add("xpath_that_selects_nothing", xpath("false()") + kPlain);
  add("xpath_here", xpath("here()/ancestor::ds:Signature[1]") + kPlain);
  add("xpath_that_costs_much", xpath("count(//*|//@*|//namespace::*) &gt; count(//*[count(//*) &gt; 0])") + kPlain);
  add("xpath_filter_2", transform("http://www.w3.org/2002/06/xmldsig-filter2", "<xf:XPath xmlns:xf=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"intersect\">here()</xf:XPath>") + kPlain);
  add("xslt", transform("http://www.w3.org/TR/1999/REC-xslt-19991116", "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"><xsl:template match=\"/\"><x></x></xsl:template></xsl:stylesheet>") + kPlain);
  add("xslt_that_reads_a_file", transform("http://www.w3.org/TR/1999/REC-xslt-19991116", "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"><xsl:template match=\"/\"><xsl:copy-of select=\"document('file:///etc/passwd')\"></xsl:copy-of></xsl:template></xsl:stylesheet>") + kPlain);
  add("base64", transform("http://www.w3.org/2000/09/xmldsig#base64"));
  add("enveloped_on_the_body", transform(kEnveloped) + kPlain);
  add("security_token_reference", transform("http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform"));
  add("decryption", transform("http://www.w3.org/2002/07/decrypt#XML") + kPlain);
  add("none", "");
  add("twice", kPlain + kPlain);
  std::string many;
  for (int i = 0; i < 50; ++i) many += kPlain;
  add("fifty", many);
  add("inclusive", transform("http://www.w3.org/TR/2001/REC-xml-c14n-20010315"));
  add("inclusive_11", transform("http://www.w3.org/2006/12/xml-c14n11"));
  add("with_comments", transform(std::string(kExclusive) + "WithComments"));
  add("inclusive_namespaces", transform(kExclusive, "<ec:InclusiveNamespaces xmlns:ec=\"" + std::string(kExclusive) + "\" PrefixList=\"soap\"></ec:InclusiveNamespaces>"));
  add("unknown", transform("urn:attacker:identity"));
  add("odd_element", "<ds:Other></ds:Other>" + kPlain, kReferences);
  const auto info = [&](const char* name, const std::string& algorithm, const std::string& content = {}) {
    c.soap(kFamily, name, bent([&](auto& s) { s.canonicalization = algorithm; s.canonicalization_content = content; }), rule::kAlgorithms, kMethod);
  };
  info("signed_info_with_comments", std::string(kExclusive) + "WithComments");
  info("signed_info_inclusive", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315");
  info("signed_info_unknown", "urn:attacker:c14n");
  info("signed_info_inclusive_namespaces", std::string(kExclusive), "<ec:InclusiveNamespaces xmlns:ec=\"" + std::string(kExclusive) + "\" PrefixList=\"#default\"></ec:InclusiveNamespaces>");
  const auto token = [&](const char* name, const std::string& all) {
    c.soap(kFamily, name, bent_token([&](auto& s) { s.references[0].transforms = all; }), rule::kAlgorithms, kMethod);
  };
  token("token_xpath", transform(kEnveloped) + xpath("not(ancestor-or-self::*[local-name()='AttributeStatement'])") + kPlain);
  token("token_xslt", transform(kEnveloped) + transform("http://www.w3.org/TR/1999/REC-xslt-19991116"));
  token("token_without_enveloped", kPlain);
  token("token_enveloped_twice", transform(kEnveloped) + transform(kEnveloped) + kPlain);
  token("token_other_order", kPlain + transform(kEnveloped));
}

void algorithms(Corpus& c) {
  constexpr auto kFamily = "algorithms";
  const auto add = [&](const char* name, const std::string& method, const Signer& sign, const native::Credential& holder, const std::string& content = {}) {
    c.soap(kFamily, name, bent([&](auto& s) { s.method = method; s.sign = sign; s.method_content = content; }, &holder), rule::kAlgorithms, kMethod);
  };
  const auto token = [&](const char* name, const std::string& method, const Signer& sign, const native::Credential& sts) {
    c.soap(kFamily, name, bent_token([&](auto& s) { s.method = method; s.sign = sign; }, &sts), rule::kAlgorithms, kMethod);
  };
  const auto& ec = keys().holder;
  const auto& rsa = keys().holder_rsa;
  const std::string more = "http://www.w3.org/2001/04/xmldsig-more#";
  const std::string first = "http://www.w3.org/2000/09/xmldsig#";
  add("hmac_sha256_with_the_public_key", more + "hmac-sha256", hmac_signer(public_key_der(ec.certificate.key())), ec);
  add("hmac_sha256_with_the_rsa_public_key", more + "hmac-sha256", hmac_signer(public_key_der(rsa.certificate.key())), rsa);
  add("hmac_sha256_with_the_pem_of_the_public_key", more + "hmac-sha256", hmac_signer(public_key_pem(rsa.certificate.key())), rsa);
  add("hmac_sha1_with_the_public_key", first + "hmac-sha1", hmac_signer(public_key_der(rsa.certificate.key()), "SHA1"), rsa);
  add("hmac_sha512_with_the_certificate", more + "hmac-sha512", hmac_signer(rsa.certificate.pem(), "SHA512"), rsa);
  add("hmac_with_an_empty_key", more + "hmac-sha256", hmac_signer(""), ec);
  add("hmac_truncated_to_nothing", first + "hmac-sha1", constant(""), ec, "<ds:HMACOutputLength>0</ds:HMACOutputLength>");
  add("hmac_truncated_to_a_byte", first + "hmac-sha1", constant("AA=="), ec, "<ds:HMACOutputLength>8</ds:HMACOutputLength>");
  add("output_length_on_rsa", std::string(kRsaSha256), signer(rsa.key), rsa, "<ds:HMACOutputLength>8</ds:HMACOutputLength>");
  add("none", "none", constant(""), ec);
  add("none_as_uri", "http://www.w3.org/2001/04/xmldsig-more#none", constant(""), ec);
  add("no_name", "", signer(ec.key), ec);
  add("rsa_sha1", first + "rsa-sha1", signer(rsa.key, "SHA1"), rsa);
  add("rsa_md5", more + "rsa-md5", signer(rsa.key, "MD5"), rsa);
  add("rsa_sha224", more + "rsa-sha224", signer(rsa.key, "SHA224"), rsa);
  add("rsa_pss", "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", pss_signer(rsa.key), rsa);
  add("ecdsa_sha1", more + "ecdsa-sha1", signer(ec.key, "SHA1"), ec);
  add("dsa_sha1", first + "dsa-sha1", constant("AAAA"), ec);
  add("name_in_capitals", "HTTP://WWW.W3.ORG/2001/04/XMLDSIG-MORE#ECDSA-SHA256", signer(ec.key), ec);
  add("name_with_blank", std::string(kEcdsaSha256) + " ", signer(ec.key), ec);
  add("ed25519", "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", signer(keys().holder_ed25519.key, ""), keys().holder_ed25519);
  token("token_hmac_with_the_public_key", more + "hmac-sha256", hmac_signer(public_key_der(keys().sts.certificate.key())), keys().sts);
  token("token_hmac_with_the_certificate", more + "hmac-sha256", hmac_signer(keys().sts_rsa.certificate.pem()), keys().sts_rsa);
  token("token_none", "none", constant(""), keys().sts);
  token("token_rsa_sha1", first + "rsa-sha1", signer(keys().sts_rsa.key, "SHA1"), keys().sts_rsa);
  token("token_rsa_md5", more + "rsa-md5", signer(keys().sts_rsa.key, "MD5"), keys().sts_rsa);
  token("token_ecdsa_sha1", more + "ecdsa-sha1", signer(keys().sts.key, "SHA1"), keys().sts);
  const auto digest = [&](const char* name, const std::string& method, const char* how) {
    c.soap(kFamily, name, bent([&](auto& s) { s.references[0].method = method; s.references[0].digest = how; }), rule::kAlgorithms, kMethod);
  };
  digest("digest_sha1", first + "sha1", "SHA1");
  digest("digest_md5", more + "md5", "MD5");
  digest("digest_sha224", more + "sha224", "SHA224");
  digest("digest_none", "", "SHA256");
  c.soap(kFamily, "token_digest_sha1", bent_token([&](auto& s) { s.references[0].method = first + "sha1"; s.references[0].digest = "SHA1"; }), rule::kAlgorithms, kMethod);
  c.soap(kFamily, "token_digest_md5", bent_token([&](auto& s) { s.references[0].method = more + "md5"; s.references[0].digest = "MD5"; }), rule::kAlgorithms, kMethod);
}

void weak_keys(Corpus& c) {
  constexpr auto kFamily = "keys";
  const auto held = [&](const char* name, const native::Credential& holder, const char* fault = kMethod) {
    c.soap(kFamily, name, write(MessagePlan{.holder = &holder}).message(), rule::kSignature, fault);
  };
  held("rsa_of_1024_bits", keys().holder_weak);
  held("curve_of_224_bits", keys().holder_short_curve);
  c.soap(kFamily, "token_rsa_of_1024_bits", bent_token([](auto&) {}, &keys().sts_weak), rule::kAssertion, kToken);
  c.soap(kFamily, "ec_method_with_an_rsa_key", bent([](auto& s) { s.method = kEcdsaSha256; }, &keys().holder_rsa), rule::kSignature, kMethod);
  c.soap(kFamily, "rsa_method_with_an_ec_key", bent([](auto& s) { s.method = kRsaSha256; }), rule::kSignature, kMethod);
  const auto value = [&](const char* name, const Signer& sign, const native::Credential& holder = keys().holder) {
    c.soap(kFamily, name, bent([&](auto& s) { s.sign = sign; }, &holder), rule::kSignature, kBroken);
  };
  const auto zeros = [](std::size_t count) { return core::to_base64(std::string_view(std::string(count, '\0'))); };
  value("ecdsa_of_zeros", constant(zeros(64)));
  value("ecdsa_as_der", der_signer(keys().holder.key));
  value("ecdsa_truncated", [](std::string_view data) { return signer(keys().holder.key)(data).substr(0, 44); });
  value("ecdsa_longer", [](std::string_view data) { return core::to_base64(std::string(core::as_text(*core::from_base64(signer(keys().holder.key)(data)))) + "0"); });
  value("rsa_truncated", [](std::string_view data) { return signer(keys().holder_rsa.key)(data).substr(0, 172); }, keys().holder_rsa);
  value("rsa_of_zeros", constant(zeros(256)), keys().holder_rsa);
  value("not_base64", constant("%%%%"));
  value("of_something_else", [](std::string_view) { return signer(keys().holder.key)("something else"); });
  const auto by = [&](const char* name, const std::string& key_info, const native::Credential& who) {
    c.soap(kFamily, name, bent([&](auto& s) { s.sign = signer(who.key); s.key_info = key_info; }), rule::kSignature, kBroken);
  };
  const auto& attacker = keys().attacker;
  by("signed_by_another_key", key_reference("_a1"), attacker);
  by("key_swapped_in_key_info", x509(attacker.certificate), attacker);
  by("key_beside_the_reference", key_reference("_a1") + x509(attacker.certificate), attacker);
  by("key_before_the_reference", x509(attacker.certificate) + key_reference("_a1"), attacker);
  by("key_as_value", "<ds:KeyValue><x:Key xmlns:x=\"urn:x\"></x:Key></ds:KeyValue>", attacker);
  by("key_by_name", "<ds:KeyName>attacker</ds:KeyName>", attacker);
  by("key_as_der", "<d:DEREncodedKeyValue xmlns:d=\"http://www.w3.org/2009/xmldsig11#\">" + core::to_base64(std::string_view(public_key_der(attacker.certificate.key()))) + "</d:DEREncodedKeyValue>", attacker);
  const std::string wsse = "<wsse:SecurityTokenReference xmlns:wsse=\"" + std::string(kWsse) + "\">";
  by("key_embedded_in_the_reference", wsse + "<wsse:Embedded>" + "<ds:X509Data></ds:X509Data>" + "</wsse:Embedded></wsse:SecurityTokenReference>", attacker);
  by("certificate_in_the_reference", wsse + x509(attacker.certificate) + "</wsse:SecurityTokenReference>", attacker);
  by("two_references_to_keys", key_reference("_a1") + key_reference("_a1"), attacker);
  by("retrieval_method_inside", "<ds:RetrievalMethod URI=\"#k-1\"></ds:RetrievalMethod>", attacker);
  by("retrieval_method_outside", "<ds:RetrievalMethod URI=\"http://attacker.example/key\" Type=\"http://www.w3.org/2000/09/xmldsig#rawX509Certificate\"></ds:RetrievalMethod>", attacker);
  by("retrieval_method_with_xslt", "<ds:RetrievalMethod URI=\"#k-1\"><ds:Transforms>" + transform("http://www.w3.org/TR/1999/REC-xslt-19991116") + "</ds:Transforms></ds:RetrievalMethod>", attacker);
  by("retrieval_method_of_a_file", "<ds:RetrievalMethod URI=\"file:///etc/passwd\"></ds:RetrievalMethod>", attacker);
  const auto token = [&](const char* name, const std::string& key_info) {
    const auto bend = [&](SignaturePlan& s) { s.sign = signer(attacker.key); s.key_info = key_info; };
    const auto assertion = write(AssertionPlan{.holder = &attacker, .bend = bend});
    c.soap(kFamily, name, write(MessagePlan{.assertion = assertion, .holder = &attacker}).message(), rule::kAssertion, kToken);
  };
  token("token_key_swapped_in_key_info", x509(attacker.certificate));
  token("token_key_info_of_the_real_service", x509(keys().sts.certificate));
  token("token_without_key_info", "");
  token("token_retrieval_method", "<ds:RetrievalMethod URI=\"http://attacker.example/key\"></ds:RetrievalMethod>");
}

void changed(Corpus& c) {
  constexpr auto kFamily = "tampering";
  const auto good = write(MessagePlan{}).message();
  const auto add = [&](const char* name, std::string_view what, std::string_view by, const char* rule, const char* fault) { c.soap(kFamily, name, replaced(good, what, by), rule, fault); };
  add("patient_in_the_body", "85073099833", "62071498939", rule::kSignature, kBroken);
  add("operation_in_the_body", "<p:GetPatientConsentRequest", "<p:RevokePatientConsentRequest", rule::kForm, "SLU-1006");
  c.soap(kFamily, "operation_in_the_body_well_formed", replaced(replaced(good, "<p:GetPatientConsentRequest", "<p:RevokePatientConsentRequest"), "</p:GetPatientConsentRequest", "</p:RevokePatientConsentRequest"), rule::kSignature, kBroken);
  add("expires_moved", "<wsu:Expires>2026-11-20T09:16:00", "<wsu:Expires>2026-11-20T09:17:00", rule::kSignature, kBroken);
  add("blank_in_the_body", "<c:request ", "\n<c:request ", rule::kSignature, kBroken);
  add("attribute_in_the_body", "<c:patient>", "<c:patient x=\"1\">", rule::kSignature, kBroken);
  add("namespace_of_the_payload", "hubservices/protocol/v2", "hubservices/protocol/v3", rule::kSignature, kBroken);
  add("token_attribute_value", "<saml:AttributeValue>72051999381", "<saml:AttributeValue>75052298760", rule::kAssertion, kToken);
  add("token_attribute_name", "doctor:boolean", "nurse:boolean", rule::kAssertion, kToken);
  add("token_end", "NotOnOrAfter=\"2026-11-20T21", "NotOnOrAfter=\"2026-11-20T22", rule::kAssertion, kToken);
  add("token_subject", "<saml:NameIdentifier>CN=", "<saml:NameIdentifier>CN=X", rule::kHeader, kOdd);
  c.soap(kFamily, "token_holder_key", replaced(write(MessagePlan{.holder = &keys().holder}).message(), keys().holder.certificate.base64(), keys().attacker.certificate.base64()), rule::kAssertion, kToken);
  add("digest_value", "<ds:DigestValue>", "<ds:DigestValue>AAAA", rule::kAssertion, kToken);
}

}  // namespace

void add_signature(Corpus& corpus) {
  stripped(corpus);
  partial(corpus);
  references(corpus);
  transforms(corpus);
  algorithms(corpus);
  weak_keys(corpus);
  changed(corpus);
}

}  // namespace sluis::hostile
