#pragma once

#include <libxml/tree.h>

#include <memory>
#include <string_view>

#include "gateway/native/xml_document.hpp"

// Private to this room: what stands behind Document and Node.
namespace sluis::native {

struct FreeXmlDoc {
  void operator()(xmlDoc* doc) const noexcept { xmlFreeDoc(doc); }
};
using XmlDocHandle = std::unique_ptr<xmlDoc, FreeXmlDoc>;

struct Document::Handle {
  XmlDocHandle doc;
};

// The hardened parse of Document::parse; the tree has no identifiers registered.
Result<XmlDocHandle> parse_hardened(std::string_view xml, const ParseLimits& limits);

// Forgets all identifiers that libxml2 or a schema registered in the tree.
void forget_ids(xmlDoc* doc) noexcept;

inline xmlNode* tree_node(Node node) { return static_cast<xmlNode*>(const_cast<void*>(node.raw())); }
inline std::string_view text_of(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}
inline const xmlChar* xml_text(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

// Next node in document order below `top`, nullptr behind the last.
template <class T>
T* next_below(T* node, T* top) {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  while (node != top && node->next == nullptr) node = node->parent;
  return node == top ? nullptr : node->next;
}

}  // namespace sluis::native
