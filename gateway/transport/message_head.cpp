#include "gateway/transport/message_head.hpp"

#include <algorithm>
#include <array>

namespace sluis::transport {
namespace {

Fault not_http(const char* why) { return Fault(FaultId::NotHttp, why); }

constexpr bool is_alnum(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr std::array<bool, 256> token_characters() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) table[c] = is_alnum(static_cast<unsigned char>(c));
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr auto kToken = token_characters();

constexpr bool is_control(unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; }

// Bytes of a line that is not complete yet; a CR may still be its end.
bool may_begin_line(std::string_view part) {
  return std::none_of(part.begin(), part.end(), [](unsigned char c) { return is_control(c) && c != '\r'; });
}

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return kToken[c]; });
}

bool lists(std::string_view list, std::string_view member) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (lower_case(without_blanks(list.substr(0, comma))) == member) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
  return false;
}

HeadReader HeadReader::of_trailer(HeadLimits limits) {
  HeadReader reader(limits);
  reader.trailer_ = true;
  return reader;
}

bool HeadReader::repeated(std::string_view name) const {
  return std::find(repeated_.begin(), repeated_.end(), name) != repeated_.end();
}

const std::string* HeadReader::field(const std::string& name) const {
  const auto found = fields_.find(name);
  return found == fields_.end() ? nullptr : &found->second;
}

Result<Progress> HeadReader::feed(std::string_view& input) {
  while (!input.empty()) {
    const auto end = input.find('\n');
    const auto part = input.substr(0, end == std::string_view::npos ? input.size() : end + 1);
    if (used_ + part.size() > limits_.bytes) return Fault(FaultId::MessageTooLarge, "the header is larger than the limit");
    used_ += part.size();
    input.remove_prefix(part.size());
    if (end == std::string_view::npos) {
      if (!may_begin_line(part)) return not_http("control character in the header");
      partial_ += part;
      return Progress::More;
    }
    Result<Progress> taken = Progress::More;
    if (partial_.empty()) {
      taken = take_line(part);
    } else {
      partial_ += part;
      taken = take_line(partial_);
      partial_.clear();
    }
    if (!taken || *taken == Progress::Complete) return taken;
  }
  return Progress::More;
}

Result<Progress> HeadReader::take_line(std::string_view line) {
  if (line.size() < 2 || line[line.size() - 2] != '\r') return not_http("a header line ends without CR");
  line.remove_suffix(2);
  if (std::any_of(line.begin(), line.end(), is_control)) return not_http("control character in the header");
  if (start_line_.empty() && !trailer_) {
    const auto taken = take_start_line(line);
    if (!taken) return taken.error();
    return Progress::More;
  }
  if (line.empty()) return Progress::Complete;
  const auto taken = take_field(line);
  if (!taken) return taken.error();
  return Progress::More;
}

Status HeadReader::take_start_line(std::string_view line) {
  if (line.empty()) {  // RFC 9112 section 2.2: one is to be ignored
    if (skipped_blank_line_) return not_http("empty lines instead of a start line");
    skipped_blank_line_ = true;
    return Done{};
  }
  if (line.find('\t') != std::string_view::npos) return not_http("tab in the start line");
  start_line_ = line;
  return Done{};
}

Status HeadReader::take_field(std::string_view line) {
  if (++count_ > limits_.fields) return Fault(FaultId::MessageTooLarge, "more header fields than the limit");
  if (line.front() == ' ' || line.front() == '\t') return not_http("folded header line");
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return not_http("header line without a colon");
  if (!is_token(line.substr(0, colon))) return not_http("header name with a wrong character");
  auto name = lower_case(line.substr(0, colon));
  const auto value = without_blanks(line.substr(colon + 1));
  const auto [place, fresh] = fields_.try_emplace(name, value);
  if (!fresh) {
    place->second.append(", ").append(value);
    repeated_.push_back(std::move(name));
  }
  return Done{};
}

}  // namespace sluis::transport
