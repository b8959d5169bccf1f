#include "gateway/audit/trail_match.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "gateway/core/calendar.hpp"

namespace sluis::audit {
namespace {

constexpr std::size_t kNihiiBase = 8;  // the rest is the qualification: the same person has one number with several

const std::string& text(const Members& members, std::string_view name) {
  static const std::string none;
  const auto found = members.find(name);
  return found == members.end() ? none : found->second;
}

bool same_number(const std::string& one, const std::string& other) {
  if (one == other) return true;
  const bool ssins = model::Ssin::parse(one) || model::Ssin::parse(other);
  return !ssins && one.size() >= kNihiiBase && other.size() >= kNihiiBase && one.size() != 10 && other.size() != 10 &&
         one.compare(0, kNihiiBase, other, 0, kNihiiBase) == 0;
}

bool is_by(const Members& members, const std::vector<std::string>& parties) {
  constexpr std::array<std::string_view, 5> kWho{"caller_ssin", "caller_nihii", "caller_organisation", "end_user_ssin", "end_user_nihii"};
  return std::ranges::any_of(kWho, [&](const auto name) {
    const auto& number = text(members, name);
    return !number.empty() && std::ranges::any_of(parties, [&](const auto& party) { return same_number(number, party); });
  });
}

bool either_is(const std::string& kept, const std::string& wanted) { return kept.empty() || wanted.empty() || kept == wanted; }

bool is_of(const Members& members, const model::TransactionName& document) {
  return text(members, "document_id") == document.id && either_is(text(members, "document_scheme"), document.local_scheme) &&
         either_is(text(members, "document_hub"), document.hub);
}

bool is_in_time(const Members& members, const spi::TrailQuery& query) {
  const auto at = core::parse_instant(text(members, "time"));
  return at && (!query.from || *query.from <= *at) && (!query.before || *at < *query.before);
}

}  // namespace

bool fits(const Members& members, const spi::TrailQuery& query) {
  if (query.patient && text(members, "patient_ssin") != query.patient->text()) return false;
  if (!query.parties.empty() && !is_by(members, query.parties)) return false;
  if (query.document && !is_of(members, *query.document)) return false;
  if (!query.operation.empty() && text(members, "operation") != query.operation) return false;
  if (!query.outcome.empty() && text(members, "outcome") != query.outcome) return false;
  if (query.break_the_glass_only && text(members, "break_the_glass").empty()) return false;
  return is_in_time(members, query);
}

std::int64_t number_of(const Members& members) {
  const auto& seq = text(members, "seq");
  std::int64_t number = -1;
  const auto [end, error] = std::from_chars(seq.data(), seq.data() + seq.size(), number);
  return error == std::errc{} && end == seq.data() + seq.size() && !seq.empty() ? number : -1;
}

}  // namespace sluis::audit
