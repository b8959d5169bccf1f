#pragma once

#include "adapters/ehealth/forwarded.hpp"
#include "adapters/ehealth/service_client.hpp"
#include "gateway/model/business_errors.hpp"
#include "gateway/spi/outbox.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::adapters::ehealth {

// Tells one federal service of the registrations that were made here. The identifier of an item is that of its request, so that
// the service knows a repeat. A technical failure lets it wait. A refusal with a code of the service is final: then a registration
// that was refused is revoked here too, and the code stands in its history.
class Forwarder final : public spi::Deliverer {
 public:
  // `local` is the registry of this house, without its authority.
  Forwarder(spi::Subject subject, const ServiceClient& client, const model::BusinessErrors& errors, spi::Registry& local,
            const spi::Surroundings& house);

  std::string topic() const override { return topic_of(subject_); }
  spi::DeliveryResult deliver(const spi::OutboxItem& item, spi::Deadline deadline) override;

 private:
  spi::DeliveryResult judged(const spi::OutboxItem& item, const Forwarded& forwarded,
                             const mappings::hubservices_v2::ReadResponse& answer);
  bool stands_as_wanted(const Forwarded& forwarded, int attempts, const model::BusinessErrors& errors,
                        const std::string& code) const;
  Status take_back(const spi::OutboxItem& item, const Forwarded& forwarded, const std::string& code);

  spi::Subject subject_;
  const ServiceClient& client_;
  const model::BusinessErrors& errors_;
  spi::Registry& local_;
  const core::Clock& clock_;
  spi::OwnParty own_;
};

}  // namespace sluis::adapters::ehealth
