#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "gateway/core/calendar.hpp"
#include "gateway/core/version.hpp"
#include "gateway/daemon/documents.hpp"
#include "gateway/daemon/privilege.hpp"
#include "gateway/daemon/service_manager.hpp"
#include "gateway/daemon/tenants.hpp"

namespace {

constexpr int kStopped = 0;
constexpr int kCannotStart = 1;

constexpr std::string_view kHelp = R"(sluisd: the Sluis gateway

  sluisd --config FILE [--clock RFC3339]   run until SIGTERM
  sluisd --check-config FILE               check the settings, keys and tables; exit 0 or 1
  sluisd --print-keys                      every settings key, as Markdown
  sluisd --print-faults                    every fault, as Markdown
  sluisd --version

  SIGHUP reads keys and certificates again, without a restart (docs/operations.md, "Keys").

  --clock RFC3339   start the clock at another moment; refused in Acceptation and Production

Exit: 0 after a clean stop, 1 when it can't start (one line says why).
)";

struct Request {
  std::string config;
  bool check_only = false;
  std::string clock;
};

[[noreturn]] void usage(const std::string& what) {
  std::cerr << "sluisd: " << what << "\n\n" << kHelp;
  std::exit(kCannotStart);
}

Request parsed(const std::vector<std::string>& words) {
  Request request;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (word == "--help" || word == "-h") {
      std::cout << kHelp;
      std::exit(kStopped);
    }
    if (word == "--version") {
      std::cout << "sluisd " << sluis::core::kVersion << "\n";
      std::exit(kStopped);
    }
    if (word == "--print-keys" || word == "--print-faults") {
      std::cout << (word == "--print-keys" ? sluis::daemon::keys_document() : sluis::daemon::faults_document());
      std::exit(kStopped);
    }
    if (word != "--config" && word != "--check-config" && word != "--clock") usage("unknown option " + word);
    if (i + 1 == words.size()) usage(word + " needs a value");
    const auto& value = words[++i];
    if (word == "--clock") {
      request.clock = value;
    } else {
      request.config = value;
      request.check_only = word == "--check-config";
    }
  }
  if (request.config.empty()) usage("--config FILE is missing");
  return request;
}

std::unique_ptr<sluis::core::Clock> clock_of(const Request& request, const std::vector<sluis::daemon::Tenant>& tenants) {
  if (request.clock.empty()) return std::make_unique<sluis::core::SystemClock>();
  for (const auto& tenant : tenants) {
    const auto environment = tenant.settings.only("gateway").text("environment");
    if (environment == "Acceptation" || environment == "Production") {
      throw sluis::daemon::SettingsError("--clock is refused: the environment is " + environment);
    }
  }
  const auto start = sluis::core::parse_instant(request.clock);
  if (!start) throw sluis::daemon::SettingsError("--clock takes a moment such as 2026-11-20T09:15:00Z");
  return std::make_unique<sluis::core::ShiftedClock>(*start);
}

sigset_t stop_signals() {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  return stop;
}

// Until then, SIGHUP exchanges the keys and certificates of every house.
void wait_for_stop_signal(sluis::daemon::Houses& houses) {
  auto waited = stop_signals();
  sigaddset(&waited, SIGHUP);
  for (int received = SIGHUP; received == SIGHUP;) {
    sigwait(&waited, &received);
    if (received != SIGHUP) continue;
    sluis::daemon::tell_service_manager("RELOADING=1");
    houses.exchange_keys();
    sluis::daemon::tell_service_manager("READY=1");
  }
}

// The time that a load balancer is given; another signal ends it.
void wait_while_drained(std::chrono::seconds time) {
  const auto stop = stop_signals();
  const timespec patience{time.count(), 0};
  if (time.count() > 0) sigtimedwait(&stop, nullptr, &patience);
}

// Before any thread starts, so that all threads leave these signals to wait_for_stop_signal.
void block_stop_signals() {
  auto waited = stop_signals();
  sigaddset(&waited, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &waited, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file at its limit is a write that fails, like on a full disk
}

}  // namespace

int main(int argc, char** argv) {
  const auto request = parsed({argv + 1, argv + argc});
  block_stop_signals();
  try {
    const auto tenants = sluis::daemon::tenants_of(sluis::daemon::SettingsFile::load(request.config));
    const auto clock = clock_of(request, tenants);
    for (const auto& tenant : tenants) {
      if (!request.check_only) sluis::daemon::refuse_root(tenant.settings);
    }
    sluis::daemon::Houses houses(tenants, *clock, !request.check_only);
    if (request.check_only) {
      for (const auto& tenant : tenants) {
        if (!tenant.name.empty()) std::cout << "tenant " << tenant.name << ": good\n";
        for (const auto& excess : sluis::daemon::excess_rights(tenant.settings)) {
          if (!excess.file.empty()) std::cerr << "warning: " << excess.file << " can be read or written by others; " << excess.advice << "\n";
        }
      }
      std::cout << request.config << ": good\n";
      return kStopped;
    }
    houses.open();
    sluis::daemon::tell_service_manager("READY=1");
    wait_for_stop_signal(houses);
    sluis::daemon::tell_service_manager("STOPPING=1");
    wait_while_drained(houses.drain());
    houses.close();
    return kStopped;
  } catch (const std::exception& error) {
    std::cerr << "sluisd: " << error.what() << "\n";
    return kCannotStart;
  }
}
