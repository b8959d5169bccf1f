#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::registry {

// What an authority told, for a while. An answer counts only while the records here are those that stood when it was asked: an act
// through any process on the same registry makes it worthless at once. Thread-safe; bounded.
class AuthorityMemory final {
 public:
  explicit AuthorityMemory(std::chrono::seconds keep, std::size_t most = 50'000) : keep_(keep), most_(most) {}

  struct Told {
    spi::PatientFile file;
    core::Instant as_of;
    std::size_t records = 0;  // fingerprint of what stood here
  };
  std::optional<Told> find(spi::Subject subject, const model::Ssin& patient, core::Instant now, std::size_t records);
  void remember(spi::Subject subject, const model::Ssin& patient, Told told);
  void forget(spi::Subject subject, const model::Ssin& patient);

 private:
  using Key = std::pair<spi::Subject, std::string>;
  void make_room(core::Instant now);

  const std::chrono::seconds keep_;
  const std::size_t most_;
  std::mutex mutex_;
  std::map<Key, Told> told_;
};

// Changes with every act on the patient's records of this subject: they are only ever added to.
std::size_t fingerprint(spi::Subject subject, const spi::PatientFile& local);

}  // namespace sluis::registry
