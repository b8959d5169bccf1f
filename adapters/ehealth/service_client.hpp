#pragma once

#include "adapters/ehealth/settings.hpp"
#include "adapters/network_kit/soap_call.hpp"
#include "gateway/model/order.hpp"
#include "gateway/spi/registry.hpp"
#include "mappings/hubservices_v2/response_reader.hpp"

namespace sluis::adapters::ehealth {

// One of the three federal services: hub services v2 over SOAP with our own token. Thread-safe.
class ServiceClient final {
 public:
  // What `house` lends outlives the client.
  ServiceClient(spi::Subject subject, std::string url, const AuthoritySettings& settings, const spi::Surroundings& house);

  const std::string& name() const { return counterpart_.network; }  // "ehealth.consent"
  // Sends `order` as it is; its header is filled. Faults: those of soap_call; NetworkAnswerRefused also when the answer echoes
  // another request. A refusal of the service (SOA-01…) is NetworkFault.
  Result<mappings::hubservices_v2::ReadResponse> call(const model::Order& order, spi::Deadline deadline) const;

 private:
  spi::Subject subject_;
  network_kit::Counterpart counterpart_;
  network_kit::Lent lent_;
  const native::Schema* schema_;  // null: the answer's form is checked by the reader only
};

// "consent", "therlink", "exclusion": names schema and codes.
std::string_view service_of(spi::Subject subject);
// "ehealth.consent", "ehealth.links", "ehealth.exclusions".
std::string topic_of(spi::Subject subject);

}  // namespace sluis::adapters::ehealth
