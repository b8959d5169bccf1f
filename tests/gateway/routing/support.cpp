#include "tests/gateway/routing/support.hpp"

#include <stdexcept>

namespace sluis::test {

void Barrier::open() {
  {
    const std::lock_guard lock(mutex_);
    open_ = true;
  }
  opened_.notify_all();
}

void Barrier::wait() {
  std::unique_lock lock(mutex_);
  opened_.wait(lock, [this] { return open_; });
}

model::DirectoryEntry entry(const std::string& id, const std::string& hub, const std::string& date, const std::string& category) {
  model::DirectoryEntry made;
  made.name = {id, "HUBAID", hub};
  made.date = date;
  made.category = category;
  return made;
}

model::Answer answer_of(std::vector<model::DirectoryEntry> entries, const std::string& patient) {
  model::Answer answer;
  answer.entries = std::move(entries);
  answer.patient = model::FolderPatient{patient, {"Testa"}, "Patiens", "1962-07-14", "female"};
  return answer;
}

std::unique_ptr<spi::Network> hub(const std::string& id, Behaviour behaviour, std::chrono::milliseconds limit) {
  spi::NetworkSettings settings{"hub " + id, "hub", "https://localhost/hub", "hub:" + id, limit, {{"hub_id", id}}};
  return std::make_unique<FakeNetwork>(std::move(settings), std::move(behaviour));
}

std::unique_ptr<spi::Network> network(const std::string& kind, Behaviour behaviour) {
  spi::NetworkSettings settings{kind, kind, "https://localhost/" + kind, kind, std::chrono::seconds(60), {}};
  return std::make_unique<FakeNetwork>(std::move(settings), std::move(behaviour));
}

model::Order list_order(model::SearchScope scope) {
  model::Order order;
  order.kind = model::OrderKind::ListReferences;
  model::ReferenceQuery query;
  query.patient.ids.push_back({"INSS", kPatient, {}});
  query.scope = scope;
  order.content = std::move(query);
  return order;
}

model::Decision permit() {
  model::Decision decision;
  decision.verdict = model::Verdict::Permit;
  decision.readable_categories = {"labresult", "sumehr", "medicationscheme"};
  return decision;
}

std::string test_mac(std::string_view text) {
  std::string digest;
  for (const std::string_view salt : {"a", "b", "c", "d"}) {
    const auto hash = std::hash<std::string>{}(std::string(salt) + std::string(text));
    digest.append(reinterpret_cast<const char*>(&hash), sizeof hash);
  }
  return digest;
}

const model::SourceStatus& status_of(const model::Answer& answer, const std::string& source) {
  for (const auto& status : answer.sources)
    if (status.source == source) return status;
  throw std::runtime_error("no status of " + source);
}

House::House() {
  settings.overall = std::chrono::seconds(60);
  settings.locator = std::chrono::seconds(60);
}

std::unique_ptr<routing::Router> House::router() {
  return std::make_unique<routing::Router>(std::move(networks), std::move(locator),
                                           routing::Routes::load(core::installed_mappings() + "/policy"), metrics, clock, settings);
}

}  // namespace sluis::test
