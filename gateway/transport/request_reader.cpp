#include "gateway/transport/request_reader.hpp"

#include <algorithm>
#include <utility>

namespace sluis::transport {
namespace {

constexpr std::size_t kLongestMethod = 20;

Fault not_http(const char* why) { return Fault(FaultId::NotHttp, why); }

bool is_target(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f && c != '#'; });
}

bool is_authority(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view(".-_:[]%~").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

}  // namespace

bool RequestReader::take_continue_wanted() { return std::exchange(continue_wanted_, false); }

Result<Progress> RequestReader::feed(std::string_view& input) {
  if (!head_done_) {
    const auto read = head_.feed(input);
    if (!read || *read == Progress::More) return read;
    head_done_ = true;
    const auto understood = understand_head();
    if (!understood) return understood.error();
  }
  if (body_) {
    const auto read = body_->feed(input);
    if (!read || *read == Progress::More) return read;
    raw_.body = body_->take();
  }
  continue_wanted_ = false;
  return Progress::Complete;
}

Status RequestReader::understand_head() {
  const std::string_view line = head_.start_line();
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  raw_.headers = std::move(head_.fields());
  if (first == std::string_view::npos || first == last) return not_http("the request line has not three parts");
  const auto method = line.substr(0, first);
  const auto version = line.substr(last + 1);
  if (!is_token(method) || method.size() > kLongestMethod) return not_http("wrong method");
  raw_.method = method;
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return not_http("another HTTP version than 1.0 and 1.1");
  old_ = version == "HTTP/1.0";
  if (auto target = understand_target(line.substr(first + 1, last - first - 1)); !target) return target;
  if (auto host = understand_host(); !host) return host;
  if (auto connection = understand_connection(); !connection) return connection;
  return understand_framing();
}

Status RequestReader::understand_target(std::string_view target) {
  if (target.empty() || !is_target(target)) return not_http("wrong request target");
  if (target.front() != '/') {  // absolute form
    const auto mark = target.find("://");
    const auto scheme = mark == std::string_view::npos ? std::string{} : lower_case(target.substr(0, mark));
    if (scheme != "http" && scheme != "https") return not_http("the request target is neither a path nor an http URL");
    target.remove_prefix(mark + 3);
    const auto end = std::min(target.find_first_of("/?"), target.size());
    authority_ = target.substr(0, end);
    if (!is_authority(authority_)) return not_http("wrong authority in the request target");
    target.remove_prefix(end);
  }
  const auto mark = target.find('?');
  raw_.path = target.substr(0, mark);
  if (raw_.path.empty()) raw_.path = "/";
  if (mark != std::string_view::npos) raw_.query = target.substr(mark + 1);
  return Done{};
}

Status RequestReader::understand_host() {
  const auto host = raw_.headers.find("host");
  if (host == raw_.headers.end()) {
    if (!old_) return not_http("no Host header");
  } else if (head_.repeated("host") || !is_authority(host->second)) {
    return not_http("wrong Host header");
  }
  if (!authority_.empty()) raw_.headers["host"] = authority_;
  return Done{};
}

Status RequestReader::understand_connection() {
  const auto connection = raw_.header("connection");
  keeps_alive_ = old_ ? lists(connection, "keep-alive") : !lists(connection, "close");
  const auto encoding = raw_.headers.find("content-encoding");
  if (encoding != raw_.headers.end() && lower_case(encoding->second) != "identity") {
    return Fault(FaultId::WrongContentType, "the body is compressed or otherwise encoded");
  }
  return Done{};
}

Status RequestReader::understand_framing() {
  const auto length = raw_.headers.find("content-length");
  const auto coding = raw_.headers.find("transfer-encoding");
  const bool has_length = length != raw_.headers.end();
  if (coding != raw_.headers.end()) {
    if (has_length) return not_http("both Content-Length and Transfer-Encoding");
    if (old_) return not_http("Transfer-Encoding in HTTP/1.0");
    if (head_.repeated("transfer-encoding") || lower_case(coding->second) != "chunked") {
      return not_http("unknown transfer coding");
    }
    body_ = BodyReader::chunked(limits_.body_bytes);
  } else if (has_length) {
    const auto bytes = head_.repeated("content-length") ? std::nullopt : parse_length(length->second);
    if (!bytes) return not_http("wrong Content-Length");
    if (*bytes > limits_.body_bytes) return Fault(FaultId::MessageTooLarge, "the announced body is larger than the limit");
    if (*bytes > 0) body_ = BodyReader::of_length(*bytes);
  }
  if (const auto expect = raw_.headers.find("expect"); expect != raw_.headers.end() && !old_) {
    if (lower_case(expect->second) != "100-continue") return not_http("unknown expectation");
    continue_wanted_ = body_.has_value();
  }
  return Done{};
}

}  // namespace sluis::transport
