#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/native/xml_writer.hpp"
#include "mappings/vitalink/native_message.hpp"

// What reading and writing of the native model share.
namespace sluis::mappings::vitalink::native_model {

struct CallName {
  NativeCall call;
  std::string_view name;  // "StoreDataEntries", before Request or Response
};
inline constexpr CallName kCalls[] = {{NativeCall::Store, "StoreDataEntries"},
                                      {NativeCall::Fetch, "FetchDataEntries"},
                                      {NativeCall::Remove, "RemoveDataEntry"},
                                      {NativeCall::Timestamps, "RetrieveTimestamps"}};

inline std::string element_of(NativeCall call, std::string_view ending) {
  for (const auto& known : kCalls)
    if (known.call == call) return std::string(known.name) + std::string(ending);
  return {};
}

inline std::optional<NativeCall> call_of(std::string_view element, std::string_view ending) {
  for (const auto& known : kCalls)
    if (element == std::string(known.name) + std::string(ending)) return known.call;
  return std::nullopt;
}

inline native::XmlWriter::Name plain(std::string_view local) { return {"", "", local}; }
inline native::Node at(native::Node parent, std::string_view name) { return parent ? parent.child("", name) : native::Node(); }
inline std::string text_at(native::Node parent, std::string_view name) {
  const auto node = at(parent, name);
  return node ? std::string(core::trim(node.text())) : std::string();
}
inline std::optional<int> number_at(native::Node parent, std::string_view name) {
  const auto text = text_at(parent, name);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && !text.empty() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace sluis::mappings::vitalink::native_model
