#include "gateway/audit/trail_index.hpp"

#include <functional>

#include "gateway/audit/shown_record.hpp"

namespace sluis::audit {
namespace {

std::uint64_t hash_of(IndexKey key, std::string_view value) {
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;  // apart by kind of key: the same number may be a patient's and a caller's
  return std::hash<std::string_view>{}(value) ^ (kSpread * static_cast<std::uint64_t>(key));
}

}  // namespace

void TrailIndex::add_line(std::string_view line, std::int64_t offset) {
  add(IndexKey::Patient, member_in(line, "patient_ssin"), offset);
  const auto caller = member_in(line, "caller_ssin");
  add(IndexKey::Party, caller, offset);
  if (const auto behind = member_in(line, "end_user_ssin"); behind != caller) add(IndexKey::Party, behind, offset);
  add(IndexKey::Party, member_in(line, "caller_organisation"), offset);
  add(IndexKey::Document, member_in(line, "document_id"), offset);
}

void TrailIndex::add(IndexKey key, std::string_view value, std::int64_t offset) {
  if (value.empty()) return;
  auto& last = last_[hash_of(key, value)];
  entries_.push_back({offset, last});
  last = static_cast<std::uint32_t>(entries_.size());
}

std::vector<std::int64_t> TrailIndex::newest_first(IndexKey key, std::string_view value) const {
  std::vector<std::int64_t> offsets;
  const auto found = last_.find(hash_of(key, value));
  for (auto at = found == last_.end() ? 0 : found->second; at != 0; at = entries_[at - 1].before) {
    offsets.push_back(entries_[at - 1].offset);
  }
  return offsets;
}

}  // namespace sluis::audit
