#include "tests/fence/node.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace fs = std::filesystem;

namespace sluis::fence {

Node::Node(std::string program, const std::string& folder, const std::string& registry_url, const std::string& sts_certificate)
    : program_(std::move(program)), folder_(folder) {
  fs::create_directories(folder_);
  std::ofstream(folder_ + "/sts.pem") << sts_certificate;
  std::ofstream(folder_ + "/node.conf") << "[gateway]\nenvironment = Test\nnumber = 71099911\nname = Fence\n[listen]\nplain = 127.0.0.1:0\n"
                                        << "ports_file = ports.json\n[trust]\nsts_certificates = sts.pem\n[registry]\nurl = " << registry_url
                                        << "\n[audit]\npath = trail.jsonl\n[log]\npath = node.log\nlevel = error\n[limits]\nworkers = 4\nwait_milliseconds = 60000\n";
  start();
}

Node::~Node() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

void Node::start() {
  const auto ports = folder_ + "/ports.json";
  fs::remove(ports);
  const auto config = folder_ + "/node.conf";
  pid_ = ::fork();
  if (pid_ == 0) {
    ::execl(program_.c_str(), program_.c_str(), "--config", config.c_str(), nullptr);
    std::_Exit(127);
  }
  while (!fs::exists(ports)) {
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) throw std::runtime_error("sluisd did not start in " + folder_);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  std::ifstream in(ports);
  std::string text;
  std::getline(in, text);
  port_ = static_cast<std::uint16_t>(std::stoi(text.substr(text.find(':') + 1)));
}

void Node::kill_and_restart() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  start();
}

Line::Line(const Node& node) : node_(node) {}
Line::~Line() = default;
Line::Line(Line&&) noexcept = default;

std::optional<Reply> Line::post(const std::string& path, const std::string& type, const std::string& body, const std::string& authorization) {
  try {
    if (!session_ || session_->getPort() != node_.port()) {
      session_ = std::make_unique<Poco::Net::HTTPClientSession>("127.0.0.1", node_.port());
      session_->setKeepAlive(true);
      session_->setTimeout(Poco::Timespan(120, 0));
    }
    Poco::Net::HTTPRequest request("POST", path, "HTTP/1.1");
    request.setContentType(type);
    request.setContentLength64(static_cast<std::int64_t>(body.size()));
    if (!authorization.empty()) request.set("Authorization", authorization);
    session_->sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    Reply reply;
    Poco::StreamCopier::copyToString(session_->receiveResponse(response), reply.body);
    reply.status = response.getStatus();
    const bool whole = !response.hasContentLength() || static_cast<std::size_t>(response.getContentLength64()) == reply.body.size();
    if (whole) return reply;
  } catch (const Poco::Exception&) {
    // The node was killed; what became of the request is for the caller to find out.
  }
  session_.reset();
  return std::nullopt;
}

}  // namespace sluis::fence
