#include "gateway/selftest/http_script.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace sluis::selftest {
namespace {

constexpr std::size_t kBlock = 64 * 1024;

char escaped(std::string_view text, std::size_t& at) {
  const char c = text[at + 1];
  at += 2;
  if (c == 'r') return '\r';
  if (c == 'n') return '\n';
  if (c == 't') return '\t';
  if (c == '0') return '\0';
  if (c != 'x' || at + 2 > text.size()) return c;
  const auto byte = std::stoi(std::string(text.substr(at, 2)), nullptr, 16);
  at += 2;
  return static_cast<char>(byte);
}

std::string bytes_of(std::string_view text, const Corpus& corpus) {
  constexpr std::string_view kLength = "{length ";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\' && at + 1 < text.size()) {
      out += escaped(text, at);
    } else if (text.substr(at).starts_with(kLength)) {
      const auto end = text.find('}', at);
      const auto name = text.substr(at + kLength.size(), end - at - kLength.size());
      out += std::to_string(corpus.file(std::string(name)).size());
      at = end + 1;
    } else {
      out += text[at++];
    }
  }
  return out;
}

bool answered(transport::RawClient& client) { return client.closed() || answer_in(client.received()).has_value(); }

void repeat(std::size_t times, const std::string& text, transport::RawClient& client) {
  const auto at_once = std::max<std::size_t>(1, kBlock / std::max<std::size_t>(1, text.size()));
  std::string block;
  for (std::size_t i = 0; i < std::min(at_once, times); ++i) block += text;
  while (times > 0) {
    const auto now = std::min(at_once, times);
    if (!client.send(std::string_view(block).substr(0, now * text.size()))) return;
    times -= now;
  }
}

void send_chunks(std::size_t size, std::string_view text, transport::RawClient& client) {
  std::ostringstream out;
  for (; !text.empty(); text.remove_prefix(std::min(size, text.size())))
    out << std::hex << std::min(size, text.size()) << "\r\n" << text.substr(0, size) << "\r\n";
  out << "0\r\n\r\n";
  client.send(out.str());
}

void drip(std::size_t times, const std::string& text, transport::RawClient& client, const Wait& wait) {
  for (; times > 0 && !answered(client); --times) {
    if (!client.send(text) || !wait()) return;
    client.receive(std::chrono::milliseconds(1));
  }
}

void stall(transport::RawClient& client, const Wait& wait) {
  while (!answered(client) && wait()) client.receive(std::chrono::milliseconds(5));
}

// The number in front, and what follows it.
std::pair<std::size_t, std::string_view> counted(std::string_view text) {
  const auto blank = std::min(text.find(' '), text.size());
  return {std::stoul(std::string(text.substr(0, blank))), text.substr(std::min(blank + 1, text.size()))};
}

}  // namespace

void play(std::string_view script, const Corpus& corpus, transport::RawClient& client, const Wait& wait) {
  while (!script.empty()) {
    const auto end = std::min(script.find('\n'), script.size());
    const auto line = script.substr(0, end);
    script.remove_prefix(std::min(end + 1, script.size()));
    if (line.empty() || line.front() == '#') continue;
    const auto blank = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, blank);
    const auto rest = line.substr(std::min(blank + 1, line.size()));
    if (word == "send") client.send(bytes_of(rest, corpus));
    else if (word == "message") client.send(corpus.file(std::string(rest)));
    else if (word == "repeat") repeat(counted(rest).first, bytes_of(counted(rest).second, corpus), client);
    else if (word == "chunks") send_chunks(counted(rest).first, corpus.file(std::string(counted(rest).second)), client);
    else if (word == "drip") drip(counted(rest).first, bytes_of(counted(rest).second, corpus), client, wait);
    else if (word == "stall") stall(client, wait);
    else throw std::runtime_error("a script of the corpus has the line '" + std::string(line.substr(0, 40)) + "'");
  }
}

std::optional<Answer> answer_in(std::string_view received) {
  while (true) {
    const auto end = received.find("\r\n\r\n");
    if (end == std::string_view::npos || !received.starts_with("HTTP/1.") || received.size() < 12) return std::nullopt;
    Answer answer{std::stoi(std::string(received.substr(9, 3))), {}};
    const auto head = received.substr(0, end + 2);
    received.remove_prefix(end + 4);
    if (answer.status / 100 == 1) continue;
    constexpr std::string_view kLength = "\r\nContent-Length: ";
    const auto at = head.find(kLength);
    const auto length = at == std::string_view::npos ? 0 : std::stoul(std::string(head.substr(at + kLength.size(), 12)));
    if (received.size() < length) return std::nullopt;
    answer.body = received.substr(0, length);
    return answer;
  }
}

}  // namespace sluis::selftest
