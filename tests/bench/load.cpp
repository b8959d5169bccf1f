// Sends distinct signed messages to a sluisd that it starts itself, and prints what a core does.
//   bench_load [MESSAGES [CONNECTIONS [SESSIONS [PAYLOAD_BYTES [registry|process]]]]]     the last: trust.replay_memory
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "gateway/native/xml_document.hpp"
#include "tests/bench/daemon.hpp"
#include "tests/bench/messages.hpp"

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

struct Tally {
  std::vector<double> milliseconds;
  int failed = 0;
  std::string first_failure;
};

void talk(std::uint16_t port, const std::vector<std::string>& messages, std::atomic<std::size_t>& next, Tally& tally) {
  Poco::Net::HTTPClientSession session("127.0.0.1", port);
  session.setKeepAlive(true);
  for (std::size_t i; (i = next.fetch_add(1)) < messages.size();) {
    const auto began = Clock::now();
    Poco::Net::HTTPRequest request("POST", "/Consent/v1", "HTTP/1.1");
    request.setContentType("text/xml; charset=utf-8");
    request.setContentLength64(static_cast<std::int64_t>(messages[i].size()));
    session.sendRequest(request) << messages[i];
    Poco::Net::HTTPResponse response;
    std::string body;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), body);
    tally.milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
    if (body.find("iscomplete>true<") != std::string::npos) continue;
    if (++tally.failed == 1) tally.first_failure = body;
  }
}

double percentile(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int at, int fallback) { return argc > at ? std::atoi(argv[at]) : fallback; };
  const int count = number(1, 5000), connections = number(2, 16), sessions = number(3, 100), bytes = number(4, 4000);
  sluis::native::start_libraries();
  sluis::core::SystemRandom random;
  const auto now = sluis::core::SystemClock{}.now();
  const sluis::bench::Speakers speakers(sessions, random, now);
  const auto messages = speakers.messages(count, static_cast<std::size_t>(bytes), random, now);
  const sluis::bench::Daemon daemon((fs::read_symlink("/proc/self/exe").parent_path() / "sluisd").string(), speakers.sts_certificate(),
                                     "[limits]\nwait_milliseconds = 60000\nqueue = 10000\n", -1,  // what is measured here is the work, not what is refused
                                     argc > 5 ? std::string("replay_memory = ") + argv[5] + "\n" : "");

  std::vector<Tally> tallies(static_cast<std::size_t>(connections));
  std::vector<std::thread> threads;
  std::atomic<std::size_t> next{0};
  const double cpu_before = daemon.cpu_seconds();
  const auto began = Clock::now();
  for (auto& tally : tallies) threads.emplace_back(talk, daemon.port(), std::cref(messages), std::ref(next), std::ref(tally));
  for (auto& thread : threads) thread.join();
  const double wall = std::chrono::duration<double>(Clock::now() - began).count();
  const double cpu = daemon.cpu_seconds() - cpu_before;

  std::vector<double> all;
  int failed = 0;
  for (const auto& tally : tallies) {
    all.insert(all.end(), tally.milliseconds.begin(), tally.milliseconds.end());
    failed += tally.failed;
    if (tally.failed > 0 && failed == tally.failed) std::fprintf(stderr, "the first answer that is no acknowledgement:\n%s\n", tally.first_failure.c_str());
  }
  std::ranges::sort(all);
  std::printf("messages %d (%zu bytes), connections %d, sessions %d, failed %d\n", count, messages.front().size(), connections, sessions, failed);
  std::printf("%.0f requests/s, %.0f requests/s per core of the daemon, %.0f us CPU a request\n", count / wall, count / cpu, cpu / count * 1e6);
  std::printf("p50 %.2f ms, p99 %.2f ms, peak resident memory %ld KiB\n", percentile(all, 0.5), percentile(all, 0.99), daemon.peak_resident_kib());
  return failed == 0 ? 0 : 1;
}
