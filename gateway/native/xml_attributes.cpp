#include "gateway/native/xml_attributes.hpp"

#include <libxml/tree.h>

namespace sluis::native {
namespace {

std::string text_of(const xmlChar* text) { return text == nullptr ? std::string{} : std::string(reinterpret_cast<const char*>(text)); }

std::string value_of(const xmlAttr* attribute) {
  std::string value;
  for (const auto* part = attribute->children; part != nullptr; part = part->next) value += text_of(part->content);
  return value;
}

}  // namespace

std::vector<Attribute> attributes_of(Node node) {
  std::vector<Attribute> all;
  if (!node) return all;
  const auto* element = static_cast<const xmlNode*>(node.raw());
  for (const auto* attribute = element->properties; attribute != nullptr; attribute = attribute->next)
    all.push_back({attribute->ns == nullptr ? std::string{} : text_of(attribute->ns->href), text_of(attribute->name), value_of(attribute)});
  return all;
}

std::optional<std::string> namespace_of(Node node, std::string_view prefix) {
  for (const auto* element = static_cast<const xmlNode*>(node.raw()); element != nullptr && element->type == XML_ELEMENT_NODE; element = element->parent) {
    for (const auto* ns = element->nsDef; ns != nullptr; ns = ns->next)
      if (text_of(ns->prefix) == prefix) return text_of(ns->href);
  }
  return std::nullopt;
}

}  // namespace sluis::native
