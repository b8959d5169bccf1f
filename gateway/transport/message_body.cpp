#include "gateway/transport/message_body.hpp"

#include <algorithm>
#include <charconv>

namespace sluis::transport {
namespace {

constexpr std::size_t kLongestLength = 15;     // digits
constexpr std::size_t kLongestChunkSize = 8;   // hexadecimal digits
constexpr std::size_t kLongestSizeLine = 256;  // with extensions
constexpr HeadLimits kTrailerLimits{4096, 20};
constexpr std::uint64_t kReserveAtOnce = 64 * 1024;

Fault not_http(const char* why) { return Fault(FaultId::NotHttp, why); }

bool is_extension(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c == '\t' || (c >= 0x20 && c != 0x7f); });
}

}  // namespace

std::optional<std::uint64_t> parse_length(std::string_view value) {
  if (value.empty() || value.size() > kLongestLength) return std::nullopt;
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error != std::errc{} || end != value.data() + value.size()) return std::nullopt;
  return length;
}

BodyReader::BodyReader(Framing framing, std::uint64_t left, std::size_t limit)
    : framing_(framing), left_(left), limit_(limit), trailer_(HeadReader::of_trailer(kTrailerLimits)) {}

BodyReader BodyReader::of_length(std::uint64_t length) {
  BodyReader reader(Framing::Length, length, 0);
  reader.content_.reserve(std::min(length, kReserveAtOnce));
  return reader;
}

BodyReader BodyReader::chunked(std::size_t limit) { return {Framing::Chunked, 0, limit}; }
BodyReader BodyReader::until_close(std::size_t limit) { return {Framing::UntilClose, 0, limit}; }

Result<Progress> BodyReader::feed(std::string_view& input) {
  switch (framing_) {
    case Framing::Length: take_content(input); return left_ == 0 ? Progress::Complete : Progress::More;
    case Framing::Chunked: return feed_chunked(input);
    case Framing::UntilClose: break;
  }
  if (content_.size() + input.size() > limit_) return Fault(FaultId::MessageTooLarge, "the body is larger than the limit");
  content_ += input;
  input = {};
  return Progress::More;
}

void BodyReader::take_content(std::string_view& input) {
  const auto part = input.substr(0, std::min<std::uint64_t>(left_, input.size()));
  content_ += part;
  left_ -= part.size();
  input.remove_prefix(part.size());
}

Result<Progress> BodyReader::feed_chunked(std::string_view& input) {
  while (!input.empty()) {
    Status taken = Done{};
    switch (chunk_) {
      case Chunk::Size: taken = feed_size_line(input); break;
      case Chunk::Data:
        take_content(input);
        if (left_ == 0) chunk_ = Chunk::DataEnd;
        break;
      case Chunk::DataEnd: taken = feed_data_end(input); break;
      case Chunk::Trailer: return trailer_.feed(input);  // read for its form, then dropped
    }
    if (!taken) return taken.error();
  }
  return Progress::More;
}

Status BodyReader::feed_size_line(std::string_view& input) {
  const auto end = input.find('\n');
  const auto part = input.substr(0, end == std::string_view::npos ? input.size() : end + 1);
  if (line_.size() + part.size() > kLongestSizeLine) return not_http("a chunk size line is too long");
  line_ += part;
  input.remove_prefix(part.size());
  if (end == std::string_view::npos) return Done{};

  if (line_.size() < 2 || line_[line_.size() - 2] != '\r') return not_http("a chunk size line ends without CR");
  const std::string_view line(line_.data(), line_.size() - 2);
  const auto digits = std::min(line.find(';'), line.size());
  if (digits == 0 || digits > kLongestChunkSize) return not_http("wrong chunk size");
  const auto [stop, error] = std::from_chars(line.data(), line.data() + digits, left_, 16);
  if (error != std::errc{} || stop != line.data() + digits) return not_http("wrong chunk size");
  if (!is_extension(line.substr(digits))) return not_http("control character in a chunk extension");
  line_.clear();
  if (left_ > limit_ - content_.size()) return Fault(FaultId::MessageTooLarge, "the body is larger than the limit");
  chunk_ = left_ == 0 ? Chunk::Trailer : Chunk::Data;
  return Done{};
}

Status BodyReader::feed_data_end(std::string_view& input) {
  constexpr std::string_view kLineEnd = "\r\n";
  while (!input.empty() && line_.size() < kLineEnd.size()) {
    if (input.front() != kLineEnd[line_.size()]) return not_http("a chunk is longer than its size");
    line_ += input.front();
    input.remove_prefix(1);
  }
  if (line_.size() == kLineEnd.size()) {
    line_.clear();
    chunk_ = Chunk::Size;
  }
  return Done{};
}

}  // namespace sluis::transport
