#include "adapters/simulator_kit/https_server.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/ThreadPool.h>

#include <optional>
#include <stdexcept>

#include "adapters/simulator_kit/call_handler.hpp"
#include "adapters/simulator_kit/listener.hpp"

namespace sluis::sandbox {
namespace {

constexpr int kThreads = 64;

Poco::Net::HTTPServerParams::Ptr parameters() {
  Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
  params->setMaxThreads(kThreads);
  params->setTimeout(Poco::Timespan(30, 0));
  params->setKeepAliveTimeout(Poco::Timespan(15, 0));
  params->setMaxKeepAliveRequests(0);
  return params;
}

// A server from its first connection to its last.
class Running final {
 public:
  Running(const Served& served, const ListenerSettings& settings)
      : server_(call_handlers(served, pause_), threads_, listening_socket(settings), parameters()) {
    server_.start();
  }
  ~Running() {
    pause_.end();
    try {
      server_.stopAll(true);
      threads_.stopAll();
    } catch (const Poco::Exception&) {  // nothing is left to be done about it
    }
  }
  std::uint16_t port() const { return server_.port(); }

 private:
  Pause pause_;
  Poco::ThreadPool threads_{1, kThreads};
  Poco::Net::HTTPServer server_;
};

}  // namespace

struct HttpsServer::Parts {
  Parts(Simulator& simulator, Scenario& scenario, core::Log& log, const ServerSettings& given)
      : served{simulator, scenario, log, Spoiler(given.means)}, name(simulator.name()) {
    settings.address = given.address;
    settings.port = given.port;
    if (!given.certificate.empty()) settings.context = tls_context(given.certificate, given.key);
    if (!given.wrong_certificate.empty()) settings.wrong = tls_context(given.wrong_certificate, given.wrong_key);
    settings.ask = [this] { return served.scenario.wrong_certificate(name); };
    running.emplace(served, settings);
    settings.port = running->port();
  }

  // Connections that stand keep their certificate, so they end when certificates change.
  void change(Scenario::Listening wanted) {
    if (wanted == now) return;
    now = wanted;
    held.reset();
    running.reset();
    if (wanted.down) {
      held.emplace(holding_socket(settings.address, settings.port));
    } else {
      running.emplace(served, settings);
    }
  }

  Served served;
  std::string name;
  ListenerSettings settings;
  Scenario::Listening now;
  std::optional<Poco::Net::ServerSocket> held;
  std::optional<Running> running;
};

HttpsServer::HttpsServer(Simulator& simulator, Scenario& scenario, core::Log& log, const ServerSettings& settings) {
  try {
    parts_ = std::make_unique<Parts>(simulator, scenario, log, settings);
    scenario.watch(parts_->name, [parts = parts_.get()](Scenario::Listening wanted) { parts->change(wanted); });
  } catch (const Poco::Exception& e) {
    throw std::runtime_error(std::string(simulator.name()) + ": can't listen on " + settings.address + ": " +
                             e.displayText());
  }
}

HttpsServer::~HttpsServer() {
  parts_->served.scenario.forget(parts_->name);
}

std::uint16_t HttpsServer::port() const {
  return parts_->settings.port;
}

}  // namespace sluis::sandbox
