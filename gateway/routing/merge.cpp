#include "gateway/routing/merge.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "gateway/core/calendar.hpp"

namespace sluis::routing {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Dates of entries are "YYYY-MM-DD", so texts compare as dates. An entry without date is inside every period.
class Filter final {
 public:
  Filter(const model::Order& order, const model::Decision& decision) : decision_(decision) {
    const auto* query = std::get_if<model::ReferenceQuery>(&order.content);
    if (query == nullptr) return;
    categories_ = query->categories;
    if (const auto date = query->begin ? core::parse_date(*query->begin) : std::nullopt) begin_ = core::to_text(*date);
    if (const auto date = query->end ? core::parse_date(*query->end) : std::nullopt) end_ = core::to_text(*date);
  }

  bool asked(const model::DirectoryEntry& entry) const {
    if (!categories_.empty() && !contains(categories_, entry.category)) return false;
    if (entry.date.empty()) return true;
    return (begin_.empty() || entry.date >= begin_) && (end_.empty() || entry.date <= end_);
  }

  bool open_to_caller(const model::DirectoryEntry& entry) const {
    if (decision_.patient_view && !entry.patient_access) return false;
    return contains(decision_.readable_categories, entry.category);
  }

 private:
  const model::Decision& decision_;
  std::vector<std::string> categories_;
  std::string begin_;
  std::string end_;
};

class Merger final {
 public:
  Merger(const Filter& filter, bool patient_view) : filter_(filter), patient_view_(patient_view) {}

  void add(SourceResult result) {
    auto& status = result.status;
    for (auto& entry : result.entries) {
      if (!filter_.asked(entry)) continue;
      if (!filter_.open_to_caller(entry)) {
        ++status.withheld;
        if (!entry.patient_access) hidden_.insert({entry.name.id, entry.name.local_scheme});
        continue;
      }
      ++status.entries;
      entry.sources = {status.source};
      keep(std::move(entry));
    }
    // What was named but not asked for is no entry of this answer. The locator names hubs, never entries: it stays as it is.
    const bool all_filtered = !result.entries.empty() && status.entries + status.withheld == 0;
    if (status.state == model::SourceState::Complete && all_filtered) status.state = model::SourceState::Empty;
    if (!answer_.patient && result.patient) answer_.patient = std::move(result.patient);
    answer_.sources.push_back(std::move(status));
  }

  model::Answer finish() {
    // Two sources may disagree on a document; what one hides from the patient is hidden.
    if (patient_view_)
      std::erase_if(answer_.entries, [&](const auto& entry) { return hidden_.contains({entry.name.id, entry.name.local_scheme}); });
    std::stable_sort(answer_.entries.begin(), answer_.entries.end(), [](const auto& a, const auto& b) {
      if (a.date != b.date) return a.date > b.date;
      if (a.name.hub != b.name.hub) return a.name.hub < b.name.hub;
      return a.name.id < b.name.id;
    });
    return std::move(answer_);
  }

 private:
  void keep(model::DirectoryEntry entry) {
    const auto [place, fresh] = index_.try_emplace({entry.name.id, entry.name.local_scheme}, answer_.entries.size());
    if (fresh) {
      answer_.entries.push_back(std::move(entry));
      return;
    }
    auto& known = answer_.entries[place->second];
    known.patient_access = known.patient_access && entry.patient_access;
    for (auto& source : entry.sources)
      if (!contains(known.sources, source)) known.sources.push_back(std::move(source));
  }

  const Filter& filter_;
  const bool patient_view_;
  using Name = std::pair<std::string, std::string>;  // id and SL
  std::map<Name, std::size_t> index_;
  std::set<Name> hidden_;
  model::Answer answer_;
};

}  // namespace

model::Answer merge(std::vector<SourceResult> results, const model::Order& order, const model::Decision& decision) {
  const Filter filter(order, decision);
  Merger merger(filter, decision.patient_view);
  for (auto& result : results) merger.add(std::move(result));
  return merger.finish();
}

}  // namespace sluis::routing
