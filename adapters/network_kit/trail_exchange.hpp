#pragma once

#include "adapters/network_kit/soap_call.hpp"
#include "gateway/spi/network.hpp"
#include "mappings/hubservices_v3/audit_trail.hpp"
#include "mappings/hubservices_v3/peer_codes.hpp"

namespace sluis::adapters::network_kit {

// GetPatientAuditTrail at any network that speaks intrahub v3.
class TrailExchange final {
 public:
  // Settings as a ListExchange has completed them; `schema` of intrahub outlives this. Throws std::runtime_error.
  TrailExchange(const spi::NetworkSettings& settings, const spi::Surroundings& house, const native::Schema* schema);

  // All pages of the source's own trail. Faults: of the call; NetworkAnswerRefused when the answer is not ours or about another patient.
  Result<model::Answer> ask(const model::Order& order, spi::Deadline deadline) const;

 private:
  mappings::hubservices_v3::AuditRequest request_of(const model::Order& order) const;

  const spi::NetworkSettings settings_;
  const spi::Surroundings house_;
  Counterpart counterpart_;
  mappings::hubservices_v3::PeerCodes codes_;
  const native::Schema* schema_;
};

}  // namespace sluis::adapters::network_kit
