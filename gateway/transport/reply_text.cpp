#include "gateway/transport/reply_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace sluis::transport {
namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 500: return "Internal Server Error";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Status";
  }
}

constexpr std::string_view kCareful =
    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view kTlsOnly = "Strict-Transport-Security: max-age=31536000\r\n";

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_safely(std::string& out, std::string_view text) {
  const auto start = out.size();
  out += text;
  std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(),
                  [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  append_safely(out, name);
  out += ": ";
  append_safely(out, value);
  out += "\r\n";
}

bool has_header(const message::Reply& reply, std::string_view name) {
  return std::any_of(reply.headers.begin(), reply.headers.end(), [&](const auto& header) { return header.first == name; });
}

}  // namespace

std::string http_date(core::Instant at) {
  static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                kDays[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

std::string reply_text(const message::Reply& reply, const ReplyFrame& frame) {
  const bool bodiless = reply.status == 204 || reply.status == 304;
  std::string out;
  out.reserve(512 + reply.body.size());
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::uint64_t>(reply.status));
  out += ' ';
  out += reason(reply.status);
  out += "\r\n";
  append_field(out, "Date", http_date(frame.now));
  if (!reply.content_type.empty()) append_field(out, "Content-Type", reply.content_type);
  if (!bodiless) {
    out += "Content-Length: ";
    append_number(out, reply.body.size());
    out += "\r\n";
  }
  append_field(out, "X-Correlation-Id", frame.correlation_id);
  out += kCareful;
  if (frame.secure) out += kTlsOnly;
  for (const auto& [name, value] : reply.headers) append_field(out, name, value);
  if (reply.status == 503 && !has_header(reply, "Retry-After")) append_field(out, "Retry-After", "1");
  if (frame.close) {
    out += "Connection: close\r\n";
  } else if (frame.old) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
  if (!bodiless && !frame.head_only) out += reply.body;
  return out;
}

}  // namespace sluis::transport
