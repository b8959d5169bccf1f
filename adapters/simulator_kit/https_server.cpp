#include "adapters/simulator_kit/https_server.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/ThreadPool.h>

#include <chrono>
#include <istream>
#include <stdexcept>

namespace sluis::sandbox {
namespace {

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

constexpr std::size_t kLargestBody = 10 * 1024 * 1024;
constexpr int kThreads = 64;

std::string header(const HTTPServerRequest& request, const std::string& name) {
  return request.get(name, "");
}

std::string read_body(HTTPServerRequest& request) {
  std::string body;
  char part[16384];
  auto& in = request.stream();
  while (in.read(part, sizeof part), in.gcount() > 0) {
    body.append(part, static_cast<std::size_t>(in.gcount()));
    if (body.size() > kLargestBody) throw std::runtime_error("body too large");
  }
  return body;
}

Answer spoilt(Failure failure, Answer answer) {
  if (failure == Failure::Http500) return {500, "text/plain", "Internal Server Error", "scenario: http500"};
  if (failure == Failure::Garbage)
    return {200, answer.content_type, "\x01\x02<not>what you asked", "scenario: garbage"};
  if (failure == Failure::Truncated) answer.body.resize(answer.body.size() / 2);
  return answer;
}

class Handler final : public Poco::Net::HTTPRequestHandler {
 public:
  Handler(Simulator& simulator, Scenario& scenario, core::Log& log)
      : simulator_(simulator), scenario_(scenario), log_(log) {}

  void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
    const auto start = std::chrono::steady_clock::now();
    try {
      const auto answer = respond(request, response);
      const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
      log_.info("call", {{"simulator", simulator_.name()},
                         {"status", answer.status},
                         {"why", answer.log},
                         {"ms", static_cast<std::int64_t>(took.count())}});
    } catch (const Poco::Exception& e) {  // mostly a caller who hung up
      response.setKeepAlive(false);
      log_.warning("call_broken", {{"simulator", simulator_.name()}, {"why", std::string(e.name())}});
    } catch (const std::exception& e) {
      response.setKeepAlive(false);
      log_.warning("call_broken", {{"simulator", simulator_.name()}, {"why", std::string(e.what())}});
    }
  }

 private:
  Answer respond(HTTPServerRequest& request, HTTPServerResponse& response) {
    const auto behaviour = scenario_.next(simulator_.name());
    if (request.getExpectContinue()) response.sendContinue();
    const auto soap_action = header(request, "SOAPAction");
    const Question question{
        request.getMethod(), request.getURI(), request.getContentType(), soap_action, header(request, "Authorization"),
        read_body(request),  behaviour};
    scenario_.wait(behaviour.delay);
    if (behaviour.failure == Failure::Close) {
      response.setKeepAlive(false);
      return {0, "", "", "scenario: close"};
    }
    auto answer = behaviour.failure == Failure::Fault ? simulator_.fault() : simulator_.answer(question);
    answer = spoilt(behaviour.failure, std::move(answer));
    scenario_.wait(behaviour.late);
    send(response, answer);
    return answer;
  }

  static void send(HTTPServerResponse& response, const Answer& answer) {
    response.setStatusAndReason(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status));
    response.setContentType(answer.content_type);
    response.sendBuffer(answer.body.data(), answer.body.size());
  }

  Simulator& simulator_;
  Scenario& scenario_;
  core::Log& log_;
};

class Factory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  Factory(Simulator& simulator, Scenario& scenario, core::Log& log)
      : simulator_(simulator), scenario_(scenario), log_(log) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest& request) override {
    static_cast<Poco::Net::HTTPServerRequestImpl&>(const_cast<HTTPServerRequest&>(request)).socket().setNoDelay(true);
    return new Handler(simulator_, scenario_, log_);  // owned by the server's connection
  }

 private:
  Simulator& simulator_;
  Scenario& scenario_;
  core::Log& log_;
};

Poco::Net::ServerSocket listen(const ServerSettings& settings) {
  const Poco::Net::SocketAddress address(settings.address, settings.port);
  if (settings.certificate.empty()) return Poco::Net::ServerSocket(address, 128);
  Poco::Net::Context::Ptr context =
      new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, settings.key, settings.certificate, "",
                             Poco::Net::Context::VERIFY_NONE, 9, false);
  context->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
  return Poco::Net::SecureServerSocket(address, 128, context);
}

}  // namespace

struct HttpsServer::Parts {
  Poco::ThreadPool threads{1, kThreads};
  std::unique_ptr<Poco::Net::HTTPServer> server;
};

HttpsServer::HttpsServer(Simulator& simulator, Scenario& scenario, core::Log& log, const ServerSettings& settings)
    : parts_(std::make_unique<Parts>()) {
  try {
    Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
    params->setMaxThreads(kThreads);
    params->setTimeout(Poco::Timespan(30, 0));
    params->setKeepAliveTimeout(Poco::Timespan(15, 0));
    params->setMaxKeepAliveRequests(0);
    parts_->server = std::make_unique<Poco::Net::HTTPServer>(new Factory(simulator, scenario, log), parts_->threads,
                                                             listen(settings), params);
    parts_->server->start();
  } catch (const Poco::Exception& e) {
    throw std::runtime_error(std::string(simulator.name()) + ": can't listen on " + settings.address + ": " +
                             e.displayText());
  }
}

HttpsServer::~HttpsServer() {
  try {
    parts_->server->stopAll(true);
    parts_->threads.stopAll();
  } catch (const Poco::Exception&) {  // nothing is left to be done about it
  }
}

std::uint16_t HttpsServer::port() const {
  return parts_->server->port();
}

}  // namespace sluis::sandbox
