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

// What calls of one time believe and show. Thread-safe.
class Trust final {
 public:
  explicit Trust(WireTrust given) : given_(std::move(given)) {
    for (const auto& [url, credential] : given_.client_credentials) {
      if (const auto peer = parse_url(url)) own_.insert_or_assign(peer->authority, credential);
    }
  }

  // Throws std::runtime_error: the roots, or what is shown, can't be used.
  void make_all() {
    for (const auto& [path, certificates] : given_.roots) contexts_[path] = client_context(certificates);
    for (const auto& [authority, credential] : own_) client_context({}, &credential);
  }

  Result<Context> context_for(const std::string& roots, const std::string& authority) {
    const auto own = own_.find(authority);
    const auto key = own == own_.end() ? roots : roots + "|" + authority;
    const std::lock_guard lock(mutex_);
    if (const auto found = contexts_.find(key); found != contexts_.end()) return found->second;
    if (roots.empty()) return Fault(FaultId::SettingsRefused, "https needs a file of trusted roots");
    const auto certificates = certificates_of(roots);
    if (!certificates) return certificates.error();
    try {
      return contexts_[key] = client_context(*certificates, own == own_.end() ? nullptr : &own->second);
    } catch (const std::runtime_error& e) {
      return Fault(FaultId::SettingsRefused, e.what());
    }
  }

 private:
  Result<std::vector<native::Certificate>> certificates_of(const std::string& roots) const {
    const auto found = given_.roots.find(roots);
    if (found != given_.roots.end()) return found->second;
    return native::Certificate::load(roots);
  }

  const WireTrust given_;
  std::map<std::string, native::Credential> own_;  // by host and port
  std::mutex mutex_;
  std::map<std::string, Context> contexts_;
};

// Calls of one time, and the connections that they keep: those of before an exchange end with the last call that uses them.
struct Era {
  Era(WireTrust given, const WireSettings& settings) : trust(std::move(given)), pool(settings.idle_per_peer, settings.idle_time) {}
  Trust trust;
  Pool pool;
};

constexpr std::size_t kMostSeen = 1000;

}  // namespace

class HttpWire::Parts final {
 public:
  std::vector<SeenServer> seen() const {
    const std::lock_guard lock(seen_mutex_);
    std::vector<SeenServer> all;
    for (const auto& [authority, server] : seen_) all.push_back(server);
    return all;
  }

  Parts(WireSettings settings, core::Metrics& metrics)
      : settings_(std::move(settings)), era_(std::make_shared<Era>(WireTrust{}, settings_)),
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

  std::function<void()> prepare(WireTrust trust) {
    auto next = std::make_shared<Era>(std::move(trust), settings_);
    next->trust.make_all();
    return [this, next] {
      const std::lock_guard lock(era_mutex_);
      era_ = next;
    };
  }

 private:
  std::shared_ptr<Era> era() {
    const std::lock_guard lock(era_mutex_);
    return era_;
  }

  Result<spi::WireReply> attempt(const spi::WireRequest& request) {
    const auto peer = parse_url(request.url);
    WireCall call(request, settings_.answer_bytes);
    if (!peer) return call.fault(FaultId::SettingsRefused, "not an http or https url");
    const auto& roots = request.trusted_roots.empty() ? settings_.trusted_roots : request.trusted_roots;
    const std::string key = std::string(peer->secure ? "s|" : "p|") + peer->authority + "|" + roots;
    const auto text = request_text(*peer, request);
    const auto now = era();
    if (auto parked = now->pool.take(key)) {
      reuses_.add();
      auto reply = call.exchange(*parked, text);
      if (reply && call.keeps_alive()) now->pool.give(key, std::move(*parked));
      if (reply || !call.unanswered()) return reply;
    }
    auto stream = connect(call, request, *peer, roots, now->trust);
    if (!stream) return stream.error();
    auto reply = call.exchange(*stream, text);
    if (reply && call.keeps_alive()) now->pool.give(key, std::move(*stream));
    return reply;
  }

  Result<Stream> connect(WireCall& call, const spi::WireRequest& request, const Peer& peer, const std::string& roots, Trust& trust) {
    Context context;
    if (peer.secure) {
      auto found = trust.context_for(roots, peer.authority);
      if (!found) return call.fault(found.error().id(), found.error().log_text());
      context = *found;
    }
    const auto addresses = resolver_.resolve(peer.host, request.deadline);
    if (!addresses) return call.fault(addresses.error().id(), addresses.error().log_text());
    connects_.add();
    auto stream = call.connect(peer, *addresses, std::move(context));
    if (stream && peer.secure) note(request.network, peer.authority, stream->peer_certificate());
    return stream;
  }

  void note(const std::string& network, const std::string& authority, std::optional<native::Certificate> certificate) {
    if (!certificate) return;
    const std::lock_guard lock(seen_mutex_);
    if (seen_.size() < kMostSeen || seen_.contains(authority)) seen_.insert_or_assign(authority, SeenServer{network, authority, std::move(*certificate)});
  }

  const WireSettings settings_;
  Resolver resolver_;
  mutable std::mutex seen_mutex_;
  std::map<std::string, SeenServer> seen_;  // by authority
  std::mutex era_mutex_;
  std::shared_ptr<Era> era_;
  core::Counter& connects_;
  core::Counter& reuses_;
  core::Counter& faults_;
};

HttpWire::HttpWire(WireSettings settings, core::Metrics& metrics)
    : parts_(std::make_unique<Parts>(std::move(settings), metrics)) {}

HttpWire::~HttpWire() = default;

std::function<void()> HttpWire::prepare(WireTrust trust) { return parts_->prepare(std::move(trust)); }

Result<spi::WireReply> HttpWire::post(const spi::WireRequest& request) { return parts_->post(request); }

std::vector<SeenServer> HttpWire::seen() const { return parts_->seen(); }

}  // namespace sluis::transport
