#include "gateway/core/encoding.hpp"
#include "gateway/decision/link_rules.hpp"

namespace sluis::decision {
namespace {

// False with date_invalid when the text is no calendar date; true with an empty date when there is no text.
bool read(const LinkCase& link, const std::optional<std::string>& text, std::optional<core::Date>& date) {
  if (!text) return true;
  date = core::parse_date(*text);
  if (!date) link.failures.add("date_invalid");
  return date.has_value();
}

void check_start(const LinkCase& link, const LinkType& type, core::Date start) {
  if (start < link.evidence.today()) {
    link.failures.add("start_past");
  } else if (start > link.evidence.today() && !type.later_start) {
    link.failures.add("start_later");
  }
}

void check_end(const LinkCase& link, const LinkType& type, core::Date start, core::Date end) {
  const auto last = core::add_months(start, type.months);
  if (end < start) {
    link.failures.add("end_before_start");
  } else if (end < link.evidence.today()) {
    link.failures.add("end_past");
  } else if (!type.exact.empty() && end != last) {
    link.failures.add(type.exact);
  } else if (end > last) {
    link.failures.add("period_too_long");
  }
}

}  // namespace

LinkDates check_put_period(const LinkCase& link, const model::LinkOrder& order) {
  LinkDates dates;
  const bool start_right = read(link, order.start, dates.start);
  const bool end_right = read(link, order.end, dates.end);
  const auto found = link.policy.link_types.find(order.type);
  const LinkType* type = found == link.policy.link_types.end() ? nullptr : &found->second;
  if (!start_right) return dates;
  const auto start = dates.start.value_or(link.evidence.today());
  // A type that has no period of its own is refused already: its length can't be judged.
  if (type != nullptr && type->months > 0) {
    if (dates.start) check_start(link, *type, start);
    if (dates.end) check_end(link, *type, start, *dates.end);
    if (end_right && !dates.end) dates.end = core::add_months(start, type->months);
  }
  dates.start = start;
  return dates;
}

LinkDates read_revoke_dates(const LinkCase& link, const model::LinkOrder& order) {
  LinkDates dates;
  read(link, order.start, dates.start);
  read(link, order.end, dates.end);
  return dates;
}

void check_comment(const LinkCase& link, const std::string& comment) {
  if (core::utf8_length(comment) > static_cast<std::size_t>(link.policy.settings.longest_comment)) {
    link.failures.add("comment_too_long");
  }
}

}  // namespace sluis::decision
