// Calls a sluisd over TLS at a steady rate while its keys and certificates are exchanged one kind after the other, a broken set among
// them, and counts the calls that fail. Exit 0: none did, and every exchange happened. Waiting is no failure here: overload has a program of
// its own (tests/overload).
//   keys_exchange [SECONDS [CALLS_A_SECOND [SECONDS_BETWEEN_EXCHANGES]]]
#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/StreamCopier.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <thread>

#include "gateway/native/xml_document.hpp"
#include "tests/bench/messages.hpp"

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kConnections = 16;

sluis::native::Credential credential(const std::string& name) {
  const auto now = sluis::core::SystemClock{}.now();
  sluis::native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"O", "Throw-away"}, {"OU", "NIHII-HOSPITAL=71099911"}, {"CN", name}};
  request.not_before = now - std::chrono::hours(1);
  request.not_after = now + std::chrono::hours(24);
  request.ip_addresses = {"127.0.0.1"};
  const auto key = sluis::native::PrivateKey::generate_rsa(2048);
  return {key, sluis::native::make_certificate(request, key.public_key(), key, nullptr), {}};
}

std::string text_of(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A sluisd with every kind of key in files of its own folder.
class Gateway final {
 public:
  Gateway(const std::string& program, const std::string& sts, const std::string& holders)
      : folder_(fs::temp_directory_path() / ("sluis-keys-" + std::to_string(::getpid()))), sts_(sts), holders_(holders) {
    fs::create_directories(folder_);
    for (const int side : {0, 1}) {
      servers_[side] = std::make_unique<sluis::native::Credential>(credential("server " + std::to_string(side)));
      owners_[side] = std::make_unique<sluis::native::Credential>(credential("hospital " + std::to_string(side)));
    }
    third_ = std::make_unique<sluis::native::Credential>(credential("another authority"));
    for (int kind = 0; kind < kKinds; ++kind) put(kind, 0);
    write("both-servers.pem", servers_[0]->certificate.pem() + servers_[1]->certificate.pem());
    write("settings", "[gateway]\nenvironment = Test\nnumber = 71099911\nname = Bench\n[listen]\nplain = 127.0.0.1:0\ntls = 127.0.0.1:0\ncertificate = server.crt\n"
          "key = server.key\nclient_roots = clients.pem\nports_file = ports.json\n[keys]\nwatch_seconds = 0\n[trust]\nsts_certificates = sts.pem\nholder_roots = holders.pem\n"
          "[registry]\nurl = sqlite://" + in("registry.sqlite") + "\n[audit]\npath = trail.jsonl\n[log]\npath = log\n[limits]\nwait_milliseconds = 60000\nqueue = 10000\n[answers]\nsign = true\nidentity = hospital\n"
          "[identity hospital]\nfile = hospital.pem\nquality = hospital\nnumber = 71099911\n");
    pid_ = ::fork();
    if (pid_ == 0) {
      ::execl(program.c_str(), program.c_str(), "--config", in("settings").c_str(), nullptr);
      std::_Exit(127);
    }
    while (!fs::exists(folder_ / "ports.json")) {
      if (::waitpid(pid_, nullptr, WNOHANG) == pid_) throw std::runtime_error("sluisd did not start: " + text_of(folder_ / "log"));
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    const auto ports = text_of(folder_ / "ports.json");
    tls_port_ = static_cast<std::uint16_t>(std::stoi(ports.substr(ports.find("\"tls\":") + 6)));
  }
  ~Gateway() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
    fs::remove_all(folder_);
  }

  static constexpr int kKinds = 6;
  static std::string name_of(int kind) {
    constexpr std::array kNames{"server certificate and key", "client roots", "STS certificates", "holder roots", "own holder key", "a key that doesn't fit"};
    return kNames.at(static_cast<std::size_t>(kind));
  }
  // Puts the other files of this kind in place and tells the daemon. True when it did what it should: exchange, or refuse.
  bool exchange(int kind, int side) {
    put(kind, side);
    const std::string event = kind == kKinds - 1 ? "\"keys_refused\"" : "\"keys_exchanged\"";
    const auto before = count(event);
    ::kill(pid_, SIGHUP);
    bool done = false;
    for (int i = 0; i < 600 && !done; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      done = count(event) > before;
    }
    if (kind == kKinds - 1) write("server.key", servers_[server_]->key.pem());
    return done;
  }
  std::uint16_t tls_port() const { return tls_port_; }
  std::string in(const std::string& name) const { return (folder_ / name).string(); }

 private:
  void put(int kind, int side) {
    const bool second = side == 1;
    switch (kind) {
      case 0:
        server_ = static_cast<std::size_t>(side);
        write("server.crt", servers_[server_]->certificate.pem());
        write("server.key", servers_[server_]->key.pem());
        break;
      case 1: write("clients.pem", holders_ + (second ? third_->certificate.pem() : "")); break;
      case 2: write("sts.pem", second ? third_->certificate.pem() + sts_ : sts_); break;
      case 3: write("holders.pem", second ? third_->certificate.pem() + holders_ : holders_); break;
      case 4: write("hospital.pem", owners_[static_cast<std::size_t>(side)]->key.pem() + owners_[static_cast<std::size_t>(side)]->certificate.pem()); break;
      default:
        if (pid_ > 0) write("server.key", third_->key.pem());
    }
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  std::size_t count(const std::string& event) const {
    const auto text = text_of(folder_ / "log");
    std::size_t found = 0;
    for (auto at = text.find(event); at != std::string::npos; at = text.find(event, at + 1)) ++found;
    return found;
  }

  const fs::path folder_;
  const std::string sts_, holders_;
  std::array<std::unique_ptr<sluis::native::Credential>, 2> servers_, owners_;
  std::unique_ptr<sluis::native::Credential> third_;
  std::size_t server_ = 0;
  pid_t pid_ = -1;
  std::uint16_t tls_port_ = 0;
};

struct Tally {
  std::vector<double> milliseconds;
  int failed = 0;
  std::string first_failure;
};

// Every call has its moment. One that finds its connection ended by the last reply opens a new one; nothing is tried twice.
void call(const Gateway& gateway, const std::vector<std::string>& messages, std::atomic<std::size_t>& next, double rate, Clock::time_point began, Tally& tally) {
  Poco::Net::Context::Ptr context(new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, "", "", gateway.in("both-servers.pem"), Poco::Net::Context::VERIFY_STRICT));
  Poco::Net::HTTPSClientSession session("127.0.0.1", gateway.tls_port(), context);
  session.setKeepAlive(true);
  session.setKeepAliveTimeout(Poco::Timespan(600, 0));
  session.setTimeout(Poco::Timespan(60, 0));
  for (std::size_t i; (i = next.fetch_add(1)) < messages.size();) {
    std::this_thread::sleep_until(began + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(static_cast<double>(i) / rate)));
    const auto start = Clock::now();
    std::string body;
    try {
      Poco::Net::HTTPRequest request("POST", "/Consent/v1", "HTTP/1.1");
      request.setContentType("text/xml; charset=utf-8");
      request.setContentLength64(static_cast<std::int64_t>(messages[i].size()));
      session.sendRequest(request) << messages[i];
      Poco::Net::HTTPResponse response;
      Poco::StreamCopier::copyToString(session.receiveResponse(response), body);
      if (!response.getKeepAlive()) session.reset();
    } catch (const Poco::Exception& error) {
      body = error.displayText();
      session.reset();
    }
    tally.milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    if (body.find("iscomplete>true<") == std::string::npos && ++tally.failed == 1) tally.first_failure = body;
  }
}

