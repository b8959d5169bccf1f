#include "adapters/hub/simulator/pages.hpp"

#include <charconv>

#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/hub_reading.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox::hub {
namespace {

std::optional<std::size_t> whole_number(const std::string& text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

Result<Cut> read_cut(native::Node request) {
  Cut cut;
  if (request.child(kCore, "maxrows")) {
    cut.most = whole_number(text_at(request, "maxrows"));
    if (!cut.most) return wrong("request/maxrows");
  }
  if (const auto pages = request.child(kCore, "paginationinfo")) {
    const auto index = whole_number(text_at(pages, "index"));
    if (!index) return wrong("request/paginationinfo/index");
    cut.index = *index;
    cut.asked = true;
  }
  return cut;
}

}  // namespace sluis::sandbox::hub
