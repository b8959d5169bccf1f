#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/native/xml_attributes.hpp"

namespace sluis::mappings::single_message {

// One element of a single message, with everything below it: what we don't judge is carried on as it came. The format has no mixed
// content, so an element has children or text.
struct Element {
  std::string ns;
  std::string local;
  std::string type_ns;  // xsi:type
  std::string type;     // "" when it has none
  std::vector<native::Attribute> attributes = {};  // without xsi:type
  std::string text = {};
  std::vector<Element> children = {};

  bool is(std::string_view wanted_ns, std::string_view wanted) const { return ns == wanted_ns && local == wanted; }
  Element* child(std::string_view wanted_ns, std::string_view wanted);  // first, or null
  const Element* child(std::string_view wanted_ns, std::string_view wanted) const;
  std::string value(std::string_view wanted_ns, std::string_view wanted) const;  // trimmed text of a child, "" when absent
  std::string attribute(std::string_view wanted) const;                         // in no namespace, "" when absent
  Element& add(Element element);  // as last child
  void remove(std::string_view wanted_ns, std::string_view wanted);  // every such child
  bool has_text() const;  // anywhere below, besides white space
};

Element text_element(std::string_view ns, std::string_view local, std::string text);
Element typed_element(std::string_view ns, std::string_view local, std::string_view type_ns, std::string_view type);

// A node with everything below it. A type whose prefix is not bound comes without namespace.
Element read_element(native::Node node);
// As a document: the root declares the prefixes smc, model, id, code and xsi, for types are named by prefix in content.
std::string write_element(const Element& root);

}  // namespace sluis::mappings::single_message
