#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "gateway/core/result.hpp"
#include "gateway/transport/message_head.hpp"

namespace sluis::transport {

// The length that a Content-Length value tells; nullopt when it is anything but 1 to 15 digits.
std::optional<std::uint64_t> parse_length(std::string_view value);

// The content of one HTTP/1.1 message, read as it arrives. Memory grows with what came, not with what was announced.
class BodyReader final {
 public:
  static BodyReader of_length(std::uint64_t length);
  static BodyReader chunked(std::size_t limit);        // beyond the limit: MessageTooLarge
  static BodyReader until_close(std::size_t limit);    // Complete only by closed()

  // Takes what belongs to the body off the front of `input`. Faults: NotHttp (chunk framing), MessageTooLarge.
  Result<Progress> feed(std::string_view& input);
  // The peer sends nothing more: whether that completes the body.
  bool closed() const { return framing_ == Framing::UntilClose; }
  std::size_t size() const { return content_.size(); }  // of what came so far
  std::string take() { return std::exchange(content_, {}); }

 private:
  enum class Framing { Length, Chunked, UntilClose };
  enum class Chunk { Size, Data, DataEnd, Trailer };

  BodyReader(Framing framing, std::uint64_t left, std::size_t limit);
  void take_content(std::string_view& input);
  Result<Progress> feed_chunked(std::string_view& input);
  Status feed_size_line(std::string_view& input);
  Status feed_data_end(std::string_view& input);

  Framing framing_;
  Chunk chunk_ = Chunk::Size;
  std::uint64_t left_;  // of the body, or of the chunk
  std::size_t limit_;
  std::string line_;
  HeadReader trailer_;
  std::string content_;
};

}  // namespace sluis::transport
