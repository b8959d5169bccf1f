#include "gateway/audit/announcements.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <sstream>

#include "gateway/audit/folder_sync.hpp"
#include "gateway/audit/trail_format.hpp"
#include "gateway/core/calendar.hpp"

namespace sluis::audit {
namespace {

constexpr std::size_t kMostOrdersPerCommit = 256;
constexpr std::int64_t kRewriteAt = 1 << 20;
constexpr std::size_t kBuffer = 1 << 16;

std::string line_of(std::string_view members) { return chain(0, kNoHash, members).text; }

// The value of the first member of this name; an identifier of ours, so without escapes.
std::string_view value_of(std::string_view line, std::string_view name) {
  const auto key = "\"" + std::string(name) + "\":\"";
  const auto begin = line.find(key);
  if (begin == std::string_view::npos) return {};
  const auto rest = line.substr(begin + key.size());
  return rest.substr(0, rest.find('"'));
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// What stands between the chain's members in front and the hash.
std::string members_in(std::string_view line) {
  constexpr std::string_view kFirst = R"("time":)";
  const auto begin = line.find(kFirst);
  const auto end = line.rfind(R"(,"hash":")");
  return begin == std::string_view::npos || end == std::string_view::npos || end < begin ? std::string{} : std::string(line.substr(begin, end - begin));
}

Result<std::string> content_of(int file) {
  std::string content;
  std::vector<char> buffer(kBuffer);
  for (;;) {
    const auto got = ::pread(file, buffer.data(), buffer.size(), static_cast<off_t>(content.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Fault(FaultId::TrailUnavailable, std::string("what was announced to the trail can't be read: ") + std::strerror(errno));
    if (got == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

std::string announced_path_of(const std::string& trail) { return std::filesystem::path(trail).replace_extension(".announced").string(); }

Announcements::Announcements(std::string path, FileHandle file)
    : path_(std::move(path)), file_(std::move(file)), commits_(kMostOrdersPerCommit, [this](std::span<Job* const> batch) { commit(batch); }) {}

Fault Announcements::unavailable(const std::string& what) const {
  return Fault(FaultId::TrailUnavailable, "what is announced to the audit trail (" + path_ + ") " + what + ": " + std::strerror(errno));
}

Result<std::unique_ptr<Announcements>> Announcements::open(const std::string& path) {
  auto file = FileHandle::open_to_append(path);
  const bool created = !file && errno == ENOENT;
  if (created) file = FileHandle::create(path);
  if (!file || (created && !sync_folder_of(path))) {
    return Fault(FaultId::TrailUnavailable, "what is announced to the audit trail (" + path + ") can't be opened: " + std::strerror(errno));
  }
  std::unique_ptr<Announcements> opened(new Announcements(path, std::move(file)));
  if (auto loaded = opened->load(); !loaded) return std::move(loaded).error();
  return opened;
}

Status Announcements::load() {
  const auto content = content_of(file_.number());
  if (!content) return content.error();
  std::string_view rest = *content;
  for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    std::string why;
    if (!own_hash(line, why)) continue;
    open_[std::string(value_of(line, "correlation_id"))].members.push_back(members_in(line));
  }
  size_ = static_cast<std::int64_t>(content->size());
  return Done{};
}

void Announcements::seen(std::string_view line) {
  if (open_.empty()) return;
  const auto found = open_.find(std::string(value_of(line, "correlation_id")));
  if (found != open_.end()) ++found->second.in_trail;
}

std::vector<model::AuditEvent> Announcements::left_open() {
  const std::lock_guard lock(mutex_);
  std::vector<model::AuditEvent> events;
  for (auto one = open_.begin(); one != open_.end();) {
    auto& members = one->second.members;
    const auto recorded = std::min(one->second.in_trail, members.size());
    members.erase(members.begin(), members.begin() + static_cast<std::ptrdiff_t>(recorded));
    for (const auto& text : members) events.push_back(event_of("{" + text + "}"));
    one = members.empty() ? open_.erase(one) : std::next(one);
  }
  if (open_.empty() && size_ > 0 && ::ftruncate(file_.number(), 0) == 0) size_ = 0;
  return events;
}

Status Announcements::add(const std::string& correlation_id, std::vector<std::string> members) {
  Job job;
  for (const auto& one : members) job.bytes += line_of(one);
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, open] : open_) {
      if (!open.owed.empty()) return Fault(FaultId::TrailUnavailable, "the audit trail still lacks records of orders that were fulfilled");
    }
    open_[correlation_id].members = std::move(members);
  }
  commits_.run(job);
  if (!*job.result) settled(correlation_id);
  return std::move(*job.result);
}

Status Announcements::try_out() {
  Job job{"\n", std::nullopt};
  commits_.run(job);
  return std::move(*job.result);
}

bool Announcements::holds(const std::string& correlation_id) const {
  const std::lock_guard lock(mutex_);
  return open_.contains(correlation_id);
}

void Announcements::settled(const std::string& correlation_id) {
  const std::lock_guard lock(mutex_);
  open_.erase(correlation_id);
}

void Announcements::owe(const std::string& correlation_id, std::vector<std::string> members) {
  const std::lock_guard lock(mutex_);
  open_[correlation_id].owed = std::move(members);
}

std::map<std::string, std::vector<std::string>> Announcements::owed() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::vector<std::string>> owed;
  for (const auto& [id, open] : open_) {
    if (!open.owed.empty()) owed.emplace(id, open.owed);
  }
  return owed;
}

std::int64_t Announcements::open_bytes() const {
  const std::lock_guard lock(mutex_);
  std::size_t bytes = 0;
  for (const auto& [id, open] : open_) {
    for (const auto& one : open.members) bytes += line_of(one).size();
  }
  return static_cast<std::int64_t>(bytes);
}

void Announcements::commit(std::span<Job* const> batch) noexcept {
  try {
    std::string bytes;
    for (const auto* job : batch) bytes += job->bytes;
    // The new ones are among the open ones: a rewrite holds them as well.
    const auto done = size_ + static_cast<std::int64_t>(bytes.size()) > kRewriteAt && open_bytes() < kRewriteAt / 2 ? rewrite() : write_durably(bytes);
    for (auto* job : batch) job->result = done;
  } catch (const std::exception& failure) {  // no memory
    for (auto* job : batch) job->result = Status(Fault(FaultId::TrailUnavailable, failure.what()));
  }
}

Status Announcements::write_durably(std::string_view bytes) {
  if (torn_ && ::ftruncate(file_.number(), size_) != 0) return unavailable("can't be cut back");
  torn_ = !file_.write_all(bytes) || ::fdatasync(file_.number()) != 0;
  if (torn_) {
    auto fault = unavailable("can't be written");
    torn_ = ::ftruncate(file_.number(), size_) != 0;
    return fault;
  }
  size_ += static_cast<std::int64_t>(bytes.size());
  return Done{};
}

Status Announcements::rewrite() {
  std::string bytes;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, open] : open_) {
      for (const auto& one : open.members) bytes += line_of(one);
    }
  }
  const auto fresh = path_ + ".part";
  ::unlink(fresh.c_str());
  auto file = FileHandle::create(fresh);
  const bool written = file && file.write_all(bytes) && ::fsync(file.number()) == 0;
  if (!written || ::rename(fresh.c_str(), path_.c_str()) != 0) {
    auto fault = unavailable("can't be written anew");
    ::unlink(fresh.c_str());
    return fault;
  }
  file_ = std::move(file);
  size_ = static_cast<std::int64_t>(bytes.size());
  torn_ = false;
  if (!sync_folder_of(path_)) return unavailable("can't be made durable");
  return Done{};
}

