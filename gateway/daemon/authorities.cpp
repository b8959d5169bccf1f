#include "gateway/daemon/authorities.hpp"

namespace sluis::daemon {
namespace {

std::string url_of(const Section& section, const std::string& subject) {
  if (section.text(subject) != "ehealth") return {};
  const auto key = subject + "_url";
  if (!section.has(key)) throw section.error(key, "needed with " + subject + " = ehealth");
  return section.text(key);
}

}  // namespace

Authorities::Authorities(const SettingsFile& settings, const spi::Surroundings& house, registry::Store& store, const std::string& mappings)
    : store_(store) {
  const auto& section = settings.only("authority");
  const adapters::ehealth::AuthoritySettings services{url_of(section, "consent"),
                                                      url_of(section, "links"),
                                                      url_of(section, "exclusions"),
                                                      section.text("trusted_roots"),
                                                      section.text("identity"),
                                                      std::chrono::milliseconds(section.integer("time_limit_ms"))};
  if (services.consent_url.empty() && services.links_url.empty() && services.exclusions_url.empty()) return;
  if (settings.all("sts").empty()) throw section.error("consent", "the federal services need tokens of ours: add [sts] and an [identity NAME]");
  if (!house.own_credential) throw section.error("identity", "the federal services need an identity of ours: add an [identity NAME] section");
  federal_ = adapters::ehealth::make_authority(services, house, store, model::BusinessErrors::load(mappings + "/policy"));
  merged_ = std::make_unique<registry::AuthorityRegistry>(
      store, *federal_, house.clock,
      registry::AuthorityTimes{std::chrono::seconds(section.integer("remember_seconds")), services.time_limit});
  acts_ = std::make_unique<registry::ActRegistry>(*merged_);
}

spi::Registry& Authorities::registry() {
  if (merged_) return *merged_;
  return store_;
}

spi::Registry* Authorities::for_acts() { return acts_.get(); }

std::vector<spi::Deliverer*> Authorities::deliverers() {
  if (!federal_) return {};
  return federal_->deliverers();
}

}  // namespace sluis::daemon
