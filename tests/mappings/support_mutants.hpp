#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluis::test {

// A start tag, text in between, an end tag: just enough of a well-formed message to spoil it piece by piece.
struct Piece {
  std::string name;  // with its prefix; "" for text
  std::string text;  // as written
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<Piece> children;
};

// Comments, declaration and blanks between elements are dropped. The message must be well-formed and without DOCTYPE
// and CDATA.
Piece read_pieces(std::string_view xml);
std::string write_pieces(const Piece& root);

struct Mutant {
  std::string what;  // "drop request/date"
  std::string xml;
};

// The first `wanted` mutants of a message, the same ones in every run, scattered over its elements: drop, duplicate,
// reorder, rename (other name, other namespace), other value, attribute dropped, changed, added, stray child or text;
// one in eight twice spoiled.
std::vector<Mutant> mutants(std::string_view xml, std::size_t wanted);

}  // namespace sluis::test
