#pragma once

#include <string>
#include <string_view>

#include "gateway/core/clock.hpp"
#include "gateway/message/reply.hpp"

namespace sluis::transport {

// What the connection adds to a reply.
struct ReplyFrame {
  std::string_view correlation_id;
  core::Instant now;
  bool close = false;      // this is the last reply on the connection
  bool old = false;        // the client speaks HTTP/1.0
  bool head_only = false;  // the request was HEAD
};

// The reply as it goes over the wire, in one piece. A control character in a header becomes a blank: nobody adds lines.
// A 503 without Retry-After gets one.
std::string reply_text(const message::Reply& reply, const ReplyFrame& frame);

std::string http_date(core::Instant at);  // "Fri, 20 Nov 2026 09:15:00 GMT"

}  // namespace sluis::transport
