#include "gateway/audit/file_trail.hpp"

#include <algorithm>
#include <functional>

#include "gateway/audit/shown_record.hpp"
#include "gateway/audit/trail_format.hpp"
#include "gateway/audit/trail_match.hpp"

namespace sluis::audit {
namespace {

constexpr std::size_t kMostOrdersPerCommit = 256;
constexpr std::size_t kSaltBytes = 16;

}  // namespace

Result<std::unique_ptr<FileTrail>> FileTrail::open(const std::string& path, const core::Clock& clock, core::Random& random,
                                                   std::optional<native::PrivateKey> signer) {
  TrailIndex index;
  std::unique_ptr<TrailTree> tree;
  Status grown = Done{};
  auto file = TrailFile::open(path, clock, random, [&](std::string_view line, std::string_view, std::int64_t offset) {
    index.add_line(line, offset);
    // Not before the trail is locked: another process may be writing tree and heads.
    if (!tree && grown) {
      auto opened = TrailTree::open(path, clock, std::move(signer));
      if (opened) tree = std::move(*opened);
      else grown = std::move(opened).error();
    }
    if (grown) grown = tree->add(line);
  });
  if (!file) return std::move(file).error();
  if (grown) grown = tree->opened();
  if (!grown) return std::move(grown).error();
  std::unique_ptr<FileTrail> trail(new FileTrail(std::move(*file), std::move(index), std::move(tree), random));
  if (auto head = trail->keep_daily_head(); !head) return std::move(head).error();
  return trail;
}

FileTrail::FileTrail(TrailFile file, TrailIndex index, std::unique_ptr<TrailTree> tree, core::Random& random)
    : random_(random),
      file_(std::move(file)),
      index_(std::move(index)),
      tree_(std::move(tree)),
      commits_(kMostOrdersPerCommit, [this](std::span<Job* const> batch) { commit(batch); }) {}

Status FileTrail::record(const model::AuditEvent& event) { return record_together({&event, 1}); }
Status FileTrail::record_all(const std::vector<model::AuditEvent>& events) { return record_together(events); }

Status FileTrail::record_together(std::span<const model::AuditEvent> events) {
  if (events.empty()) return core::Done{};
  Job job{events.size(), {}, std::nullopt};
  for (const auto& event : events) job.members.push_back(event_members(event, core::random_hex(random_, kSaltBytes)));
  commits_.run(job);
  return std::move(*job.result);
}

void FileTrail::commit(std::span<Job* const> batch) noexcept {
  try {
    std::vector<std::string> members;
    for (auto* job : batch) {
      for (auto& one : job->members) members.push_back(std::move(one));
    }
    const auto added = file_.append(members);
    const auto done = added ? grow(*added) : Status(added.error());
    for (auto* job : batch) job->result = done;
  } catch (const std::exception& failure) {  // no memory
    for (auto* job : batch) job->result = Status(Fault(FaultId::TrailUnavailable, failure.what()));
  }
}

// The records are durable by now. A tree that can't grow keeps its fault, and nobody is answered: without it no head could be signed
// that speaks for them.
Status FileTrail::grow(const std::vector<AddedLine>& added) {
  {
    const std::lock_guard lock(index_mutex_);
    for (const auto& line : added) index_.add_line(line.text, line.offset);
  }
  for (const auto& line : added) {
    if (auto grown = tree_->add(line.text); !grown) return grown;
  }
  return tree_->flush();
}

// Offsets of what may fit, newest first, each once.
std::vector<std::int64_t> FileTrail::candidates(const spi::TrailQuery& query) {
  const std::lock_guard lock(index_mutex_);
  if (query.patient) return index_.newest_first(IndexKey::Patient, query.patient->text());
  if (query.document) return index_.newest_first(IndexKey::Document, query.document->id);
  std::vector<std::int64_t> offsets;
  for (const auto& party : query.parties) {
    const auto some = index_.newest_first(IndexKey::Party, party);
    offsets.insert(offsets.end(), some.begin(), some.end());
  }
  std::ranges::sort(offsets, std::greater<>());
  const auto doubles = std::ranges::unique(offsets);
  offsets.erase(doubles.begin(), doubles.end());
  return offsets;
}

Result<std::vector<model::Access>> FileTrail::accesses(const spi::TrailQuery& query) {
  std::vector<model::Access> accesses;
  std::optional<TreeHead> head;
  for (const auto offset : candidates(query)) {
    const auto line = file_.line_at(offset);
    if (!line) return line.error();
    std::string why;
    if (!own_hash(*line, why)) {
      return Fault(FaultId::TrailAltered, "the record of the audit trail at byte " + std::to_string(offset) + ": " + why);
    }
    const auto members = members_of(*line);
    auto access = fits(members, query) ? access_of(members) : std::nullopt;
    if (!access) continue;
    if (query.with_proofs && query.patient) {
      if (!head) {
        auto made = tree_->head();
        if (!made) return std::move(made).error();
        head = std::move(*made);
      }
      auto proof = tree_->proof(*line, number_of(members), *head);
      if (!proof) return std::move(proof).error();
      access->proof = std::move(*proof);
    }
    accesses.push_back(std::move(*access));
  }
  return accesses;
}

}  // namespace sluis::audit
