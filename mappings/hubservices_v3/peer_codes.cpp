#include "mappings/hubservices_v3/peer_codes.hpp"

#include <algorithm>
#include <stdexcept>

#include "gateway/core/table.hpp"

namespace sluis::mappings::hubservices_v3 {
namespace {

using model::SourceState;

// A code goes into answers and logs: nothing but a code may pass.
std::string harmless(const std::string& code) {
  const bool odd = code.empty() || code.size() > 40 || std::any_of(code.begin(), code.end(), [](unsigned char c) {
                     return std::isalnum(c) == 0 && c != '.' && c != '-' && c != '_';
                   });
  const auto digits = std::count_if(code.begin(), code.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  return odd || digits >= 10 ? std::string("?") : code;
}

int weight(const std::string& state) {
  if (state == "failed") return 4;
  if (state == "refused") return 3;
  if (state == "composite") return 2;
  return state == "empty" ? 1 : 0;
}

}  // namespace

PeerCodes PeerCodes::load(const std::string& path) {
  const auto table = core::Table::load(path);
  PeerCodes codes;
  for (const auto& row : table.rows()) codes.meanings_[table.cell(row, "code")] = {table.cell(row, "state"), table.cell(row, "text")};
  if (!codes.meanings_.contains("default")) throw std::runtime_error(path + ": a row for `default` is missing");
  return codes;
}

const PeerCodes::Meaning& PeerCodes::of(std::string_view code) const {
  const auto found = meanings_.find(code);
  return found == meanings_.end() ? meanings_.find("default")->second : found->second;
}

std::vector<model::BusinessError> PeerCodes::errors_of(bool complete, const std::vector<ErrorReport>& reports) const {
  std::vector<model::BusinessError> errors;
  for (const auto& report : reports) {
    const auto& meaning = of(report.code);
    if (meaning.state != "ok") errors.push_back({harmless(report.code), meaning.text});
  }
  if (!complete && errors.empty()) errors.push_back({"500", of("500").text});
  return errors;
}

model::SourceStatus PeerCodes::status_of(const ListResponse& response) const {
  const ErrorReport* heaviest = nullptr;
  for (const auto& error : response.errors)
    if (heaviest == nullptr || weight(of(error.code).state) > weight(of(heaviest->code).state)) heaviest = &error;
  // A composite with nothing but "never stored" beside it is empty (HUB-UPD-1).
  const bool only_empty = std::any_of(response.errors.begin(), response.errors.end(), [&](const auto& e) { return of(e.code).state == "empty"; });
  auto state = heaviest == nullptr ? std::string("ok") : of(heaviest->code).state;
  if (state == "composite") state = only_empty ? "empty" : "failed";
  model::SourceStatus status;
  const bool any = !response.entries.empty();
  if (state == "failed" || state == "refused") {
    status.state = any ? SourceState::Partial : (state == "failed" ? SourceState::Failed : SourceState::Refused);
  } else if (!response.complete && state == "ok") {
    status.state = any ? SourceState::Partial : SourceState::Failed;
    status.text = "the source says that its answer is incomplete";
    return status;
  } else {
    status.state = any ? SourceState::Complete : SourceState::Empty;
    return status;
  }
  status.code = harmless(heaviest->code);
  status.text = of(heaviest->code).text;
  return status;
}

}  // namespace sluis::mappings::hubservices_v3
