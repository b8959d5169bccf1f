#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator_kit/pki.hpp"
#include "gateway/core/random.hpp"

namespace sluis::sandbox {

// Who receives sealed messages in the sandbox and with which certificate: services, organisations and professionals. One for
// all simulators: Surroundings::shared<KeyRing>(surroundings.pki). Thread-safe.
class KeyRing final {
 public:
  explicit KeyRing(const Pki& pki) : pki_(pki) {}

  // The actors that this search fits; without application every application of the number. Numbers must be complete: as long as
  // their type says, and of a professional's NIHII the first eight digits.
  std::vector<ServiceActor> find(const ServiceActor& search) const;
  // Of exactly this actor; nullopt when there is none.
  std::optional<native::Certificate> encryption(const ServiceActor& actor) const;
  // The token that offers it, signed by the actor; DER.
  std::optional<std::string> token(const ServiceActor& actor, core::Instant at) const;
  // A token that nobody should believe, of nobody's chain; DER.
  std::string forged_token(core::Instant at) const;
  // Keys of a service of the sandbox by its name: hub1, tip, kgss; throws std::out_of_range.
  const ServiceIdentity& service(std::string_view name) const;

 private:
  std::optional<native::Credential> credential(const ServiceActor& actor) const;
  const Pki& pki_;
};

// The keys of the depot (KGSS), shared so that other simulators can have keys made. Thread-safe.
class KeyDepot final {
 public:
  struct Reader {
    std::string name_space, name;
    std::vector<std::string> values;  // empty: any
  };
  struct Key {
    std::string id, value;  // bytes; AES-256
    std::vector<Reader> allowed, excluded;
  };

  Key make(std::vector<Reader> allowed, std::vector<Reader> excluded, core::Random& random);
  std::optional<Key> find(const std::string& id) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Key> keys_;
};

// The services of the sandbox that have encryption tokens of their own; hubs are added from their list.
std::vector<ServiceActor> service_actors();
inline constexpr auto kTipCbe = "0999998833";
inline constexpr auto kKgssCbe = "0999997744";

}  // namespace sluis::sandbox
