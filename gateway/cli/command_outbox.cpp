#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/arguments.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/core/log.hpp"
#include "gateway/daemon/registry_reach.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/registry/open_registry.hpp"

namespace sluis::cli {
namespace {

constexpr int kMost = 1000;

std::string registry_of(const Arguments& arguments) {
  if (arguments.has("registry")) return arguments.value("registry");
  return daemon::SettingsFile::load(arguments.required("config")).only("registry").text("url");
}

// A look must not make a registry where none is.
void must_be_there(const std::string& url) {
  if (registry::is_postgres_url(url)) return;  // a database is never made
  const auto path = url.substr(url.find(':') + 1);
  if (!std::filesystem::exists(path)) throw UsageError(url + ": there is no such registry");
}

spi::OutboxState state_of(const std::string& text) {
  for (const auto state : {spi::OutboxState::Waiting, spi::OutboxState::Refused, spi::OutboxState::Done}) {
    if (spi::to_text(state) == text) return state;
  }
  throw UsageError("--state takes waiting, refused or done");
}

int most_of(const Arguments& arguments) {
  const auto text = arguments.value("most", "100");
  int most = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), most);
  if (error != std::errc{} || end != text.data() + text.size() || most < 1 || most > kMost) throw UsageError("--most takes a number from 1 to 1000");
  return most;
}

core::Instant now_of(const Arguments& arguments) {
  if (!arguments.has("at")) return core::SystemClock{}.now();
  const auto at = core::parse_instant(arguments.value("at"));
  if (!at) throw UsageError("--at takes a moment such as 2026-11-20T09:15:00Z");
  return *at;
}

// Neither key nor payload: both may name a patient.
std::string line_of(const spi::OutboxItem& item, core::Instant now) {
  const auto age = std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(now - item.created).count());
  core::JsonWriter out;
  out.begin_object().member("topic", item.topic).member("id", item.id).member("state", spi::to_text(item.state));
  out.member("created", core::to_text(item.created)).member("age_seconds", age).member("attempts", item.attempts);
  if (item.state == spi::OutboxState::Waiting) out.member("due", core::to_text(item.due));
  out.member("note", core::masked(item.note)).end_object();
  return out.text();
}

}  // namespace

int run_outbox(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"config", "registry", "state", "topic", "most", "at"}, {});
  if (!arguments.plain().empty()) throw UsageError("takes no file");
  std::vector<spi::OutboxState> states{spi::OutboxState::Waiting, spi::OutboxState::Refused};
  if (arguments.has("state")) states = {state_of(arguments.value("state"))};
  const auto most = most_of(arguments);
  const auto now = now_of(arguments);
  const auto url = registry_of(arguments);
  must_be_there(url);
  core::SystemClock clock;
  core::SystemRandom random;
  const auto reach = arguments.has("config") ? daemon::registry_reach(daemon::SettingsFile::load(arguments.value("config"))) : registry::PostgresSettings{};
  const auto store = registry::open_registry(url, clock, random, reach);
  for (const auto state : states) {
    const auto items = store->outbox().items(arguments.value("topic"), state, most);
    if (!items) {
      std::cerr << items.error().number() << " " << items.error().log_text() << "\n";
      return kTechnical;
    }
    for (const auto& item : *items) std::cout << line_of(item, now) << "\n";
  }
  return kDone;
}

}  // namespace sluis::cli
