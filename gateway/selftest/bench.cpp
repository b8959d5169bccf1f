#include "gateway/selftest/bench.hpp"

#include <atomic>

#include "gateway/core/random.hpp"
#include "gateway/selftest/http_script.hpp"
#include "gateway/transport/raw_client.hpp"

namespace sluis::selftest {
namespace {

constexpr std::chrono::seconds kGiveUp{60};  // of real time, for a server that doesn't answer

Outcome outcome_of(const std::string& told) {
  const auto bar = told.find('|');
  if (bar == std::string::npos) return {false, "no answer", "-"};
  return {told.starts_with("-|"), told.substr(0, bar), told.substr(bar + 1)};
}

}  // namespace

// The server, with a steady time that stands still until a client waits.
class Bench::Door final {
 public:
  Door(transport::ServerSettings settings, Nodes& nodes)
      : log_(clock_, [](std::string_view) {}), nodes_(nodes), server_(changed(std::move(settings)), callbacks(), clock_, random_, log_, metrics_) {
    server_.start();
  }

  std::uint16_t port() const { return server_.port(); }
  void begin(core::Instant at) { at_ = at, accepted_ = 0; }
  int accepted() const { return accepted_; }
  void wait() { time_ += 1000; }

 private:
  transport::ServerSettings changed(transport::ServerSettings settings) {
    settings.plain = transport::ListenAddress{};
    settings.tls.reset();
    settings.workers = 2;
    settings.steady_time = [this] { return std::chrono::steady_clock::time_point(std::chrono::milliseconds(time_.load())); };
    return settings;
  }

  transport::Callbacks callbacks() {
    transport::Callbacks callbacks;
    callbacks.handle = [this](message::Raw raw) {
      const auto outcome = nodes_.judge(std::move(raw), "-", false, at_.load());
      if (outcome.accepted) ++accepted_;
      return message::Reply{outcome.accepted ? 200 : 500, "text/plain", outcome.rule + "|" + outcome.fault, {}};
    };
    callbacks.fault_reply = [](const Fault& fault, const message::Raw&) {
      return message::Reply{fault.entry().http_status, "text/plain", "http|" + fault.number(), {}};
    };
    callbacks.readiness = [] { return std::vector<transport::ReadyPart>{}; };
    return callbacks;
  }

  std::atomic<std::int64_t> time_{1'000'000};
  std::atomic<core::Instant> at_{core::Instant{}};
  std::atomic<int> accepted_{0};
  core::SystemClock clock_;
  core::SystemRandom random_;
  core::Metrics metrics_;
  core::Log log_;
  Nodes& nodes_;
  transport::Server server_;
};

Bench::Bench(const Corpus& corpus, const security::GateSettings& settings, transport::ServerSettings server, SharedMemory memory)
    : corpus_(corpus), settings_(trusting(settings, corpus)), nodes_(settings_, corpus, std::move(memory)),
      door_(std::make_unique<Door>(std::move(server), nodes_)) {}
Bench::~Bench() = default;

message::Raw Bench::raw_of(const Attack& attack, const Step& step) const {
  message::Raw raw;
  raw.method = "POST";
  raw.path = step.path.empty() ? attack.path : step.path;
  raw.correlation_id = "selftest";
  raw.peer = "192.0.2.1";
  if (attack.door == "json") {
    raw.headers["content-type"] = "application/json";
    raw.body = "{\"questions\":[]}";
    if (auto token = corpus_.bytes(attack); !token.empty()) raw.headers["authorization"] = std::move(token);
    const bool token = raw.headers.contains("authorization");
    if (attack.certificate != "-") raw.client_certificate = corpus_.certificates(attack.certificate).front();
    // Where the operator wants a certificate beside every token, its holder comes with one, so that the rule meant is met.
    else if (token && settings_.header_token_needs_certificate && attack.settings == "-") raw.client_certificate = corpus_.certificates("holder").front();
    return raw;
  }
  raw.headers["content-type"] = "text/xml; charset=utf-8";
  raw.body = step.what == Step::What::Base ? corpus_.file("control/" + attack.base + ".xml") : corpus_.bytes(attack);
  return raw;
}

Outcome Bench::at_the_gate(const Attack& attack, const Step& step, Cost& cost) {
  auto raw = raw_of(attack, step);
  const CostMeter meter;
  auto outcome = nodes_.judge(std::move(raw), attack.settings, step.second_node, attack.clock + step.after);
  cost = meter.stop();
  return outcome;
}

Outcome Bench::over_http(const Attack& attack, Cost& cost) {
  const auto script = corpus_.bytes(attack);
  door_->begin(attack.clock);
  const auto until = std::chrono::steady_clock::now() + kGiveUp;
  const auto in_time = [&] { return std::chrono::steady_clock::now() < until; };
  const CostMeter meter;
  transport::RawClient client({"127.0.0.1", door_->port(), false, {}, std::nullopt});
  play(script, corpus_, client, [&] { return door_->wait(), in_time(); });
  while (!answer_in(client.received()) && !client.closed() && in_time()) client.receive(std::chrono::milliseconds(200));
  cost = meter.stop();
  const auto answer = answer_in(client.received());
  auto outcome = outcome_of(answer ? answer->body : "");
  outcome.accepted = door_->accepted() > 0;  // also what hid behind the first message
  return outcome;
}

void Bench::run_steps(const Attack& attack, Row& row) {
  for (std::size_t i = 0; i < attack.steps.size(); ++i) {
    const auto& step = attack.steps[i];
    const bool last = i + 1 == attack.steps.size();
    if (step.what == Step::What::Restart) {
      nodes_.restart(step.second_node);
      continue;
    }
    row.outcome = attack.door == "http" ? over_http(attack, row.cost) : at_the_gate(attack, step, row.cost);
    const bool wanted = last ? attack.control() : !step.refused;
    if (row.outcome.accepted == wanted) continue;
    row.note = "step " + std::to_string(i + 1) + " was " + (row.outcome.accepted ? "accepted" : "refused by " + row.outcome.rule + " " + row.outcome.fault);
    return;
  }
  row.right = row.outcome.rule == attack.rule && row.outcome.fault == attack.fault;
  if (!row.right) row.note = "refused by " + row.outcome.rule + " " + row.outcome.fault + ", expected " + attack.rule + " " + attack.fault;
}

Row Bench::run(const Attack& attack) {
  Row row;
  row.attack = &attack;
  row.judged = attack.unless == "-" || !differs(settings_, attack.unless);
  if (!row.judged) return row;
  nodes_.begin();
  run_steps(attack, row);
  return row;
}

}  // namespace sluis::selftest
