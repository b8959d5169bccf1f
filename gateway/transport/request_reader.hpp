#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/message/raw.hpp"
#include "gateway/transport/message_body.hpp"
#include "gateway/transport/message_head.hpp"

namespace sluis::transport {

struct RequestLimits {
  HeadLimits head;
  std::size_t body_bytes = 10 * 1024 * 1024;
};

// One HTTP/1.0 or 1.1 request, read as it arrives. Refuses every framing that another reader could understand differently.
class RequestReader final {
 public:
  explicit RequestReader(RequestLimits limits) : limits_(limits), head_(limits.head) {}

  // Takes what belongs to this request off the front of `input`; what is left belongs to the next one. Faults: NotHttp,
  // MessageTooLarge (as soon as the length is known), WrongContentType (an encoded body). After a fault nothing more can be read.
  Result<Progress> feed(std::string_view& input);

  bool started() const { return head_.started(); }
  bool head_done() const { return head_done_; }         // raw() has method, path and headers
  std::size_t body_bytes() const { return raw_.body.size() + (body_ ? body_->size() : 0); }  // that came so far
  // True once, when the client waits for "100 Continue" before it sends the body.
  bool take_continue_wanted();
  bool keeps_alive() const { return keeps_alive_; }  // as far as the client is concerned
  bool is_old() const { return old_; }               // HTTP/1.0
  message::Raw& raw() { return raw_; }                // as far as understood

 private:
  Status understand_head();
  Status understand_target(std::string_view target);
  Status understand_host();
  Status understand_framing();
  Status understand_connection();

  RequestLimits limits_;
  HeadReader head_;
  std::optional<BodyReader> body_;
  bool head_done_ = false;
  bool continue_wanted_ = false;
  bool keeps_alive_ = true;
  bool old_ = false;
  std::string authority_;  // of an absolute target
  message::Raw raw_;
};

}  // namespace sluis::transport
