// kill -9 at random moments under mixed load of registrations, and what must hold after every start.
//   crash [--kills 200] [--seed N] [--connections 4] [--authority [--keys FOLDER]] [--bin FOLDER] [--keep]
// --authority: the federal services (of a sluis-sandbox that it starts) have the last word, so that every registration is owed to them;
// --keys: where the sandbox keeps its private keys, as its own option of this name.
// Prints what it saw; exits 0 only when nothing was lost, doubled or unrecorded.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <random>
#include <stdexcept>

#include "gateway/core/clock.hpp"
#include "gateway/native/xml_document.hpp"
#include "tests/crash/judge.hpp"
#include "tests/crash/load.hpp"
#include "tests/crash/programs.hpp"

namespace fs = std::filesystem;
using namespace sluis;
using namespace sluis::crash_test;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int kPatienceSeconds = 120;  // for what has no reason not to happen

struct Options {
  int kills = 200, connections = 4;
  std::uint64_t seed = 20261120;
  bool authority = false, keep = false;
  std::string keys;  // of the sandbox; "": made for this run
  std::string bin = fs::read_symlink("/proc/self/exe").parent_path().string();
};

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto value = [&] {
      if (++i == argc) throw std::runtime_error(word + " needs a value");
      return std::string(argv[i]);
    };
    if (word == "--kills") options.kills = std::stoi(value());
    else if (word == "--connections") options.connections = std::clamp(std::stoi(value()), 1, 16);
    else if (word == "--seed") options.seed = std::stoull(value());
    else if (word == "--bin") options.bin = value();
    else if (word == "--keys") options.keys = value();
    else if (word == "--authority") options.authority = true;
    else if (word == "--keep") options.keep = true;
    else throw std::runtime_error("unknown option " + word);
  }
  return options;
}

// Until `done`, at most kPatienceSeconds; throws with `what` when it never was.
template <class Done>
void await(const std::string& what, Done done) {
  const auto end = Steady::now() + std::chrono::seconds(kPatienceSeconds);
  while (!done()) {
    if (Steady::now() > end) throw std::runtime_error("waited in vain: " + what);
    ::usleep(2000);
  }
}

