#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/audit/file_handle.hpp"
#include "gateway/core/group_commit.hpp"
#include "gateway/core/result.hpp"
#include "gateway/model/audit_event.hpp"

namespace sluis::audit {

// Where they stand: /var/lib/sluis/trail.jsonl has trail.announced beside it.
std::string announced_path_of(const std::string& trail);

// Orders that are about to change something, in a small file beside the trail (docs/decisions/0010-announced.md). An order is open from
// add() until its records stand in the trail; what a crash leaves open is found at the next start. Lines of settled orders are dropped when
// the file grows. Thread-safe.
class Announcements final {
 public:
  // Reads what is open, or makes the file. A line that a crash cut short was acknowledged to nobody and is passed over.
  // Fault TrailUnavailable.
  static Result<std::unique_ptr<Announcements>> open(const std::string& path);

  // A record of the trail, shown at the start: what it settles is no longer open.
  void seen(std::string_view line);
  // After the last one. What a crash left open, as announced; it stays open until settled().
  std::vector<model::AuditEvent> left_open();

  // Durable when it returns; `members` of the records to come (trail_format.hpp). Fault TrailUnavailable: nothing is open.
  Status add(const std::string& correlation_id, std::vector<std::string> members);
  // Whether something can be written: by an empty line, which nobody reads. Fault TrailUnavailable.
  Status try_out();
  bool holds(const std::string& correlation_id) const;
  void settled(const std::string& correlation_id);

  // The order was fulfilled, but its records couldn't be written: they are kept until they can.
  void owe(const std::string& correlation_id, std::vector<std::string> members);
  std::map<std::string, std::vector<std::string>> owed() const;

  std::int64_t open_bytes() const;  // of the lines of all open orders

 private:
  struct Job {
    std::string bytes;
    std::optional<Status> result;
  };
  struct Open {
    std::vector<std::string> members;
    std::vector<std::string> owed;
    std::size_t in_trail = 0;
  };

  Announcements(std::string path, FileHandle file);
  Status load();
  void commit(std::span<Job* const> batch) noexcept;
  Status write_durably(std::string_view bytes);
  Status rewrite();
  Fault unavailable(const std::string& what) const;

  const std::string path_;
  FileHandle file_;
  std::int64_t size_ = 0;
  bool torn_ = false;  // behind size_ may stand what nobody was told of
  mutable std::mutex mutex_;
  std::map<std::string, Open> open_;
  core::GroupCommit<Job> commits_;  // last: its thread uses what is above
};

// An event as its members in a line (trail_format.hpp) tell it.
model::AuditEvent event_of(std::string_view line);

}  // namespace sluis::audit
