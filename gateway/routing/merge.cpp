#include "gateway/routing/merge.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "gateway/core/calendar.hpp"

namespace sluis::routing {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Dates of entries are "YYYY-MM-DD", so texts compare as dates. An entry without date is inside every period.
class Wanted final {
 public:
  explicit Wanted(const model::Order& order) {
    const auto* query = std::get_if<model::ReferenceQuery>(&order.content);
    if (query == nullptr) return;
    categories_ = query->categories;
    if (const auto date = query->begin ? core::parse_date(*query->begin) : std::nullopt) begin_ = core::to_text(*date);
    if (const auto date = query->end ? core::parse_date(*query->end) : std::nullopt) end_ = core::to_text(*date);
  }

  bool holds(const model::DirectoryEntry& entry) const {
    if (!categories_.empty() && !contains(categories_, entry.category)) return false;
    if (entry.date.empty()) return true;
    return (begin_.empty() || entry.date >= begin_) && (end_.empty() || entry.date <= end_);
  }

 private:
  std::vector<std::string> categories_;
  std::string begin_;
  std::string end_;
};

struct Told {
  const SourceResult* source;
  std::size_t place;  // of the source
  model::DirectoryEntry entry;
  bool open = true;

  bool by_holder() const { return !source->hub.empty() && source->hub == entry.name.hub; }
  // Whose word counts; the same whoever answered first.
  bool before(const Told& other) const {
    if (by_holder() != other.by_holder()) return by_holder();
    if (entry.recorded != other.entry.recorded) return entry.recorded > other.entry.recorded;
    return source->status.source < other.source->status.source;
  }
};

using Name = std::pair<std::string, std::string>;  // id and SL
using Documents = std::map<Name, std::vector<Told>>;

Documents gathered(std::vector<SourceResult>& results) {
  Documents documents;
  for (std::size_t place = 0; place < results.size(); ++place) {
    for (auto& entry : results[place].entries)
      documents[{entry.name.id, entry.name.local_scheme}].push_back({&results[place], place, std::move(entry)});
  }
  for (auto& [name, told] : documents) std::ranges::stable_sort(told, [](const Told& a, const Told& b) { return a.before(b); });
  return documents;
}

// By the categories that the decision opens, where no closer judgement is at hand.
std::vector<bool> by_category(const std::vector<const model::DirectoryEntry*>& entries, const model::Decision& decision) {
  std::vector<bool> open;
  for (const auto* entry : entries) open.push_back(contains(decision.readable_categories, entry->category));
  return open;
}

Status judge_all(Documents& documents, const model::Decision& decision, const Sight& sight) {
  std::vector<const model::DirectoryEntry*> entries;
  std::vector<Told*> all;
  for (auto& [name, told] : documents) {
    for (auto& one : told) {
      entries.push_back(&one.entry);
      all.push_back(&one);
    }
  }
  auto open = sight ? sight(entries) : Result<std::vector<bool>>(by_category(entries, decision));
  if (!open) return std::move(open).error();
  for (std::size_t i = 0; i < all.size(); ++i) all[i]->open = i < open->size() && (*open)[i] && !(decision.patient_view && !entries[i]->patient_access);
  return Done{};
}

model::DirectoryEntry as_one(std::vector<Told>& told) {
  auto entry = std::move(told.front().entry);
  entry.sources.clear();
  for (const auto& one : told) {
    if (!contains(entry.sources, one.source->status.source)) entry.sources.push_back(one.source->status.source);
  }
  for (std::size_t i = 1; i < told.size(); ++i) entry.patient_access = entry.patient_access && told[i].entry.patient_access;
  return entry;
}

bool newer(const model::DirectoryEntry& a, const model::DirectoryEntry& b) {
  if (a.date != b.date) return a.date > b.date;
  if (a.time != b.time) return a.time > b.time;
  return std::tie(a.name.hub, a.name.id, a.name.local_scheme) < std::tie(b.name.hub, b.name.id, b.name.local_scheme);
}

// A source of which nothing is shown is empty, whether it holds nothing or something hidden: of no single one is that told.
// The locator names hubs and brings no entries: it stays as it is.
void settle(const SourceResult& result, std::pair<int, int> counted, model::Answer& answer) {
  auto status = result.status;
  std::tie(status.entries, status.withheld) = counted;
  if (status.state == model::SourceState::Complete && !result.entries.empty() && status.entries == 0) status.state = model::SourceState::Empty;
  answer.sources.push_back(std::move(status));
}

}  // namespace

Result<Merged> merge(std::vector<SourceResult> results, const model::Order& order, const model::Decision& decision, const Sight& sight) {
  const Wanted wanted(order);
  auto documents = gathered(results);
  if (auto judged = judge_all(documents, decision, sight); !judged) return std::move(judged).error();
  Merged merged;
  std::vector<std::pair<int, int>> counts(results.size());
  for (auto& [name, told] : documents) {
    if (!wanted.holds(told.front().entry)) continue;
    const bool open = std::ranges::all_of(told, &Told::open);
    for (const auto& one : told) ++(open ? counts[one.place].first : counts[one.place].second);
    if (open) merged.answer.entries.push_back(as_one(told));
    else merged.hidden.push_back(told.front().entry.name);
  }
  std::ranges::sort(merged.answer.entries, newer);
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!merged.answer.patient && results[i].patient) merged.answer.patient = std::move(results[i].patient);
    settle(results[i], counts[i], merged.answer);
  }
  return merged;
}

}  // namespace sluis::routing
