// Asks a gateway from several clients while the sandbox goes wrong, and judges every status that it tells.
//   soak_client --config FILE      the JSON file is described at read_config()
// Prints one JSON object; exits 0 when nothing was wrong.
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/URI.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>

#include "tests/end_to_end/soak/phases.hpp"

namespace {

using namespace sluis::soak;
using Clock = std::chrono::steady_clock;
using Object = Poco::JSON::Object::Ptr;

struct Config {
  std::string gateway, control, ca, pem;     // TLS door, scenario door, root, client certificate with key
  std::string authorization;                 // header with the caller's token
  std::string references, decisions, answered;  // questions; file for the correlation ids of what was answered
  Names names;
  std::vector<std::string> sources;
  bool kill_only = false;
  int seconds = 20, clients = 4, pid = 0, deadline = 1500;
};

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

Object parsed(const std::string& text) {
  Poco::JSON::Parser parser;
  return parser.parse(text).extract<Object>();
}

// {"gateway":URL,"control":URL,"ca":FILE,"pem":FILE,"authorization":TEXT,"references":FILE,"decisions":FILE,"answered":FILE,"names":{"hub-1":"hub1"},
//  "sources":["hub1"],"kill_only":false,"seconds":20,"clients":4,"pid":1234,"deadline":1500}
Config read_config(const std::string& path) {
  const auto json = parsed(text_of(path));
  Config c;
  const auto text = [&](const char* name) { return json->getValue<std::string>(name); };
  c.gateway = text("gateway"), c.control = text("control"), c.ca = text("ca"), c.pem = text("pem"), c.authorization = text("authorization");
  c.references = text_of(text("references")), c.decisions = text_of(text("decisions")), c.answered = text("answered");
  for (const auto& [answered, name] : *json->getObject("names")) c.names.emplace_back(answered, name.toString());
  for (const auto& source : *json->getArray("sources")) c.sources.push_back(source.toString());
  c.kill_only = json->getValue<bool>("kill_only");
  c.seconds = json->getValue<int>("seconds"), c.clients = json->getValue<int>("clients");
  c.pid = json->getValue<int>("pid"), c.deadline = json->getValue<int>("deadline");
  return c;
}

struct Reply {
  int status = 0;
  std::string body, correlation;
};

Reply post(Poco::Net::HTTPClientSession& session, const std::string& path, const std::string& body, int deadline,
           const std::string& authorization = {}) {
  Poco::Net::HTTPRequest request("POST", path, "HTTP/1.1");
  request.setContentType("application/json");
  request.setContentLength64(static_cast<Poco::Int64>(body.size()));
  request.setKeepAlive(true);
  if (!authorization.empty()) request.set("Authorization", authorization);
  if (deadline > 0) request.set("Sluis-Deadline-Milliseconds", std::to_string(deadline));
  session.sendRequest(request) << body;
  Poco::Net::HTTPResponse response;
  auto& in = session.receiveResponse(response);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  return {response.getStatus(), std::move(text), response.get("X-Correlation-Id", "")};
}

// Open descriptors and resident memory of a process.
struct Sample {
  long descriptors = 0, kilobytes = 0;
};
Sample sample(int pid) {
  const auto folder = "/proc/" + std::to_string(pid);
  Sample s;
  s.descriptors = std::distance(std::filesystem::directory_iterator(folder + "/fd"), std::filesystem::directory_iterator());
  std::ifstream status(folder + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) s.kilobytes = std::stol(line.substr(6));
  }
  return s;
}

class Soak final {
 public:
  explicit Soak(Config config)
      : config_(std::move(config)), phases_(config_.kill_only ? kills(config_.sources) : phases(config_.sources)) {}

  bool run() {
    const auto end = Clock::now() + std::chrono::seconds(config_.seconds);
    {
      std::vector<std::jthread> clients;
      for (int i = 0; i < config_.clients; ++i) clients.emplace_back([this, i] { ask_until_over(i); });
      std::jthread sampling([this] { sample_until_over(); });
      script_until(end);
      over_ = true;
    }
    return report();
  }

 private:
  struct Started {
    Clock::time_point begin;  // from here it may be in force
    const Phase* phase;
    std::optional<Clock::time_point> on{};   // from here it is
    std::optional<Clock::time_point> off{};  // from here it may be over
    std::optional<Clock::time_point> end{};  // from here it is
  };

  // Even numbers of time are rest, odd ones a fault; what an answer may tell depends on all that was in force while it was made.
  void script_until(Clock::time_point end) {
    const auto length = std::max(std::chrono::milliseconds(2 * config_.deadline), std::chrono::milliseconds(config_.kill_only ? 2500 : 1500));
    for (std::size_t i = 0; Clock::now() < end; ++i) {
      const auto& phase = phases_[i % phases_.size()];
      {
        const std::lock_guard lock(mutex_);
        started_.push_back({Clock::now(), &phase});
      }
      scenario("{\"" + phase.source + "\":" + phase.rules + "}");
      note(&Started::on);
      std::this_thread::sleep_for(std::min<Clock::duration>(length, std::max<Clock::duration>(end - Clock::now(), std::chrono::seconds(0))));
      note(&Started::off);
      scenario("{\"" + phase.source + "\":{}}");
      note(&Started::end);
    }
  }

  void note(std::optional<Clock::time_point> Started::*moment) {
    const std::lock_guard lock(mutex_);
    started_.back().*moment = Clock::now();
  }

  void scenario(const std::string& json) {
    const Poco::URI uri(config_.control);
    Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
    if (const auto reply = post(session, uri.getPath(), json, 0); reply.status != 200) wrong("the control door said " + reply.body);
  }

