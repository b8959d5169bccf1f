#include <stdexcept>

#include "adapters/vitalink/contract.hpp"
#include "adapters/vitalink/native_exchange.hpp"
#include "adapters/network_kit/hub_exchange.hpp"
#include "adapters/network_kit/list_exchange.hpp"
#include "adapters/network_kit/trail_exchange.hpp"

namespace sluis::adapters {
namespace {

network_kit::Dialect dialect() {
  network_kit::Dialect dialect;
  dialect.default_local_scheme = vitalink::kLocalScheme;
  for (const auto& [kmehr, list] : vitalink::kTypeNames) dialect.type_names.emplace_back(kmehr, list);
  return dialect;
}

// The vault of first-line care through its hub gateway (vitalink.md section 1).
class Vitalink final : public spi::Network {
 public:
  Vitalink(const spi::NetworkSettings& settings, const spi::Surroundings& house) : list_(settings, house, dialect()), orders_(list_.settings(), house, list_.schema()), trail_(list_.settings(), house, list_.schema()) {}

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

class VitalinkFactory final : public spi::NetworkFactory {
 public:
  std::string_view kind() const override { return "vitalink"; }
  std::unique_ptr<spi::Network> make(const spi::NetworkSettings& settings, const spi::Surroundings& house) const override {
    const auto door = settings.extra.find("door");
    if (door == settings.extra.end() || door->second == "gateway") return std::make_unique<Vitalink>(settings, house);
    if (door->second == "native") return std::make_unique<vitalink::NativeExchange>(settings, house);
    throw std::runtime_error("door: gateway or native");
  }
};

}  // namespace

std::unique_ptr<spi::NetworkFactory> make_vitalink() { return std::make_unique<VitalinkFactory>(); }

}  // namespace sluis::adapters
