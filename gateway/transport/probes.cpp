#include "gateway/transport/probes.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string_view>
#include <utility>

#include "gateway/core/json_writer.hpp"

namespace sluis::transport {
namespace {

constexpr auto kJson = "application/json";

std::int64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t total = 0;
  std::int64_t resident = 0;
  statm >> total >> resident;
  return resident * ::sysconf(_SC_PAGESIZE);
}

double cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::string process_figures() {
  return "# HELP process_resident_memory_bytes Resident memory size in bytes\n"
         "# TYPE process_resident_memory_bytes gauge\n"
         "process_resident_memory_bytes " + std::to_string(resident_bytes()) + "\n"
         "# HELP process_cpu_seconds_total Processor time used, user and system\n"
         "# TYPE process_cpu_seconds_total counter\n"
         "process_cpu_seconds_total " + std::to_string(cpu_seconds()) + "\n";
}

// Prometheus text with one more label on every figure.
std::string with_label(const std::string& figures, const std::string& label) {
  if (label.empty()) return figures;
  std::string out;
  out.reserve(figures.size() * 2);
  for (std::size_t at = 0; at < figures.size();) {
    const auto end = std::min(figures.find('\n', at), figures.size() - 1) + 1;
    const auto line = std::string_view(figures).substr(at, end - at);
    const auto name = line.find_first_of("{ ");
    if (line.front() == '#' || name == std::string_view::npos) {
      out += line;
    } else if (line[name] == '{') {
      out.append(line.substr(0, name + 1)).append(label).append(",").append(line.substr(name + 1));
    } else {
      out.append(line.substr(0, name)).append("{").append(label).append("}").append(line.substr(name));
    }
    at = end;
  }
  return out;
}

}  // namespace

Probes::Probes(const core::Metrics& metrics, ReadinessCheck readiness, TrustList trust, const std::string& tenant)
    : metrics_(metrics), readiness_(std::move(readiness)), trust_(std::move(trust)), tenant_(tenant.empty() ? "" : "tenant=\"" + tenant + "\"") {}

bool Probes::is_probe(const std::string& path) { return path == "/healthz" || path == "/readyz" || is_for_operators(path); }

bool Probes::is_for_operators(const std::string& path) { return path == "/metrics" || path == "/trust"; }

std::optional<message::Reply> Probes::answer(const message::Raw& raw) const {
  if (raw.method != "GET" && raw.method != "HEAD") return std::nullopt;
  if (raw.path == "/readyz") return ready_reply();
  if (raw.path == "/metrics") {
    return message::Reply{200, "text/plain; version=0.0.4; charset=utf-8", with_label(metrics_.text(), tenant_) + process_figures(), {}};
  }
  if (raw.path == "/trust") return trust_reply();
  core::JsonWriter json;
  json.begin_object().member("status", "alive").end_object();
  return message::Reply{200, kJson, json.text() + "\n", {}};
}

message::Reply Probes::trust_reply() const {
  if (!trust_) return {404, kJson, "{}\n", {}};
  try {
    return {200, kJson, trust_() + "\n", {}};
  } catch (const std::exception& error) {
    core::JsonWriter json;
    json.begin_object().member("error", error.what()).end_object();
    return {503, kJson, json.text() + "\n", {}};
  }
}

message::Reply Probes::ready_reply() const {
  bool ready = true;
  core::JsonWriter json;
  json.begin_object().key("parts").begin_array();
  for (const auto& part : readiness_ ? readiness_() : std::vector<ReadyPart>{}) {
    ready = ready && part.ready;
    json.begin_object().member("name", part.name).member("ready", part.ready);
    if (!part.detail.empty()) json.member("detail", part.detail);
    json.end_object();
  }
  json.end_array().member("ready", ready).end_object();
  return {ready ? 200 : 503, kJson, json.text() + "\n", {}};
}

}  // namespace sluis::transport
