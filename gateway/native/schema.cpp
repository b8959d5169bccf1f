#include "gateway/native/schema.hpp"

#include <libxml/xmlschemas.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "gateway/native/document_handle.hpp"
#include "gateway/native/schema_words.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::native {
namespace {

constexpr std::string_view kXsd = "http://www.w3.org/2001/XMLSchema";

struct FreeParserContext {
  void operator()(xmlSchemaParserCtxt* context) const noexcept { xmlSchemaFreeParserCtxt(context); }
};
struct FreeValidContext {
  void operator()(xmlSchemaValidCtxt* context) const noexcept { xmlSchemaFreeValidCtxt(context); }
};
using ParserContextHandle = std::unique_ptr<xmlSchemaParserCtxt, FreeParserContext>;
using ValidContextHandle = std::unique_ptr<xmlSchemaValidCtxt, FreeValidContext>;

// First complaint about a schema file.
struct Complaint {
  bool any = false;
  std::string text;
};

void on_schema_complaint(void* user, xmlError* error) noexcept {
  auto& complaint = *static_cast<Complaint*>(user);
  if (complaint.any || error == nullptr) return;
  // An import that can't be found is only a warning to libxml2; for us it is a hole in the rules.
  if (error->level < XML_ERR_ERROR && error->code != XML_SCHEMAP_WARN_UNLOCATED_SCHEMA) return;
  complaint.any = true;
  if (error->file != nullptr) complaint.text = std::string(error->file) + ":" + std::to_string(error->line) + ": ";
  complaint.text += error->message == nullptr ? "unknown reason" : error->message;
  while (!complaint.text.empty() && complaint.text.back() == '\n') complaint.text.pop_back();
}

// Catches, for this thread and this scope, what libxml2 would print when an .xsd file is not well-formed.
class CaughtReports final {
 public:
  explicit CaughtReports(Complaint& complaint) : old_(xmlStructuredError), old_user_(xmlStructuredErrorContext) {
    xmlSetStructuredErrorFunc(&complaint, on_schema_complaint);
  }
  ~CaughtReports() { xmlSetStructuredErrorFunc(old_user_, old_); }
  CaughtReports(const CaughtReports&) = delete;
  CaughtReports& operator=(const CaughtReports&) = delete;

