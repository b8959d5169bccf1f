#include "gateway/daemon/routing_settings.hpp"

#include <fstream>
#include <memory>
#include <sstream>

#include "gateway/core/encoding.hpp"
#include "gateway/native/keyed_digest.hpp"

namespace sluis::daemon {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr long kMostMilliseconds = 120000;  // what a caller can ask for

long number(const Section& section, std::string_view key, long least, long most) {
  const auto value = section.integer(key);
  if (value < least || value > most)
    throw section.error(key, "expected a number from " + std::to_string(least) + " to " + std::to_string(most));
  return value;
}

core::Bytes resume_key(const Section& section, core::Random& random) {
  if (!section.has("resume_key_file")) return random.bytes(kKeyBytes);
  std::ifstream in(section.text("resume_key_file"));
  std::string line;
  std::getline(in, line);
  auto key = core::from_base64(core::trim(line));
  if (!key || key->size() < kKeyBytes) throw section.error("resume_key_file", "expected one line: base64 of at least 32 bytes");
  return std::move(*key);
}

}  // namespace

routing::RouterSettings routing_settings(const SettingsFile& settings, core::Random& random) {
  using std::chrono::milliseconds;
  const auto& section = settings.only("routing");
  const auto& limits = settings.only("limits");
  routing::RouterSettings made;
  made.overall = milliseconds(number(limits, "answer_milliseconds", 1, kMostMilliseconds));
  made.longest = milliseconds(number(limits, "answer_milliseconds_most", 1, kMostMilliseconds));
  made.reserve = milliseconds(number(section, "reserve_milliseconds", 0, 1000));
  made.locator = milliseconds(number(section, "locator_milliseconds", 1, kMostMilliseconds));
  made.threads_per_network = static_cast<std::size_t>(number(section, "threads_per_source", 1, 256));
  made.waiting_per_network = static_cast<std::size_t>(number(section, "waiting_per_source", 1, 10000));
  made.repeat_reads = section.boolean("repeat_reads");
  made.breaker_failures = static_cast<int>(number(section, "breaker_failures", 1, 1000));
  made.breaker_rest = milliseconds(number(section, "breaker_rest_milliseconds", 1, 3600000));
  made.resume_life = std::chrono::seconds(number(section, "resume_seconds", 1, 86400));
  made.mac = [key = std::make_shared<const core::Bytes>(resume_key(section, random))](std::string_view text) {
    return native::keyed_sha256(*key, text);
  };
  return made;
}

}  // namespace sluis::daemon
