// Three times the capacity for a minute: what the accepted requests, the refused ones, the probes and the memory of a sluisd do, and
// how soon all is normal again. Prints a table; exits 0 when every target of docs/reliability.md holds.
//   overload [SECONDS [MESSAGES [PAYLOAD_BYTES]]]
#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "gateway/native/xml_document.hpp"
#include "tests/bench/daemon.hpp"
#include "tests/bench/messages.hpp"
#include "tests/overload/generator.hpp"

using sluis::overload::Generator;
using sluis::overload::Outcome;

namespace {

constexpr double kOverload = 3;
constexpr double kQuiet = 0.2;           // of the capacity
constexpr double kMostTimesUnloaded = 5;
constexpr double kRecovery = 5;          // seconds
constexpr long kMostGrowthKib = 64 * 1024;

struct Summary {
  std::size_t accepted = 0, refused = 0, wrong = 0;
  double p50 = 0, p99 = 0, worst = 0;          // of the accepted, milliseconds
  double refused_p50 = 0, refused_p99 = 0;
};

double percentile(std::vector<double>& all, double share) {
  if (all.empty()) return 0;
  std::ranges::sort(all);
  return all[std::min(all.size() - 1, static_cast<std::size_t>(share * static_cast<double>(all.size())))];
}

Summary summary_of(const std::vector<Outcome>& outcomes) {
  std::vector<double> accepted, refused;
  Summary sum;
  for (const auto& o : outcomes) {
    if (!o.right) ++sum.wrong;
    if (o.status == 200) accepted.push_back(o.milliseconds);
    if (o.status == 503) refused.push_back(o.milliseconds);
  }
  sum.accepted = accepted.size();
  sum.refused = refused.size();
  sum.p50 = percentile(accepted, 0.5);
  sum.p99 = percentile(accepted, 0.99);
  sum.worst = percentile(accepted, 1);
  sum.refused_p50 = percentile(refused, 0.5);
  sum.refused_p99 = percentile(refused, 0.99);
  return sum;
}

void print(const char* phase, double seconds, const Summary& sum) {
  std::printf("%-10s %8.1f/s offered %8.1f/s accepted   p50 %7.2f  p99 %7.2f  worst %7.2f ms   %zu refused, p50 %.2f p99 %.2f ms   %zu wrong\n", phase,
              static_cast<double>(sum.accepted + sum.refused + sum.wrong) / seconds, static_cast<double>(sum.accepted) / seconds, sum.p50, sum.p99, sum.worst,
              sum.refused, sum.refused_p50, sum.refused_p99, sum.wrong);
  std::fflush(stdout);
}

// Asks /healthz ten times a second, each time on a new connection, and looks at the memory of the daemon.
class Watcher final {
 public:
  explicit Watcher(const sluis::bench::Daemon& daemon) : daemon_(daemon), first_kib_(daemon.resident_kib()), thread_([this] { watch(); }) {}
  ~Watcher() { stop(); }
  void stop() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
  }

  int asked = 0, failed = 0;
  double slowest = 0;  // milliseconds
  long grown_kib = 0;

