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
constexpr std::int64_t kRoom = 64 * 1024;

}  // namespace

Result<std::unique_ptr<FileTrail>> FileTrail::open(const std::string& path, const core::Clock& clock, core::Random& random,
                                                   std::optional<native::PrivateKey> signer) {
  Opened opened;
  Status grown = Done{};
  // Not before the trail is locked: another process may be writing what stands beside it.
  const auto open_companions = [&]() -> Status {
    auto tree = TrailTree::open(path, clock, std::move(signer));
    if (!tree) return std::move(tree).error();
    auto announced = Announcements::open(announced_path_of(path));
    if (!announced) return std::move(announced).error();
    opened.tree = std::move(*tree);
    opened.announced = std::move(*announced);
    return Done{};
  };
  auto file = TrailFile::open(path, clock, random, [&](std::string_view line, std::string_view, std::int64_t offset) {
    opened.index.add_line(line, offset);
    if (!opened.tree && grown) grown = open_companions();
    if (!grown) return;
    grown = opened.tree->add(line);
    opened.announced->seen(line);
  });
  if (!file) return std::move(file).error();
  if (grown) grown = opened.tree->opened();
  if (!grown) return std::move(grown).error();
  std::unique_ptr<FileTrail> trail(new FileTrail(std::move(*file), std::move(opened), random));
  if (auto head = trail->keep_daily_head(); !head) return std::move(head).error();
  return trail;
}

FileTrail::FileTrail(TrailFile file, Opened opened, core::Random& random)
    : random_(random),
      file_(std::move(file)),
      index_(std::move(opened.index)),
      tree_(std::move(opened.tree)),
      announced_(std::move(opened.announced)),
      left_open_(announced_->left_open()),
      end_(file_.size()),
      commits_(kMostOrdersPerCommit, [this](std::span<Job* const> batch) { commit(batch); }) {}

Status FileTrail::announce(const std::vector<model::AuditEvent>& events) {
  if (events.empty()) return Done{};
  std::vector<std::string> members;
  std::int64_t bytes = 0;
  for (const auto& event : events) {
    members.push_back(event_members(event, core::random_hex(random_, kSaltBytes)));
    bytes += static_cast<std::int64_t>(members.back().size());
  }
  if (auto room = make_room(2 * (bytes + announced_->open_bytes())); !room) return noted(std::move(room));
  return noted(announced_->add(events.front().correlation_id, std::move(members)));
}

// An order that is fulfilled must not find the trail full.
Status FileTrail::make_room(std::int64_t bytes) {
  if (end_ + bytes <= room_until_) return Done{};
  const auto until = file_.reserve(bytes + kRoom);
  if (!until) return until.error();
  room_until_ = *until;
  return Done{};
}

Status FileTrail::record(const model::AuditEvent& event) { return record_together({&event, 1}); }
Status FileTrail::record_all(const std::vector<model::AuditEvent>& events) { return record_together(events); }

Status FileTrail::record_together(std::span<const model::AuditEvent> events) {
  if (events.empty()) return core::Done{};
  std::vector<std::string> members;
  for (const auto& event : events) members.push_back(event_members(event, core::random_hex(random_, kSaltBytes)));
  const auto& order = events.front().correlation_id;
  if (!announced_->holds(order)) return write(std::move(members));
  auto written = write(members);
  if (written) announced_->settled(order);
  else announced_->owe(order, std::move(members));
  return written;
}

Status FileTrail::write(std::vector<std::string> members) {
  Job job{std::move(members), std::nullopt};
  commits_.run(job);
  return noted(std::move(*job.result));
}

Status FileTrail::settle() {
  for (const auto& [order, members] : announced_->owed()) {
    if (auto written = write(members); !written) return written;
    announced_->settled(order);
  }
  if (!trouble().empty()) {
    if (auto tried = announced_->try_out(); !tried) return noted(std::move(tried));
  }
  return noted(make_room(kRoom));
}

Status FileTrail::noted(Status status) {
  const std::lock_guard lock(trouble_mutex_);
  trouble_ = status ? std::string{} : status.error().log_text();
  return status;
}

std::string FileTrail::trouble() const {
  const std::lock_guard lock(trouble_mutex_);
  return trouble_;
}

void FileTrail::commit(std::span<Job* const> batch) noexcept {
  try {
    std::vector<std::string> members;
    for (auto* job : batch) {
      for (auto& one : job->members) members.push_back(std::move(one));
    }
    const auto added = file_.append(members);
    if (!added) room_until_ = 0;
    end_ = file_.size();
    const auto done = added ? grow(*added) : Status(added.error());
    for (auto* job : batch) job->result = done;
  } catch (const std::exception& failure) {  // no memory
    for (auto* job : batch) job->result = Status(Fault(FaultId::TrailUnavailable, failure.what()));
  }
}

// The records are durable by now. What the tree can't write it keeps, and writes before it grows again: no head speaks for it until then.
Status FileTrail::grow(const std::vector<AddedLine>& added) {
  {
    const std::lock_guard lock(index_mutex_);
    for (const auto& line : added) index_.add_line(line.text, line.offset);
  }
  Status grown = Done{};
  for (const auto& line : added) {
    if (auto one = tree_->add(line.text); !one) grown = std::move(one);
  }
  if (grown) grown = tree_->flush();
  if (!grown && grown.error().id() == FaultId::TrailAltered) return grown;
  return Done{};
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
