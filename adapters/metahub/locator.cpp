#include "adapters/metahub/locator.hpp"

#include <stdexcept>

#include "gateway/core/calendar.hpp"
#include "adapters/network_kit/author.hpp"
#include "mappings/metahub/patient_links.hpp"
#include "adapters/network_kit/soap_call.hpp"

namespace sluis::adapters::metahub {
namespace {

namespace links = mappings::metahub;

std::string setting(const spi::NetworkSettings& settings, const std::string& key) {
  const auto found = settings.extra.find(key);
  return found == settings.extra.end() ? std::string{} : found->second;
}

class MetahubLocator final : public spi::Locator {
 public:
  MetahubLocator(const spi::NetworkSettings& settings, const spi::Surroundings& house)
      : time_limit_(settings.time_limit),
        house_(house),
        counterpart_{"metahub", settings.url, setting(settings, "identity"), setting(settings, "trusted_roots")} {}

  Result<std::vector<std::string>> hubs_of(const model::Order& order, spi::Deadline deadline) override {
    const auto request = request_of(order);
    const network_kit::Lent lent{house_.wire, house_.tokens, house_.clock, house_.random};
    const auto until = std::min(deadline, std::chrono::steady_clock::now() + time_limit_);
    auto reply = network_kit::soap_call(counterpart_, lent, links::kAction, links::write_links_request(request), nullptr, until);
    if (!reply) return std::move(reply).error();
    if (reply->refusal) return Fault(FaultId::NetworkFault, "refused with " + *reply->refusal, counterpart_.network);
    auto response = links::read_links_response(reply->answer.payload, request.patient);
    if (!response) return network_kit::refused(counterpart_, response.error().log_text());
    if (response->request_id != request.header.id) return network_kit::refused(counterpart_, "the answer is to another request");
    if (!response->complete || !response->codes.empty())
      return Fault(FaultId::NetworkFault, "refused with a code of its own", counterpart_.network);
    return std::move(response->hubs);
  }

 private:
  links::LinksRequest request_of(const model::Order& order) const {
    links::LinksRequest request;
    request.header.id = network_kit::fresh_request_id(house_.own, house_.random);
    request.header.author = network_kit::author_for(order, house_.own);
    const auto moment = core::brussels_date_time(house_.clock.now());
    request.header.date = moment.substr(0, 10);
    request.header.time = moment.substr(11);
    request.patient = order.patient_number();
    return request;
  }

  const std::chrono::milliseconds time_limit_;
  const spi::Surroundings house_;
  const network_kit::Counterpart counterpart_;
};

}  // namespace

std::unique_ptr<spi::Locator> make_locator(const spi::NetworkSettings& settings, const spi::Surroundings& house) {
  if (settings.url.empty()) throw std::runtime_error("url: expected the address of the metahub");
  if (house.own.number.empty()) throw std::runtime_error("networks need our own number, category and name");
  return std::make_unique<MetahubLocator>(settings, house);
}

}  // namespace sluis::adapters::metahub
