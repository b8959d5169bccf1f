#include "gateway/transport/wire.hpp"

#include <Poco/Exception.h>

#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "gateway/transport/resolver.hpp"
#include "gateway/transport/tls_context.hpp"
#include "gateway/transport/wire_call.hpp"

namespace sluis::transport {
namespace {

using Context = Poco::Net::Context::Ptr;

// Connections that may carry another call. Thread-safe.
class Pool final {
 public:
  Pool(std::size_t per_peer, std::chrono::milliseconds idle_time) : per_peer_(per_peer), idle_time_(idle_time) {}

  std::optional<Stream> take(const std::string& key) {
    const std::lock_guard lock(mutex_);
    auto& parked = parked_[key];
    while (!parked.empty()) {
      auto [stream, until] = std::move(parked.back());
      parked.pop_back();
      if (std::chrono::steady_clock::now() < until && is_quiet(stream)) return std::move(stream);
    }
    return std::nullopt;
  }

  void give(const std::string& key, Stream stream) {
    const std::lock_guard lock(mutex_);
    auto& parked = parked_[key];
    parked.push_back({std::move(stream), std::chrono::steady_clock::now() + idle_time_});
    if (parked.size() > per_peer_) parked.pop_front();
  }

 private:
  struct Parked {
    Stream stream;
    spi::Deadline until;
  };

  // Anything readable on a parked connection is its end, or bytes that belong to nobody.
  static bool is_quiet(const Stream& stream) {
    try {
      return !stream.socket().poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ);
    } catch (const Poco::Exception&) {
      return false;
    }
  }

  const std::size_t per_peer_;
  const std::chrono::milliseconds idle_time_;
  std::mutex mutex_;
  std::map<std::string, std::deque<Parked>> parked_;
};

}  // namespace

class HttpWire::Parts final {
 public:
  Parts(WireSettings settings, core::Metrics& metrics)
      : settings_(std::move(settings)), pool_(settings_.idle_per_peer, settings_.idle_time),
        connects_(metrics.counter("sluis_wire_connects_total", "Connections made to networks")),
        reuses_(metrics.counter("sluis_wire_reuses_total", "Calls on a kept connection")),
        faults_(metrics.counter("sluis_wire_faults_total", "Calls to networks that ended in a fault")) {
    ignore_broken_pipes();
  }

  Result<spi::WireReply> post(const spi::WireRequest& request) {
    auto reply = attempt(request);
    if (!reply) faults_.add();
    return reply;
  }

 private:
  Result<spi::WireReply> attempt(const spi::WireRequest& request) {
    const auto peer = parse_url(request.url);
    WireCall call(request, settings_.answer_bytes);
    if (!peer) return call.fault(FaultId::SettingsRefused, "not an http or https url");
    const auto& roots = request.trusted_roots.empty() ? settings_.trusted_roots : request.trusted_roots;
    const std::string key = std::string(peer->secure ? "s|" : "p|") + peer->authority + "|" + roots;
    const auto text = request_text(*peer, request);
    if (auto parked = pool_.take(key)) {
      reuses_.add();
      auto reply = call.exchange(*parked, text);
      if (reply && call.keeps_alive()) pool_.give(key, std::move(*parked));
      if (reply || !call.unanswered()) return reply;
    }
    auto stream = connect(call, request, *peer, roots);
    if (!stream) return stream.error();
    auto reply = call.exchange(*stream, text);
    if (reply && call.keeps_alive()) pool_.give(key, std::move(*stream));
    return reply;
  }

  Result<Stream> connect(WireCall& call, const spi::WireRequest& request, const Peer& peer, const std::string& roots) {
    Context context;
    if (peer.secure) {
      auto found = context_for(roots);
      if (!found) return call.fault(found.error().id(), found.error().log_text());
      context = *found;
    }
    const auto addresses = resolver_.resolve(peer.host, request.deadline);
    if (!addresses) return call.fault(addresses.error().id(), addresses.error().log_text());
    connects_.add();
    return call.connect(peer, *addresses, std::move(context));
  }

  Result<Context> context_for(const std::string& roots) {
    const std::lock_guard lock(contexts_mutex_);
    if (const auto found = contexts_.find(roots); found != contexts_.end()) return found->second;
    if (roots.empty()) return Fault(FaultId::SettingsRefused, "https needs a file of trusted roots");
    const auto certificates = native::Certificate::load(roots);
    if (!certificates) return certificates.error();
    try {
      return contexts_[roots] = client_context(*certificates);
    } catch (const std::runtime_error& e) {
      return Fault(FaultId::SettingsRefused, e.what());
    }
  }

  const WireSettings settings_;
  Pool pool_;
  Resolver resolver_;
  std::mutex contexts_mutex_;
  std::map<std::string, Context> contexts_;
  core::Counter& connects_;
  core::Counter& reuses_;
  core::Counter& faults_;
};

HttpWire::HttpWire(WireSettings settings, core::Metrics& metrics)
    : parts_(std::make_unique<Parts>(std::move(settings), metrics)) {}

HttpWire::~HttpWire() = default;

Result<spi::WireReply> HttpWire::post(const spi::WireRequest& request) { return parts_->post(request); }

}  // namespace sluis::transport
