#include "mappings/single_message/element.hpp"

#include <algorithm>
#include <array>

#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_writer.hpp"
#include "mappings/single_message/names.hpp"

namespace sluis::mappings::single_message {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kPrefixes{
    {{"smc", kMessage}, {"model", kModel}, {"id", kId}, {"code", kCode}, {"xsi", kXsi}}};

std::string_view prefix_of(std::string_view ns) {
  const auto found = std::ranges::find_if(kPrefixes, [&](const auto& row) { return row.second == ns; });
  return found == kPrefixes.end() ? std::string_view{} : found->first;
}

std::string qualified(std::string_view ns, const std::string& local) {
  const auto prefix = prefix_of(ns);
  return prefix.empty() ? local : std::string(prefix) + ":" + local;
}

void write_attribute(std::string& out, const std::string& name, const std::string& value) {
  out += " " + name + "=\"" + native::escaped_attribute(value) + "\"";
}

void write_attributes(std::string& out, const Element& element) {
  int foreign = 0;
  for (const auto& attribute : element.attributes) {
    const auto prefix = attribute.ns == "http://www.w3.org/XML/1998/namespace" ? std::string_view("xml") : prefix_of(attribute.ns);
    if (attribute.ns.empty()) {
      write_attribute(out, attribute.local, attribute.value);
    } else if (!prefix.empty()) {
      write_attribute(out, std::string(prefix) + ":" + attribute.local, attribute.value);
    } else {
      const auto own = "a" + std::to_string(++foreign);
      write_attribute(out, "xmlns:" + own, attribute.ns);
      write_attribute(out, own + ":" + attribute.local, attribute.value);
    }
  }
  if (!element.type.empty()) write_attribute(out, "xsi:type", qualified(element.type_ns, element.type));
}

void write(std::string& out, const Element& element, bool root) {
  // An element of a foreign namespace, or of none, says its namespace itself.
  const auto name = qualified(element.ns, element.local);
  out += "<" + name;
  if (root)
    for (const auto& [prefix, ns] : kPrefixes) write_attribute(out, "xmlns:" + std::string(prefix), std::string(ns));
  if (prefix_of(element.ns).empty()) write_attribute(out, "xmlns", element.ns);
  write_attributes(out, element);
  out += ">";
  if (element.children.empty()) out += native::escaped_text(element.text);
  for (const auto& child : element.children) write(out, child, false);
  out += "</" + name + ">";
}

void read_type(native::Node node, const std::string& written, Element& out) {
  const auto name = std::string(core::trim(written));
  const auto colon = name.rfind(':');  // of what is no name, the part that could be one: it is written as it will be read
  out.type = colon == std::string::npos ? name : std::string(core::trim(name.substr(colon + 1)));
  out.type_ns = native::namespace_of(node, colon == std::string::npos ? "" : name.substr(0, colon)).value_or("");
}

}  // namespace

Element* Element::child(std::string_view wanted_ns, std::string_view wanted) {
  const auto found = std::ranges::find_if(children, [&](const Element& e) { return e.is(wanted_ns, wanted); });
  return found == children.end() ? nullptr : &*found;
}

const Element* Element::child(std::string_view wanted_ns, std::string_view wanted) const {
  const auto found = std::ranges::find_if(children, [&](const Element& e) { return e.is(wanted_ns, wanted); });
  return found == children.end() ? nullptr : &*found;
}

std::string Element::value(std::string_view wanted_ns, std::string_view wanted) const {
  const auto* found = child(wanted_ns, wanted);
  return found == nullptr ? std::string{} : std::string(core::trim(found->text));
}

std::string Element::attribute(std::string_view wanted) const {
  const auto found = std::ranges::find_if(attributes, [&](const auto& a) { return a.ns.empty() && a.local == wanted; });
  return found == attributes.end() ? std::string{} : found->value;
}

Element& Element::add(Element element) {
  children.push_back(std::move(element));
  return children.back();
}

void Element::remove(std::string_view wanted_ns, std::string_view wanted) {
  std::erase_if(children, [&](const Element& e) { return e.is(wanted_ns, wanted); });
}

bool Element::has_text() const {
  return !core::trim(text).empty() || std::ranges::any_of(children, [](const Element& e) { return e.has_text(); });
}

Element text_element(std::string_view ns, std::string_view local, std::string text) {
  Element element{std::string(ns), std::string(local), {}, {}};
  element.text = std::move(text);
  return element;
}

Element typed_element(std::string_view ns, std::string_view local, std::string_view type_ns, std::string_view type) {
  return {std::string(ns), std::string(local), std::string(type_ns), std::string(type)};
}

Element read_element(native::Node node) {
  Element element{std::string(node.namespace_uri()), std::string(node.name()), {}, {}};
  for (auto& attribute : native::attributes_of(node)) {
    if (attribute.ns == kXsi && attribute.local == "type") read_type(node, attribute.value, element);
    else if (attribute.ns != kXsi) element.attributes.push_back(std::move(attribute));
  }
  for (const auto child : node.children()) element.children.push_back(read_element(child));
  if (element.children.empty()) element.text = node.text();
  return element;
}

std::string write_element(const Element& root) {
  std::string out;
  write(out, root, true);
  return out;
}

}  // namespace sluis::mappings::single_message
