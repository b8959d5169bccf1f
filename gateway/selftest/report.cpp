#include "gateway/selftest/report.hpp"

#include <algorithm>
#include <iomanip>
#include <map>
#include <ostream>

#include "gateway/core/json_writer.hpp"

namespace sluis::selftest {
namespace {

constexpr double kMostMs = 50;
constexpr double kMostMib = 32;
constexpr double kMib = 1024.0 * 1024.0;

Verdict::Family& family_of(Verdict& verdict, const std::string& name) {
  const auto found = std::ranges::find(verdict.families, name, &Verdict::Family::name);
  if (found != verdict.families.end()) return *found;
  verdict.families.push_back({});
  verdict.families.back().name = name;
  return verdict.families.back();
}

void add_cost(Verdict& verdict, const Row& row, Verdict::Family& family, bool with_cost) {
  const auto ms = static_cast<double>(row.cost.cpu.count()) / 1000;
  const auto mib = static_cast<double>(row.cost.bytes.value_or(0)) / kMib;
  family.slowest_ms = std::max(family.slowest_ms, ms);
  family.most_mib = std::max(family.most_mib, mib);
  if (!with_cost || (ms <= kMostMs && mib <= kMostMib)) return;
  ++verdict.dear;
  verdict.bad.push_back(row.attack->file + ": took " + std::to_string(ms) + " ms and " + std::to_string(mib) + " MiB");
}

std::string statuses_of(const Verdict::Family& family) {
  std::map<int, int> counts;
  for (const int status : family.statuses) ++counts[status];
  std::string text;
  for (const auto& [status, count] : counts) text += (text.empty() ? "" : " ") + (status == 0 ? std::string("closed") : std::to_string(status)) + "x" + std::to_string(count);
  return text;
}

}  // namespace

Verdict verdict_of(const std::vector<Row>& rows, bool with_cost) {
  Verdict verdict;
  for (const auto& row : rows) {
    if (!row.judged) {
      verdict.remarks.push_back(row.attack->file + " is not judged: " + row.attack->unless + " is not as it is by default");
      continue;
    }
    auto& family = family_of(verdict, row.attack->family);
    ++family.attacks;
    family.right += row.right;
    add_cost(verdict, row, family, with_cost);
    if (!row.right) verdict.bad.push_back(row.attack->file + ": " + row.note);
    if (row.attack->control()) {
      ++verdict.controls;
      verdict.controls_right += row.right;
      continue;
    }
    ++verdict.attacks;
    family.refused += !row.outcome.accepted;
    verdict.accepted += row.outcome.accepted;
    verdict.by_another_rule += !row.outcome.accepted && !row.right;
  }
  return verdict;
}

Verdict verdict_of(const std::vector<RemoteRow>& rows) {
  Verdict verdict;
  verdict.remote = true;
  for (const auto& row : rows) {
    auto& family = family_of(verdict, row.attack->family);
    ++family.attacks;
    family.slowest_ms = std::max(family.slowest_ms, static_cast<double>(row.longest.count()));
    family.statuses.insert(family.statuses.end(), row.statuses.begin(), row.statuses.end());
    if (!row.note.empty()) verdict.bad.push_back(row.attack->file + ": " + row.note);
    family.refused += !row.answered();
    if (row.attack->control()) {
      ++verdict.controls;
      verdict.controls_right += !row.answered();
      if (row.answered()) verdict.remarks.push_back(row.attack->file + " was answered: the gateway trusts the corpus' token service; it must not in earnest");
      continue;
    }
    ++verdict.attacks;
    verdict.accepted += row.answered();
    if (row.answered()) verdict.bad.push_back(row.attack->file + ": was answered with " + std::to_string(row.statuses.back()));
  }
  return verdict;
}

void print_text(const Verdict& verdict, std::ostream& out) {
  out << "the hostile corpus against " << verdict.about << "\n\n" << std::left << std::setw(20) << "family" << std::right << std::setw(8) << "files" << std::setw(9) << "refused";
  out << (verdict.remote ? "   slowest answer   statuses\n" : "   by their rule   slowest CPU   most memory\n");
  for (const auto& family : verdict.families) {
    const bool control = family.name == "control";
    out << std::left << std::setw(20) << family.name << std::right << std::setw(8) << family.attacks << std::setw(9) << (control && !verdict.remote ? 0 : family.refused);
    out << std::fixed << std::setprecision(verdict.remote ? 0 : 1);
    if (verdict.remote) {
      out << std::setw(14) << family.slowest_ms << " ms   " << statuses_of(family) << "\n";
    } else {
      out << std::setw(16) << family.right << std::setw(11) << family.slowest_ms << " ms" << std::setw(10) << family.most_mib << " MiB" << (control ? "   (to be accepted)" : "") << "\n";
    }
  }
  out << "\n";
  for (const auto& remark : verdict.remarks) out << "remark: " << remark << "\n";
  for (const auto& bad : verdict.bad) out << "NOT AS IT SHOULD BE: " << bad << "\n";
  if (!verdict.remote)
    out << verdict.controls_right << " of " << verdict.controls << " messages of the control group accepted, " << verdict.by_another_rule << " attacks refused by another rule than expected\n";
  out << verdict.attacks << " attacks, " << verdict.accepted << " accepted\n";
}

void print_json(const Verdict& verdict, std::ostream& out) {
  core::JsonWriter w;
  w.begin_object().member("about", verdict.about).member("fine", verdict.fine()).member("attacks", verdict.attacks).member("accepted", verdict.accepted);
  w.member("by_another_rule", verdict.by_another_rule).member("too_dear", verdict.dear);
  w.member("control_group", verdict.controls).member(verdict.remote ? "control_group_refused" : "control_group_accepted", verdict.controls_right);
  w.key("families").begin_array();
  for (const auto& family : verdict.families) {
    w.begin_object().member("family", family.name).member("files", family.attacks).member("refused", family.refused);
    w.member(verdict.remote ? "slowest_answer_ms" : "slowest_cpu_us", static_cast<std::int64_t>(verdict.remote ? family.slowest_ms : family.slowest_ms * 1000));
    if (verdict.remote) w.member("statuses", statuses_of(family));
    else w.member("by_their_rule", family.right).member("most_memory_bytes", static_cast<std::int64_t>(family.most_mib * kMib));
    w.end_object();
  }
  w.end_array().key("remarks").begin_array();
  for (const auto& remark : verdict.remarks) w.value(remark);
  w.end_array().key("not_as_it_should_be").begin_array();
  for (const auto& bad : verdict.bad) w.value(bad);
  w.end_array().end_object();
  out << w.text() << "\n";
}

}  // namespace sluis::selftest
