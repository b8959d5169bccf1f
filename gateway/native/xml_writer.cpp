#include "gateway/native/xml_writer.hpp"

#include <algorithm>

namespace sluis::native {
namespace {

std::string qualified(std::string_view prefix, std::string_view local) {
  std::string name(prefix);
  if (!name.empty()) name += ':';
  return name += local;
}

template <class Replace>
std::string escaped(std::string_view value, const char* special, Replace replace) {
  auto at = value.find_first_of(special);
  if (at == std::string_view::npos) return std::string(value);
  std::string out(value.substr(0, at));
  for (; at < value.size(); ++at) {
    const std::string_view replaced = replace(value[at]);
    if (replaced.empty()) {
      out += value[at];
    } else {
      out += replaced;
    }
  }
  return out;
}

}  // namespace

std::string escaped_text(std::string_view value) {
  return escaped(value, "&<>\r", [](char c) -> std::string_view {
    switch (c) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '\r': return "&#xD;";
      default: return {};
    }
  });
}

std::string escaped_attribute(std::string_view value) {
  return escaped(value, "&<\"\t\n\r", [](char c) -> std::string_view {
    switch (c) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '"': return "&quot;";
      case '\t': return "&#x9;";
      case '\n': return "&#xA;";
      case '\r': return "&#xD;";
      default: return {};
    }
  });
}

XmlWriter& XmlWriter::open(const Name& name) {
  finish_start_tag();
  open_names_.push_back(qualified(name.prefix, name.local));
  scope_marks_.push_back(scope_.size());
  in_start_tag_ = true;
  declare(name.prefix, name.ns);
  return *this;
}

void XmlWriter::declare(std::string_view prefix, std::string_view ns) {
  if (prefix == "xml") return;
  const auto in_force = std::find_if(scope_.rbegin(), scope_.rend(), [&](const auto& s) { return s.first == prefix; });
  const auto bound = in_force == scope_.rend() ? std::string_view{} : std::string_view(in_force->second);
  if (bound == ns) return;
  scope_.emplace_back(prefix, ns);
  declarations_.emplace_back(prefix, ns);
}

// An attribute waits as "namespace NUL local NUL text", which sorts as Canonical XML wants.
XmlWriter& XmlWriter::attribute(std::string_view local, std::string_view value) {
  return attribute({"", "", local}, value);
}

XmlWriter& XmlWriter::attribute(const Name& name, std::string_view value) {
  if (!name.prefix.empty()) declare(name.prefix, name.ns);
  std::string key(name.ns);
  key.append(1, '\0').append(name.local).append(1, '\0');
  attributes_.push_back(key + ' ' + qualified(name.prefix, name.local) + "=\"" + escaped_attribute(value) + '"');
  return *this;
}

void XmlWriter::finish_start_tag() {
  if (!in_start_tag_) return;
  in_start_tag_ = false;
  out_.append(1, '<').append(open_names_.back());
  std::sort(declarations_.begin(), declarations_.end());
  for (const auto& [prefix, ns] : declarations_) {
    out_ += prefix.empty() ? " xmlns" : " xmlns:";
    out_.append(prefix).append("=\"").append(escaped_attribute(ns)).append(1, '"');
  }
  std::sort(attributes_.begin(), attributes_.end());
  for (const auto& attribute : attributes_)
    out_ += std::string_view(attribute).substr(attribute.find('\0', attribute.find('\0') + 1) + 1);
  out_ += '>';
  declarations_.clear();
  attributes_.clear();
}

XmlWriter& XmlWriter::text(std::string_view value) {
  finish_start_tag();
  out_ += escaped_text(value);
  return *this;
}

XmlWriter& XmlWriter::raw(std::string_view canonical_xml) {
  finish_start_tag();
  out_ += canonical_xml;
  return *this;
}

XmlWriter& XmlWriter::close() {
  finish_start_tag();
  out_.append("</").append(open_names_.back()).append(1, '>');
  open_names_.pop_back();
  scope_.resize(scope_marks_.back());
  scope_marks_.pop_back();
  return *this;
}

}  // namespace sluis::native
