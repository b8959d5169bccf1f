#include "adapters/network_kit/hub_exchange.hpp"
#include "adapters/network_kit/list_exchange.hpp"
#include "adapters/network_kit/trail_exchange.hpp"

namespace sluis::adapters {
namespace {

// A regional hub over intrahub v3 (hubs.md).
class Hub final : public spi::Network {
 public:
  Hub(const spi::NetworkSettings& settings, const spi::Surroundings& house) : list_(settings, house, {}), orders_(list_.settings(), house, list_.schema()), trail_(list_.settings(), house, list_.schema()) {}

  const spi::NetworkSettings& settings() const override { return list_.settings(); }
  bool serves(model::OrderKind kind) const override { return kind == model::OrderKind::ListReferences || kind == model::OrderKind::ReadAuditTrail || network_kit::HubExchange::serves(kind); }
  Result<model::Answer> exchange(const model::Order& order, const model::Decision&, spi::Deadline deadline) override {
    if (order.kind == model::OrderKind::ReadAuditTrail) return trail_.ask(order, deadline);
    return order.kind == model::OrderKind::ListReferences ? list_.ask(order, deadline) : orders_.forward(order, deadline);
  }

 private:
  network_kit::ListExchange list_;
  network_kit::HubExchange orders_;
  network_kit::TrailExchange trail_;
};

class HubFactory final : public spi::NetworkFactory {
 public:
  std::string_view kind() const override { return "hub"; }
  std::unique_ptr<spi::Network> make(const spi::NetworkSettings& settings, const spi::Surroundings& house) const override {
    return std::make_unique<Hub>(settings, house);
  }
};

}  // namespace

std::unique_ptr<spi::NetworkFactory> make_hub() { return std::make_unique<HubFactory>(); }

}  // namespace sluis::adapters
