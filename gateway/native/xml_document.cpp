#include "gateway/native/xml_document.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "gateway/native/document_handle.hpp"
#include "gateway/native/markup_scan.hpp"

namespace sluis::native {
namespace {

const xmlNode* element_of(const void* raw) { return static_cast<const xmlNode*>(raw); }

std::string value_of(const xmlAttr* attribute) {
  std::string value;
  for (const xmlNode* part = attribute->children; part != nullptr; part = part->next) value += text_of(part->content);
  return value;
}

bool names_an_id(const xmlAttr* attribute) {
  constexpr std::array<std::string_view, 6> kNames = {"Id", "ID", "id", "AssertionID", "ResponseID", "RequestID"};
  return std::find(kNames.begin(), kNames.end(), text_of(attribute->name)) != kNames.end();
}

const xmlNode* first_element(const xmlNode* node) {
  while (node != nullptr && node->type != XML_ELEMENT_NODE) node = node->next;
  return node;
}

}  // namespace

Node Node::of(void* raw) {
  Node node;
  node.raw_ = raw;
  return node;
}

std::string_view Node::name() const { return raw_ == nullptr ? std::string_view{} : text_of(element_of(raw_)->name); }

std::string_view Node::namespace_uri() const {
  if (raw_ == nullptr || element_of(raw_)->ns == nullptr) return {};
  return text_of(element_of(raw_)->ns->href);
}

bool Node::is(std::string_view ns, std::string_view local) const {
  return raw_ != nullptr && name() == local && namespace_uri() == ns;
}

Node Node::parent() const {
  Node result;
  if (raw_ == nullptr) return result;
  const auto* up = element_of(raw_)->parent;
  if (up != nullptr && up->type == XML_ELEMENT_NODE) result.raw_ = up;
  return result;
}

std::vector<Node> Node::children() const {
  std::vector<Node> all;
  if (raw_ == nullptr) return all;
  for (const auto* child = first_element(element_of(raw_)->children); child != nullptr; child = first_element(child->next)) {
    all.emplace_back();
    all.back().raw_ = child;
  }
  return all;
}

std::vector<Node> Node::children(std::string_view ns, std::string_view local) const {
  auto all = children();
  std::erase_if(all, [&](const Node& child) { return !child.is(ns, local); });
  return all;
}

Node Node::child(std::string_view ns, std::string_view local) const {
  Node found;
  if (raw_ == nullptr) return found;
  for (const auto* child = first_element(element_of(raw_)->children); child != nullptr; child = first_element(child->next)) {
    found.raw_ = child;
    if (found.is(ns, local)) return found;
  }
  return {};
}

Node Node::first_child() const {
  Node found;
  if (raw_ != nullptr) found.raw_ = first_element(element_of(raw_)->children);
  return found;
}

std::string Node::text() const {
  std::string text;
  if (raw_ == nullptr) return text;
  const auto* top = element_of(raw_);
  for (const auto* node = top; node != nullptr; node = next_below(node, top))
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) text += text_of(node->content);
  return text;
}

bool Node::has_comment_or_instruction() const {
  if (raw_ == nullptr) return false;
  const auto* top = element_of(raw_);
  for (const auto* node = top; node != nullptr; node = next_below(node, top))
    if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE) return true;
  return false;
}

std::optional<std::string> Node::attribute(std::string_view local, std::string_view ns) const {
  if (raw_ == nullptr) return std::nullopt;
  for (const auto* attribute = element_of(raw_)->properties; attribute != nullptr; attribute = attribute->next) {
    const auto uri = attribute->ns == nullptr ? std::string_view{} : text_of(attribute->ns->href);
    if (text_of(attribute->name) == local && uri == ns) return value_of(attribute);
  }
  return std::nullopt;
}

Result<Document> Document::parse(std::string_view xml, const ParseLimits& limits) {
  auto doc = parse_hardened(xml, limits);
  if (!doc) return std::move(doc).error();
  return Document(std::unique_ptr<Handle>(new Handle{*std::move(doc)}));
}

Document::Document(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Node Document::root() const { return Node::of(xmlDocGetRootElement(handle_->doc.get())); }

void* Document::raw() const { return handle_->doc.get(); }

bool Document::has_duplicate_ids() const {
  std::unordered_set<std::string> seen;
  const xmlNode* const top = element_of(root().raw());
  for (const auto* node = top; node != nullptr; node = next_below(node, top)) {
    if (node->type != XML_ELEMENT_NODE) continue;
    for (const auto* attribute = node->properties; attribute != nullptr; attribute = attribute->next)
      if (names_an_id(attribute) && !seen.insert(value_of(attribute)).second) return true;
  }
  return false;
}

Position Document::position(Node node, std::string_view source) const {
  source = without_bom(source);
  const xmlNode* const top = element_of(root().raw());
  auto offset = next_start_tag(source, 0);
  for (const auto* at = top; at != nullptr && offset != std::string_view::npos; at = next_below(at, top)) {
    if (at->type != XML_ELEMENT_NODE) continue;
    if (at == node.raw()) return position_at(source, offset);
    offset = next_start_tag(source, measure_start_tag(source, offset, source.size()).end);
  }
  return {};
}

}  // namespace sluis::native
