#pragma once

#include <string>

#include "gateway/model/order.hpp"
#include "gateway/native/schema.hpp"
#include "gateway/spi/sealer.hpp"

namespace sluis::path {

// Opens what was sealed for us, so that it can be judged (hubs.md section 3.3). What is sealed for the hub itself stays as it came.
class SealedOrders final {
 public:
  struct Settings {
    std::string own_number;         // a message that names us as its recipient is for us
    bool forward_for_others = true;
  };

  // `sealer` may be null: then everything is sealed for others. `schema` (intrahub) may be null; both outlive this.
  SealedOrders(spi::Sealer* sealer, const native::Schema* schema, Settings settings);

  // Faults: QuestionRefused (for us and can't be opened, or for others and those are refused), SchemaViolation (of what was sealed).
  Status open(model::Order& order) const;

 private:
  Status take(model::Order& order, model::HubOrder& content, const std::string& opened) const;

  spi::Sealer* sealer_;
  const native::Schema* schema_;
  const Settings settings_;
};

}  // namespace sluis::path
