#include "gateway/daemon/trust_list.hpp"

#include <algorithm>
#include <chrono>

#include "gateway/core/calendar.hpp"
#include "gateway/core/log.hpp"
#include "gateway/core/table.hpp"
#include "gateway/native/certificate_details.hpp"

namespace sluis::daemon {

TrustPolicy::TrustPolicy(const std::string& folder) {
  const auto uses = core::Table::load(folder + "/trust_uses.table");
  for (const auto& row : uses.rows()) uses_[uses.cell(row, "use")] = {uses.cell(row, "warned") == "yes", uses.cell(row, "breaks")};
  const auto horizon = core::Table::load(folder + "/trust_horizon.table");
  for (const auto& row : horizon.rows()) thresholds_.push_back({std::stol(horizon.cell(row, "days")), horizon.cell(row, "level") == "error"});
  std::ranges::sort(thresholds_, std::greater{}, &Threshold::days);
}

void TrustPolicy::describe(TrustItem& item) const {
  const auto found = uses_.find(item.use);
  if (found == uses_.end()) throw std::runtime_error("policy/trust_uses.table: no row for " + item.use);
  item.breaks = found->second.breaks;
  item.warned = found->second.warned;
}

TrustItem item_of(const native::Certificate& certificate, std::string name, std::string use, std::string source) {
  TrustItem item;
  item.name = std::move(name);
  item.use = std::move(use);
  item.kind = native::is_authority(certificate) ? "authority" : "certificate";
  item.subject = core::masked(certificate.subject());
  item.serial = native::serial_of(certificate);
  item.fingerprint = certificate.fingerprint();
  item.not_before = certificate.not_before();
  item.not_after = certificate.not_after();
  item.source = std::move(source);
  return item;
}

TrustItem item_of(const native::RevocationList& list, std::string name, std::string use, std::string source) {
  TrustItem item;
  item.name = std::move(name);
  item.use = std::move(use);
  item.kind = "revocation list";
  item.subject = core::masked(list.issuer());
  item.serial = list.number();
  item.fingerprint = list.fingerprint();
  item.not_before = list.this_update();
  item.not_after = list.next_update();
  item.source = std::move(source);
  return item;
}

std::optional<long> days_left(const TrustItem& item, core::Instant at) {
  if (!item.not_after) return std::nullopt;
  return static_cast<long>(std::chrono::floor<std::chrono::days>(*item.not_after - at).count());
}

std::string state_of(const TrustItem& item, core::Instant at) {
  if (item.not_before && at < *item.not_before) return "not valid yet";
  if (!item.not_after) return "no end";
  return at > *item.not_after ? "ended" : "good";
}

bool would_fail(const TrustItem& item, core::Instant at) {
  const auto state = state_of(item, at);
  return item.warned && (state == "ended" || state == "not valid yet");
}

void sort_by_end(std::vector<TrustItem>& items) {
  std::ranges::stable_sort(items, {}, [](const TrustItem& item) { return item.not_after.value_or(core::Instant::max()); });
}

std::string trust_json(const std::vector<TrustItem>& items, core::Instant at, const std::string& tenant) {
  core::JsonWriter json;
  json.begin_object().member("at", core::to_text(at));
  if (!tenant.empty()) json.member("tenant", tenant);
  json.member("would_fail", static_cast<std::int64_t>(std::ranges::count_if(items, [&](const auto& i) { return would_fail(i, at); })));
  json.key("items").begin_array();
  const auto optional_time = [&](std::string_view name, const std::optional<core::Instant>& time) {
    json.key(name);
    if (time) json.value(core::to_text(*time));
    else json.null();
  };
  for (const auto& item : items) {
    json.begin_object().member("name", item.name).member("use", item.use).member("kind", item.kind).member("subject", item.subject);
    json.member("serial", item.serial).member("fingerprint", item.fingerprint);
    optional_time("not_before", item.not_before);
    optional_time("not_after", item.not_after);
    json.key("days_left");
    if (const auto days = days_left(item, at)) json.value(static_cast<std::int64_t>(*days));
    else json.null();
    json.member("state", state_of(item, at)).member("would_fail", would_fail(item, at)).member("warned", item.warned);
    json.member("remote", item.remote).member("revocation", item.revocation).member("breaks", item.breaks).member("source", item.source);
    json.end_object();
  }
  json.end_array().end_object();
  return json.text();
}

}  // namespace sluis::daemon
