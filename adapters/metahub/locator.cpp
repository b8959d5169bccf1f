#include "adapters/metahub/locator.hpp"

#include <algorithm>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "adapters/metahub/metahub_call.hpp"
#include "adapters/network_kit/author.hpp"
#include "mappings/kmehr/party.hpp"
#include "mappings/metahub/link_feed.hpp"
#include "mappings/metahub/patient_links.hpp"

namespace sluis::adapters::metahub {
namespace {

namespace links = mappings::metahub;

std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string one; std::getline(in, one, ',');)
    if (!one.empty()) all.push_back(one);
  return all;
}

class MetahubLocator final : public spi::RememberingLocator {
 public:
  MetahubLocator(const spi::NetworkSettings& settings, const spi::Surroundings& house, core::Metrics* metrics)
      : call_(settings, house, setting(settings, "identity")), memory_(house.hub_memory), metrics_(metrics),
        remember_(number_setting(settings, "remember_minutes", 60)), delta_(number_setting(settings, "delta_seconds", 60)),
        ignores_unknown_(setting(settings, "unknown_hubs", "report") == "ignore"), configured_(listed(setting(settings, "configured_hubs"))) {
    if (const auto rule = setting(settings, "unknown_hubs", "report"); rule != "report" && rule != "ignore")
      throw std::runtime_error("unknown_hubs: expected report or ignore");
  }

  Result<spi::Located> locate(const model::Order& order, spi::Deadline deadline) override {
    const auto patient = model::Ssin::parse(order.patient_number());
    const bool remembers = memory_ != nullptr && remember_.count() > 0 && patient.has_value();
    if (remembers) {
      follow(deadline);
      if (auto known = remembered(*patient)) return std::move(*known);
    }
    auto hubs = ask(order, deadline);
    if (!hubs) return std::move(hubs).error();
    if (remembers && !hubs->empty()) {  // nobody knows him yet: the next document changes that
      if (const auto kept = memory_->remember(*patient, {*hubs, call_.house().clock.now()}); !kept) tell("hub_memory_failed", kept.error());
    }
    return spi::Located{wanted(std::move(*hubs)), std::nullopt};
  }

 private:
  void tell(std::string_view event, const Fault& fault) {
    call_.house().log.warning(event, {{"fault", fault.number()}, {"why", fault.log_text()}});
  }

  // A memory that can't be read is no memory: the metahub is asked.
  std::optional<spi::Located> remembered(const model::Ssin& patient) {
    auto known = memory_->hubs_of(patient);
    if (!known) tell("hub_memory_failed", known.error());
    if (!known || !*known) return std::nullopt;
    const auto age = call_.house().clock.now() - (*known)->as_of;
    if (age < std::chrono::seconds(0) || age >= remember_) return std::nullopt;
    return spi::Located{wanted(std::move((*known)->hubs)), (*known)->as_of};
  }

  std::vector<std::string> wanted(std::vector<std::string> hubs) const {
    if (ignores_unknown_) std::erase_if(hubs, [&](const auto& hub) { return std::ranges::find(configured_, hub) == configured_.end(); });
    return hubs;
  }

  Result<std::vector<std::string>> ask(const model::Order& order, spi::Deadline deadline) const {
    links::LinksRequest request{call_.header(), order.patient_number()};
    request.header.author = network_kit::author_for(order, call_.house().own);
    const auto answer = call_.send(links::kAction, links::write_links_request(request), deadline);
    if (!answer) return answer.error();
    auto response = links::read_links_response(answer->payload, request.patient);
    if (!response) return call_.refused(response.error().log_text());
    if (response->request_id != request.header.id) return call_.refused("the answer is to another request");
    if (!response->complete || !response->codes.empty()) return call_.refusal("refused with a code of its own");
    return std::move(response->hubs);
  }

  // Looks at the feed when it is time to; one caller does, the others go on with what is known.
  void follow(spi::Deadline deadline) {
    const std::unique_lock lock(follow_mutex_, std::try_to_lock);
    const auto now = call_.house().clock.now();
    if (!lock || delta_.count() == 0 || (followed_ && now - *followed_ < delta_ && now >= *followed_)) return;
    followed_ = now;
    if (const auto done = apply_delta(deadline); !done) tell("metahub_feed_failed", done.error());
  }

  Status apply_delta(spi::Deadline deadline) {
    const auto position = memory_->feed_position();
    if (!position) return position.error();
    auto header = call_.header();
    const auto& own = call_.house().own;
    auto party = mappings::kmehr::make_party({}, own.category, own.name);
    party.ids = {{"ID-HCPARTY", own.number, {}}};
    header.author.parties = {party};
    const auto answer = call_.send(links::kDeltaAction, links::write_delta_request(header, *position), deadline);
    if (!answer) return answer.error();
    const auto delta = links::read_delta_response(answer->payload);
    if (!delta) return call_.refused(delta.error().log_text());
    if (delta->acknowledged.request_id != header.id) return call_.refused("the answer is to another request");
    if (!delta->acknowledged.complete || !delta->acknowledged.codes.empty()) return call_.refusal("refused with a code of its own");
    if (auto forgotten = forget(*delta, position->empty()); !forgotten) return forgotten;
    return memory_->set_feed_position(delta->position);
  }

  // Before the first position nothing that is remembered was followed.
  Status forget(const links::DeltaResponse& delta, bool first) {
    if (delta.gap) {
      call_.house().log.warning("metahub_feed_gap", {{"what", "changes are missing: everything remembered is forgotten"}});
      if (metrics_ != nullptr) metrics_->counter("sluis_metahub_feed_gaps_total", "Times that the metahub's feed of changes had a gap").add();
    }
    if (delta.gap || first) return memory_->forget_all();
    for (const auto& number : delta.patients) {
      const auto patient = model::Ssin::parse(number);
      if (!patient) continue;
      if (auto forgotten = memory_->forget(*patient); !forgotten) return forgotten;
    }
    return Done{};
  }

  const MetahubCall call_;
  spi::HubMemory* const memory_;
  core::Metrics* const metrics_;
  const std::chrono::minutes remember_;
  const std::chrono::seconds delta_;
  const bool ignores_unknown_;
  const std::vector<std::string> configured_;
  std::mutex follow_mutex_;
  std::optional<core::Instant> followed_;
};

}  // namespace

std::unique_ptr<spi::RememberingLocator> make_locator(const spi::NetworkSettings& settings, const spi::Surroundings& house,
                                                      core::Metrics* metrics) {
  if (settings.url.empty()) throw std::runtime_error("url: expected the address of the metahub");
  if (house.own.number.empty()) throw std::runtime_error("networks need our own number, category and name");
  return std::make_unique<MetahubLocator>(settings, house, metrics);
}

}  // namespace sluis::adapters::metahub
