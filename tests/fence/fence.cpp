// The revocation fence: two gateways on one registry, patients who revoke and give again through either of them, and a physician who
// asks both all the time. Every decision that began after a revocation or an exclusion was acknowledged must refuse, and every permit
// must fall into a time in which it could hold; a node is killed (SIGKILL) now and then.
//   fence [--decisions 1000000] [--seconds 0] [--registry URL] [--patients 16] [--writers 4] [--connections 4] [--questions 200] [--kills 10]
//         [--most-seconds 0]   ends it after that time, however many decisions were made
// Prints one JSON object; exits 0 when the fence held and both verdicts were seen where they were certain.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <stdexcept>
#include <thread>

#include "gateway/native/xml_document.hpp"
#include "tests/fence/ledger.hpp"
#include "tests/fence/node.hpp"
#include "tests/fence/people.hpp"

namespace fs = std::filesystem;
using namespace sluis;
using namespace sluis::fence;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int kMostTries = 400;
constexpr int kPatienceSeconds = 600;

struct Options {
  std::uint64_t decisions = 1'000'000;
  int seconds = 0, patients = 16, writers = 4, connections = 4, questions = 200, kills = 10, most_seconds = 0;
  std::string registry;
};

Options options_of(int argc, char** argv) {
  Options o;
  const std::map<std::string, std::function<void(const std::string&)>> known{
      {"--decisions", [&](const auto& v) { o.decisions = std::stoull(v); }}, {"--most-seconds", [&](const auto& v) { o.most_seconds = std::stoi(v); }},
      {"--seconds", [&](const auto& v) { o.seconds = std::stoi(v); }},
      {"--registry", [&](const auto& v) { o.registry = v; }},                {"--patients", [&](const auto& v) { o.patients = std::stoi(v); }},
      {"--writers", [&](const auto& v) { o.writers = std::stoi(v); }},       {"--connections", [&](const auto& v) { o.connections = std::stoi(v); }},
      {"--questions", [&](const auto& v) { o.questions = std::stoi(v); }},   {"--kills", [&](const auto& v) { o.kills = std::stoi(v); }}};
  for (int i = 1; i < argc; i += 2) {
    const auto found = known.find(argv[i]);
    if (found == known.end() || i + 1 == argc) throw std::runtime_error(std::string("unknown option, or one without a value: ") + argv[i]);
    found->second(argv[i + 1]);
  }
  return o;
}

class Folder final {
 public:
  Folder() : path_((fs::temp_directory_path() / "sluis-fence-XXXXXX").string()) {
    if (!::mkdtemp(path_.data())) throw std::runtime_error("no temporary folder");
  }
  ~Folder() { fs::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Run final {
 public:
  Run(const Options& options, const std::string& program, const std::string& folder)
      : options_(options), people_(options.patients, core::SystemClock{}.now()), ledgers_(static_cast<std::size_t>(options.patients)),
        url_(options.registry.empty() ? "sqlite://" + folder + "/registry.sqlite" : options.registry),
        nodes_{std::make_unique<Node>(program, folder + "/a", url_, people_.sts_certificate()),
               std::make_unique<Node>(program, folder + "/b", url_, people_.sts_certificate())} {}

  bool run() {
    begin();
    began_ = Steady::now();
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < options_.writers; ++i) threads.emplace_back([this, i] { guarded([&] { live(i); }); });
      for (int i = 0; i < options_.connections; ++i) threads.emplace_back([this, i] { guarded([&] { ask(i); }); });
      threads.emplace_back([this] { guarded([&] { kill_now_and_then(); }); });
    }
    return report();
  }

 private:
  // What one thread throws ends the run.
  void guarded(const std::function<void()>& work) {
    try {
      work();
    } catch (const std::exception& error) {
      const std::lock_guard lock(mutex_);
      if (broken_.empty()) broken_ = error.what();
    }
    if (!broken().empty()) over_ = true;
  }
  std::string broken() {
    const std::lock_guard lock(mutex_);
    return broken_;
  }

