#include <algorithm>
#include <optional>

#include "gateway/native/digest.hpp"
#include "gateway/transport/answer_reader.hpp"
#include "gateway/transport/request_reader.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/fuzz/targets.hpp"

// HTTP as it comes from a socket: how the bytes are cut must not matter, and where a message ends must be told the same way.
namespace sluis::fuzz {
namespace {

constexpr transport::RequestLimits kLimits{{2048, 20}, 4096};

// Sizes of pieces, the same for the same input.
class Cuts final {
 public:
  explicit Cuts(std::string_view input) : bytes_(native::sha256(input)) {}
  std::size_t next() { return 1 + bytes_[at_++ % bytes_.size()] % 37; }

 private:
  native::Sha256 bytes_;
  std::size_t at_ = 0;
};

struct Heard {
  std::string state;  // more, complete, refused: which of two faults comes first may depend on the pieces, that one comes may not
  std::string content;
  std::size_t left = 0;
  bool operator==(const Heard&) const = default;
};

template <class Reader, class Content>
Heard hear(Reader& reader, std::string_view input, Cuts* cuts, Content content) {
  Heard heard{"more", {}, 0};
  while (!input.empty() && heard.state == "more") {
    auto piece = input.substr(0, cuts == nullptr ? input.size() : std::min(input.size(), cuts->next()));
    const auto whole = piece.size();
    const auto progress = reader.feed(piece);
    holds(piece.size() <= whole, "a reader gave more than it got");
    input.remove_prefix(whole - piece.size());
    if (!progress) heard.state = "refused";
    else if (*progress == transport::Progress::Complete) heard.state = "complete";
    else holds(piece.empty(), "a reader wants more and takes nothing");
  }
  if (heard.state == "complete") heard.content = content(reader);
  if (heard.state == "complete") heard.left = input.size();
  return heard;
}

std::string content_of(transport::RequestReader& reader) {
  auto& raw = reader.raw();
  holds(raw.body.size() <= kLimits.body_bytes, "a body beyond the limit");
  std::string text = raw.method + " " + raw.path + "?" + raw.query + (reader.keeps_alive() ? " keep" : " close") + (reader.is_old() ? "0" : "1");
  for (const auto& [name, value] : raw.headers) {
    holds(name == transport::lower_case(name) && transport::is_token(name), "a header whose name is no token");
    holds(value.find_first_of("\r\n\0", 0, 3) == std::string::npos, "a header with a line end in its value");
    text += "\n" + name + ":" + value;
  }
  return text + "\n\n" + raw.body;
}

std::string content_of(transport::AnswerReader& reader) {
  const bool keeps = reader.keeps_alive();
  const auto reply = reader.take();
  holds(reply.status >= 200 && reply.status <= 999, "a status that is none");
  return std::to_string(reply.status) + (keeps ? "k" : "c") + reply.body;
}

}  // namespace

// Several requests may follow each other.
void fuzz_http_request(std::string_view input) {
  for (int count = 0; count < 8 && !input.empty(); ++count) {
    transport::RequestReader at_once(kLimits), in_pieces(kLimits);
    Cuts cuts(input);
    const auto content = [](transport::RequestReader& reader) { return content_of(reader); };
    const auto heard = hear(at_once, input, nullptr, content);
    holds(heard == hear(in_pieces, input, &cuts, content), "cut into pieces it is another request");
    if (heard.state != "complete") return;
    holds(heard.left < input.size(), "a request of no bytes");
    input.remove_prefix(input.size() - heard.left);
  }
}

void fuzz_http_answer(std::string_view input) {
  transport::AnswerReader at_once(4096), in_pieces(4096);
  Cuts cuts(input);
  const auto content = [](transport::AnswerReader& reader) { return content_of(reader); };
  auto heard = hear(at_once, input, nullptr, content);
  holds(heard == hear(in_pieces, input, &cuts, content), "cut into pieces it is another answer");
  if (heard.state != "more") return;
  const auto end = at_once.closed(), same = in_pieces.closed();
  holds(end.has_value() == same.has_value(), "cut into pieces it ends in another way");
  if (end && *end == transport::Progress::Complete) holds(content_of(at_once) == content_of(in_pieces), "cut into pieces it is another answer");
}

}  // namespace sluis::fuzz
