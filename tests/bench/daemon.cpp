#include "tests/bench/daemon.hpp"

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace fs = std::filesystem;

namespace sluis::bench {

Daemon::Daemon(const std::string& program, const std::string& sts_certificate, const std::string& more, int core,
               const std::string& trust)
    : folder_(fs::temp_directory_path() / ("sluis-bench-" + std::to_string(::getpid()))) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "sts.pem") << sts_certificate;
  std::ofstream(folder_ / "bench.conf") << "[gateway]\nenvironment = Test\nnumber = 71099911\nname = Bench\n[listen]\nplain = 127.0.0.1:0\n"
                                        << "ports_file = ports.json\n[trust]\nsts_certificates = sts.pem\n" << trust << "[registry]\nurl = sqlite://"
                                        << (folder_ / "registry.sqlite").string() << "\n[audit]\npath = trail.jsonl\n[log]\npath = log\nlevel = error\n"
                                        << more;
  pid_ = ::fork();
  if (pid_ == 0) {
    if (core >= 0) {
      cpu_set_t set;
      CPU_ZERO(&set);
      CPU_SET(static_cast<std::size_t>(core), &set);
      ::sched_setaffinity(0, sizeof set, &set);
    }
    ::execl(program.c_str(), program.c_str(), "--config", (folder_ / "bench.conf").c_str(), nullptr);
    std::_Exit(127);
  }
  while (!fs::exists(folder_ / "ports.json")) {
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) throw std::runtime_error("sluisd did not start");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  std::ifstream in(folder_ / "ports.json");
  std::string text;
  std::getline(in, text);
  port_ = static_cast<std::uint16_t>(std::stoi(text.substr(text.find(':') + 1)));
}

Daemon::~Daemon() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
  fs::remove_all(folder_);
}

double Daemon::cpu_seconds() const {
  std::ifstream in("/proc/" + std::to_string(pid_) + "/stat");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  std::istringstream rest(text.substr(text.rfind(')') + 2));
  std::string skip;
  long user = 0, system = 0;
  for (int i = 0; i < 11; ++i) rest >> skip;
  rest >> user >> system;
  return static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

long Daemon::resident_kib() const { return status_of("VmRSS:"); }
long Daemon::peak_resident_kib() const { return status_of("VmHWM:"); }

long Daemon::status_of(const std::string& member) const {
  std::ifstream in("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(member)) return std::stol(line.substr(member.size()));
  }
  return 0;
}

}  // namespace sluis::bench
