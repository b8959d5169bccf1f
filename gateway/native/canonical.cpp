#include <libxml/c14n.h>

#include <memory>
#include <stdexcept>

#include "gateway/native/document_handle.hpp"

namespace sluis::native {
namespace {

struct CloseBuffer {
  void operator()(xmlOutputBuffer* buffer) const noexcept { xmlOutputBufferClose(buffer); }
};

}  // namespace

// libxml2 can only walk a whole document. A copy of the element's own struct (not of what hangs below) as the only child of an
// empty document makes the walk as long as the subtree; `parent` still leads to the namespaces above.
std::string canonical(Node node) {
  if (!node) return {};
  xmlNode alone = *tree_node(node);
  alone.next = nullptr;
  alone.prev = nullptr;
  xmlDoc frame = *alone.doc;
  frame.children = &alone;
  frame.last = &alone;
  const std::unique_ptr<xmlOutputBuffer, CloseBuffer> out(xmlAllocOutputBuffer(nullptr));
  if (!out) throw std::bad_alloc();
  if (xmlC14NExecute(&frame, nullptr, nullptr, XML_C14N_EXCLUSIVE_1_0, nullptr, 0, out.get()) < 0)
    throw std::runtime_error("canonical form of a parsed element could not be made");
  return std::string(text_of(xmlOutputBufferGetContent(out.get())));
}

}  // namespace sluis::native
