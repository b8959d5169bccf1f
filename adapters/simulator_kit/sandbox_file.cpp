#include "adapters/simulator_kit/sandbox_file.hpp"

#include <algorithm>

#include "adapters/simulator_kit/hubs.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::sandbox {
namespace {

using core::JsonWriter;

void optional_text(JsonWriter& json, std::string_view name, const std::string& value) {
  if (!value.empty()) json.member(name, value);
}

void write(JsonWriter& json, const Identity& identity) {
  json.begin_object().member("kind", identity.kind).member("name", identity.name);
  optional_text(json, "ssin", identity.ssin);
  optional_text(json, "nihii", identity.nihii);
  optional_text(json, "cbe", identity.cbe);
  optional_text(json, "ehp", identity.ehp);
  optional_text(json, "category", identity.category);
  json.member("p12", identity.p12).member("pem", identity.pem).member("password", kPassword).end_object();
}

void write_gateway(JsonWriter& json, const Pki& pki) {
  json.key("gateway").begin_object();
  json.member("server_certificate", pki.gateway_certificate_file).member("server_key", pki.gateway_key_file);
  const auto* own = identity_of_kind(pki, "hospital");
  if (own == nullptr) own = identity_of_kind(pki, "organisation");
  const auto* pharmacy = identity_of_kind(pki, "pharmacy");
  json.key("identity");
  if (own == nullptr) {
    json.null();
  } else {
    json.value(own->p12);
  }
  json.member("password", kPassword).key("identities").begin_array();
  for (const auto* identity : {own, pharmacy}) {
    if (identity != nullptr) write(json, *identity);
  }
  json.end_array().end_object();
}

std::string url_of(const SandboxFile& file, std::string_view name) {
  const auto found = std::find_if(file.simulators.begin(), file.simulators.end(),
                                  [&](const Started& s) { return s.plug->name == name; });
  return found == file.simulators.end() ? std::string() : found->url;
}

void write_hubs(JsonWriter& json, const SandboxFile& file) {
  json.key("hubs").begin_array();
  for (const auto& hub : hub_identities()) {
    json.begin_object().member("number", hub.number).member("id", hub.ehp).member("name", hub.name);
    json.member("url", url_of(file, hub_name(hub))).member("sl", hub.sl);
    json.member("kind", hub.vitalink ? "vitalink" : "hub").end_object();
  }
  json.end_array();
}

// One object for every source that is no hub.
void write_simulators(JsonWriter& json, const SandboxFile& file, Surroundings& surroundings) {
  const auto is_hub = [](const Plug& plug) {
    const auto& hubs = hub_identities();
    return std::any_of(hubs.begin(), hubs.end(), [&](const HubIdentity& hub) { return hub_name(hub) == plug.name; });
  };
  for (const auto& [plug, url] : file.simulators) {
    if (is_hub(*plug)) continue;
    json.key(plug->name).begin_object().member("url", url);
    if (plug->describe) plug->describe(json, surroundings);
    json.end_object();
  }
}

void write_identities(JsonWriter& json, const std::vector<Identity>& identities) {
  json.begin_array();
  for (const auto& identity : identities) write(json, identity);
  json.end_array();
}

}  // namespace

const Identity* identity_of_kind(const Pki& pki, std::string_view kind) {
  const auto found =
      std::find_if(pki.identities.begin(), pki.identities.end(), [&](const auto& i) { return i.kind == kind; });
  return found == pki.identities.end() ? nullptr : &*found;
}

std::string identities_json(const std::vector<Identity>& identities) {
  JsonWriter json;
  write_identities(json, identities);
  return json.text() + "\n";
}

std::string to_json(const SandboxFile& file, Surroundings& surroundings) {
  const auto& pki = surroundings.pki;
  JsonWriter json;
  json.begin_object().member("base_clock", core::to_text(file.base_clock)).member("ca", pki.root_file);
  // A client that speaks to a shifted world needs both: its now is start + (system now - started_at).
  json.key("clock").begin_object().member("start", core::to_text(file.base_clock));
  json.member("started_at", core::to_text(core::SystemClock{}.now())).end_object();
  write_simulators(json, file, surroundings);
  write_hubs(json, file);
  json.key("control").begin_object().member("url", file.control_url).end_object();
  write_gateway(json, pki);
  json.key("holder_ca")
      .begin_array()
      .value(pki.root_file)
      .value(pki.ehealth_ca_file)
      .value(pki.citizen_ca_file)
      .end_array();
  json.key("identities");
  write_identities(json, pki.identities);
  json.key("eid_roots").begin_array().value(pki.root_file).end_array().key("signatures").begin_array();
  for (const auto& identity : pki.signatures) write(json, identity);
  json.end_array();
  json.member("world", file.world_file).end_object();
  return json.text() + "\n";
}

}  // namespace sluis::sandbox
