#include "gateway/decision/actors.hpp"

#include <algorithm>
#include <stdexcept>

namespace sluis::decision {
namespace {

constexpr std::string_view kAnybody = "*";

std::vector<std::string> words(const std::string& cell) {
  auto parts = cell == "-" ? std::vector<std::string>{} : core::split(cell, ' ');
  std::erase(parts, "");
  return parts;
}

}  // namespace

ActorTable ActorTable::read(const core::Table& table, const std::string& path) {
  ActorTable actors;
  for (const auto& cells : table.rows()) {
    const auto operations = words(table.cell(cells, "operations"));
    for (const auto& subject : words(table.cell(cells, "subject"))) {
      Row row{table.cell(cells, "service"), table.cell(cells, "actor"), table.cell(cells, "end_user"), subject,
              operations};
      const bool known = std::ranges::any_of(actors.rows_, [&](const Row& other) {
        return other.service == row.service && other.actor == row.actor && other.end_user == row.end_user &&
               other.subject == row.subject;
      });
      if (known) {
        throw std::runtime_error(path + ": " + row.service + " " + row.actor + " " + row.end_user + " " + subject +
                                 " stands there twice");
      }
      actors.rows_.push_back(std::move(row));
    }
  }
  return actors;
}

bool ActorTable::may(const Request& request) const {
  bool of_end_user = false;
  bool allowed = false;
  bool allowed_to_anybody = false;
  for (const auto& row : rows_) {
    if (row.service != request.service || row.actor != request.actor) continue;
    const bool fits = row.subject == request.subject &&
                      std::ranges::find(row.operations, request.operation) != row.operations.end();
    if (row.end_user == request.end_user) {
      of_end_user = true;
      allowed = allowed || fits;
    } else if (row.end_user == kAnybody) {
      allowed_to_anybody = allowed_to_anybody || fits;
    }
  }
  return of_end_user ? allowed : allowed_to_anybody;
}

std::vector<std::string> ActorTable::actors() const {
  std::vector<std::string> names;
  for (const auto& row : rows_) names.push_back(row.actor);
  std::ranges::sort(names);
  const auto rest = std::ranges::unique(names);
  names.erase(rest.begin(), rest.end());
  return names;
}

}  // namespace sluis::decision
