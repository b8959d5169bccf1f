#include "gateway/audit/patient_index.hpp"

#include <functional>

namespace sluis::audit {
namespace {

std::uint64_t key_of(std::string_view patient) { return std::hash<std::string_view>{}(patient); }

}  // namespace

void PatientIndex::add(std::string_view patient, std::int64_t offset) {
  if (patient.empty()) return;
  auto& last = last_[key_of(patient)];
  entries_.push_back({offset, last});
  last = static_cast<std::uint32_t>(entries_.size());
}

std::vector<std::int64_t> PatientIndex::newest_first(std::string_view patient) const {
  std::vector<std::int64_t> offsets;
  const auto found = last_.find(key_of(patient));
  for (auto at = found == last_.end() ? 0 : found->second; at != 0; at = entries_[at - 1].before) {
    offsets.push_back(entries_[at - 1].offset);
  }
  return offsets;
}

}  // namespace sluis::audit
