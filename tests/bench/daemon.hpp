#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace sluis::bench {

// A sluisd with a folder of its own, stopped and removed at the end. Answers on plain HTTP; believes one token service.
class Daemon final {
 public:
  // `more`: further lines of its settings, whole sections. `core`: the processor that it may use, -1 for all.
  // Throws std::runtime_error when it doesn't start.
  // `trust`: further keys of its [trust] section.
  Daemon(const std::string& program, const std::string& sts_certificate, const std::string& more = {}, int core = -1, const std::string& trust = {});
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  std::uint16_t port() const { return port_; }
  double cpu_seconds() const;
  long resident_kib() const;       // now
  long peak_resident_kib() const;

 private:
  long status_of(const std::string& member) const;

  std::filesystem::path folder_;
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace sluis::bench
