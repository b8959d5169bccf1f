#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <typeindex>
#include <utility>
#include <vector>

#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/pki.hpp"
#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"

namespace sluis::sandbox {

// What the sandbox lends to the simulators; it outlives them. Used by one thread, while they are made.
class Surroundings final {
 public:
  Surroundings(const World& w, const Pki& p, const core::Clock& c, core::Random& r, std::string own_folder)
      : world(w), pki(p), clock(c), random(r), folder(std::move(own_folder)) {}

  const World& world;
  const Pki& pki;
  const core::Clock& clock;  // of the source that is answering: its scenario may set it wrong
  core::Random& random;
  // Whether a source would answer another one in time now, as the scenario says; set before the first source is made.
  std::function<bool(const std::string& source)> answers = [](const std::string&) { return true; };
  std::string folder;  // of this run, absolute: files that sandbox.json names

  // Each network remembers for itself which messages it has seen: one for every simulator.
  MessageSecurity& own_security() {
    securities_.push_back(std::make_unique<MessageSecurity>(clock, pki.sts.certificate, pki.authorities(), pki.root));
    return *securities_.back();
  }

  // What several simulators have in common (documents, keys, registrations): made at the first request for this type, with these
  // arguments; later ones get the same.
  template <class T, class... Args>
  T& shared(Args&&... args) {
    auto& slot = shared_[std::type_index(typeid(T))];
    if (!slot) slot = std::make_shared<T>(std::forward<Args>(args)...);
    return *static_cast<T*>(slot.get());
  }

 private:
  std::vector<std::unique_ptr<MessageSecurity>> securities_;
  std::map<std::type_index, std::shared_ptr<void>> shared_;
};

}  // namespace sluis::sandbox