model::AuditEvent event_of(std::string_view line) {
  auto members = members_of(line);
  model::AuditEvent event;
  event.at = core::parse_instant(members["time"]).value_or(core::Instant{});
  const std::pair<const char*, std::string*> texts[] = {
      {"correlation_id", &event.correlation_id}, {"request_id", &event.request_id}, {"operation", &event.operation},
      {"caller_ssin", &event.caller_ssin}, {"caller_nihii", &event.caller_nihii}, {"caller_category", &event.caller_category},
      {"caller_organisation", &event.caller_organisation}, {"caller_name", &event.caller_name}, {"end_user_ssin", &event.end_user_ssin},
      {"end_user_nihii", &event.end_user_nihii}, {"end_user_category", &event.end_user_category}, {"end_user_name", &event.end_user_name},
      {"patient_ssin", &event.patient_ssin}, {"outcome", &event.outcome}, {"rule", &event.rule}, {"break_the_glass", &event.break_the_glass},
      {"representation", &event.representation}, {"representative_ssin", &event.representative_ssin}, {"record_id", &event.record_id},
      {"document_id", &event.document_id}, {"document_scheme", &event.document_scheme}, {"document_hub", &event.document_hub},
      {"document_category", &event.document_category}, {"search_type", &event.search_type}, {"software", &event.software}};
  for (const auto& [name, text] : texts) *text = members[name];
  event.codes = words_of(members["codes"]);
  return event;
}

}  // namespace sluis::audit
