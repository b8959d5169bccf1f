#pragma once

#include <Poco/Net/PollSet.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "gateway/transport/answers.hpp"
#include "gateway/transport/connection.hpp"
#include "gateway/transport/deadline_wheel.hpp"
#include "gateway/transport/door.hpp"
#include "gateway/transport/workers.hpp"

namespace sluis::transport {

// The one thread that waits for sockets. Everything here runs on it, except deliver() and stop().
class PollLoop final {
 public:
  PollLoop(const ServerSettings& settings, std::vector<Door> doors, Answers& answers, ServerFigures& figures, core::Log& log);

  void run(Workers& workers);  // until stop() and every connection is closed
  void stop();                 // any thread
  std::function<void()> prepare(const std::optional<TlsListen>& tls, const std::optional<TlsListen>& operators);  // as of Server; any thread
  void drain() { draining_ = true; }  // any thread: from now on a reply closes its connection
  // A worker's reply: written at once when the client takes it, else by the poll thread as far as the client reads.
  void deliver(const Job& job, std::string_view correlation_id, const message::Reply& reply);

 private:
  using Held = std::shared_ptr<Connection>;
  using Time = Connection::Time;
  using Waiting = Connection::Waiting;

  void turn();
  void on_ready(const Poco::Net::Socket& socket);
  void attend_posted();
  void on_due(std::uint64_t number);
  void begin_stop();

  void accept_from(Door& door);
  void admit(Door::Visitor visitor);
  void watch_doors(bool on);
  void reopen_doors();

  // The steps of one connection; its mutex is held.
  void attend(const Held& connection);
  void progress(const Held& connection);
  bool shake(Connection& c);
  bool take_request(const Held& connection);  // true when there is more to do at once
  bool serve(const Held& connection);         // the same
  void reply_now(Connection& c, const message::Raw& raw, const message::Reply& reply, bool close, bool old = false);
  void refuse(Connection& c, const Fault& fault);
  void refuse_busy(Connection& c, const message::Raw& raw, const char* why, bool close, bool old = false);
  bool turn_away(const Held& connection);     // true when there is more to do at once
  void settle(Connection& c);                 // any thread: what it holds now, in the sum
  bool full() const { return held_ > settings_.memory_bytes; }
  void rest(Connection& c);
  void drain(Connection& c);
  void drop(Connection& c);
  void watch(Connection& c, int mode);
  void give_time(Connection& c, Waiting waiting);
  void look_at(Connection& c, Time at);
  std::chrono::milliseconds time_for(Waiting waiting) const;

  void post(Held connection);  // any thread
  void again(const Held& connection) { again_.push_back(connection); }
  Held find(std::uint64_t number) const;

  const ServerSettings& settings_;
  const RequestLimits limits_;
  std::vector<Door> doors_;
  Answers& answers_;
  ServerFigures& figures_;
  core::Log& log_;
  Workers* workers_ = nullptr;

  Poco::Net::PollSet poll_;
  DeadlineWheel wheel_;
  Time now_;
  std::vector<char> buffer_;
  std::vector<Held> by_descriptor_;
  std::vector<Held> again_;
  std::size_t open_ = 0;
  std::atomic<std::size_t> held_{0};  // bytes, by all connections
  std::uint64_t serial_ = 0;
  bool doors_watched_ = false;
  std::chrono::steady_clock::time_point doors_rest_until_;
  bool stop_begun_ = false;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> draining_{false};

  Poco::Net::StreamSocket wake_out_;  // a pair: what is written to one wakes the poll set through the other
  Poco::Net::StreamSocket wake_in_;
  std::mutex posted_mutex_;
  std::vector<Held> posted_;
};

}  // namespace sluis::transport
