#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <climits>
#include <optional>

#include "gateway/core/encoding.hpp"
#include "gateway/native/document_handle.hpp"
#include "gateway/native/markup_scan.hpp"

namespace sluis::native {
namespace {

struct FreeParser {
  void operator()(xmlParserCtxt* parser) const noexcept { xmlFreeParserCtxt(parser); }
};
struct FreeUri {
  void operator()(xmlURI* uri) const noexcept { xmlFreeURI(uri); }
};

// What our callbacks know during one parse; hangs at the parser's _private.
struct ParseState {
  const ParseLimits& limits;
  int nodes = 0;
  std::size_t tree_bytes = 0;                    // that the tree takes so far
  std::vector<const xmlChar*> known_namespaces;  // interned by the parser's dictionary: pointers compare
  std::optional<FaultId> refusal;
  const char* reason = "";
  Position position;
  int error_code = XML_ERR_OK;
};

xmlParserCtxt* parser_of(void* context) { return static_cast<xmlParserCtxt*>(context); }
ParseState& state_of(void* context) { return *static_cast<ParseState*>(parser_of(context)->_private); }

void refuse(void* context, FaultId id, const char* reason) noexcept {
  auto& state = state_of(context);
  if (state.refusal) return;
  state.refusal = id;
  state.reason = reason;
  if (const auto* input = parser_of(context)->input) state.position = {input->line, input->col};
  xmlStopParser(parser_of(context));
}

void on_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) noexcept {
  refuse(context, FaultId::DoctypeRefused, "a DOCTYPE is not accepted");
}

// What libxml2 keeps of a part of a message, in bytes of a 64-bit build: its structs and the heap's share. A message small on the wire
// can be very large in memory: six bytes of an attribute take two structs.
constexpr std::size_t kElementBytes = 136;
constexpr std::size_t kAttributeBytes = 248;
constexpr std::size_t kTextBytes = 136;
constexpr std::size_t kNamespaceBytes = 64;
// A tree may take twice the bytes that a message may have: 20 MiB by default, enough for base64 of the whole size, or for more than a
// megabyte of the densest markup.
constexpr std::size_t kTreeTimes = 2;
constexpr std::size_t kLeastMessage = ParseLimits{}.bytes;
constexpr std::size_t kMostReferences = 1'000'000;
constexpr std::size_t kLongestTail = 64 * 1024;
constexpr int kNamespacesInScope = 128;          // each is looked at for every element and attribute with a prefix

constexpr auto kTooMany = "more elements, attributes and texts than a message may have";

std::size_t most_tree_bytes(const ParseLimits& limits) { return kTreeTimes * std::max(limits.bytes, kLeastMessage); }

bool fits_in_memory(void* context, std::size_t bytes) noexcept {
  auto& state = state_of(context);
  if (state.refusal) return false;
  state.tree_bytes += bytes;
  if (state.tree_bytes <= most_tree_bytes(state.limits)) return true;
  refuse(context, FaultId::TooDeep, kTooMany);
  return false;
}

// Texts are joined with one directly before.
void on_characters(void* context, const xmlChar* text, int length) noexcept {
  const auto* node = parser_of(context)->node;
  const bool joined = node != nullptr && node->last != nullptr && node->last->type == XML_TEXT_NODE;
  if (fits_in_memory(context, static_cast<std::size_t>(length) + (joined ? 0 : kTextBytes))) xmlSAX2Characters(context, text, length);
}

void on_section(void* context, const xmlChar* text, int length) noexcept {
  if (fits_in_memory(context, static_cast<std::size_t>(length) + kTextBytes)) xmlSAX2CDataBlock(context, text, length);
}

void on_comment(void* context, const xmlChar* text) noexcept {
  if (fits_in_memory(context, static_cast<std::size_t>(xmlStrlen(text)) + kTextBytes)) xmlSAX2Comment(context, text);
}

void on_instruction(void* context, const xmlChar* target, const xmlChar* data) noexcept {
  if (fits_in_memory(context, static_cast<std::size_t>(xmlStrlen(data)) + kTextBytes)) xmlSAX2ProcessingInstruction(context, target, data);
}

// libxml2's canonical form fails on relative namespace names and forgets to escape '&' in them: both are refused at the door.
bool can_be_canonical(const xmlChar* uri) noexcept {
  if (xmlStrchr(uri, '&') != nullptr) return false;
  const std::unique_ptr<xmlURI, FreeUri> parsed(xmlParseURI(reinterpret_cast<const char*>(uri)));
  return parsed != nullptr && parsed->scheme != nullptr && parsed->scheme[0] != '\0';
}

bool namespaces_fit(ParseState& state, int count, const xmlChar** namespaces) noexcept {
  for (int i = 0; i < count; ++i) {
    const auto* uri = namespaces[2 * i + 1];
    if (uri == nullptr || *uri == 0) continue;
    auto& known = state.known_namespaces;
    if (std::find(known.begin(), known.end(), uri) != known.end()) continue;
    if (!can_be_canonical(uri)) return false;
    if (known.size() < 64) known.push_back(uri);
  }
  return true;
}

void on_start_element(void* context, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int namespace_count,
                      const xmlChar** namespaces, int attribute_count, int defaulted, const xmlChar** attributes) noexcept {
  auto& state = state_of(context);
  if (state.refusal) return;
  if (parser_of(context)->nodeNr >= state.limits.depth)
    return refuse(context, FaultId::TooDeep, "elements are nested too deeply");
  if (++state.nodes > state.limits.nodes) return refuse(context, FaultId::TooDeep, "too many elements");
  if (attribute_count > state.limits.attributes_per_element || namespace_count > state.limits.attributes_per_element)
    return refuse(context, FaultId::TooDeep, "too many attributes on one element");
  if (!namespaces_fit(state, namespace_count, namespaces))
    return refuse(context, FaultId::Malformed, "a namespace name is not an absolute URI, or has '&'");
  if (parser_of(context)->nsNr / 2 > kNamespacesInScope) return refuse(context, FaultId::TooDeep, "too many namespaces in scope");
  auto bytes = kElementBytes + static_cast<std::size_t>(namespace_count) * kNamespaceBytes;
  for (int i = 0; i < attribute_count; ++i)
    bytes += kAttributeBytes + static_cast<std::size_t>(attributes[5 * i + 4] - attributes[5 * i + 3]);
  if (!fits_in_memory(context, bytes)) return;
  xmlSAX2StartElementNs(context, local, prefix, uri, namespace_count, namespaces, attribute_count, defaulted, attributes);
}

void on_error(void* context, xmlError* error) noexcept {
  auto& state = state_of(context);
  if (error == nullptr || error->level < XML_ERR_ERROR || error->domain == XML_FROM_VALID) return;
  if (state.error_code != XML_ERR_OK) return;
  state.error_code = error->code;
  state.position = {error->line, error->int2};
}

// Our own words: libxml2's messages quote names and values of the message.
const char* reason_of(int code) {
  switch (code) {
    case XML_ERR_DOCUMENT_EMPTY: return "no XML document";
    case XML_ERR_DOCUMENT_END: return "text after the end of the document";
    case XML_ERR_TAG_NAME_MISMATCH: return "end tag does not match its start tag";
    case XML_ERR_TAG_NOT_FINISHED: return "an element is not closed before the end";
    case XML_ERR_GT_REQUIRED: return "'>' is missing";
    case XML_ERR_LT_IN_ATTRIBUTE: return "'<' inside an attribute value";
    case XML_ERR_ATTRIBUTE_REDEFINED: return "an attribute is given twice";
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: return "an attribute has no value";
    case XML_ERR_ATTRIBUTE_NOT_STARTED: return "an attribute value is not quoted";
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY: return "an entity other than the five of XML";
    case XML_ERR_INVALID_CHAR: return "a character that XML forbids";
    case XML_ERR_INVALID_CHARREF: return "a character reference that XML forbids";
    case XML_ERR_MISPLACED_CDATA_END: return "']]>' in text";
    case XML_ERR_RESERVED_XML_NAME: return "an XML declaration that is not at the very beginning";
    case XML_NS_ERR_UNDEFINED_NAMESPACE: return "a namespace prefix is not declared";
    case XML_NS_ERR_ATTRIBUTE_REDEFINED: return "an attribute is given twice";
    case XML_NS_ERR_XML_NAMESPACE:
    case XML_NS_ERR_QNAME:
    case XML_NS_ERR_EMPTY:
    case XML_NS_ERR_COLON: return "a wrong use of namespaces";
    default: return "not well-formed XML";
  }
}

Fault fault_at(FaultId id, Position position, const std::string& reason) {
  return Fault(id, "line " + std::to_string(position.line) + ", column " + std::to_string(position.column) + ": " + reason);
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The value of `encoding` in the XML declaration; empty when there is none.
std::string_view declared_encoding(std::string_view xml) {
  if (!xml.starts_with("<?xml") || xml.size() < 6 || !is_blank(xml[5])) return {};
  const auto declaration = xml.substr(0, xml.find("?>"));
  auto at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const auto end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? std::string_view{} : declaration.substr(at + 1, end - at - 1);
}

bool is_utf8_name(std::string_view name) {
  constexpr std::string_view kExpected = "utf-8";
  return std::equal(name.begin(), name.end(), kExpected.begin(), kExpected.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

bool has_more_than(std::string_view xml, char what, std::size_t most) {
  std::size_t count = 0;
  for (auto at = xml.find(what); at != std::string_view::npos; at = xml.find(what, at + 1)) {
    if (++count > most) return true;
  }
  return false;
}

// What can be seen of the costs in the bytes alone, at a tenth of what parsing costs: pieces of markup, references, a tag without end.
std::optional<Fault> check_costs(std::string_view xml, const ParseLimits& limits) {
  const auto pieces = static_cast<std::size_t>(limits.nodes) * 2;  // an element has two tags
  if (has_more_than(xml, '<', pieces)) return Fault(FaultId::TooDeep, kTooMany);
  if (has_more_than(xml, '&', kMostReferences)) return Fault(FaultId::TooDeep, "too many character references");
  return std::nullopt;
}

// libxml2 compares attributes pairwise before it calls us, so their number is limited before it sees them.
std::optional<Fault> check_before(std::string_view xml, const ParseLimits& limits) {
  if (!core::is_utf8(xml) || xml.substr(0, 4).find('\0') != std::string_view::npos)
    return Fault(FaultId::WrongEncoding, "the bytes are not UTF-8");
  if (const auto name = declared_encoding(xml); !name.empty() && !is_utf8_name(name))
    return Fault(FaultId::WrongEncoding, "line 1: the XML declaration names an encoding other than UTF-8");
  if (auto fault = check_costs(xml, limits)) return fault;
  const auto most = static_cast<std::size_t>(limits.attributes_per_element) * 2;
  std::size_t least_bytes = 0;
  for (auto at = next_start_tag(xml, 0); at != std::string_view::npos;) {
    const auto tag = measure_start_tag(xml, at, most);
    if (tag.values > most)
      return fault_at(FaultId::TooDeep, position_at(xml, at), "too many attributes on one element");
    if (tag.end == std::string_view::npos) {
      if (xml.size() - at > kLongestTail) return fault_at(FaultId::Malformed, position_at(xml, at), "a start tag does not end");
      break;  // the parser says more exactly what is wrong
    }
    least_bytes += kElementBytes + tag.values * kNamespaceBytes;
    if (least_bytes > most_tree_bytes(limits)) return fault_at(FaultId::TooDeep, position_at(xml, at), kTooMany);
    at = next_start_tag(xml, tag.end);
  }
  return std::nullopt;
}

}  // namespace

Result<XmlDocHandle> parse_hardened(std::string_view xml, const ParseLimits& limits) {
  start_libraries();
  if (xml.size() > limits.bytes || xml.size() > INT_MAX)
    return Fault(FaultId::MessageTooLarge, std::to_string(xml.size()) + " bytes; the limit is " + std::to_string(limits.bytes));
  xml = without_bom(xml);
  if (without_bom(xml).size() != xml.size())  // libxml2 would pass over the second one too
    return fault_at(FaultId::Malformed, {1, 1}, "a second byte order mark");
  if (auto fault = check_before(xml, limits)) return *std::move(fault);

  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(xmlNewParserCtxt());
  if (!parser) throw std::bad_alloc();
  ParseState state{.limits = limits, .known_namespaces = {}, .refusal = {}, .position = {}};
  state.known_namespaces.reserve(64);
  parser->_private = &state;
  parser->sax->internalSubset = on_doctype;
  parser->sax->startElementNs = on_start_element;
  parser->sax->characters = on_characters;
  parser->sax->ignorableWhitespace = on_characters;
  parser->sax->cdataBlock = on_section;
  parser->sax->comment = on_comment;
  parser->sax->processingInstruction = on_instruction;
  parser->sax->serror = on_error;
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT;
  XmlDocHandle doc(xmlCtxtReadMemory(parser.get(), xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, kOptions));
  if (state.refusal) return fault_at(*state.refusal, state.position, state.reason);
  if (!doc || parser->wellFormed == 0 || parser->nsWellFormed == 0 || xmlDocGetRootElement(doc.get()) == nullptr)
    return fault_at(FaultId::Malformed, state.position, reason_of(state.error_code));
  forget_ids(doc.get());
  return doc;
}

void forget_ids(xmlDoc* doc) noexcept {
  if (doc->ids == nullptr) return;
  xmlNode* const root = xmlDocGetRootElement(doc);
  for (xmlNode* node = root; node != nullptr; node = next_below(node, root)) {
    if (node->type != XML_ELEMENT_NODE) continue;
    for (xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next)
      attribute->atype = static_cast<xmlAttributeType>(0);
  }
  xmlFreeIDTable(static_cast<xmlIDTable*>(doc->ids));
  doc->ids = nullptr;
}

}  // namespace sluis::native
