#include "adapters/ehealth/simulator/federal_register.hpp"

#include <algorithm>

namespace sluis::sandbox {
namespace {

std::string place(const std::string& service, const std::string& patient) { return service + " " + patient; }

bool same(const FederalRecord& one, const FederalRecord& other) { return one.party == other.party && one.type == other.type; }

// A link ends with its last day; the others end by revocation only.
bool active(const std::string& service, const FederalRecord& record, core::Date today) {
  if (record.revoked) return false;
  return service != "therlink" || !record.end || today < *record.end || record.end == record.start;
}

}  // namespace

FederalRegister::Outcome FederalRegister::put(const std::string& service, FederalRecord record, core::Date today) {
  if (service == "therlink" && excluded(record.patient, record.party)) return Outcome::Excluded;
  const std::lock_guard lock(mutex_);
  auto& all = records_[place(service, record.patient)];
  if (std::ranges::any_of(all, [&](const auto& other) { return same(other, record) && active(service, other, today); }))
    return Outcome::Exists;
  all.push_back(std::move(record));
  return Outcome::Stored;
}

FederalRegister::Outcome FederalRegister::revoke(const std::string& service, const FederalRecord& wanted, core::Date today) {
  const std::lock_guard lock(mutex_);
  auto& all = records_[place(service, wanted.patient)];
  const auto found = std::find_if(all.rbegin(), all.rend(), [&](const auto& other) { return same(other, wanted); });
  if (found == all.rend()) return Outcome::NotFound;
  if (!active(service, *found, today)) return Outcome::AlreadyRevoked;
  found->revoked = wanted.declared;
  if (wanted.end) found->end = wanted.end;
  return Outcome::Stored;
}

std::vector<FederalRecord> FederalRegister::of(const std::string& service, const std::string& patient) const {
  const std::lock_guard lock(mutex_);
  const auto found = records_.find(place(service, patient));
  return found == records_.end() ? std::vector<FederalRecord>{} : found->second;
}

bool FederalRegister::excluded(const std::string& patient, const std::string& party) const {
  const auto all = of("exclusion", patient);
  return std::ranges::any_of(all, [&](const auto& record) { return !record.revoked && record.party == party; });
}

namespace {

// The log masks long numbers; a request's identifier is nobody's number.
std::string in_fours(const std::string& text) { return text.size() <= 4 ? text : text.substr(0, 4) + "-" + in_fours(text.substr(4)); }

}  // namespace

std::optional<std::string> FederalRegister::seen(const std::string& service, const std::string& request, std::string& told) const {
  const std::lock_guard lock(mutex_);
  const auto found = answered_.find(place(service, request));
  told = (found == answered_.end() ? "request " : "repeated ") + in_fours(request);
  return found == answered_.end() ? std::nullopt : std::optional(found->second);
}

void FederalRegister::note(const std::string& service, const std::string& request, const std::string& code) {
  const std::lock_guard lock(mutex_);
  answered_[place(service, request)] = code;
}

}  // namespace sluis::sandbox
