#include "gateway/transport/answer_reader.hpp"

#include <algorithm>
#include <utility>

namespace sluis::transport {
namespace {

constexpr HeadLimits kHeadLimits{32 * 1024, 200};

Fault not_http(const char* why) { return Fault(FaultId::NotHttp, why); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

AnswerReader::AnswerReader(std::size_t body_bytes) : body_bytes_(body_bytes), head_(kHeadLimits) {}

Result<Progress> AnswerReader::feed(std::string_view& input) {
  started_ = started_ || !input.empty();
  while (!head_done_) {
    const auto read = head_.feed(input);
    if (!read || *read == Progress::More) return read;
    if (auto understood = understand_head(); !understood) return understood.error();
    head_done_ = status_ >= 200;
    if (!head_done_) head_ = HeadReader(kHeadLimits);
  }
  return body_ ? body_->feed(input) : Progress::Complete;
}

Result<Progress> AnswerReader::closed() {
  if (head_done_ && body_ && body_->closed()) return Progress::Complete;
  return not_http("the connection was closed in the middle of the answer");
}

Status AnswerReader::understand_head() {
  const std::string_view line = head_.start_line();
  constexpr std::string_view kVersion = "HTTP/1.";
  const bool formed = line.size() >= 12 && line.substr(0, kVersion.size()) == kVersion && is_digit(line[7]) &&
                      line[8] == ' ' && std::all_of(line.begin() + 9, line.begin() + 12, is_digit) &&
                      (line.size() == 12 || line[12] == ' ');
  if (!formed) return not_http("wrong status line");
  status_ = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
  if (status_ < 100 || status_ == 101) return not_http("wrong status");
  if (status_ < 200) return Done{};
  const auto* connection = head_.field("connection");
  const std::string_view options = connection ? std::string_view(*connection) : std::string_view{};
  keeps_alive_ = line[7] == '0' ? lists(options, "keep-alive") : !lists(options, "close");
  return understand_framing();
}

Status AnswerReader::understand_framing() {
  const auto* length = head_.field("content-length");
  const auto* coding = head_.field("transfer-encoding");
  if (const auto* encoding = head_.field("content-encoding"); encoding && lower_case(*encoding) != "identity") {
    return not_http("the answer is compressed, which was not asked for");
  }
  if (status_ == 204 || status_ == 304) return Done{};
  if (coding) {
    if (length || lower_case(*coding) != "chunked") return not_http("contradicting or unknown transfer coding");
    body_ = BodyReader::chunked(body_bytes_);
  } else if (length) {
    const auto bytes = head_.repeated("content-length") ? std::nullopt : parse_length(*length);
    if (!bytes) return not_http("wrong Content-Length");
    if (*bytes > body_bytes_) return Fault(FaultId::MessageTooLarge, "the announced answer is larger than the limit");
    body_ = BodyReader::of_length(*bytes);
  } else {
    body_ = BodyReader::until_close(body_bytes_);
    keeps_alive_ = false;
  }
  return Done{};
}

spi::WireReply AnswerReader::take() {
  const auto* type = head_.field("content-type");
  return {status_, type ? *type : std::string{}, body_ ? body_->take() : std::string{}};
}

}  // namespace sluis::transport
