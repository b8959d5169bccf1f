#pragma once

#include "gateway/model/business_errors.hpp"
#include "gateway/spi/authority.hpp"
#include "gateway/spi/network.hpp"
#include "gateway/spi/registers.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::registry {

// Serves the orders of consent, therapeutic link and exclusion from the registry, as if it were a network like the others. What
// the stored state forbids (exists, not found, date outside: rulings R1 d) is in answer.errors with the service's own code.
// Time is the moment of the order. Faults: those of the registry.
class RegistrationNetwork final : public spi::Network {
 public:
  // registers may be null: then no links of an authentic source are shown. authority may be null: then nothing is owed to one.
  // All must outlive this.
  // Throws std::runtime_error when a code that is needed is not in the table.
  RegistrationNetwork(spi::Registry& registry, model::BusinessErrors errors, spi::Registers* registers,
                      const spi::Authority* authority = nullptr);

  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(model::OrderKind kind) const override;
  Result<model::Answer> exchange(const model::Order& order, const model::Decision& decision, spi::Deadline deadline) override;

 private:
  Result<model::Answer> consent(const model::Order& order, const model::RegistrationQuery& query);
  Result<model::Answer> links(const model::Order& order, const model::RegistrationQuery& query);
  Result<model::Answer> has_link(const model::Order& order, const model::RegistrationQuery& query);
  Result<model::Answer> exclusions(const model::RegistrationQuery& query);
  Result<model::Answer> exclusion_history(const model::RegistrationQuery& query);
  Result<model::Answer> write(const model::Order& order, const model::Decision& decision);
  Result<model::Answer> write_batch(const model::Order& order, const model::Decision& decision);
  Result<model::Answer> query(const model::Order& order, const model::RegistrationQuery& query);
  std::vector<model::Owed> owed_for(const model::Order& order, const model::LinkOrder& entry, const model::Decision& decision) const;
  model::Provenance provenance_of(const model::Order& order, bool waits) const;
  Result<std::optional<model::TherapeuticLink>> global_file(const model::RegistrationQuery& query, core::Instant at);

  spi::NetworkSettings settings_;
  spi::Registry& registry_;
  model::BusinessErrors errors_;
  spi::Registers* registers_;
  const spi::Authority* authority_;
};

// Who declares, when and for whom, as the registry keeps it.
model::Declaration declaration_of(const model::Order& order, const model::Decision& decision);

}  // namespace sluis::registry
