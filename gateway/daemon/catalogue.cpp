#include "gateway/daemon/catalogue.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <tuple>
#include <utility>

#include "gateway/core/table.hpp"

namespace sluis::daemon {
namespace {

std::string plain(std::string_view text) {
  std::string out;
  for (const unsigned char c : text) {
    if (std::isspace(c) == 0) out += static_cast<char>(std::toupper(c));
  }
  return out;
}

// How many letters have to be put in, taken out or exchanged (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::string number_of(const core::FaultEntry& entry) { return "SLU-" + std::to_string(static_cast<int>(entry.id)); }

std::string_view origin_of(const core::FaultEntry& entry) {
  switch (entry.origin) {
    case core::Origin::Caller: return "caller";
    case core::Origin::Us: return "us";
    case core::Origin::Network: return "a network";
  }
  return "";
}

std::string_view recorded_in(const core::FaultEntry& entry) {
  switch (entry.audit) {
    case core::AuditClass::Trail: return "trail";
    case core::AuditClass::SecurityLog: return "security log";
    case core::AuditClass::None: return "log";
  }
  return "";
}

Catalogue Catalogue::load(const std::string& mappings_folder) {
  Catalogue catalogue;
  const auto help = core::Table::load(mappings_folder + "/policy/code_help.table");
  for (const auto& row : help.rows()) {
    catalogue.codes_.push_back({help.cell(row, "service"), help.cell(row, "code"), help.cell(row, "fault"), help.cell(row, "cause"),
                                help.cell(row, "what_to_do"), help.cell(row, "example"), {}});
  }
  const auto errors = core::Table::load(mappings_folder + "/policy/business_errors.table");
  for (const auto& row : errors.rows()) catalogue.add_text(errors.cell(row, "service"), errors.cell(row, "code"), errors.cell(row, "text"));
  for (const auto& [service, file] : {std::pair{"intrahub", "reason_codes"}, std::pair{"hub", "peer_codes"}}) {
    const auto table = core::Table::load(mappings_folder + "/hubservices_v3/" + file + ".table");
    for (const auto& row : table.rows()) {
      if (table.cell(row, "code") != "default") catalogue.add_text(service, table.cell(row, "code"), table.cell(row, "text"));
    }
  }
  const auto dossier = core::Table::load(mappings_folder + "/single_message/status_codes.table");
  for (const auto& row : dossier.rows()) {
    if (dossier.cell(row, "code") == "*") continue;
    catalogue.codes_.push_back({"dossier", dossier.cell(row, "code"), dossier.cell(row, "fault"), dossier.cell(row, "cause"),
                                dossier.cell(row, "what_to_do"), dossier.cell(row, "example"), {}});
  }
  return catalogue;
}

void Catalogue::add_text(const std::string& service, const std::string& code, const std::string& text) {
  const auto found = std::ranges::find_if(codes_, [&](const auto& c) { return c.service == service && c.code == code; });
  if (found == codes_.end()) {
    unexplained_.push_back(service + " " + code);
    codes_.push_back({service, code, "", "", "", "", {text}});
  } else if (std::ranges::find(found->texts, text) == found->texts.end()) {
    found->texts.push_back(text);
  }
}

std::vector<std::string> Catalogue::unexplained() const { return unexplained_; }

std::vector<const core::FaultEntry*> Catalogue::faults_of(std::string_view wanted) const {
  const auto text = plain(wanted);
  std::vector<const core::FaultEntry*> found;
  for (const auto& entry : core::fault_table()) {
    const auto number = number_of(entry);
    if (text == number || text == plain(entry.name) || text == entry.soa_code || (all_digits(text) && "SLU-" + text == number))
      found.push_back(&entry);
  }
  return found;
}

std::vector<const CodeEntry*> Catalogue::codes_of(std::string_view wanted) const {
  const auto text = plain(wanted);
  std::vector<const CodeEntry*> found;
  for (const auto& entry : codes_) {
    if (plain(entry.code) == text) found.push_back(&entry);
  }
  return found;
}

std::vector<std::string> Catalogue::nearest(std::string_view wanted, std::size_t count) const {
  const auto text = plain(wanted);
  std::vector<std::tuple<std::size_t, std::size_t, std::string>> all;  // of equals, who shares less of the beginning comes later
  const auto add = [&](const std::string& code) {
    const auto shared = static_cast<std::size_t>(std::ranges::mismatch(text, code).in1 - text.begin());
    all.emplace_back(distance(text, code), text.size() - shared, code);
  };
  for (const auto& entry : core::fault_table()) {
    add(number_of(entry));
    add(std::string(entry.soa_code));
  }
  for (const auto& entry : codes_) add(entry.code);
  std::ranges::sort(all);
  const auto same = std::ranges::unique(all);
  all.erase(same.begin(), same.end());
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(count, all.size()); ++i) out.push_back(std::get<2>(all[i]));
  return out;
}

}  // namespace sluis::daemon
