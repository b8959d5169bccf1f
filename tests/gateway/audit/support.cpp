#include "tests/gateway/audit/support.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "gateway/core/calendar.hpp"

namespace sluis::audit_test {

TrailFixture::TrailFixture() : clock(core::parse_instant("2026-11-20T09:15:00Z").value()) {
  std::string name = (std::filesystem::temp_directory_path() / "sluis-test-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  folder = name;
  path = (folder / "trail.jsonl").string();
}

TrailFixture::~TrailFixture() {
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

void TrailFixture::write(int count) {
  const auto trail = std::move(open().value());
  for (int i = 0; i < count; ++i) {
    if (!trail->record(event(i))) throw std::runtime_error("an event was not recorded");
  }
}

std::string TrailFixture::content() const {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void TrailFixture::replace(const std::string& bytes) const {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::vector<std::string> TrailFixture::lines() const {
  std::ifstream in(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> TrailFixture::files() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

model::AuditEvent event(int n, const std::string& patient) {
  model::AuditEvent event;
  event.at = core::parse_instant("2026-11-20T09:15:00Z").value() + std::chrono::seconds{n};
  event.correlation_id = "c-" + std::to_string(n);
  event.request_id = "r-" + std::to_string(n);
  event.operation = "GetPatientConsent";
  event.caller_ssin = kOther;
  event.caller_nihii = "18821364003";
  event.caller_category = "persphysician";
  event.caller_name = "Gert \"de\" Huis\\arts\n";
  event.patient_ssin = patient;
  event.outcome = n % 2 ? "refused" : "permitted";
  event.rule = n % 2 ? "link" : "";
  event.codes = {"TL.ACCESS.09", "SLU-4001"};
  event.break_the_glass = "Bewusteloos, spoed";
  event.sources = {"hub:1999990144 complete 3"};
  return event;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) out += line + "\n";
  return out;
}

}  // namespace sluis::audit_test
