#include "gateway/routing/resume.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "gateway/core/encoding.hpp"
#include "gateway/core/table.hpp"

namespace sluis::routing {
namespace {

constexpr std::size_t kSeal = 16;  // bytes of the authentication
constexpr std::size_t kMark = 8;   // bytes of a document's mark
constexpr char kUnit = '\x1f';     // stands in no text of XML or in no number

std::string url_text(std::string_view bytes) {
  auto text = core::to_base64(bytes);
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::optional<std::string> from_url_text(std::string text) {
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  while (text.size() % 4 != 0) text += '=';
  const auto bytes = core::from_base64(text);
  if (!bytes) return std::nullopt;
  return std::string(core::as_text(*bytes));
}

// Every byte is looked at, whatever the first difference.
bool same(std::string_view a, std::string_view b) {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  return difference == 0;
}

std::string seal_of(const Mac& mac, std::string_view purpose, const model::Order& order, std::string_view content) {
  std::string text(purpose);
  text += kUnit + question_text(order) + kUnit;
  text += content;
  return mac(text).substr(0, kSeal);
}

std::string sealed(const Mac& mac, std::string_view purpose, const model::Order& order, const std::string& content) {
  return url_text(seal_of(mac, purpose, order, content) + content);
}

std::optional<std::string> opened(const Mac& mac, std::string_view purpose, const model::Order& order, const std::string& text) {
  const auto bytes = from_url_text(text);
  if (!mac || !bytes || bytes->size() < kSeal) return std::nullopt;
  auto content = bytes->substr(kSeal);
  if (!same(bytes->substr(0, kSeal), seal_of(mac, purpose, order, content))) return std::nullopt;
  return content;
}

std::optional<long long> number_of(std::string_view text) {
  long long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

long long seconds_of(core::Instant at) { return std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count(); }

Fault refused(const std::string& why) { return Fault(FaultId::ResumeRefused, why).tell_caller(why); }

void add(std::string& text, std::string_view part) {
  text += part;
  text += kUnit;
}

void add(std::string& text, const std::vector<model::IdClaim>& ids) {
  for (const auto& id : ids) add(text, id.scheme + "=" + id.value);
}

// As the token certifies him, and as the message names him.
void add_caller(std::string& text, const model::Order& order) {
  const auto& caller = order.caller;
  add(text, caller.category);
  add(text, caller.ssin ? caller.ssin->text() : std::string{});
  add(text, caller.nihii ? caller.nihii->text() : std::string{});
  add(text, caller.organisation ? caller.organisation->number : std::string{});
  for (const auto& party : order.header.author.parties) {
    add(text, party.category());
    add(text, party.ids);
  }
  if (order.header.author.patient) add(text, order.header.author.patient->ids);
  if (order.header.author.person) add(text, order.header.author.person->ids);
}

}  // namespace

std::string mark_of(const Mac& mac, const model::TransactionName& document) {
  return mac("document" + std::string(1, kUnit) + document.local_scheme + kUnit + document.id).substr(0, kMark);
}

std::string question_text(const model::Order& order) {
  std::string text;
  add_caller(text, order);
  add(text, order.patient_number());
  const auto* query = std::get_if<model::ReferenceQuery>(&order.content);
  if (query == nullptr) return text;
  add(text, std::to_string(static_cast<int>(query->scope)) + (query->transactions_only ? "t" : "a"));
  add(text, query->begin.value_or(""));
  add(text, query->end.value_or(""));
  add(text, query->break_the_glass.value_or(""));
  for (const auto& category : query->categories) add(text, category);
  return text;
}

std::string make_token(const Mac& mac, const model::Order& order, const Unfinished& unfinished, core::Instant until) {
  std::string content = std::to_string(seconds_of(until)) + kUnit;
  for (const auto& source : unfinished.sources) content += source + ",";
  content += kUnit;
  for (const auto& mark : unfinished.seen) content += mark;
  return sealed(mac, "resume", order, content);
}

Result<Unfinished> open_token(const Mac& mac, const model::Order& order, core::Instant now) {
  const auto* query = std::get_if<model::ReferenceQuery>(&order.content);
  const auto content = query == nullptr ? std::nullopt : opened(mac, "resume", order, query->resume);
  if (!content) return refused("resume: not a token of this caller and this question");
  const auto first = content->find(kUnit);
  const auto second = content->find(kUnit, first + 1);
  const auto until = number_of(std::string_view(*content).substr(0, first));
  if (second == std::string::npos || !until) return refused("resume: not a token of this caller and this question");
  if (seconds_of(now) >= *until) return refused("resume: the token has ended; ask the list again");
  Unfinished unfinished;
  for (auto& source : core::split(content->substr(first + 1, second - first - 1), ','))
    if (!source.empty()) unfinished.sources.push_back(std::move(source));
  for (auto at = second + 1; at + kMark <= content->size(); at += kMark) unfinished.seen.insert(content->substr(at, kMark));
  return unfinished;
}

// The page begins behind the last document of the page before, wherever that stands now; when it is gone, at its number.
Status cut_page(const Mac& mac, const model::Order& order, model::Answer& answer) {
  const auto* query = std::get_if<model::ReferenceQuery>(&order.content);
  if (query == nullptr || !query->page_size) return Done{};
  auto& entries = answer.entries;
  std::size_t from = 0;
  const auto purpose = "page" + query->resume;
  if (!query->page.empty()) {
    const auto content = opened(mac, purpose, order, query->page);
    const auto number = content && content->size() > kMark ? number_of(std::string_view(*content).substr(kMark)) : std::nullopt;
    if (!number) return Fault(FaultId::QuestionRefused, "page: altered or of another question").tell_caller("page: expected next_page of the page before, with the same question");
    const auto mark = content->substr(0, kMark);
    const auto last = std::ranges::find_if(entries, [&](const auto& entry) { return mark_of(mac, entry.name) == mark; });
    from = last == entries.end() ? std::min(entries.size(), static_cast<std::size_t>(*number)) : static_cast<std::size_t>(last - entries.begin()) + 1;
  }
  answer.total_entries = static_cast<int>(entries.size());
  const auto to = std::min(entries.size(), from + static_cast<std::size_t>(*query->page_size));
  if (to < entries.size() && to > 0) answer.next_page = sealed(mac, purpose, order, mark_of(mac, entries[to - 1].name) + std::to_string(to));
  answer.entries = std::vector<model::DirectoryEntry>(std::make_move_iterator(entries.begin() + static_cast<std::ptrdiff_t>(from)),
                                                      std::make_move_iterator(entries.begin() + static_cast<std::ptrdiff_t>(to)));
  return Done{};
}

}  // namespace sluis::routing
