#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator_kit/pki.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "gateway/core/clock.hpp"

namespace sluis::sandbox {

// Which certificates of the sandbox's authorities were taken back; the control door changes it. One for all:
// Surroundings::shared<Revocations>(). Thread-safe.
class Revocations final {
 public:
  void set(const native::Certificate& certificate, bool revoked, core::Instant at);
  std::map<std::string, core::Instant> all() const;  // by hexadecimal serial number, which is unique in the sandbox

 private:
  mutable std::mutex mutex_;
  std::map<std::string, core::Instant> serials_;
};

// Hands out the authorities' lists, good for a day: GET /crl/ehealth.crl, GET /crl/citizen.crl.
class ListService final : public Simulator {
 public:
  ListService(const Pki& pki, const Revocations& revocations, const core::Clock& clock) : pki_(pki), revocations_(revocations), clock_(clock) {}
  std::string_view name() const override { return "crl"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  const Pki& pki_;
  const Revocations& revocations_;
  const core::Clock& clock_;
};

// Answers OCSP questions about certificates of both authorities, with responder certificates that they gave out; good for an hour.
class OcspService final : public Simulator {
 public:
  OcspService(const Pki& pki, const Revocations& revocations, const core::Clock& clock);
  std::string_view name() const override { return "ocsp"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  const Pki& pki_;
  const Revocations& revocations_;
  const core::Clock& clock_;
  std::vector<native::Credential> responders_;  // of each authority
};

inline constexpr auto kListsPath = "/crl";
inline constexpr auto kOcspPath = "/ocsp";

}  // namespace sluis::sandbox
