#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"

namespace sluis::native {

// Position in the source text, both from 1; columns count bytes.
struct Position {
  int line = 0;
  int column = 0;
};

// A view of one element of a Document; valid as long as the Document lives. Cheap to copy. Compares by node identity.
class Node final {
 public:
  Node() = default;
  explicit operator bool() const { return raw_ != nullptr; }
  friend bool operator==(const Node&, const Node&) = default;

  std::string_view name() const;             // local name
  std::string_view namespace_uri() const;    // "" when in none
  bool is(std::string_view ns, std::string_view local) const;

  Node parent() const;                       // empty for the root
  std::vector<Node> children() const;        // child elements, document order
  std::vector<Node> children(std::string_view ns, std::string_view local) const;
  Node child(std::string_view ns, std::string_view local) const;  // first, or empty
  Node first_child() const;                  // first child element, or empty

  // All text below this element, comments skipped, CDATA included. Never only the first text node.
  std::string text() const;
  // Whether a comment or processing instruction stands anywhere below this element (rulings R35).
  bool has_comment_or_instruction() const;
  // Attribute in no namespace, or in `ns`; nullopt when absent.
  std::optional<std::string> attribute(std::string_view local, std::string_view ns = {}) const;

  const void* raw() const { return raw_; }   // for the files of this room only
  static Node of(void* raw);                 // for the files of this room only

 private:
  const void* raw_ = nullptr;
};

struct ParseLimits {
  std::size_t bytes = 10 * 1024 * 1024;
  int depth = 100;                 // elements inside elements
  int nodes = 200'000;             // elements
  int attributes_per_element = 64;
};

// A parsed XML document. Hardened (security.md section 6): UTF-8 only (a BOM is accepted), no DOCTYPE, no entities beyond the
// five of XML, no network, no XInclude, limits enforced while parsing. Not copyable.
class Document final {
 public:
  // Faults: MessageTooLarge, WrongEncoding, DoctypeRefused, TooDeep, Malformed (log text: line, column, what; never content).
  static Result<Document> parse(std::string_view xml, const ParseLimits& limits = {});

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  Node root() const;
  // Every attribute that any standard treats as an identifier (wsu:Id, Id, ID, id, xml:id, AssertionID): true when two are equal.
  bool has_duplicate_ids() const;
  // Where the start tag of this element stands in the text that was parsed. Counts start tags in `source`.
  Position position(Node node, std::string_view source) const;

  void* raw() const;               // for the files of this room only

 private:
  struct Handle;
  explicit Document(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

// Exclusive canonical form without comments of this element (xml-exc-c14n), no InclusiveNamespaces.
std::string canonical(Node node);

// Once per process, before the first use of this room from several threads (libxml2, xmlsec). Repeated calls are harmless.
void start_libraries();

}  // namespace sluis::native
