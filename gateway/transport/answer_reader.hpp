#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/spi/wire.hpp"
#include "gateway/transport/message_body.hpp"
#include "gateway/transport/message_head.hpp"

namespace sluis::transport {

// The answer to one POST, read as it arrives; interim answers (1xx) are skipped. Faults as of HeadReader and BodyReader: the
// caller says whose they are.
class AnswerReader final {
 public:
  explicit AnswerReader(std::size_t body_bytes);

  Result<Progress> feed(std::string_view& input);
  // The peer sends nothing more: Complete when that ends the answer, a fault when it cuts it short.
  Result<Progress> closed();

  bool started() const { return started_; }
  bool keeps_alive() const { return keeps_alive_; }  // known once complete
  spi::WireReply take();

 private:
  Status understand_head();
  Status understand_framing();

  std::size_t body_bytes_;
  HeadReader head_;
  std::optional<BodyReader> body_;
  bool head_done_ = false;
  bool started_ = false;
  bool keeps_alive_ = true;
  int status_ = 0;
};

}  // namespace sluis::transport
