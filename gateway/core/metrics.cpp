#include "gateway/core/metrics.hpp"

namespace sluis::core {

Counter& Metrics::counter(const std::string& name, const std::string& help, const std::string& labels, Kind kind) {
  const std::lock_guard lock(mutex_);
  auto& family = families_.try_emplace(name, Family{help, kind, {}}).first->second;
  auto& member = family.members[labels];
  if (!member) member = std::make_unique<Counter>();
  return *member;
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (const auto& [name, family] : families_) {
    out += "# HELP " + name + " " + family.help + "\n# TYPE " + name;
    out += family.kind == Kind::Gauge ? " gauge\n" : " counter\n";
    for (const auto& [labels, member] : family.members) {
      out += name + (labels.empty() ? "" : "{" + labels + "}") + " " + std::to_string(member->value()) + "\n";
    }
  }
  return out;
}

}  // namespace sluis::core
