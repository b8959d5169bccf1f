// Every source of the outside world, in the order in which they start: the only place of the kit that knows them.
#include "adapters/simulator_kit/simulators.hpp"

#include "adapters/ehealth/simulator/federal_service.hpp"
#include "adapters/ehealth/simulator/sts.hpp"
#include "adapters/etee/simulator/etk_depot.hpp"
#include "adapters/etee/simulator/kgss.hpp"
#include "adapters/hub/simulator/hub.hpp"
#include "adapters/metahub/simulator/metahub.hpp"
#include "adapters/pharmaceutical_dossier/simulator/dossier.hpp"
#include "adapters/pharmaceutical_dossier/simulator/tip.hpp"
#include "adapters/registers/simulator/registers.hpp"
#include "adapters/simulator_kit/files.hpp"
#include "adapters/simulator_kit/hub_country.hpp"
#include "adapters/simulator_kit/hubs.hpp"
#include "adapters/simulator_kit/key_ring.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "adapters/simulator_kit/revocation.hpp"
#include "adapters/simulator_kit/vault_door.hpp"
#include "adapters/vitalink/simulator/native_vault.hpp"

namespace sluis::sandbox {
namespace {

using core::JsonWriter;

std::vector<KnownHub> known_hubs() {
  std::vector<KnownHub> all;
  for (const auto& hub : hub_identities()) all.push_back({hub.number, hub.ehp, hub.name});
  return all;
}

// What the metahub knows; the hubs tell it.
LinkBook& link_book(Surroundings& s) { return s.shared<LinkBook>(s.world, known_hubs(), s.clock); }

KeyRing& key_ring(Surroundings& s) { return s.shared<KeyRing>(s.pki); }

HubCountry& hub_country(Surroundings& s) { return s.shared<HubCountry>(s.answers); }

void describe_kgss(JsonWriter& json, Surroundings&) {
  json.member("recipient", std::string("CBE=") + kKgssCbe + ",KGSS");
}

// The secret that callers of the registers share with them, new in every run.
struct RegistersSecret {
  explicit RegistersSecret(core::Random& random) : text(core::random_hex(random, 24)) {}
  std::string text;
};

void describe_sts(JsonWriter& json, Surroundings& s) {
  json.member("certificate", s.pki.sts_file).member("issuer", names::kStsIssuer);
}

void describe_dossier(JsonWriter& json, Surroundings& s) {
  json.member("etk", s.pki.dossier_file).member("cbe", kDossierCbe);
}

void describe_tip(JsonWriter& json, Surroundings&) {
  json.member("cbe", kTipCbe);
}

void describe_lists(JsonWriter& json, Surroundings&) {
  json.key("lists").begin_array().value("ehealth.crl").value("citizen.crl").end_array();
}

// The data hub and the TIP work on one store.
Warehouse& warehouse_of(Surroundings& s) {
  return s.shared<Warehouse>(s.world, s.pki, s.shared<KeyDepot>(), s.clock, s.random);
}

void describe_registers(JsonWriter& json, Surroundings& s) {
  const auto file = s.folder + "/registers.secret";
  const auto& secret = s.shared<RegistersSecret>(s.random).text;
  write_file(file, secret + "\n", true);
  json.member("secret", secret).member("secret_file", file);
}

std::vector<Plug> all_plugs() {
  std::vector<Plug> all;
  all.push_back({"sts", kStsPath,
                 [](auto& s) { return std::make_unique<Sts>(s.world, s.pki, s.own_security(), s.clock, s.random); },
                 describe_sts, {}, Signing::Itself});
  for (const auto& subject : federal_subjects()) {
    all.push_back({subject.name, subject.path,
                   [subject](auto& s) {
                     return std::make_unique<FederalService>(subject, s.template shared<FederalRegister>(), s.own_security(), s.clock, s.random);
                   },
                   {}, subject.name == "therlink" ? "therapeuticlink" : subject.name == "exclusion" ? "therapeuticexclusion" : ""});
  }
  all.push_back({"metahub", kMetahubPath,
                 [](auto& s) {
                   return std::make_unique<Metahub>(link_book(s), s.own_security(), s.clock, s.random);
                 },
                 {}, "patientlink"});
  for (const auto& hub : hub_identities()) {
    all.push_back({hub_name(hub), kHubPath,
                   [hub](auto& s) {
                     auto made = std::make_unique<Hub>(hub, s.world, s.own_security(), s.clock, s.random);
                     auto& book = link_book(s);
                     made->feed({[&book](const auto& ehp, const auto& ssin) { book.declared(ehp, ssin); },
                                 [&book](const auto& ehp, const auto& ssin) { book.withdrawn(ehp, ssin); }});
                     hub_country(s).add(*made, hub, key_ring(s), s.pki, s.clock);
                     return made;
                   },
                   {}, "transaction"});
  }
  all.push_back({"vitalink", kNativeVaultPath,
                 [](auto& s) {
                   auto& vault = *hub_country(s).vault();
                   return std::make_unique<NativeVault>(vault.documents(), vault_content(vault), s.clock, s.random);
                 },
                 {}, "dataEntry", Signing::Never});
  all.push_back({"dossier", kDossierPath,
                 [](auto& s) {
                   return std::make_unique<Dossier>(warehouse_of(s), s.world, s.pki, s.own_security(), s.clock, s.random);
                 },
                 describe_dossier, {}, Signing::Itself});
  all.push_back({"tip", kTipPath,
                 [](auto& s) { return std::make_unique<Tip>(warehouse_of(s), s.pki, s.own_security(), s.clock, s.random); },
                 describe_tip, {}, Signing::Itself});
  all.push_back({"etk_depot", kEtkDepotPath,
                 [](auto& s) { return std::make_unique<EtkDepot>(key_ring(s), s.clock, s.random); }, {}, "ETK",
                 Signing::Itself});
  all.push_back({"kgss", kKgssPath,
                 [](auto& s) {
                   return std::make_unique<Kgss>(s.template shared<KeyDepot>(), key_ring(s), s.pki, s.own_security(), s.clock,
                                                 s.random);
                 },
                 describe_kgss, {}, Signing::Itself});
  all.push_back({"registers", kRegistersBase,
                 [](auto& s) {
                   return std::make_unique<Registers>(s.template shared<RegistersSecret>(s.random).text, s.world, s.clock);
                 },
                 describe_registers, {}, Signing::Never});
  all.push_back({"crl", kListsPath, [](auto& s) { return std::make_unique<ListService>(s.pki, s.template shared<Revocations>(), s.clock); },
                 describe_lists, {}, Signing::Never});
  all.push_back({"ocsp", kOcspPath, [](auto& s) { return std::make_unique<OcspService>(s.pki, s.template shared<Revocations>(), s.clock); },
                 {}, {}, Signing::Never});
  return all;
}

}  // namespace

const std::vector<Plug>& plugs() {
  static const std::vector<Plug> all = all_plugs();
  return all;
}

}  // namespace sluis::sandbox
