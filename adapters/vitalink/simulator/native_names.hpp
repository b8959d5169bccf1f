#pragma once

#include <string>
#include <string_view>

#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/native/xml_writer.hpp"

// Elements of the native data-entry model (vitalink.md section 3), written down for the simulator alone: no namespace.
namespace sluis::sandbox::vault {

inline native::XmlWriter::Name n(std::string_view local) {
  return {"", "", local};
}

inline std::string text_at(native::Node parent, std::string_view name) {
  const auto node = parent.child("", name);
  return node ? std::string(core::trim(node.text())) : std::string();
}

}  // namespace sluis::sandbox::vault
