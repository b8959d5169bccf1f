#pragma once

#include <string>
#include <string_view>

#include "gateway/native/schema.hpp"
#include "gateway/native/xml_document.hpp"
#include "tests/fuzz/target.hpp"

namespace sluis::fuzz {

inline std::string first_error(const native::Schema& schema, native::Node root) {
  const auto errors = schema.validate(root, 1);
  return errors.empty() ? std::string{} : errors.front().path + ": " + errors.front().expected + " ";
}

// What is written of a message is well-formed and canonical; of a valid one it is valid too, and reading and writing it once more
// changes nothing. `written_again`: reads the element and writes what it understood.
template <class WrittenAgain>
void stays_the_same(native::Node root, const native::Schema& schema, WrittenAgain written_again) {
  const bool valid = schema.validate(root, 1).empty();
  const std::string once = written_again(root);
  const auto document = native::Document::parse(once, {.bytes = 64 * 1024 * 1024});
  holds(document.has_value(), "what is written is no XML");
  holds(native::canonical(document->root()) == once, "what is written is not canonical");
  if (!valid) return;
  const auto error = first_error(schema, document->root());
  holds(error.empty(), "a valid message is written invalid: " + error);
  holds(written_again(document->root()) == once, "read and written once more it is another");
}

}  // namespace sluis::fuzz
