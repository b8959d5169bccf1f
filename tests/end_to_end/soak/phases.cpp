#include "tests/end_to_end/soak/phases.hpp"

#include <algorithm>

namespace sluis::soak {
namespace {

struct Fault {
  const char* rules;
  std::set<std::string> allowed;
};

const std::vector<Fault>& faults() {
  static const std::vector<Fault> all = {
      {R"({"latency":{"p50_ms":20,"p99_ms":120}})", {"complete"}},
      {R"({"fail":"http500"})", {"down"}},
      {R"({"delay_ms":60000})", {"late"}},
      {R"({"fail":"reset"})", {"down", "untrusted"}},
      {R"({"fail":"duplicate"})", {"complete"}},
      {R"({"fail":"truncated"})", {"untrusted"}},
      {R"({"fail":"fault"})", {"down", "refused"}},
      {R"({"fail":"wrong_signature"})", {"untrusted"}},
      {R"({"fail":"endless"})", {"untrusted", "late"}},
      {R"({"fail":"close","share":0.5})", {"complete", "down"}},
      {R"({"fail":"wrong_certificate"})", {"untrusted", "down"}},
      {R"({"skew_s":7200})", {"complete", "refused", "down", "untrusted"}},
      {R"({"fail":"garbage"})", {"untrusted"}}};
  return all;
}

}  // namespace

std::vector<Phase> phases(const std::vector<std::string>& sources) {
  std::vector<Phase> all;
  for (std::size_t i = 0; i < faults().size() * sources.size(); ++i) {
    const auto& fault = faults()[i % faults().size()];
    all.push_back({sources[i % sources.size()], fault.rules, fault.allowed});
  }
  return all;
}

std::vector<Phase> kills(const std::vector<std::string>& sources) {
  std::vector<Phase> all;
  // An answer that was on its way when the source went is cut off, and what is cut off is not believed.
  for (const auto& source : sources) all.push_back({source, R"({"down":true})", {"down", "untrusted"}});
  return all;
}

std::string sandbox_name(const Names& names, const std::string& answered) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const auto& n) { return n.first == answered; });
  return found == names.end() ? answered : found->second;
}

}  // namespace sluis::soak
