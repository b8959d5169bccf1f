#include "tests/crash/judge.hpp"

#include <cstdio>
#include <fstream>
#include <regex>

#include "gateway/audit/trail_format.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/model/identifiers.hpp"
#include "gateway/registry/open_registry.hpp"
#include "tests/crash/programs.hpp"

namespace sluis::crash_test {

void Judge::complain(const std::string& what) {
  if (++complaints_ <= 10) std::printf("WRONG %s\n", what.c_str());
}

void Judge::read_trail() {
  recorded_.clear();
  recovered_ = 0;
  std::ifstream in(file("trail.jsonl"));
  for (std::string line; std::getline(in, line);) {
    auto members = audit::members_of(line);
    if (members["kind"] != "order" || members["request_id"].empty()) continue;
    recovered_ += members["sources"].starts_with("registry recovered") ? 1 : 0;
    if (members["outcome"] == "permitted") ++recorded_[members["request_id"]];
  }
}

void Judge::look_at(registry::Store& store, int patient, const std::set<std::string>& acknowledged, const std::string& when) {
  const auto about = store.file_of(model::Ssin::parse(Callers::patient(patient)).value());
  if (!about) return complain(when + ": the registry can't be read: " + about.error().log_text());
  std::map<std::string, int> stored;
  const auto note = [&](const auto& records) {
    for (const auto& record : records) {
      ++stored[record.declared.request_id];
      if (record.revoked) ++stored[record.revoked->request_id];
    }
  };
  note(about->consents), note(about->links), note(about->exclusions);
  for (const auto& order : acknowledged) {
    if (!stored.contains(order)) complain(when + ": acknowledged, but not in the registry: order " + order.substr(order.find('.')));
  }
  for (const auto& [order, times] : stored) {
    if (times != 1) complain(when + ": stored " + std::to_string(times) + " times: order " + order.substr(order.find('.')));
    if (recorded_[order] != 1) complain(when + ": recorded " + std::to_string(recorded_[order]) + " times: order " + order.substr(order.find('.')));
  }
  events_of_[patient] = static_cast<long>(stored.size());
}

void Judge::look(const Load& load, const std::string& when) {
  const auto verified = run({bin_ + "/sluis", "audit", "verify", file("trail.jsonl")}, file("verify.out"));
  if (verified != 0) complain(when + ": the trail doesn't verify: " + text_of(file("verify.out")));
  read_trail();
  const auto store = registry::open_registry("sqlite://" + file("registry.sqlite"), clock_, random_);
  for (const auto& [patient, orders] : load.acknowledged()) look_at(*store, patient, orders, when);
  for (const auto& id : load.kept_decisions()) {
    const auto kept = store->decisions(id.substr(0, id.rfind('.')));
    if (!kept || !*kept) complain(when + ": a decision that was handed out isn't kept: " + id);
  }
  if (const auto refused = load.refused(); !refused.empty()) complain(when + ": an answer that should not have come: " + refused.substr(0, 600));
  waiting_ = 0;
  for (const auto* topic : {"ehealth.consent", "ehealth.links", "ehealth.exclusions"}) waiting_ += store->outbox().waiting(topic).value();
}

void Judge::look_at_deliveries() {
  long heard = 0, repeated = 0;
  std::map<std::string, int> requests;
  for (const auto* service : {"consent", "therlink", "exclusion"}) {
    std::ifstream in(file(std::string("world/log/") + service + ".log"));
    for (std::string line; std::getline(in, line);) {
      std::smatch found;
      static const std::regex pattern(R"re("why":"(request|repeated) ([^"]+)")re");
      if (!std::regex_search(line, found, pattern)) continue;
      found[1] == "request" ? ++heard : ++repeated;
      if (found[1] == "request") ++requests[found[2]];
    }
  }
  for (const auto& [request, times] : requests) {
    if (times != 1) complain("the federal services took one request for " + std::to_string(times) + ": " + request);
  }
  long events = 0;
  for (const auto& [patient, count] : events_of_) events += count;
  if (heard != events) complain(std::to_string(events) + " acts are registered, the federal services know " + std::to_string(heard));
  std::printf("delivered %ld items, once each by their id; %ld were sent again after a kill and known by their id\n", heard, repeated);
}

}  // namespace sluis::crash_test
