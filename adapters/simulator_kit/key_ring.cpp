#include "adapters/simulator_kit/key_ring.hpp"

#include <algorithm>
#include <stdexcept>

#include "adapters/simulator_kit/hubs.hpp"
#include "adapters/simulator_kit/organisation_kind.hpp"
#include "adapters/simulator_kit/sealing.hpp"

namespace sluis::sandbox {
namespace {

constexpr std::size_t kNihiiOfPerson = 8;

// What the certificate of an identity names, and the NIHII of a professional beside it.
bool is_actor(const Identity& identity, const ServiceActor& wanted) {
  if (!wanted.application.empty() || identity.kind == "citizen") return false;
  if (identity.kind == "professional")
    return (wanted.type == "SSIN" && identity.ssin == wanted.number) ||
           (wanted.type == "NIHII" && !identity.nihii.empty() && identity.nihii.substr(0, kNihiiOfPerson) == wanted.number) ||
           (wanted.type == "NIHII11" && !identity.nihii.empty() && identity.nihii == wanted.number);
  Organisation organisation;
  organisation.category = identity.category;
  organisation.nihii = identity.nihii;
  organisation.cbe = identity.cbe;
  organisation.ehp = identity.ehp;
  if (kind_of(organisation).certificate_type == wanted.type) return number_of(organisation) == wanted.number;
  return (wanted.type == "CBE" && !identity.cbe.empty() && identity.cbe == wanted.number) ||
         (wanted.type == "EHP" && !identity.ehp.empty() && identity.ehp == wanted.number);
}

bool fits(const ServiceActor& actor, const ServiceActor& search) {
  return actor.type == search.type && actor.number == search.number &&
         (search.application.empty() || actor.application == search.application);
}

const ServiceIdentity* exact(const std::vector<ServiceIdentity>& all, const ServiceActor& actor) {
  const auto found = std::ranges::find_if(
      all, [&](const auto& s) { return fits(s.actor, actor) && s.actor.application == actor.application; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::vector<ServiceActor> KeyRing::find(const ServiceActor& search) const {
  std::vector<ServiceActor> found;
  for (const auto& service : pki_.services)
    if (fits(service.actor, search)) found.push_back(service.actor);
  if (!found.empty()) return found;
  const auto own = identity_of(pki_.dossier.certificate);
  const bool dossier = search.type == own.type && search.number == own.number && search.application.empty();
  if (dossier || std::ranges::any_of(pki_.identities, [&](const auto& i) { return is_actor(i, search); }))
    found.push_back(search);
  return found;
}

std::optional<native::Credential> KeyRing::credential(const ServiceActor& actor) const {
  const auto own = identity_of(pki_.dossier.certificate);
  if (actor.type == own.type && actor.number == own.number && actor.application.empty()) return pki_.dossier;
  const auto found = std::ranges::find_if(pki_.identities, [&](const auto& i) { return is_actor(i, actor); });
  if (found == pki_.identities.end()) return std::nullopt;
  auto loaded = native::load_credential(found->pem);
  if (!loaded) return std::nullopt;
  return std::move(*loaded);
}

std::optional<native::Certificate> KeyRing::encryption(const ServiceActor& actor) const {
  if (const auto* service = exact(pki_.services, actor)) return service->encryption.certificate;
  const auto own = credential(actor);
  if (!own) return std::nullopt;
  return own->certificate;
}

std::optional<std::string> KeyRing::token(const ServiceActor& actor, core::Instant at) const {
  const auto* service = exact(pki_.services, actor);
  const auto own = service == nullptr ? credential(actor) : std::optional(service->authentication);
  if (!own) return std::nullopt;
  auto token = make_etk(service == nullptr ? own->certificate : service->encryption.certificate, *own, at);
  if (!token) return std::nullopt;
  return std::move(*token);
}

std::string KeyRing::forged_token(core::Instant at) const {
  auto token = make_etk(pki_.stranger.certificate, pki_.stranger, at);
  if (!token) throw std::runtime_error(token.error().log_text());
  return std::move(*token);
}

const ServiceIdentity& KeyRing::service(std::string_view name) const {
  const auto found = std::ranges::find_if(pki_.services, [&](const auto& s) { return s.actor.name == name; });
  if (found == pki_.services.end()) throw std::out_of_range("no service of the sandbox named " + std::string(name));
  return *found;
}

KeyDepot::Key KeyDepot::make(std::vector<Reader> allowed, std::vector<Reader> excluded, core::Random& random) {
  constexpr std::size_t kIdBytes = 16;
  constexpr std::size_t kKeyBytes = 32;
  const auto bytes = [&](std::size_t count) {
    const auto made = random.bytes(count);
    return std::string(made.begin(), made.end());
  };
  Key key{bytes(kIdBytes), bytes(kKeyBytes), std::move(allowed), std::move(excluded)};
  const std::lock_guard lock(mutex_);
  keys_[key.id] = key;
  return key;
}

std::optional<KeyDepot::Key> KeyDepot::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(id);
  if (found == keys_.end()) return std::nullopt;
  return found->second;
}

std::vector<ServiceActor> service_actors() {
  std::vector<ServiceActor> all;
  for (const auto& hub : hub_identities()) all.push_back({hub_name(hub), "EHP", hub.ehp, hub.application});
  all.push_back({"tip", "CBE", kTipCbe, ""});
  all.push_back({"kgss", "CBE", kKgssCbe, "KGSS"});
  return all;
}

}  // namespace sluis::sandbox
