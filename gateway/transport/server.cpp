#include "gateway/transport/server.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

#include "gateway/transport/poll_loop.hpp"
#include "gateway/transport/tls_context.hpp"

namespace sluis::transport {
namespace {

std::vector<Door> open_doors(const ServerSettings& settings) {
  std::vector<Door> doors;
  if (settings.plain) doors.push_back(Door::plain(*settings.plain));
  if (settings.tls) doors.push_back(Door::tls(*settings.tls));
  if (settings.operators) doors.push_back(Door::operators(*settings.operators));
  if (doors.empty() || (doors.size() == 1 && settings.operators)) throw std::runtime_error("the server has no address to listen on: give a plain or a TLS one");
  return doors;
}

std::size_t thread_count(std::size_t configured) {
  return configured > 0 ? configured : std::max<std::size_t>(2, std::thread::hardware_concurrency());
}

}  // namespace

class Server::Parts final {
 public:
  Parts(ServerSettings s, Callbacks c, const core::Clock& clock, core::Random& random, core::Log& log, core::Metrics& metrics)
      : settings_(std::move(s)), callbacks_(std::move(c)), figures_(metrics),
        answers_(callbacks_, clock, random, log, metrics, figures_, settings_.tenant) {
    ignore_broken_pipes();
    auto doors = open_doors(settings_);
    auto door = doors.begin();
    if (settings_.plain) port_ = (door++)->port();
    if (settings_.tls) tls_port_ = (door++)->port();
    if (settings_.operators) operators_port_ = door->port();
    loop_ = std::make_unique<PollLoop>(settings_, std::move(doors), answers_, figures_, log);
  }

  void start() {
    if (thread_.joinable()) return;
    workers_ = std::make_unique<Workers>(thread_count(settings_.workers), settings_, [this](Job job) { perform(std::move(job)); },
                                         WorkerFigures{figures_.busy, figures_.queued, figures_.longest_wait});
    thread_ = std::thread([this] { loop_->run(*workers_); });
  }

  void drain() { loop_->drain(); }

  void stop() {
    if (!thread_.joinable()) return;
    loop_->stop();
    thread_.join();
    workers_->stop();
  }

  std::unique_ptr<PollLoop> loop_;
  std::uint16_t port_ = 0;
  std::uint16_t tls_port_ = 0;
  std::uint16_t operators_port_ = 0;

 private:
  void perform(Job job) {
    const auto correlation_id = job.raw.correlation_id;
    const auto reply = answers_.handle(std::move(job.raw));
    loop_->deliver(job, correlation_id, reply);
  }

  const ServerSettings settings_;
  const Callbacks callbacks_;
  ServerFigures figures_;
  Answers answers_;
  std::unique_ptr<Workers> workers_;
  std::thread thread_;
};

Server::Server(ServerSettings settings, Callbacks callbacks, const core::Clock& clock, core::Random& random, core::Log& log,
               core::Metrics& metrics)
    : parts_(std::make_unique<Parts>(std::move(settings), std::move(callbacks), clock, random, log, metrics)) {}

Server::~Server() { stop(); }

void Server::start() { parts_->start(); }
std::uint16_t Server::port() const { return parts_->port_; }
std::uint16_t Server::tls_port() const { return parts_->tls_port_; }
std::uint16_t Server::operators_port() const { return parts_->operators_port_; }

std::function<void()> Server::prepare(const std::optional<TlsListen>& tls, const std::optional<TlsListen>& operators) {
  return parts_->loop_->prepare(tls, operators);
}
void Server::drain() { parts_->drain(); }
void Server::stop() { parts_->stop(); }

}  // namespace sluis::transport
