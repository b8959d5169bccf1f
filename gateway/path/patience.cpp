#include "gateway/path/patience.hpp"

#include <algorithm>
#include <charconv>

#include "gateway/core/encoding.hpp"

namespace sluis::path {
namespace {

constexpr auto kHeader = "sluis-deadline-milliseconds";
constexpr int kMost = 120000;

}  // namespace

Result<std::optional<std::chrono::milliseconds>> patience_of(const message::Raw& raw) {
  using Patience = std::optional<std::chrono::milliseconds>;
  if (!raw.headers.contains(kHeader)) return Patience{};
  const auto header = raw.header(kHeader);
  const auto text = core::trim(header);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size() && number >= 1 && number <= kMost) return Patience{number};
  const std::string why = "header Sluis-Deadline-Milliseconds: expected one whole number from 1 to 120000";
  return Fault(FaultId::QuestionRefused, why).tell_caller(why);
}

std::chrono::milliseconds left_of(std::chrono::milliseconds patience, core::Instant received, core::Instant now) {
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(now - received);
  return std::max(std::chrono::milliseconds(1), patience - std::max(spent, std::chrono::milliseconds(0)));
}

}  // namespace sluis::path
