#include "adapters/simulator_kit/call_handler.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/StreamSocket.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <istream>
#include <ostream>
#include <stdexcept>

#include "adapters/simulator_kit/call_clock.hpp"

namespace sluis::sandbox {
namespace {

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

constexpr std::size_t kLargestBody = 10 * 1024 * 1024;
constexpr std::int64_t kSteps = 20;  // a second of an endless answer comes in so many parts

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

Poco::Net::StreamSocket& socket_of(const HTTPServerRequest& request) {
  return static_cast<Poco::Net::HTTPServerRequestImpl&>(const_cast<HTTPServerRequest&>(request)).socket();
}

void begin(HTTPServerResponse& response, const Answer& answer) {
  response.setStatusAndReason(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status));
  response.setContentType(answer.content_type);
}

class Handler final : public Poco::Net::HTTPRequestHandler {
 public:
  Handler(const Served& served, Pause& pause) : served_(served), pause_(pause) {}

  void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
    const auto start = std::chrono::steady_clock::now();
    const auto name = served_.simulator.name();
    try {
      const auto answer = respond(request, response);
      const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
      served_.log.info("call", {{"simulator", name},
                                {"status", answer.status},
                                {"why", answer.log},
                                {"ms", static_cast<std::int64_t>(took.count())}});
    } catch (const Poco::Exception& e) {  // mostly a caller who hung up
      response.setKeepAlive(false);
      served_.log.warning("call_broken", {{"simulator", name}, {"why", std::string(e.name())}});
    } catch (const std::exception& e) {
      response.setKeepAlive(false);
      served_.log.warning("call_broken", {{"simulator", name}, {"why", std::string(e.what())}});
    }
  }

 private:
  Answer respond(HTTPServerRequest& request, HTTPServerResponse& response) {
    const auto behaviour = served_.scenario.next(served_.simulator.name());
    if (request.getExpectContinue()) response.sendContinue();
    const auto soap_action = header(request, "SOAPAction");
    const Question question{
        request.getMethod(), request.getURI(), request.getContentType(), soap_action, header(request, "Authorization"),
        read_body(request),  behaviour};
    pause_.wait(behaviour.delay);
    if (behaviour.failure == Failure::Close) {
      response.setKeepAlive(false);
      return {0, "", "", "scenario: close"};
    }
    auto answer = made(question);
    pause_.wait(behaviour.late);
    if (behaviour.failure == Failure::Reset) return reset(request, response, std::move(answer));
    if (behaviour.failure == Failure::Endless) return stream(response, std::move(answer), behaviour.bytes_per_second);
    begin(response, answer);
    response.sendBuffer(answer.body.data(), answer.body.size());
    return answer;
  }

  Answer made(const Question& question) {
    const CallClock::Skew skew(question.behaviour.skew);
    if (question.behaviour.failure == Failure::Fault) return served_.simulator.fault();
    return served_.spoiler.spoilt(question.behaviour.failure, served_.simulator.answer(question));
  }

  // Half of an answer whose length is announced, then the connection is gone.
  static Answer reset(const HTTPServerRequest& request, HTTPServerResponse& response, Answer answer) {
    begin(response, answer);
    response.setContentLength64(static_cast<Poco::Int64>(answer.body.size()));
    response.setKeepAlive(false);
    auto& out = response.send();
    out.write(answer.body.data(), static_cast<std::streamsize>(answer.body.size() / 2)).flush();
    sockaddr nobody{};
    nobody.sa_family = AF_UNSPEC;  // disconnects at once, and the kernel tells the other side with a reset
    ::connect(socket_of(request).impl()->sockfd(), &nobody, sizeof nobody);
    return {answer.status, "", "", "scenario: reset"};
  }

  // Until the caller or the sandbox has had enough.
  Answer stream(HTTPServerResponse& response, Answer answer, std::int64_t bytes_per_second) {
    const auto [beginning, part] = served_.spoiler.endless(answer.body);
    begin(response, answer);
    response.setChunkedTransferEncoding(true);
    response.setKeepAlive(false);
    auto& out = response.send();
    out << beginning << std::flush;
    const auto steps = std::clamp<std::int64_t>(bytes_per_second, 1, kSteps);
    const auto piece = bytes_per_second == 0 ? part.size() : static_cast<std::size_t>(bytes_per_second / steps);
    const auto rest = std::chrono::milliseconds(bytes_per_second == 0 ? 0 : 1000 / steps);
    for (std::size_t at = 0; out.good() && !pause_.ended(); pause_.wait(rest)) {
      for (std::size_t left = piece; left > 0;) {
        const auto count = std::min(left, part.size() - at);
        out.write(part.data() + at, static_cast<std::streamsize>(count));
        left -= count;
        at = (at + count) % part.size();
      }
      out.flush();
    }
    return {answer.status, "", "", "scenario: endless"};
  }

  const Served& served_;
  Pause& pause_;
};

class Factory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  Factory(const Served& served, Pause& pause) : served_(served), pause_(pause) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest& request) override {
    socket_of(request).setNoDelay(true);
    return new Handler(served_, pause_);  // owned by the server's connection
  }

 private:
  const Served& served_;
  Pause& pause_;
};

}  // namespace

Poco::Net::HTTPRequestHandlerFactory* call_handlers(const Served& served, Pause& pause) {
  return new Factory(served, pause);
}

}  // namespace sluis::sandbox