  double progress() const {
    const auto passed = std::chrono::duration<double>(Steady::now() - began_).count();
    if (options_.most_seconds > 0 && passed > options_.most_seconds) return 1;
    const auto by_count = options_.decisions == 0 ? 1.0 : static_cast<double>(decisions_) / static_cast<double>(options_.decisions);
    const auto share = std::min(by_count, options_.seconds == 0 ? 1.0 : passed / options_.seconds);
    // On a slow machine it goes on until both verdicts were certain once; not for ever.
    const bool seen = (saw_closed_ && saw_open_) || passed > options_.seconds + kPatienceSeconds;
    return seen ? share : std::min(share, 0.99);
  }

  // Until it is certain that the act holds. A node may die at any moment, also between commit and reply: the same act again then is
  // refused as done already, which is as good as an acknowledgement.
  void perform(Act act, int patient, bool opens, std::vector<Line>& lines, std::mt19937& dice) {
    auto& ledger = ledgers_[static_cast<std::size_t>(patient)];
    if (act != Act::PutLink) ledger.sent(opens, Steady::now());
    for (int tries = 1; tries <= kMostTries; ++tries) {
      const auto letter = people_.letter(act, patient);
      const auto reply = lines[dice() % lines.size()].post(letter.path, "text/xml; charset=utf-8", letter.message);
      const bool done = reply && reply->body.find("iscomplete>true<") != std::string::npos;
      const bool refused = reply && reply->body.find("iscomplete>false<") != std::string::npos;
      if (refused && tries == 1) throw std::runtime_error("an act was refused: " + reply->body);
      if (done || refused) {
        if (act != Act::PutLink) ledger.acknowledged(Steady::now());
        ++acts_;
        return;
      }
      ++unknown_;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    throw std::runtime_error("an act was never acknowledged");
  }

  std::vector<Line> lines() const {
    std::vector<Line> all;
    for (const auto& node : nodes_) all.emplace_back(*node);
    return all;
  }

  void begin() {
    auto both = lines();
    std::mt19937 dice(1);
    for (int patient = 0; patient < people_.count(); ++patient) {
      perform(Act::PutConsent, patient, true, both, dice);
      perform(Act::PutLink, patient, true, both, dice);
    }
  }

  // Patients who change their mind: consent or exclusion, through whichever node.
  void live(int writer) {
    auto both = lines();
    std::mt19937 dice(static_cast<unsigned>(writer) + 100);
    while (!over_) {
      const bool consent = dice() % 2 == 0;
      for (int patient = writer; patient < people_.count(); patient += options_.writers) {
        perform(consent ? Act::RevokeConsent : Act::PutExclusion, patient, false, both, dice);
      }
      let_them_ask();
      for (int patient = writer; patient < people_.count(); patient += options_.writers) {
        perform(consent ? Act::PutConsent : Act::RevokeExclusion, patient, true, both, dice);
      }
      let_them_ask();
    }
  }

  // Until each connection has asked at least once with what holds now.
  void let_them_ask() const {
    const auto enough = asked_ + 2 * static_cast<std::uint64_t>(options_.connections);
    while (!over_ && asked_ < enough) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

  void ask(int connection) {
    auto both = lines();
    std::mt19937 dice(static_cast<unsigned>(connection) + 1000);
    Tally tally;
    std::vector<int> asked(static_cast<std::size_t>(options_.questions));
    for (std::size_t call = 0; progress() < 1 && !over_; ++call) {
      for (auto& patient : asked) patient = static_cast<int>(dice() % static_cast<unsigned>(people_.count()));
      const auto text = people_.questions(asked);
      const auto sent = Steady::now();
      const auto reply = both[(call + static_cast<std::size_t>(connection)) % both.size()].post("/api/v1/decisions", "application/json", text,
                                                                                              people_.authorization());
      const auto received = Steady::now();
      ++asked_;
      if (!reply || reply->status != 200) {
        ++tally.failed_calls;
        if (reply && reply->status < 500) throw std::runtime_error("a question was refused: " + reply->body);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        continue;
      }
      ++tally.calls;
      judge(*reply, asked, sent, received, tally);
      decisions_ += asked.size();
    }
    over_ = true;
    const std::lock_guard lock(mutex_);
    tally_.add(tally);
  }

  void judge(const Reply& reply, const std::vector<int>& asked, Moment sent, Moment received, Tally& tally) {
    constexpr std::string_view kMark = "\"decision\":\"";
    std::size_t at = 0;
    for (const auto patient : asked) {
      at = reply.body.find(kMark, at);
      if (at == std::string::npos) throw std::runtime_error("an answer holds fewer decisions than questions");
      at += kMark.size();
      const bool permit = reply.body.compare(at, 6, "permit") == 0;
      const auto certain = ledgers_[static_cast<std::size_t>(patient)].during(sent, received);
      ++tally.decisions;
      if (certain == Ledger::Certain::Closed) saw_closed_ = true;
      if (certain == Ledger::Certain::Open) saw_open_ = true;
      tally.permits += permit ? 1 : 0;
      tally.had_to_refuse += certain == Ledger::Certain::Closed ? 1 : 0;
      tally.had_to_permit += certain == Ledger::Certain::Open ? 1 : 0;
      if (certain == Ledger::Certain::Closed && permit && ++tally.leaks == 1) tally.first_leak = reply.body.substr(at, 400);
      if (certain == Ledger::Certain::Open && !permit && ++tally.stale == 1 && tally.first_leak.empty()) tally.first_leak = reply.body.substr(at, 400);
    }
  }

  void kill_now_and_then() {
    for (int i = 0; i < options_.kills && !over_; ++i) {
      while (!over_ && progress() < static_cast<double>(i + 1) / (options_.kills + 1)) std::this_thread::sleep_for(std::chrono::milliseconds(5));
      if (over_) return;
      nodes_[static_cast<std::size_t>(i) % nodes_.size()]->kill_and_restart();
      ++kills_;
    }
  }

  bool report() {
    const auto& t = tally_;
    const bool held = broken_.empty() && t.leaks == 0 && t.stale == 0 && t.had_to_refuse > 0 && t.had_to_permit > 0 &&
                      (options_.most_seconds > 0 || t.decisions >= options_.decisions);
    std::printf("{\"held\":%s,\"decisions\":%llu,\"permits\":%llu,\"had_to_refuse\":%llu,\"had_to_permit\":%llu,\"leaks\":%llu,\"stale\":%llu,"
                "\"calls\":%llu,\"failed_calls\":%llu,\"acts\":%llu,\"repeated_acts\":%llu,\"kills\":%d,\"seconds\":%.0f,\"registry\":\"%s\"}\n",
                held ? "true" : "false", ull(t.decisions), ull(t.permits), ull(t.had_to_refuse), ull(t.had_to_permit), ull(t.leaks), ull(t.stale),
                ull(t.calls), ull(t.failed_calls), ull(acts_), ull(unknown_), kills_.load(),
                std::chrono::duration<double>(Steady::now() - began_).count(), url_.substr(0, url_.find(':')).c_str());
    if (!broken_.empty()) std::fprintf(stderr, "%s\n", broken_.c_str());
    if (!t.first_leak.empty()) std::fprintf(stderr, "the first wrong decision: %s\n", t.first_leak.c_str());
    return held;
  }
  static unsigned long long ull(std::uint64_t number) { return number; }

  const Options options_;
  const People people_;
  std::vector<Ledger> ledgers_;
  const std::string url_;
  const std::array<std::unique_ptr<Node>, 2> nodes_;
  Steady::time_point began_;
  std::atomic<bool> over_ = false, saw_closed_ = false, saw_open_ = false;
  std::atomic<std::uint64_t> decisions_ = 0, asked_ = 0, acts_ = 0, unknown_ = 0;
  std::atomic<int> kills_ = 0;
  std::mutex mutex_;
  Tally tally_;
  std::string broken_;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto options = options_of(argc, argv);
    native::start_libraries();
    const Folder folder;
    Run run(options, (fs::read_symlink("/proc/self/exe").parent_path() / "sluisd").string(), folder.path());
    return run.run() ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "fence: " << error.what() << "\n";
    return 2;
  }
}
