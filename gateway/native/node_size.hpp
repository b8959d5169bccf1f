#pragma once

#include <cstddef>

#include "gateway/native/xml_document.hpp"

namespace sluis::native {

// About how many bytes an element takes with everything below it, written out: names, attribute values, texts. Stops counting when it is
// more than `most`.
std::size_t written_size(Node node, std::size_t most);

}  // namespace sluis::native