  void ask_until_over(int number) {
    Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, config_.pem, config_.pem, config_.ca);
    const Poco::URI uri(config_.gateway);
    Poco::Net::HTTPSClientSession session(uri.getHost(), uri.getPort(), context);
    session.setTimeout(Poco::Timespan(30, 0));
    for (int i = number; !over_; ++i) {
      try {
        ask(session, i % 4 == 3);
      } catch (const Poco::Exception& e) {
        wrong("no answer: " + e.displayText());
        session.reset();
      }
    }
  }

  void ask(Poco::Net::HTTPClientSession& session, bool decision) {
    const auto from = Clock::now();
    const auto reply = post(session, decision ? "/api/v1/decisions" : "/api/v1/references", decision ? config_.decisions : config_.references,
                            decision ? 0 : config_.deadline, config_.authorization);
    if (reply.status != 200) return wrong("HTTP " + std::to_string(reply.status) + ": " + reply.body.substr(0, 200));
    const auto json = parsed(reply.body);
    if (!decision) judge(json, from, Clock::now());
    const std::lock_guard lock(mutex_);
    answered_.push_back(reply.correlation);
  }

  void judge(const Object& json, Clock::time_point from, Clock::time_point to) {
    const auto sources = json->getArray("sources");
    if (!sources || sources->empty()) return wrong("an answer without sources");
    for (const auto& item : *sources) {
      const auto source = item.extract<Object>();
      const auto told = source->getValue<std::string>("source");
      const auto status = source->getValue<std::string>("status");
      const auto name = sandbox_name(config_.names, told);
      const bool right = allowed(name, status, from, to);
      const std::lock_guard lock(mutex_);
      ++statuses_[name + " " + status];
      if (!right) wrong_statuses_.push_back(name + " was " + status + in_force(from, to));
    }
  }

  // "breaker_open" may outlast the fault that opened it; nothing else does. Once the caller's time has run out any source may be
  // late: on a busy machine that needs no fault.
  bool allowed(const std::string& name, const std::string& status, Clock::time_point from, Clock::time_point to) {
    if (status == "late" && to - from >= std::chrono::milliseconds(config_.deadline)) return true;
    const std::lock_guard lock(mutex_);
    bool always_faulty = false;
    for (const auto& [begin, phase, on, off, end] : started_) {
      if (phase->source != name || begin > to) continue;
      if (status == "breaker_open") return true;
      if (end && *end < from) continue;
      if (phase->allowed.contains(status)) return true;
      always_faulty = always_faulty || (on && *on < from && (!off || *off > to));
    }
    // The dossier answers pharmacies; to the physician who asks here it is excluded by decision, whatever happens.
    return !always_faulty && status == (name.starts_with("dossier") ? "excluded" : "complete");
  }

  std::string in_force(Clock::time_point from, Clock::time_point to) const {
    std::string text;
    for (const auto& [begin, phase, on, off, end] : started_) {
      if (begin <= to && (!end || *end >= from)) text += "; " + phase->source + " had " + phase->rules;
    }
    return text;
  }

  void sample_until_over() {
    while (!over_) {
      samples_.push_back(sample(config_.pid));
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  void wrong(const std::string& what) {
    const std::lock_guard lock(mutex_);
    wrong_statuses_.push_back(what);
  }

  static long median(std::vector<long> all) {
    if (all.empty()) return 0;
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2), all.end());
    return all[all.size() / 2];
  }

  // Medians of both halves of the run.
  std::pair<long, long> halves(long Sample::* what) const {
    std::vector<long> first, second;
    for (std::size_t i = 0; i < samples_.size(); ++i) (i < samples_.size() / 2 ? first : second).push_back(samples_[i].*what);
    return {median(first), median(second)};
  }

  bool report() {
    std::ofstream ids(config_.answered);
    for (const auto& id : answered_) ids << id << "\n";
    const auto descriptors = halves(&Sample::descriptors), kilobytes = halves(&Sample::kilobytes);
    Poco::JSON::Object out(Poco::JSON_PRESERVE_KEY_ORDER);
    Poco::JSON::Object statuses;
    for (const auto& [name, count] : statuses_) statuses.set(name, count);
    Poco::JSON::Array wrongs;
    for (std::size_t i = 0; i < std::min<std::size_t>(wrong_statuses_.size(), 10); ++i) wrongs.add(wrong_statuses_[i]);
    out.set("answered", answered_.size()).set("wrong", wrong_statuses_.size());
    out.set("phases", started_.size()).set("statuses", statuses).set("first_wrong", wrongs);
    out.set("descriptors_first", descriptors.first).set("descriptors_second", descriptors.second);
    out.set("kilobytes_first", kilobytes.first).set("kilobytes_second", kilobytes.second);
    std::ostringstream text;
    out.stringify(text);
    std::puts(text.str().c_str());
    return wrong_statuses_.empty() && !answered_.empty();
  }


  Config config_;
  std::vector<Phase> phases_;
  std::atomic<bool> over_{false};
  std::mutex mutex_;
  std::vector<Started> started_;
  std::vector<std::string> wrong_statuses_, answered_;
  std::map<std::string, int> statuses_;
  std::vector<Sample> samples_;  // of one thread
};

}  // namespace

int main(int count, char** values) {
  if (count != 3 || std::string(values[1]) != "--config") {
    std::fputs("soak_client --config FILE\n", stderr);
    return 2;
  }
  try {
    Poco::Net::initializeSSL();
    return Soak(read_config(values[2])).run() ? 0 : 1;
  } catch (const Poco::Exception& e) {
    std::fprintf(stderr, "soak_client: %s\n", e.displayText().c_str());
  } catch (const std::exception& e) {
    std::fprintf(stderr, "soak_client: %s\n", e.what());
  }
  return 2;
}