 private:
  void watch() {
    while (!stopped_) {
      const auto began = std::chrono::steady_clock::now();
      ++asked;
      try {
        Poco::Net::HTTPClientSession session("127.0.0.1", daemon_.port());
        session.setTimeout(Poco::Timespan(5, 0));
        Poco::Net::HTTPRequest request("GET", "/healthz", "HTTP/1.1");
        session.sendRequest(request);
        Poco::Net::HTTPResponse response;
        Poco::NullOutputStream nowhere;
        Poco::StreamCopier::copyStream(session.receiveResponse(response), nowhere);
        if (response.getStatus() != 200) ++failed;
      } catch (const Poco::Exception& error) {
        std::fprintf(stderr, "a probe failed: %s\n", error.displayText().c_str());
        ++failed;
      }
      slowest = std::max(slowest, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
      grown_kib = std::max(grown_kib, daemon_.resident_kib() - first_kib_);
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  const sluis::bench::Daemon& daemon_;
  const long first_kib_;
  std::atomic<bool> stopped_{false};
  std::thread thread_;
};

// The second after which nothing was refused and nothing took longer than `limit` milliseconds.
double normal_again(const std::vector<Outcome>& outcomes, double limit) {
  double last = 0;
  for (const auto& o : outcomes) {
    if (o.status != 200 || o.milliseconds > limit) last = std::max(last, o.due);
  }
  return last;
}

bool holds(const char* what, bool truth) {
  std::printf("%s  %s\n", truth ? "holds " : "BROKEN", what);
  return truth;
}

void stay_on(std::size_t core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  ::sched_setaffinity(0, sizeof set, &set);
}

std::vector<std::string> requests_of(std::vector<std::string> messages) {
  for (auto& text : messages) {
    text = "POST /Consent/v1 HTTP/1.1\r\nHost: bench\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
  }
  return messages;
}

int run(double seconds, int count, int bytes) {
  sluis::native::start_libraries();
  sluis::core::SystemRandom random;
  const auto now = sluis::core::SystemClock{}.now();
  const sluis::bench::Speakers speakers(100, random, now);
  std::printf("signing %d messages\n", count);
  std::fflush(stdout);
  auto requests = requests_of(speakers.messages(count, static_cast<std::size_t>(bytes), random, now));
  const auto program = (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "sluisd").string();
  const bool two_cores = std::thread::hardware_concurrency() >= 2;
  const sluis::bench::Daemon daemon(program, speakers.sts_certificate(), "", two_cores ? 0 : -1);
  if (two_cores) stay_on(1);
  std::printf("%d messages of %zu bytes; gateway and client on %s\n", count, requests.front().size(), two_cores ? "one core each" : "the same core");
  Generator generator(daemon.port(), std::move(requests), "iscomplete>true<");

  print("warming", 3, summary_of(generator.saturate(1, 3)));
  const auto full = summary_of(generator.saturate(4, 10));
  print("capacity", 10, full);
  const double capacity = static_cast<double>(full.accepted) / 10;
  const auto quiet = summary_of(generator.at_rate(kQuiet * capacity, 15));
  print("unloaded", 15, quiet);
  Watcher watcher(daemon);
  const auto crowd = summary_of(generator.at_rate(kOverload * capacity, seconds));
  watcher.stop();
  print("overload", seconds, crowd);
  const auto after = generator.at_rate(kQuiet * capacity, 15);
  print("recovery", 15, summary_of(after));
  const double normal = normal_again(after, kMostTimesUnloaded * quiet.p99);

  std::printf("accepted p99 is %.2f times the unloaded one; probes %d asked, %d failed, slowest %.1f ms; memory grew by %ld KiB; normal after %.2f s\n",
              crowd.p99 / quiet.p99, watcher.asked, watcher.failed, watcher.slowest, watcher.grown_kib, normal);
  bool good = holds("accepted requests: p99 under five times the unloaded p99", crowd.p99 < kMostTimesUnloaded * quiet.p99);
  good &= holds("the rest: 503 with Retry-After, nothing else", crowd.wrong == 0 && crowd.refused > 0);
  good &= holds("refused at once: p99 under five times the unloaded p99", crowd.refused_p99 < kMostTimesUnloaded * quiet.p99);
  good &= holds("probes: all answered, within a second", watcher.failed == 0 && watcher.asked > 0 && watcher.slowest < 1000);
  good &= holds("memory: grown by 64 MiB at most", watcher.grown_kib <= kMostGrowthKib);
  good &= holds("normal again within 5 s", normal < kRecovery);
  good &= holds("the work done stays at half of the capacity or more", static_cast<double>(crowd.accepted) / seconds > capacity / 2);
  return good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int at, int fallback) { return argc > at ? std::atoi(argv[at]) : fallback; };
  try {
    return run(number(1, 60), number(2, 80'000), number(3, 1000));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "overload: %s\n", error.what());
    return 2;
  }
}
