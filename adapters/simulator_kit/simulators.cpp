// Every source of the outside world, in the order in which they start: the only place of the kit that knows them.
#include "adapters/simulator_kit/simulators.hpp"

#include "adapters/ehealth/simulator/sts.hpp"
#include "adapters/hub/simulator/hub.hpp"
#include "adapters/metahub/simulator/metahub.hpp"
#include "adapters/pharmaceutical_dossier/simulator/dossier.hpp"
#include "adapters/registers/simulator/registers.hpp"
#include "adapters/simulator_kit/files.hpp"
#include "adapters/simulator_kit/hubs.hpp"
#include "adapters/simulator_kit/names.hpp"

namespace sluis::sandbox {
namespace {

using core::JsonWriter;

std::vector<KnownHub> known_hubs() {
  std::vector<KnownHub> all;
  for (const auto& hub : hub_identities()) all.push_back({hub.number, hub.ehp, hub.name});
  return all;
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
  all.push_back({"metahub", kMetahubPath,
                 [](auto& s) {
                   return std::make_unique<Metahub>(known_hubs(), s.world, s.own_security(), s.clock, s.random);
                 },
                 {}, "patientlink"});
  for (const auto& hub : hub_identities()) {
    all.push_back({hub_name(hub), kHubPath,
                   [hub](auto& s) { return std::make_unique<Hub>(hub, s.world, s.own_security(), s.clock, s.random); },
                   {}, "transaction"});
  }
  all.push_back({"dossier", kDossierPath,
                 [](auto& s) { return std::make_unique<Dossier>(s.world, s.pki, s.own_security(), s.clock, s.random); },
                 describe_dossier, {}, Signing::Itself});
  all.push_back({"registers", kRegistersBase,
                 [](auto& s) {
                   return std::make_unique<Registers>(s.template shared<RegistersSecret>(s.random).text, s.world, s.clock);
                 },
                 describe_registers, {}, Signing::Never});
  return all;
}

}  // namespace

const std::vector<Plug>& plugs() {
  static const std::vector<Plug> all = all_plugs();
  return all;
}

}  // namespace sluis::sandbox
