// When a medicine is taken: R1001a to R1001l, R1002, R1005, R1009.
#include <charconv>
#include <optional>
#include <set>

#include "gateway/core/calendar.hpp"
#include "mappings/vitalink/scheme_parts.hpp"

namespace sluis::mappings::vitalink::rules {
namespace {

using native::Node;

constexpr int kDaysOfWeek = 7;
constexpr unsigned kLastSafeDay = 28;

// One intake: the elements of a regimen stand flat behind each other, an intake ends with its quantity.
struct Intake {
  Node day;   // daynumber, date or weekday; empty when every day is meant
  Node time;  // daytime
  Node quantity;
};

std::vector<Intake> intakes_of(Node regimen) {
  std::vector<Intake> all;
  Intake intake;
  for (const auto& child : regimen.children()) {
    const auto name = child.name();
    if (name == "daynumber" || name == "date" || name == "weekday") intake.day = child;
    if (name == "daytime") intake.time = child;
    if (name != "quantity") continue;
    intake.quantity = child;
    all.push_back(intake);
    intake = {};
  }
  return all;
}

int number_of(Node node) {
  const auto text = text_of(node);
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is(const Intake& intake, std::string_view kind) { return intake.day && intake.day.name() == kind; }

void judge_days(const Intake& intake, int count, Breaches& found) {
  if (intake.day && !is(intake, "daynumber")) found.push_back({"R1001a", intake.day});
  if (is(intake, "daynumber") && number_of(intake.day) > count) found.push_back({"R1001b", intake.day});
}

void judge_weeks(const Intake& intake, int count, Breaches& found) {
  if (is(intake, "date")) found.push_back({"R1001c", intake.day});
  const auto week = at(intake.day, "weeknumber");
  const bool outside = (is(intake, "daynumber") && number_of(intake.day) > count * kDaysOfWeek) || (week && number_of(week) > count);
  if (outside) found.push_back({"R1001k", intake.day});
}

void judge_dates(const Intake& intake, bool yearly, Breaches& found) {
  if (!intake.day) return;
  if (!is(intake, "date")) {
    found.push_back({yearly ? "R1001i" : "R1001g", intake.day});
    return;
  }
  const auto date = core::parse_date(text_of(intake.day));
  if (!date) return;
  const auto day = static_cast<unsigned>(date->day());
  const bool leap = date->month() == std::chrono::February && day == 29;
  if (yearly && leap) found.push_back({"R1001j", intake.day});
  if (!yearly && day > kLastSafeDay) found.push_back({"R1001h", intake.day});
}

void judge_days_of(const Item& item, const std::vector<Intake>& intakes, const SchemeTables& tables, Breaches& found) {
  const auto frequency = at(item.node, "frequency");
  const auto* round = tables.periodicity(text_of(at(at(frequency, "periodicity"), "cd")));
  for (const auto& intake : intakes) {
    if (is(intake, "daynumber") && number_of(intake.day) < 1) found.push_back({"R1001l", intake.day});
    if (!frequency && !is(intake, "date")) found.push_back({"R1001f", intake.day ? intake.day : intake.quantity});
    if (round == nullptr) continue;
    if (round->unit == "day") judge_days(intake, round->count, found);
    if (round->unit == "week") judge_weeks(intake, round->count, found);
    if (round->unit == "month") judge_dates(intake, false, found);
    if (round->unit == "year") judge_dates(intake, true, found);
  }
  if (round != nullptr && round->unit == "hour") found.push_back({"R1009", at(item.node, "regimen")});
}

void judge_kinds(Node regimen, const std::vector<Intake>& intakes, Breaches& found) {
  std::set<std::string_view> kinds;
  std::set<std::pair<std::string, std::string>> moments;
  for (const auto& intake : intakes) {
    if (intake.day) kinds.insert(intake.day.name());
    const auto day = intake.day ? native::canonical(intake.day) : std::string();
    const auto time = intake.time ? native::canonical(intake.time) : std::string();
    if (!moments.emplace(day, time).second) found.push_back({"R1002", intake.time ? intake.time : intake.quantity});
  }
  if (kinds.size() > 1) found.push_back({"R1001e", regimen});
}

void judge_units(Node regimen, const std::vector<Intake>& intakes, Breaches& found) {
  std::optional<std::string> first;
  for (const auto& intake : intakes) {
    const auto unit = text_of(at(at(intake.quantity, "unit"), "cd"));
    if (!first) first = unit;
    if (!unit.empty() && unit == *first) continue;
    found.push_back({"R1005", regimen});
    return;
  }
}

}  // namespace

void judge_regimens(const Scheme& scheme, const SchemeTables& tables, Breaches& found) {
  for (const auto& item : scheme.items) {
    const auto regimen = at(item.node, "regimen");
    if (!item.medication || !regimen) continue;
    const auto intakes = intakes_of(regimen);
    judge_days_of(item, intakes, tables, found);
    judge_kinds(regimen, intakes, found);
    judge_units(regimen, intakes, found);
  }
}

}  // namespace sluis::mappings::vitalink::rules
