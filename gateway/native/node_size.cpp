#include "gateway/native/node_size.hpp"

#include "gateway/native/document_handle.hpp"

namespace sluis::native {
namespace {

constexpr std::size_t kMarkup = 8;  // brackets, quotes, a prefix

std::size_t size_of(const xmlNode* node) {
  if (node->type != XML_ELEMENT_NODE) return text_of(node->content).size() + kMarkup;
  std::size_t size = 2 * text_of(node->name).size() + kMarkup;
  for (const auto* attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
    size += text_of(attribute->name).size() + kMarkup;
    for (const auto* part = attribute->children; part != nullptr; part = part->next) size += text_of(part->content).size();
  }
  for (const auto* ns = node->nsDef; ns != nullptr; ns = ns->next) size += text_of(ns->href).size() + kMarkup;
  return size;
}

}  // namespace

std::size_t written_size(Node node, std::size_t most) {
  std::size_t size = 0;
  const auto* top = static_cast<const xmlNode*>(node.raw());
  for (const auto* at = top; at != nullptr && size <= most; at = next_below(at, top)) size += size_of(at);
  return size;
}

}  // namespace sluis::native
