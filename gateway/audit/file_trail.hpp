#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/audit/patient_index.hpp"
#include "gateway/audit/trail_file.hpp"
#include "gateway/core/group_commit.hpp"
#include "gateway/spi/trail.hpp"

namespace sluis::audit {

// The audit trail in one file, hash-chained (trail_format.hpp). Callers that come together share one fdatasync; each gets its
// answer after it. A line can't be changed without verify_trail() finding it.
class FileTrail final : public spi::Trail {
 public:
  // See TrailFile::open for what happens at the start and what can be wrong.
  static Result<std::unique_ptr<FileTrail>> open(const std::string& path, const core::Clock& clock, core::Random& random);

  Status record(const model::AuditEvent& event) override;
  Status record_all(const std::vector<model::AuditEvent>& events) override;
  // Faults: TrailUnavailable; TrailAltered when a record that is read no longer has its hash.
  Result<std::vector<model::Access>> accesses(const model::Ssin& patient) override;

 private:
  struct Job {
    std::span<const model::AuditEvent> events;
    std::vector<std::string> members;
    std::optional<Status> result;
  };

  FileTrail(TrailFile file, PatientIndex index);
  Status record_together(std::span<const model::AuditEvent> events);
  void commit(std::span<Job* const> batch) noexcept;
  void index(std::span<Job* const> batch, std::span<const std::int64_t> offsets);

  TrailFile file_;
  mutable std::mutex index_mutex_;
  PatientIndex index_;
  core::GroupCommit<Job> commits_;  // last: its thread uses what is above
};

}  // namespace sluis::audit
