#include "gateway/native/schema_words.hpp"

#include <libxml/xmlerror.h>

namespace sluis::native {
namespace {

constexpr auto kNone = std::string_view::npos;

// What follows the last `phrase`, without closing dot and line end; empty when it isn't there.
std::string_view behind_last(std::string_view message, std::string_view phrase) {
  const auto at = message.rfind(phrase);
  if (at == kNone) return {};
  auto tail = message.substr(at + phrase.size());
  while (!tail.empty() && (tail.back() == '\n' || tail.back() == '.' || tail.back() == ' ')) tail.remove_suffix(1);
  return tail;
}

std::string_view local_part(std::string_view name) {
  const auto brace = name.rfind('}');
  return brace == kNone ? name : name.substr(brace + 1);
}

// "( {ns}a, ##other{ns}* )" -> "a, any element of another namespace"
std::string readable_list(std::string_view list) {
  std::string out;
  while (!list.empty()) {
    const auto comma = list.find(", ");
    auto item = list.substr(0, comma);
    list = comma == kNone ? std::string_view{} : list.substr(comma + 2);
    while (!item.empty() && (item.front() == '(' || item.front() == ' ')) item.remove_prefix(1);
    while (!item.empty() && (item.back() == ')' || item.back() == ' ')) item.remove_suffix(1);
    if (item.empty()) continue;
    if (!out.empty()) out += ", ";
    if (item.starts_with("##other")) {
      out += "any element of another namespace";
    } else if (item.ends_with('*')) {
      out += "any element";
    } else {
      out += local_part(item);
    }
  }
  return out;
}

std::string element_content(std::string_view message) {
  const bool missing = message.find(": Missing child element(s).") != kNone;
  const std::string start = missing ? "a child element is missing" : "this element is not expected here";
  const auto list = behind_last(message, "Expected is");
  if (list.empty()) return start;
  return start + "; expected: " + readable_list(list.starts_with(" one of") ? list.substr(7) : list);
}

struct Phrase {
  std::string_view in_message;
  std::string_view ours;
};

// The tails behind these phrases come from the schema.
constexpr Phrase kFacets[] = {
    {"' is not an element of the set ", "one of "},
    {"' is not accepted by the pattern ", "a value of the pattern "},
    {"; this differs from the allowed length of ", "a value of length "},
    {"; this exceeds the allowed maximum length of ", "a value of at most length "},
    {"; this underruns the allowed minimum length of ", "a value of at least length "},
    {"' is less than the minimum value allowed ", "a value of at least "},
    {"' is greater than the maximum value allowed ", "a value of at most "},
    {"' must be greater than ", "a value greater than "},
    {"' must be less than ", "a value less than "},
    {"' has more digits than are allowed ", "a number of at most these digits: "},
    {"' has more fractional digits than are allowed ", "a number of at most these fraction digits: "},
    {"' is not a valid value of the ", "a valid value of the "},
    {"' does not match the fixed value constraint ", "the fixed value "},
    {"' does not match the fixed ", "the fixed "},
};

std::string value_rule(std::string_view message) {
  for (const auto& [in_message, ours] : kFacets)
    if (const auto tail = behind_last(message, in_message); !tail.empty()) return std::string(ours).append(tail);
  return "another value";
}

std::string required_attribute(std::string_view message) {
  constexpr std::string_view kEnd = "' is required but missing";
  const auto end = message.rfind(kEnd);
  const auto start = end == kNone ? kNone : message.rfind("The attribute '", end);
  if (start == kNone) return "a required attribute is missing";
  const auto name = message.substr(start + 15, end - start - 15);
  return "the attribute " + std::string(local_part(name)) + " is missing";
}

}  // namespace

// Begins "Element '{ns}name', attribute '{ns}name': "; names hold no quote.
std::string attribute_named_in(std::string_view message) {
  constexpr std::string_view kStart = "Element '";
  constexpr std::string_view kMiddle = "', attribute '";
  if (!message.starts_with(kStart)) return {};
  const auto element_end = message.find('\'', kStart.size());
  if (element_end == kNone || !message.substr(element_end).starts_with(kMiddle)) return {};
  const auto name = message.substr(element_end + kMiddle.size());
  const auto end = name.find('\'');
  return end == kNone ? std::string{} : std::string(local_part(name.substr(0, end)));
}

std::string expectation(int code, std::string_view message) {
  switch (code) {
    case XML_SCHEMAV_ELEMENT_CONTENT: return element_content(message);
    case XML_SCHEMAV_CVC_ELT_1: return "an element that the schema declares globally";
    case XML_SCHEMAV_CVC_ELT_2: return "a concrete element instead of an abstract one";
    case XML_SCHEMAV_CVC_ELT_3_1:
    case XML_SCHEMAV_CVC_ELT_3_2_1: return "no xsi:nil, or an empty element where nil is allowed";
    case XML_SCHEMAV_CVC_ELT_4_1:
    case XML_SCHEMAV_CVC_ELT_4_2:
    case XML_SCHEMAV_CVC_ELT_4_3: return "an xsi:type that the schema declares and allows here";
    case XML_SCHEMAV_CVC_TYPE_2: return "a type that is not abstract";
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1: return "an element without content";
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3: return "child elements only, no text between them";
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
    case XML_SCHEMAV_CVC_TYPE_3_1_2: return "text only, no child elements";
    case XML_SCHEMAV_CVC_TYPE_3_1_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2: return "this attribute is not allowed here";
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4: return required_attribute(message);
    case XML_SCHEMAV_CVC_IDC: return "values that are unique, and references that exist";
    default: return value_rule(message);
  }
}

}  // namespace sluis::native