 private:
  xmlStructuredErrorFunc old_;
  void* old_user_;
};

Result<std::string> target_namespace(const std::string& file) {
  const XmlDocHandle doc(xmlReadFile(file.c_str(), nullptr, XML_PARSE_NONET));
  const Node root = doc ? Node::of(xmlDocGetRootElement(doc.get())) : Node{};
  if (!root.is(kXsd, "schema")) return Fault(FaultId::SettingsRefused, file + ": not an XML schema");
  return root.attribute("targetNamespace").value_or("");
}

Result<std::string> driver_of(const std::vector<std::string>& files) {
  XmlWriter out;
  out.open({"xs", kXsd, "schema"}).attribute("targetNamespace", "urn:sluis:driver");
  std::map<std::string, std::string> seen;
  for (const auto& file : files) {
    const auto ns = target_namespace(file);
    if (!ns) return ns.error();
    if (const auto [at, fresh] = seen.emplace(*ns, file); !fresh)
      return Fault(FaultId::SettingsRefused, file + ": same target namespace as " + at->second + "; include one from the other");
    out.open({"xs", kXsd, "import"});
    if (!ns->empty()) out.attribute("namespace", *ns);
    out.attribute("schemaLocation", std::filesystem::absolute(file).string()).close();
  }
  return out.close().take();
}

Result<xmlSchema*> parse_schema(xmlSchemaParserCtxt* raw_context, Complaint& complaint) {
  const ParserContextHandle context(raw_context);
  if (!context) return Fault(FaultId::SettingsRefused, "schema can't be read: " + complaint.text);
  xmlSchemaSetParserStructuredErrors(context.get(), on_schema_complaint, &complaint);
  xmlSchema* schema = xmlSchemaParse(context.get());
  if (schema != nullptr && !complaint.any) return schema;
  xmlSchemaFree(schema);
  return Fault(FaultId::SettingsRefused, "schema refused: " + complaint.text);
}

// Collects the errors of one validation.
struct Findings {
  const xmlNode* top;
  std::size_t limit;
  std::vector<SchemaError> errors;
  const xmlNode* facet_node = nullptr;  // where the last facet failed
};

std::string path_to(const xmlNode* element, const xmlNode* top) {
  if (element == top) return std::string(text_of(top->name));
  std::string path;
  for (const auto* at = element; at != nullptr && at != top && at->type == XML_ELEMENT_NODE; at = at->parent)
    path = std::string(text_of(at->name)) + (path.empty() ? "" : "/") + path;
  return path;
}

bool is_facet(int code) { return code >= XML_SCHEMAV_CVC_LENGTH_VALID && code <= XML_SCHEMAV_CVC_ENUMERATION_VALID; }

// libxml2 cuts a complaint that would be longer than 64,000 bytes down to its first 150, and then it ends with the value itself.
bool has_long_value(const xmlNode* element) {
  constexpr std::size_t kLong = 30'000;
  std::size_t size = 0;
  for (const auto* child = element->children; child != nullptr; child = child->next)
    if (child->type != XML_ELEMENT_NODE) size += text_of(child->content).size();
  for (const auto* attribute = element->properties; attribute != nullptr; attribute = attribute->next)
    for (const auto* part = attribute->children; part != nullptr; part = part->next) size += text_of(part->content).size();
  return size > kLong;
}

void on_finding(void* user, xmlError* error) noexcept {
  auto& findings = *static_cast<Findings*>(user);
  if (error == nullptr || error->level < XML_ERR_ERROR || findings.errors.size() >= findings.limit) return;
  const auto* node = static_cast<const xmlNode*>(error->node);
  // A failed facet is followed by "not a valid value" of the same node, which adds nothing.
  if (node != nullptr && node == findings.facet_node && error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1) return;
  findings.facet_node = is_facet(error->code) ? node : nullptr;
  SchemaError found;
  std::string_view message = error->message == nullptr ? "" : error->message;
  const auto* element = node != nullptr && node->type == XML_ATTRIBUTE_NODE ? node->parent : node;
  if (element != nullptr && element->type == XML_ELEMENT_NODE) {
    found.element = Node::of(const_cast<xmlNode*>(element));
    found.path = path_to(element, findings.top);
  }
  if (const auto attribute = attribute_named_in(message); !attribute.empty()) found.path.append("/@").append(attribute);
  if (element != nullptr && element->type == XML_ELEMENT_NODE && has_long_value(element)) message = {};
  found.expected = expectation(error->code, message);
  findings.errors.push_back(std::move(found));
}

}  // namespace

Result<Schema> Schema::compile(const std::vector<std::string>& files) {
  start_libraries();
  if (files.empty()) return Fault(FaultId::SettingsRefused, "no schema file is given");
  Complaint complaint;
  const CaughtReports caught(complaint);
  std::string driver;
  if (files.size() > 1) {
    auto text = driver_of(files);
    if (!text) return std::move(text).error();
    driver = *std::move(text);
  }
  auto schema = parse_schema(files.size() == 1 ? xmlSchemaNewParserCtxt(files[0].c_str())
                                               : xmlSchemaNewMemParserCtxt(driver.data(), static_cast<int>(driver.size())),
                             complaint);
  if (!schema) return std::move(schema).error();
  return Schema(std::shared_ptr<void>(*schema, [](xmlSchema* compiled) { xmlSchemaFree(compiled); }));
}

std::vector<SchemaError> Schema::validate(Node element, std::size_t limit) const {
  const ValidContextHandle context(xmlSchemaNewValidCtxt(static_cast<xmlSchema*>(handle_.get())));
  if (!context) throw std::bad_alloc();
  auto* node = tree_node(element);
  Findings findings{.top = node, .limit = std::max<std::size_t>(limit, 1), .errors = {}};
  xmlSchemaSetValidStructuredErrors(context.get(), on_finding, &findings);
  const int verdict = xmlSchemaValidateOneElement(context.get(), node);
  forget_ids(node->doc);
  if (verdict != 0 && findings.errors.empty())
    findings.errors.push_back({element, path_to(node, node), "a message that the schema can judge"});
  return std::move(findings.errors);
}

}  // namespace sluis::native
