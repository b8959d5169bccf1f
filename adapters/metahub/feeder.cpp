#include "adapters/metahub/feeder.hpp"

#include <algorithm>

#include "adapters/metahub/metahub_call.hpp"
#include "mappings/kmehr/party.hpp"
#include "mappings/metahub/link_feed.hpp"

namespace sluis::adapters::metahub {
namespace {

namespace links = mappings::metahub;

class Feeder final : public spi::Deliverer {
 public:
  Feeder(const spi::NetworkSettings& metahub, const spi::Surroundings& house, const OwnHub& hub) : call_(metahub, house, hub.identity), hub_(hub) {}

  std::string topic() const override { return "metahub"; }

  // The payload is "put" or "revoke", a blank and the patient's number. The item's identifier goes along as the request's, so that
  // the metahub sees a repetition.
  spi::DeliveryResult deliver(const spi::OutboxItem& item, spi::Deadline deadline) override {
    const auto blank = item.payload.find(' ');
    const auto what = item.payload.substr(0, blank);
    if (blank == std::string::npos || (what != "put" && what != "revoke")) return {spi::Delivery::Refused, "no feed for the metahub"};
    links::LinkChange change{call_.header(), what == "put", item.payload.substr(blank + 1), hub_.ehp, hub_.name};
    change.header.id = request_id(item.id);
    auto party = mappings::kmehr::make_party({}, "hub", hub_.name);
    party.ids = {{"ID-HCPARTY", hub_.ehp, {}}};
    change.header.author.parties = {party};
    const auto answer = call_.send(change.put ? links::kPutAction : links::kRevokeAction, links::write_link_change(change), deadline);
    if (!answer) return {spi::Delivery::Later, answer.error().number()};
    const auto read = links::read_link_change_response(answer->payload, change.put);
    if (!read || read->request_id != change.header.id) return {spi::Delivery::Later, "an answer that can't be believed"};
    if (read->complete && read->codes.empty()) return {spi::Delivery::Acknowledged, "acknowledged"};
    return {spi::Delivery::Refused, read->codes.empty() ? "iscomplete false" : read->codes.front().substr(0, 40)};
  }

 private:
  // At most fifty letters and digits (hubs.md section 7).
  std::string request_id(const std::string& item) const {
    constexpr std::size_t kLongest = 50;
    auto id = item;
    std::erase_if(id, [](unsigned char c) { return std::isalnum(c) == 0; });
    return (hub_.ehp + "." + id).substr(0, kLongest);
  }

  const MetahubCall call_;
  const OwnHub hub_;
};

}  // namespace

std::unique_ptr<spi::Deliverer> make_feeder(const spi::NetworkSettings& metahub, const spi::Surroundings& house, const OwnHub& hub) {
  return std::make_unique<Feeder>(metahub, house, hub);
}

}  // namespace sluis::adapters::metahub