// A folder with settings, sandbox and gateway.
class Stage final {
 public:
  Stage(const Options& options, const Callers& callers) : options_(options), folder_(fs::temp_directory_path() / ("sluis-crash-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "crash-sts.pem") << callers.sts_certificate();
    if (options.authority) start_sandbox();
    std::ofstream(config()) << settings();
  }
  ~Stage() {
    gateway_.reset();
    sandbox_.reset();
    if (!options_.keep) fs::remove_all(folder_);
  }

  std::string folder() const { return folder_.string(); }
  std::string file(const std::string& name) const { return (folder_ / name).string(); }
  std::string config() const { return file("gateway.conf"); }
  std::uint16_t port() const { return port_; }
  Program& gateway() { return *gateway_; }

  // Seconds from the start of the process until it said that it is ready.
  double start() {
    fs::remove(file("ports.json"));
    const auto began = Steady::now();
    gateway_ = std::make_unique<Program>(std::vector<std::string>{options_.bin + "/sluisd", "--config", config()}, file("gateway.out"));
    await("a start", [&] {
      if (!gateway_->runs()) throw std::runtime_error("sluisd ended by itself: " + text_of(file("gateway.out")));
      if (!fs::exists(file("ports.json"))) return false;
      port_ = static_cast<std::uint16_t>(std::stoi(json_member(text_of(file("ports.json")), "plain")));
      return is_ready();
    });
    return std::chrono::duration<double>(Steady::now() - began).count();
  }

 private:
  bool is_ready() const {
    try {
      Poco::Net::HTTPClientSession session("127.0.0.1", port_);
      Poco::Net::HTTPRequest request("GET", "/readyz", "HTTP/1.1");
      session.sendRequest(request);
      Poco::Net::HTTPResponse response;
      session.receiveResponse(response);
      return response.getStatus() == 200;
    } catch (const Poco::Exception&) {
      return false;
    }
  }

  void start_sandbox() {
    sandbox_ = std::make_unique<Program>(std::vector<std::string>{options_.bin + "/sluis-sandbox", "--dir", file("world"), "--keys", options_.keys.empty() ? file("keys") : options_.keys}, file("sandbox.out"));
    await("the sandbox", [&] {
      if (!sandbox_->runs()) throw std::runtime_error("sluis-sandbox ended by itself: " + text_of(file("sandbox.out")));
      return fs::exists(file("world/sandbox.json"));  // complete when it appears
    });
  }

  std::string settings() const {
    std::string text = "[gateway]\nenvironment = Test\nnumber = 71099911\nname = Crash\n[listen]\nplain = 127.0.0.1:0\nports_file = ports.json\n[trust]\n"
                       "sts_certificates = crash-sts.pem" + (options_.authority ? ", " + json_member(part("sts"), "certificate") : std::string{}) + "\n[registry]\nurl = sqlite://" + file("registry.sqlite") +
                       "\n[audit]\npath = trail.jsonl\n[log]\npath = log\nlevel = warning\n";
    if (options_.authority) text += authority_settings();
    return text;
  }

  // The part of sandbox.json behind "name":{ .
  std::string part(const std::string& name) const {
    const auto json = text_of(file("world/sandbox.json"));
    const auto at = json.find("\"" + name + "\":");
    return at == std::string::npos ? std::string{} : json.substr(at);
  }

  std::string authority_settings() const {
    const auto own = part("gateway");
    std::ofstream(file("identity.password")) << json_member(own, "password") << "\n";
    const auto ca = json_member(text_of(file("world/sandbox.json")), "ca");
    std::string text = "[sts]\nurl = " + json_member(part("sts"), "url") + "\ntrusted_roots = " + ca + "\n[identity hospital]\nfile = " +
                       json_member(own, "p12") + "\npassword_file = identity.password\nquality = " + json_member(own, "kind") + "\nnumber = " +
                       json_member(own, "nihii") + "\n[authority]\ntrusted_roots = " + ca + "\n";
    for (const auto& [setting, service] : {std::pair{"consent", "consent"}, {"links", "therlink"}, {"exclusions", "exclusion"}}) {
      text += std::string(setting) + " = ehealth\n" + setting + "_url = " + json_member(part(service), "url") + "\n";
    }
    return text + "[outbox]\nfirst_delay_ms = 50\nlongest_delay_seconds = 1\n";
  }

  const Options& options_;
  const fs::path folder_;
  std::unique_ptr<Program> sandbox_, gateway_;
  std::uint16_t port_ = 0;
};

int crash(const Options& options) {
  native::start_libraries();
  core::SystemClock clock;
  core::SystemRandom random;
  const Callers callers(random, clock);
  Stage stage(options, callers);
  Judge judge(options.bin, stage.folder());
  Load load(callers, options.connections);
  std::mt19937_64 dice(options.seed);
  std::vector<double> starts;
  for (int kill = 0; kill < options.kills; ++kill) {
    starts.push_back(stage.start());
    if (kill > 0) judge.look(load, "after kill " + std::to_string(kill));
    // Anywhere from the first message on: after some answers, and some part of the next one's time.
    const auto until = load.answers() + std::uniform_int_distribution<long>(1, 40)(dice);
    load.go(stage.port());
    await("answers under load", [&] {
      if (!stage.gateway().runs()) throw std::runtime_error("sluisd ended by itself: " + text_of(stage.file("gateway.out")));
      return load.answers() >= until || !load.refused().empty();
    });
    ::usleep(static_cast<unsigned>(std::uniform_int_distribution<int>(0, 12000)(dice)));
    stage.gateway().kill();
    load.rest();
  }
  starts.push_back(stage.start());
  judge.look(load, "in the end");
  if (options.authority) {
    await("everything owed to be delivered", [&] { judge.look(load, "in the end"); return judge.waiting() == 0 || judge.complaints() > 0; });
    judge.look_at_deliveries();
  }
  const auto ended = stage.gateway().end();
  std::ranges::sort(starts);
  std::printf("%d kills (seed %llu), %ld acknowledged, %ld orders recovered, %zu orders in the trail\n", options.kills,
              static_cast<unsigned long long>(options.seed), load.answers(), judge.recovered(), judge.records());
  std::printf("start until ready: median %.2f s, longest %.2f s; SIGTERM in the end: %d; wrong: %ld\n", starts[starts.size() / 2], starts.back(), ended,
              judge.complaints());
  return judge.complaints() == 0 && ended == 0 && load.answers() > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    return crash(options_of(argc, argv));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "crash: %s\n", error.what());
    return 2;
  }
}
