#include "gateway/daemon/own_hub.hpp"

#include <algorithm>

#include "adapters/directory/network.hpp"
#include "adapters/metahub/feeder.hpp"
#include "gateway/model/identifiers.hpp"

namespace sluis::daemon {
namespace {

std::unique_ptr<spi::Deliverer> feeder_of(const SettingsFile& settings, const Section& own, const spi::Surroundings& house) {
  for (const auto* section : settings.all("network")) {
    if (section->text("kind") != "metahub") continue;
    spi::NetworkSettings metahub{section->name, "metahub", section->text("url"), "", std::chrono::milliseconds(section->integer("time_limit_ms")), {}};
    for (const auto& [key, value] : section->values) metahub.extra[key] = value.text;
    return adapters::metahub::make_feeder(metahub, house, {own.text("hub_id"), own.text("title"), own.text("identity")});
  }
  return nullptr;
}

}  // namespace

std::unique_ptr<spi::Network> own_directory(const SettingsFile& settings, registry::Store& store, const spi::Surroundings& house) {
  if (settings.all("directory").empty()) return nullptr;
  const auto& own = settings.only("directory");
  if (!model::Ehp::parse(own.text("hub_id"))) throw own.error("hub_id", "expected an EHP number: ten digits with a right check");
  const auto title = own.has("title") ? own.text("title") : house.own.name;
  return adapters::directory::make_network({own.text("hub_id"), title, own.text("sl")}, {store.directory(), house.clock, house.random},
                                           feeder_of(settings, own, house));
}

std::string configured_hubs(const SettingsFile& settings) {
  std::string all = settings.all("directory").empty() ? std::string() : settings.only("directory").text("hub_id");
  for (const auto* section : settings.all("network")) {
    for (const std::string_view key : {"hub_id", "also_holds"}) {
      if (!section->has(key)) continue;
      auto numbers = section->text(key);
      std::erase(numbers, ' ');
      all += (all.empty() ? "" : ",") + numbers;
    }
  }
  return all;
}

}  // namespace sluis::daemon
