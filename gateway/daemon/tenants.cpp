#include "gateway/daemon/tenants.hpp"

#include <algorithm>
#include <exception>
#include <ranges>
#include <utility>

#include "gateway/daemon/separation.hpp"

namespace sluis::daemon {
namespace {

constexpr std::size_t kLongestName = 40;

bool is_label(const std::string& name) {
  return name.size() <= kLongestName && name.front() != '-' && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Runs `step`; what it throws comes out with the name of the organisation that it is about.
template <class Step>
auto for_tenant(const std::string& name, Step step) {
  try {
    return step();
  } catch (const std::exception& error) {
    if (name.empty()) throw;
    throw SettingsError("tenant " + name + ": " + error.what());
  }
}

Tenant tenant_of(const Section& section) {
  if (!is_label(section.name)) {
    throw section.error("settings", "the name of a tenant is made of a-z, 0-9 and -, at most 40 of them");
  }
  auto settings = for_tenant(section.name, [&] { return SettingsFile::load(section.text("settings")); });
  if (settings.of_tenants()) throw section.error("settings", "tenant " + section.name + " has tenants itself");
  return {section.name, std::move(settings)};
}

}  // namespace

std::vector<Tenant> tenants_of(SettingsFile file) {
  std::vector<Tenant> tenants;
  if (!file.of_tenants()) {
    tenants.push_back({"", std::move(file)});
    return tenants;
  }
  for (const auto* section : file.all("tenant")) tenants.push_back(tenant_of(*section));
  if (tenants.size() > 1) {
    for (const auto& tenant : tenants) {
      const auto& log = tenant.settings.only("log");
      if (!log.has("path")) throw log.error("path", "tenant " + tenant.name + " needs a log of its own: standard error is shared by all");
    }
  }
  refuse_sharing(tenants);
  return tenants;
}

Houses::Houses(const std::vector<Tenant>& tenants, const core::Clock& clock, bool listen) {
  refuse_shared_keys(tenants);
  for (const auto& tenant : tenants) {
    drain_time_ = std::max(drain_time_, std::chrono::seconds(tenant.settings.only("limits").integer("drain_seconds")));
    houses_.push_back(for_tenant(tenant.name, [&] { return std::make_unique<House>(tenant.settings, clock, listen, tenant.name); }));
  }
}

void Houses::open() {
  for (const auto& house : houses_) house->open();
}

std::chrono::seconds Houses::drain() {
  if (drain_time_.count() <= 0) return std::chrono::seconds(0);
  for (const auto& house : houses_) house->drain();
  return drain_time_;
}

void Houses::exchange_keys() {
  for (const auto& house : houses_) house->exchange_keys();
}

void Houses::close() {
  for (const auto& house : std::views::reverse(houses_)) house->close();
}

}  // namespace sluis::daemon
