#include <Poco/JSON/Array.h>

#include <algorithm>
#include <iomanip>
#include <iostream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/json_door.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/daemon/tenants.hpp"
#include "gateway/daemon/trust_list.hpp"
#include "gateway/native/secret.hpp"
#include "gateway/transport/wire.hpp"

namespace sluis::cli {
namespace {

using daemon::TrustItem;

constexpr int kWouldFail = 1;
constexpr std::chrono::seconds kPatience{30};

// A date stands for its last second in Brussels: what ends on that day would fail on it.
core::Instant moment_of(const std::string& text) {
  if (const auto moment = core::parse_instant(text)) return *moment;
  const auto date = core::parse_date(text);
  if (!date) throw UsageError("--at takes a date such as 2027-06-01, or a moment such as 2027-06-01T09:15:00Z");
  return core::start_of_day(core::add_days(*date, 1)) - std::chrono::seconds(1);
}

struct List {
  std::vector<TrustItem> items;
  core::Instant at;
};

List list_of_settings(const Arguments& arguments) {
  List list{{}, core::SystemClock{}.now()};
  const auto mappings = core::installed_mappings();
  const daemon::TrustPolicy policy(mappings + "/policy");
  for (const auto& tenant : daemon::tenants_of(daemon::SettingsFile::load(arguments.required("config")))) {
    auto items = daemon::trust_items(tenant.settings, daemon::read_key_set(tenant.settings, mappings, list.at), policy);
    for (auto& item : items) {
      if (!tenant.name.empty()) item.name = tenant.name + ": " + item.name;
      list.items.push_back(std::move(item));
    }
  }
  return list;
}

TrustItem item_of(const JsonPtr& json) {
  TrustItem item;
  const auto moment = [&](const std::string& name) {
    const auto text = json_member(json, name);
    return text.empty() ? std::nullopt : core::parse_instant(text);
  };
  item.name = json_member(json, "name");
  item.use = json_member(json, "use");
  item.kind = json_member(json, "kind");
  item.subject = json_member(json, "subject");
  item.serial = json_member(json, "serial");
  item.fingerprint = json_member(json, "fingerprint");
  item.not_before = moment("not_before");
  item.not_after = moment("not_after");
  item.source = json_member(json, "source");
  item.revocation = json_member(json, "revocation");
  item.breaks = json_member(json, "breaks");
  item.warned = json->optValue("warned", false);
  item.remote = json->optValue("remote", false);
  return item;
}

transport::WireTrust shown(const Arguments& arguments, const std::string& url) {
  transport::WireTrust trust;
  if (!arguments.has("certificate")) return trust;
  native::Secret password;
  if (arguments.has("password-file")) {
    auto read = native::read_secret(arguments.value("password-file"));
    if (!read) throw UsageError(read.error().log_text());
    password = *std::move(read);
  }
  auto credential = native::load_credential(arguments.value("certificate"), password.text());
  if (!credential) throw UsageError(credential.error().log_text());
  trust.client_credentials.emplace_back(url, *credential);
  return trust;
}

List list_of_gateway(const Arguments& arguments) {
  const auto url = joined_url(arguments.value("gateway"), "/trust");
  core::Metrics metrics;
  transport::HttpWire wire({}, metrics);
  wire.prepare(shown(arguments, url))();
  spi::WireRequest request;
  request.url = url;
  request.trusted_roots = arguments.value("roots");
  if (request.trusted_roots.empty()) {
    if (const auto sandbox = find_sandbox(arguments)) request.trusted_roots = sandbox->roots;
  }
  request.deadline = std::chrono::steady_clock::now() + kPatience;
  request.network = "gateway";
  const auto reply = wire.post(request);
  if (!reply) throw std::runtime_error(told(reply.error()));
  if (reply->status != 200) throw std::runtime_error(url + " answered with HTTP status " + std::to_string(reply->status));
  const auto json = parsed_json(reply->body);
  const auto at = core::parse_instant(json_member(json, "at"));
  const auto array = json->getArray("items");
  if (!at || !array) throw std::runtime_error(url + " answered something else than a list of what is trusted");
  List list{{}, *at};
  for (unsigned i = 0; i < array->size(); ++i) list.items.push_back(item_of(array->getObject(i)));
  return list;
}

void print(const List& list) {
  const auto failing = std::ranges::count_if(list.items, [&](const auto& item) { return daemon::would_fail(item, list.at); });
  std::cout << "At " << core::to_text(list.at) << ": " << list.items.size() << " items, " << failing << " would fail\n\n";
  std::cout << std::left << std::setw(11) << "END" << std::right << std::setw(7) << "DAYS" << "  " << std::left << std::setw(14) << "STATE" << "WHAT\n";
  for (const auto& item : list.items) {
    const auto days = daemon::days_left(item, list.at);
    const auto state = daemon::would_fail(item, list.at) ? "FAILS" : daemon::state_of(item, list.at);
    std::cout << std::left << std::setw(11) << (item.not_after ? core::to_text(*item.not_after).substr(0, 10) : "no end");
    std::cout << std::right << std::setw(7) << (days ? std::to_string(*days) : "") << "  " << std::left << std::setw(14) << state << item.name;
    if (!item.subject.empty()) std::cout << "  " << item.subject;
    std::cout << "\n" << std::string(34, ' ') << item.kind;
    if (!item.serial.empty()) std::cout << ", serial " << item.serial;
    if (!item.revocation.empty()) std::cout << ", revocation: " << item.revocation;
    if (!item.source.empty()) std::cout << ", from " << item.source;
    std::cout << "\n" << std::string(34, ' ') << "at its end: " << item.breaks << "\n";
  }
}

}  // namespace

int run_trust(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"config", "gateway", "roots", "certificate", "password-file", "sandbox", "at"}, {"json"});
  if (!arguments.plain().empty()) throw UsageError("takes no file");
  if (arguments.has("config") == arguments.has("gateway")) throw UsageError("either --config FILE or --gateway URL is needed");
  const auto at = arguments.has("at") ? std::optional(moment_of(arguments.value("at"))) : std::nullopt;
  auto list = arguments.has("gateway") ? list_of_gateway(arguments) : list_of_settings(arguments);
  if (at) list.at = *at;
  daemon::sort_by_end(list.items);
  if (arguments.has("json")) std::cout << daemon::trust_json(list.items, list.at) << "\n";
  else print(list);
  return std::ranges::any_of(list.items, [&](const auto& item) { return daemon::would_fail(item, list.at); }) ? kWouldFail : kDone;
}

}  // namespace sluis::cli
