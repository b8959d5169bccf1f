#include "adapters/simulator_kit/sandbox_file.hpp"

#include <algorithm>

#include "adapters/pharmaceutical_dossier/simulator/dossier.hpp"
#include "adapters/simulator_kit/names.hpp"
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

void write_hubs(JsonWriter& json, const SandboxFile& file) {
  json.key("hubs").begin_array();
  for (const auto& [identity, url] : file.hubs) {
    json.begin_object().member("number", identity.number).member("id", identity.ehp).member("name", identity.name);
    json.member("url", url)
        .member("sl", identity.sl)
        .member("kind", identity.vitalink ? "vitalink" : "hub")
        .end_object();
  }
  json.end_array();
}

void write_identities(JsonWriter& json, const Pki& pki) {
  json.begin_array();
  for (const auto& identity : pki.identities) write(json, identity);
  json.end_array();
}

}  // namespace

const Identity* identity_of_kind(const Pki& pki, std::string_view kind) {
  const auto found =
      std::find_if(pki.identities.begin(), pki.identities.end(), [&](const auto& i) { return i.kind == kind; });
  return found == pki.identities.end() ? nullptr : &*found;
}

std::string identities_json(const Pki& pki) {
  JsonWriter json;
  write_identities(json, pki);
  return json.text() + "\n";
}

std::string to_json(const SandboxFile& file, const Pki& pki) {
  JsonWriter json;
  json.begin_object().member("base_clock", core::to_text(file.base_clock)).member("ca", pki.root_file);
  // A client that speaks to a shifted world needs both: its now is start + (system now - started_at).
  json.key("clock").begin_object().member("start", core::to_text(file.base_clock));
  json.member("started_at", core::to_text(core::SystemClock{}.now())).end_object();
  json.key("sts").begin_object().member("url", file.sts_url).member("certificate", pki.sts_file);
  json.member("issuer", names::kStsIssuer).end_object();
  json.key("metahub").begin_object().member("url", file.metahub_url).end_object();
  write_hubs(json, file);
  json.key("dossier").begin_object().member("url", file.dossier_url).member("etk", pki.dossier_file);
  json.member("cbe", kDossierCbe).end_object();
  json.key("registers").begin_object().member("url", file.registers_url).member("secret", file.registers_secret);
  json.member("secret_file", file.registers_secret_file).end_object();
  json.key("control").begin_object().member("url", file.control_url).end_object();
  write_gateway(json, pki);
  json.key("holder_ca")
      .begin_array()
      .value(pki.root_file)
      .value(pki.ehealth_ca_file)
      .value(pki.citizen_ca_file)
      .end_array();
  json.key("identities");
  write_identities(json, pki);
  json.key("eid_roots").begin_array().value(pki.root_file).end_array().key("signatures").begin_array();
  for (const auto& identity : pki.signatures) write(json, identity);
  json.end_array();
  json.member("world", file.world_file).end_object();
  return json.text() + "\n";
}

}  // namespace sluis::sandbox
