// Begin, end and duration: R1008, R1014, R1020, R1021 (unit), R1022, R1033, and the presence of temporality, R1004.
#include "gateway/core/calendar.hpp"
#include "mappings/vitalink/scheme_parts.hpp"

namespace sluis::mappings::vitalink::rules {
namespace {

using native::Node;

void judge_duration(Node duration, Breaches& found) {
  const auto number = text_of(at(duration, "decimal"));
  const bool natural = !number.empty() && number.find_first_not_of("0123456789") == std::string::npos &&
                       number.find_first_not_of('0') != std::string::npos;
  if (!natural) found.push_back({"R1022", duration});
}

}  // namespace

void judge_moments(const Scheme& scheme, const SchemeTables&, Breaches& found) {
  for (const auto& item : scheme.items) {
    const auto begin = at(item.node, "beginmoment"), end = at(item.node, "endmoment"), duration = at(item.node, "duration");
    const auto from = core::parse_date(text_of(at(begin, "date"))), to = core::parse_date(text_of(at(end, "date")));
    if (begin && !from) found.push_back({"R1008", begin});
    if (item.medication && !begin) found.push_back({"R1008", item.node});
    if (end && !to) found.push_back({"R1014", end});
    if (end && duration) found.push_back({"R1020", duration});
    if (from && to && *to < *from) found.push_back({"R1033", end});
    if (duration) judge_duration(duration, found);
    if (item.medication && !item.suspension && !at(item.node, "temporality")) found.push_back({"R1004", item.node});
  }
}

}  // namespace sluis::mappings::vitalink::rules
