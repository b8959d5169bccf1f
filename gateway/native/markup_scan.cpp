#include "gateway/native/markup_scan.hpp"

#include <algorithm>

namespace sluis::native {
namespace {

constexpr auto kNone = std::string_view::npos;

std::size_t behind(std::string_view xml, std::string_view what, std::size_t from) {
  const auto at = xml.find(what, from);
  return at == kNone ? kNone : at + what.size();
}

}  // namespace

std::size_t next_start_tag(std::string_view xml, std::size_t from) {
  auto at = from;
  while (at != kNone && (at = xml.find('<', at)) != kNone) {
    const auto rest = xml.substr(at);
    if (rest.starts_with("<!--")) {
      at = behind(xml, "-->", at + 4);
    } else if (rest.starts_with("<![CDATA[")) {
      at = behind(xml, "]]>", at + 9);
    } else if (rest.starts_with("<?")) {
      at = behind(xml, "?>", at + 2);
    } else if (rest.starts_with("<!")) {
      return kNone;
    } else if (rest.starts_with("</")) {
      at += 2;
    } else {
      return at;
    }
  }
  return kNone;
}

StartTag measure_start_tag(std::string_view xml, std::size_t start, std::size_t most) {
  std::size_t values = 0;
  for (auto at = start + 1; at < xml.size(); ++at) {
    const char c = xml[at];
    if (c == '>') return {at + 1, values};
    if (c != '"' && c != '\'') continue;
    if (++values > most) return {at, values};
    at = xml.find(c, at + 1);
    if (at == kNone) break;
  }
  return {kNone, values};
}

std::string_view without_bom(std::string_view xml) {
  if (xml.starts_with("\xEF\xBB\xBF")) xml.remove_prefix(3);
  return xml;
}

Position position_at(std::string_view xml, std::size_t offset) {
  const auto before = xml.substr(0, offset);
  const auto line_start = before.rfind('\n');
  const auto column = line_start == kNone ? before.size() : before.size() - line_start - 1;
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1, static_cast<int>(column) + 1};
}

}  // namespace sluis::native
