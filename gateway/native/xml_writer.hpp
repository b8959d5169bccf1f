#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluis::native {

// Writes XML front to back in exclusive canonical form: a namespace is declared on the first element that uses its prefix,
// attributes are given by the caller in canonical order (unprefixed by name, then prefixed by namespace), empty elements have
// an end tag. What it writes is therefore its own exc-C14N and can be hashed as it is.
class XmlWriter final {
 public:
  struct Name {
    std::string_view prefix;  // may be "" for a default namespace
    std::string_view ns;
    std::string_view local;
  };

  XmlWriter& open(const Name& name);
  XmlWriter& attribute(std::string_view local, std::string_view value);             // directly after open
  XmlWriter& attribute(const Name& name, std::string_view value);                   // in a namespace
  XmlWriter& text(std::string_view value);
  XmlWriter& close();
  XmlWriter& element(const Name& name, std::string_view value) { return open(name).text(value).close(); }
  // Canonical XML made elsewhere. Declares its own namespaces; none of its prefixes may be bound to the same namespace here.
  XmlWriter& raw(std::string_view canonical_xml);

  const std::string& str() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  void declare(std::string_view prefix, std::string_view ns);
  void finish_start_tag();
  std::string out_;
  std::vector<std::string> open_names_;
  std::vector<std::size_t> scope_marks_;
  std::vector<std::pair<std::string, std::string>> scope_;       // prefix, namespace in force
  std::vector<std::pair<std::string, std::string>> declarations_;  // of the start tag being written
  std::vector<std::string> attributes_;
  bool in_start_tag_ = false;
};

std::string escaped_text(std::string_view value);       // canonical XML rules for text
std::string escaped_attribute(std::string_view value);  // canonical XML rules for attribute values

}  // namespace sluis::native
