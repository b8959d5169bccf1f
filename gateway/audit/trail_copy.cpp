#include "gateway/audit/trail_copy.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/audit/announcements.hpp"
#include "gateway/audit/file_handle.hpp"
#include "gateway/audit/folder_sync.hpp"
#include "gateway/audit/heads_file.hpp"
#include "gateway/audit/shown_record.hpp"
#include "gateway/audit/trail_format.hpp"
#include "gateway/audit/trail_scan.hpp"

namespace sluis::audit {
namespace {

constexpr std::size_t kBuffer = 1 << 20;

Fault unavailable(const std::string& what) { return Fault(FaultId::TrailUnavailable, what + ": " + std::strerror(errno)); }

Fault altered(const std::string& trail, const BadRecord& bad) { return Fault(FaultId::TrailAltered, trail + " was altered at " + to_text(bad)); }

// Whole lines of a small file; an absent one is empty.
std::string lines_of(const std::string& path) {
  std::ostringstream text;
  if (std::ifstream in(path, std::ios::binary); in) text << in.rdbuf();
  auto content = text.str();
  content.erase(content.rfind('\n') == std::string::npos ? 0 : content.rfind('\n') + 1);
  return content;
}

Status write_file(const std::string& path, std::string_view content) {
  const auto file = FileHandle::create(path);
  if (!file || !file.write_all(content) || ::fsync(file.number()) != 0 || !sync_folder_of(path)) return unavailable(path + " can't be written");
  return Done{};
}

}  // namespace

Result<TrailCopy> copy_trail(const std::string& trail, const std::string& folder, core::Instant at, const std::optional<native::PrivateKey>& key) {
  // In this order: heads speak of records that follow here, and what is settled in between stands in the trail that is read last.
  auto heads = lines_of(heads_path_of(trail));
  const auto announced = lines_of(announced_path_of(trail));
  const auto source = FileHandle::open_to_read(trail);
  if (!source) return unavailable(trail + " can't be opened");
  const auto to = folder + "/trail.jsonl";
  const auto copy = FileHandle::create(to);
  if (!copy) return unavailable(to + " can't be made");
  std::string unwritten;
  bool written = true;
  Frontier frontier;
  const auto scan = scan_trail(source.number(), [&](std::string_view line, std::string_view, std::int64_t) {
    unwritten.append(line).push_back('\n');
    frontier.add(leaf_hash(shown_form(line)), [](const Hash&) {});
    if (unwritten.size() < kBuffer) return;
    written = written && copy.write_all(unwritten);
    unwritten.clear();
  });
  if (!scan) return scan.error();
  if (scan->bad) return altered(trail, *scan->bad);
  if (!written || !copy.write_all(unwritten) || ::fsync(copy.number()) != 0) return unavailable(to + " can't be written");
  TrailCopy made{scan->records, scan->last_hash, std::nullopt};
  if (key) {
    auto head = signed_head(scan->records, frontier.root(), at, *key);
    if (!head) return std::move(head).error();
    heads += to_json(*head) + "\n";
    made.head = std::move(*head);
  }
  if (auto done = write_file(folder + "/trail.heads", heads); !done) return std::move(done).error();
  if (auto done = write_file(folder + "/trail.announced", announced); !done) return std::move(done).error();
  return made;
}

Status orders_in_trail(const std::string& trail, const std::function<void(std::string_view, bool)>& seen) {
  const auto file = FileHandle::open_to_read(trail);
  if (!file) return unavailable(trail + " can't be opened");
  const auto scan = scan_trail(file.number(), [&](std::string_view line, std::string_view, std::int64_t) {
    const auto event = event_of(line);
    if (!event.correlation_id.empty()) seen(event.correlation_id, event.outcome == "permitted" && !event.record_id.empty() && (event.operation.starts_with("Put") || event.operation.starts_with("Revoke")));
  });
  if (!scan) return scan.error();
  if (scan->bad) return altered(trail, *scan->bad);
  std::istringstream announced(lines_of(announced_path_of(trail)));
  for (std::string line; std::getline(announced, line);) {
    const auto event = event_of(line);
    if (!event.correlation_id.empty()) seen(event.correlation_id, false);
  }
  return Done{};
}

}  // namespace sluis::audit
