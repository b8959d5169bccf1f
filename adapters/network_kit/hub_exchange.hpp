#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/spi/network.hpp"
#include "mappings/hubservices_v3/hub_order.hpp"
#include "mappings/hubservices_v3/peer_codes.hpp"
#include "adapters/network_kit/soap_call.hpp"

// Orders that a network speaking intrahub v3 fulfils: hubs and the gateway of Vitalink.
namespace sluis::adapters::network_kit {

class HubExchange final {
 public:
  // `settings`: as ListExchange has completed them; also `application` of the hub's encryption token. `schema` may be null and outlives this.
  HubExchange(const spi::NetworkSettings& settings, const spi::Surroundings& house, const native::Schema* schema);

  // The operations of hubs.md section 4 that carry a model::HubOrder.
  static bool serves(model::OrderKind kind);

  // Asks in our own name and the caller's; what we opened is sealed again for the hub. Errors of the answer keep the hub's code, with our
  // text. Faults: of the call; RecipientUnknown, SealRefused; NetworkAnswerRefused when the answer is not ours or about another patient.
  Result<model::Answer> forward(const model::Order& order, spi::Deadline deadline) const;

 private:
  model::RequestHeader header_of(const model::Order& order, const model::HubOrder& content) const;
  Result<std::string> content_for_hub(const model::HubOrder& content, spi::Deadline deadline) const;
  Result<std::string> opened_for_caller(const model::Order& order, std::string content) const;
  void forget_hubs_of(const model::Order& order) const;
  std::string setting(const std::string& key) const;

  const spi::NetworkSettings settings_;
  const spi::Surroundings house_;
  const Counterpart counterpart_;
  const native::Schema* schema_;
  mappings::hubservices_v3::PeerCodes codes_;
};

}  // namespace sluis::adapters::network_kit
