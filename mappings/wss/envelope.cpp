#include "mappings/wss/envelope.hpp"

#include "gateway/core/calendar.hpp"
#include "gateway/native/signature_make.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/native/xml_writer.hpp"
#include "mappings/wss/names.hpp"

namespace sluis::mappings::wss {
namespace {

using native::XmlWriter;
using Name = XmlWriter::Name;

constexpr std::string_view kProlog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

Name wsse(std::string_view local) { return {"wsse", kWsse, local}; }
Name wsu(std::string_view local) { return {"wsu", kWsu, local}; }

// A part of the message with the id by which the signature names it.
struct Part {
  std::string id;
  std::string xml;  // canonical
};

std::string fresh_id(std::string_view kind, core::Random& random) {
  return std::string(kind) + "-" + core::random_uuid(random);
}

// A prefix that the payload doesn't use: were it bound to the same namespace there, the canonical form of the Body would leave
// out the payload's own declaration and differ from the text.
std::string free_prefix(std::string_view wish, std::string_view payload) {
  std::string prefix(wish);
  while (payload.find("xmlns:" + prefix + "=") != std::string_view::npos) prefix += 'x';
  return prefix;
}

Part body_part(std::string_view payload, core::Random& random) {
  Part part{fresh_id("id", random), {}};
  const auto soap = free_prefix("soap", payload);
  const auto utility = free_prefix("wsu", payload);
  XmlWriter w;
  w.open({soap, kSoap, "Body"}).attribute({utility, kWsu, "Id"}, part.id).raw(payload).close();
  part.xml = w.take();
  return part;
}

Part timestamp_part(const Stamp& stamp) {
  Part part{fresh_id("TS", stamp.random), {}};
  XmlWriter w;
  w.open(wsu("Timestamp")).attribute(wsu("Id"), part.id);
  w.element(wsu("Created"), core::to_text(stamp.now));
  w.element(wsu("Expires"), core::to_text(stamp.now + stamp.life)).close();
  part.xml = w.take();
  return part;
}

Part binary_token_part(const native::Certificate& certificate, core::Random& random) {
  Part part{fresh_id("X509", random), {}};
  XmlWriter w;
  w.open(wsse("BinarySecurityToken")).attribute("EncodingType", kBase64Encoding).attribute("ValueType", kX509v3);
  w.attribute(wsu("Id"), part.id).text(certificate.base64()).close();
  part.xml = w.take();
  return part;
}

std::string key_info_by_assertion(std::string_view assertion_id) {
  XmlWriter w;
  w.open(wsse("SecurityTokenReference")).attribute({"wsse11", kWsse11, "TokenType"}, kSamlTokenType);
  w.open(wsse("KeyIdentifier")).attribute("ValueType", kSamlAssertionId).text(assertion_id).close().close();
  return w.take();
}

std::string key_info_by_reference(std::string_view token_id) {
  XmlWriter w;
  w.open(wsse("SecurityTokenReference"));
  w.open(wsse("Reference")).attribute("URI", "#" + std::string(token_id)).attribute("ValueType", kX509v3).close().close();
  return w.take();
}

native::DigestedPart digested(const Part& part) { return {"#" + part.id, part.xml, false}; }

std::string envelope(std::string_view header, std::string_view body) {
  XmlWriter w;
  w.open({"soap", kSoap, "Envelope"});
  if (!header.empty()) w.open({"soap", kSoap, "Header"}).raw(header).close();
  w.raw(body).close();
  return std::string(kProlog) + w.take();
}

// `tokens` stands between Timestamp and Signature, the order of sections 2.1 and 4.
std::string security_header(const Part& timestamp, std::string_view tokens, std::string_view signature, bool must_understand) {
  XmlWriter w;
  w.open(wsse("Security"));
  if (must_understand) w.attribute({"soap", kSoap, "mustUnderstand"}, "1");
  w.raw(timestamp.xml).raw(tokens).raw(signature).close();
  return w.take();
}

Result<std::string> by_certificate(std::string_view payload, const native::Credential& sender, const Stamp& stamp,
                                   bool must_understand) {
  const auto body = body_part(payload, stamp.random);
  const auto timestamp = timestamp_part(stamp);
  const auto token = binary_token_part(sender.certificate, stamp.random);
  auto signature = native::make_signature(sender.key, {digested(body), digested(timestamp), digested(token)},
                                          key_info_by_reference(token.id), fresh_id("SIG", stamp.random));
  if (!signature) return signature;
  return envelope(security_header(timestamp, token.xml, *signature, must_understand), body.xml);
}

}  // namespace

std::string plain_envelope(std::string_view body_element) {
  XmlWriter w;
  w.open({free_prefix("soap", body_element), kSoap, "Body"}).raw(body_element).close();
  return envelope({}, w.str());
}

Result<std::string> token_envelope(std::string_view body_element, std::string_view assertion, std::string_view assertion_id,
                                   const native::PrivateKey& holder, const Stamp& stamp) {
  const auto body = body_part(body_element, stamp.random);
  const auto timestamp = timestamp_part(stamp);
  auto signature = native::make_signature(holder, {digested(body), digested(timestamp)}, key_info_by_assertion(assertion_id),
                                          fresh_id("SIG", stamp.random));
  if (!signature) return signature;
  return envelope(security_header(timestamp, assertion, *signature, true), body.xml);
}

Result<std::string> certificate_envelope(std::string_view body_element, const native::Credential& sender, const Stamp& stamp) {
  return by_certificate(body_element, sender, stamp, true);
}

// A client that checks no answers must still be able to read one: the header is not mandatory for it.
Result<std::string> signed_answer(std::string_view body_element, const native::Credential& server, const Stamp& stamp) {
  return by_certificate(body_element, server, stamp, false);
}

Result<std::string> canonical_element(std::string_view xml) {
  auto document = native::Document::parse(xml);
  if (!document) return std::move(document).error();
  return native::canonical(document->root());
}

}  // namespace sluis::mappings::wss
