#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/audit/announcements.hpp"
#include "gateway/audit/trail_file.hpp"
#include "gateway/audit/trail_index.hpp"
#include "gateway/audit/trail_tree.hpp"
#include "gateway/core/group_commit.hpp"
#include "gateway/spi/trail.hpp"

namespace sluis::audit {

// The audit trail in one file, hash-chained (trail_format.hpp), with a hash tree and signed heads beside it (trail_tree.hpp). Callers
// that come together share one fdatasync; each gets its answer after it. A line can't be changed without verify_trail() finding it.
class FileTrail final : public spi::Trail {
 public:
  // See TrailFile::open for what happens at the start and what can be wrong; tree and heads are compared with the trail as well, and
  // the head of today is made when it isn't there. `signer`: whose key signs heads; without it nothing can be proved.
  static Result<std::unique_ptr<FileTrail>> open(const std::string& path, const core::Clock& clock, core::Random& random,
                                                 std::optional<native::PrivateKey> signer = std::nullopt);

  // Takes care that there is room for the records as well.
  Status announce(const std::vector<model::AuditEvent>& events) override;
  Status record(const model::AuditEvent& event) override;
  Status record_all(const std::vector<model::AuditEvent>& events) override;
  // Faults: TrailUnavailable; TrailAltered when a record that is read no longer has its hash. Proofs are of records about the patient.
  Result<std::vector<model::Access>> accesses(const spi::TrailQuery& query) override;
  // What was announced when the process died before its records stood in the trail. Whoever knows what became of these orders records
  // them, all of an order together.
  const std::vector<model::AuditEvent>& left_open() const { return left_open_; }
  // Writes what couldn't be written before, and sees whether there is room for more. Fault: TrailUnavailable.
  Status settle();
  // What is wrong at the moment, "" when records can be written. Doesn't block.
  std::string trouble() const;
  // Makes the signed head of today unless it is there. False: nothing was to be done. Fault TrailUnavailable.
  Result<bool> keep_daily_head() { return tree_->daily_head(); }
  // Whose key signs heads from now on.
  void sign_with(std::optional<native::PrivateKey> signer) { tree_->sign_with(std::move(signer)); }

 private:
  struct Job {
    std::vector<std::string> members;
    std::optional<Status> result;
  };

  struct Opened {
    TrailIndex index;
    std::unique_ptr<TrailTree> tree;
    std::unique_ptr<Announcements> announced;
  };

  FileTrail(TrailFile file, Opened opened, core::Random& random);
  Status make_room(std::int64_t bytes);
  Status write(std::vector<std::string> members);
  Status noted(Status status);
  Status record_together(std::span<const model::AuditEvent> events);
  void commit(std::span<Job* const> batch) noexcept;
  Status grow(const std::vector<AddedLine>& added);
  std::vector<std::int64_t> candidates(const spi::TrailQuery& query);

  core::Random& random_;
  TrailFile file_;
  std::mutex index_mutex_;
  TrailIndex index_;
  std::unique_ptr<TrailTree> tree_;
  std::unique_ptr<Announcements> announced_;
  std::vector<model::AuditEvent> left_open_;
  std::atomic<std::int64_t> room_until_{0};
  std::atomic<std::int64_t> end_{0};  // of the last record
  mutable std::mutex trouble_mutex_;
  std::string trouble_;
  core::GroupCommit<Job> commits_;  // last: its thread uses what is above
};

}  // namespace sluis::audit
