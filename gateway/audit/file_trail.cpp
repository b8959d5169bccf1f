#include "gateway/audit/file_trail.hpp"

#include "gateway/audit/trail_format.hpp"

namespace sluis::audit {
namespace {

constexpr std::size_t kMostOrdersPerCommit = 256;

}  // namespace

Result<std::unique_ptr<FileTrail>> FileTrail::open(const std::string& path, const core::Clock& clock, core::Random& random) {
  PatientIndex index;
  auto file = TrailFile::open(path, clock, random, [&index](std::string_view line, std::string_view, std::int64_t offset) {
    index.add(patient_in(line), offset);
  });
  if (!file) return std::move(file).error();
  return std::unique_ptr<FileTrail>(new FileTrail(std::move(*file), std::move(index)));
}

FileTrail::FileTrail(TrailFile file, PatientIndex index)
    : file_(std::move(file)),
      index_(std::move(index)),
      commits_(kMostOrdersPerCommit, [this](std::span<Job* const> batch) { commit(batch); }) {}

Status FileTrail::record(const model::AuditEvent& event) { return record_together({&event, 1}); }
Status FileTrail::record_all(const std::vector<model::AuditEvent>& events) { return record_together(events); }

Status FileTrail::record_together(std::span<const model::AuditEvent> events) {
  if (events.empty()) return core::Done{};
  Job job{events, {}, std::nullopt};
  for (const auto& event : events) job.members.push_back(event_members(event));
  commits_.run(job);
  return std::move(*job.result);
}

void FileTrail::commit(std::span<Job* const> batch) noexcept {
  try {
    std::vector<std::string> members;
    for (auto* job : batch) {
      for (auto& one : job->members) members.push_back(std::move(one));
    }
    const auto offsets = file_.append(members);
    if (offsets) index(batch, *offsets);
    for (auto* job : batch) job->result = offsets ? Status(core::Done{}) : Status(offsets.error());
  } catch (const std::exception& failure) {  // no memory
    for (auto* job : batch) job->result = Status(Fault(FaultId::TrailUnavailable, failure.what()));
  }
}

void FileTrail::index(std::span<Job* const> batch, std::span<const std::int64_t> offsets) {
  const std::lock_guard lock(index_mutex_);
  std::size_t n = 0;
  for (const auto* job : batch) {
    for (const auto& event : job->events) index_.add(event.patient_ssin, offsets[n++]);
  }
}

Result<std::vector<model::Access>> FileTrail::accesses(const model::Ssin& patient) {
  std::vector<std::int64_t> offsets;
  {
    const std::lock_guard lock(index_mutex_);
    offsets = index_.newest_first(patient.text());
  }
  std::vector<model::Access> accesses;
  for (const auto offset : offsets) {
    const auto line = file_.line_at(offset);
    if (!line) return line.error();
    std::string why;
    if (!own_hash(*line, why)) {
      return Fault(FaultId::TrailAltered, "the record of the audit trail at byte " + std::to_string(offset) + ": " + why);
    }
    if (patient_in(*line) != patient.text()) continue;
    if (auto access = access_of(members_of(*line))) accesses.push_back(std::move(*access));
  }
  return accesses;
}

}  // namespace sluis::audit
