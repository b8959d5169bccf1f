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
  bool secure = false;     // goes over TLS
};

// The reply as it goes over the wire, in one piece. A control character in a header becomes a blank: nobody adds lines.
// A 503 without Retry-After gets one. Every reply tells that it is not to be kept, shown as something else, or framed; over TLS also that
// this host is for TLS only (RFC 6797).
std::string reply_text(const message::Reply& reply, const ReplyFrame& frame);

std::string http_date(core::Instant at);  // "Fri, 20 Nov 2026 09:15:00 GMT"

}  // namespace sluis::transport
