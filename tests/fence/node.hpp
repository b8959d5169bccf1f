#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace Poco::Net {
class HTTPClientSession;
}

namespace sluis::fence {

// A sluisd of its own folder on a registry that others use as well; can be killed and started again.
class Node final {
 public:
  // Throws std::runtime_error when it doesn't start.
  Node(std::string program, const std::string& folder, const std::string& registry_url, const std::string& sts_certificate);
  ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  void kill_and_restart();  // SIGKILL
  std::uint16_t port() const { return port_; }  // another one after a restart

 private:
  void start();

  const std::string program_, folder_;
  pid_t pid_ = -1;
  std::atomic<std::uint16_t> port_ = 0;
};

struct Reply {
  int status = 0;
  std::string body;
};

// A connection to a node that is kept as long as it stands. Used by one thread.
class Line final {
 public:
  explicit Line(const Node& node);
  ~Line();
  Line(Line&&) noexcept;
  // nullopt: no answer came, for whatever reason.
  std::optional<Reply> post(const std::string& path, const std::string& type, const std::string& body, const std::string& authorization = {});

 private:
  const Node& node_;
  std::unique_ptr<Poco::Net::HTTPClientSession> session_;
};

}  // namespace sluis::fence
