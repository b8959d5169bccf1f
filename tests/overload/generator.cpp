#include "tests/overload/generator.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace sluis::overload {
namespace {

constexpr std::size_t kMostLines = 400;
constexpr std::chrono::seconds kPatience{30};  // for answers after the last request of a phase

// The first complete HTTP answer in `text`; 0 when there is none yet.
std::size_t complete(const std::string& text) {
  const auto end = text.find("\r\n\r\n");
  if (end == std::string::npos) return 0;
  constexpr std::string_view kLength = "Content-Length: ";
  const auto at = text.find(kLength);
  const auto body = at < end ? std::stoul(text.substr(at + kLength.size())) : 0;
  return text.size() >= end + 4 + body ? end + 4 + body : 0;
}

}  // namespace

struct Generator::Line {
  int descriptor = -1;
  std::size_t request = 0;
  std::size_t sent = 0;
  bool busy = false;
  Clock::time_point due;
  std::string answer;
};

Generator::Generator(std::uint16_t port, std::vector<std::string> requests, std::string wanted)
    : port_(port), requests_(std::move(requests)), wanted_(std::move(wanted)), poll_(::epoll_create1(EPOLL_CLOEXEC)) {
  for (std::size_t i = 0; i < requests_.size(); ++i) fresh_.push_back(i);
}

Generator::~Generator() {
  for (const auto& line : lines_) {
    if (line->descriptor >= 0) ::close(line->descriptor);
  }
  ::close(poll_);
}

void Generator::open_line() {
  auto line = std::make_unique<Line>();
  line->descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(line->descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("the gateway takes no connection");
  }
  const int on = 1;
  ::setsockopt(line->descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = line.get();
  ::epoll_ctl(poll_, EPOLL_CTL_ADD, line->descriptor, &event);
  idle_.push_back(line.get());
  lines_.push_back(std::move(line));
}

void Generator::send_on(Line& line) {
  const auto& text = requests_[line.request];
  while (line.sent < text.size()) {
    const auto sent = ::send(line.descriptor, text.data() + line.sent, text.size() - line.sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN) return finish(line, 0, false);
    if (sent <= 0) break;
    line.sent += static_cast<std::size_t>(sent);
  }
  epoll_event event{};
  event.events = line.sent < text.size() ? EPOLLIN | EPOLLOUT : EPOLLIN;
  event.data.ptr = &line;
  ::epoll_ctl(poll_, EPOLL_CTL_MOD, line.descriptor, &event);
}

void Generator::finish(Line& line, int status, bool right) {
  const auto now = Clock::now();
  outcomes_.push_back({since_begin(line.due), std::chrono::duration<double, std::milli>(now - line.due).count(), status, right});
  if (status == 503) fresh_.push_front(line.request);  // it was not accepted, so it can be sent again
  line.busy = false;
  line.answer.clear();
  --under_way_;
  if (status != 0) return idle_.push_back(&line);
  ::close(line.descriptor);
  line.descriptor = -1;
}

void Generator::attend(Line& line, std::uint32_t events) {
  if (line.descriptor < 0) return;
  if ((events & EPOLLOUT) != 0) send_on(line);
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0 || line.descriptor < 0) return;
  char buffer[16384];
  const auto got = ::recv(line.descriptor, buffer, sizeof buffer, MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) {
    if (line.busy) return finish(line, 0, false);
    std::erase(idle_, &line);
    ::close(line.descriptor);
    line.descriptor = -1;
    return;
  }
  line.answer.append(buffer, static_cast<std::size_t>(got));
  if (complete(line.answer) == 0) return;
  const int status = std::stoi(line.answer.substr(9, 3));
  const auto& text = line.answer;
  finish(line, status, status == 200 ? text.find(wanted_) != std::string::npos : status == 503 && text.find("\r\nRetry-After: ") != std::string::npos);
}

void Generator::dispatch() {
  while (!due_.empty() && due_.front() <= Clock::now()) {
    if (idle_.empty() && static_cast<std::size_t>(std::ranges::count_if(lines_, [](const auto& l) { return l->descriptor >= 0; })) < most_lines_) open_line();
    if (idle_.empty()) return;
    if (fresh_.empty()) throw std::runtime_error("out of messages: prepare more");
    auto& line = *idle_.back();
    idle_.pop_back();
    line.request = fresh_.front();
    fresh_.pop_front();
    line.due = due_.front();
    due_.pop_front();
    line.sent = 0;
    line.busy = true;
    ++under_way_;
    send_on(line);
  }
}

void Generator::wait(Clock::time_point until) {
  const auto left = std::max(Clock::duration::zero(), until - Clock::now());
  const timespec pause{std::chrono::duration_cast<std::chrono::seconds>(left).count(), static_cast<long>(left.count() % 1'000'000'000)};
  epoll_event ready[64];
  const int count = ::epoll_pwait2(poll_, ready, 64, &pause, nullptr);
  for (int i = 0; i < count; ++i) attend(*static_cast<Line*>(ready[i].data.ptr), ready[i].events);
}

std::vector<Outcome> Generator::at_rate(double per_second, double seconds) {
  most_lines_ = kMostLines;
  outcomes_.clear();
  begun_ = Clock::now();
  const auto all = static_cast<std::size_t>(per_second * seconds);
  std::size_t made = 0;
  const auto moment = [&](std::size_t i) { return begun_ + std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 * static_cast<double>(i) / per_second)); };
  const auto end = moment(all) + kPatience;
  while ((made < all || !due_.empty() || under_way_ > 0) && Clock::now() < end) {
    while (made < all && moment(made) <= Clock::now()) due_.push_back(moment(made++));
    dispatch();
    wait(made < all ? moment(made) : std::min(end, Clock::now() + std::chrono::milliseconds(100)));
  }
  if (under_way_ > 0 || !due_.empty()) throw std::runtime_error("answers are missing half a minute after the last request");
  return std::exchange(outcomes_, {});
}

std::vector<Outcome> Generator::saturate(std::size_t connections, double seconds) {
  most_lines_ = connections;
  outcomes_.clear();
  begun_ = Clock::now();
  const auto end = begun_ + std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 * seconds));
  while (Clock::now() < end || under_way_ > 0) {
    while (Clock::now() < end && under_way_ + due_.size() < connections) {
      due_.push_back(Clock::now());
      dispatch();
    }
    wait(Clock::now() + std::chrono::milliseconds(100));
  }
  due_.clear();
  return std::exchange(outcomes_, {});
}

}  // namespace sluis::overload