double percentile(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int at, double fallback) { return argc > at ? std::atof(argv[at]) : fallback; };
  const double seconds = number(1, 60), rate = number(2, 500), pause = number(3, 2);
  sluis::native::start_libraries();
  Poco::Net::initializeSSL();
  sluis::core::SystemRandom random;
  const auto now = sluis::core::SystemClock{}.now();
  const sluis::bench::Speakers speakers(50, random, now);
  const auto messages = speakers.messages(static_cast<int>(seconds * rate), 1000, random, now);
  Gateway gateway((fs::read_symlink("/proc/self/exe").parent_path() / "sluisd").string(), speakers.sts_certificate(), speakers.holder_certificate());

  std::vector<Tally> tallies(kConnections);
  std::vector<std::thread> threads;
  std::atomic<std::size_t> next{0};
  const auto began = Clock::now();
  for (auto& tally : tallies) threads.emplace_back(call, std::cref(gateway), std::cref(messages), std::ref(next), rate, began, std::ref(tally));
  std::map<std::string, int> exchanges;
  bool all_done = true;
  for (int turn = 0; next < messages.size(); ++turn) {
    std::this_thread::sleep_for(std::chrono::duration<double>(pause));
    const int kind = turn % Gateway::kKinds;
    const bool done = gateway.exchange(kind, 1 - turn / Gateway::kKinds % 2);
    if (!done) std::cerr << "not done: " << Gateway::name_of(kind) << "\n";
    all_done = all_done && done;
    ++exchanges[Gateway::name_of(kind)];
  }
  for (auto& thread : threads) thread.join();
  const double wall = std::chrono::duration<double>(Clock::now() - began).count();

  std::vector<double> all;
  int failed = 0;
  for (const auto& tally : tallies) {
    all.insert(all.end(), tally.milliseconds.begin(), tally.milliseconds.end());
    failed += tally.failed;
    if (tally.failed > 0) std::cerr << "failed: " << tally.first_failure.substr(0, 500) << "\n";
  }
  std::ranges::sort(all);
  std::printf("calls %zu in %.1f s (%.0f a second wanted, %.0f reached), failed %d, p50 %.1f ms, p99 %.1f ms, longest %.1f ms\n", all.size(), wall, rate,
              static_cast<double>(all.size()) / wall, failed, percentile(all, 0.5), percentile(all, 0.99), all.back());
  for (const auto& [name, times] : exchanges) std::printf("%3d x %s\n", times, name.c_str());
  return failed == 0 && all_done ? 0 : 1;
}
