#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/hub/simulator/hub_identity.hpp"
#include "adapters/hub/simulator/hub_parts.hpp"
#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "adapters/simulator_kit/world.hpp"

namespace sluis::sandbox {

inline constexpr auto kHubPath = "/IntraHub/v3";

// A hub over intrahub v3 (hubs.md sections 3 to 5 and 8): every operation, on documents kept in memory that begin with those of
// the world. It trusts the asking organisation for consent and links, as long as neither was revoked at this hub itself, but
// wants a recognised organisation in the token. What a question gets wrong in its content is an error in the acknowledgement.
class Hub final : public Simulator {
 public:
  Hub(HubIdentity identity, const World& world, MessageSecurity& security, const core::Clock& clock,
      core::Random& random);

  std::string_view name() const override { return name_; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

  // Before the first question. Everything given here outlives the hub.
  void use_seal(HubSeal& seal) { parts_.seal = &seal; }
  void feed(HubFeed feed) { parts_.feed = std::move(feed); }
  // Another hub of the same world; `answers` says whether it is to be reached now.
  void knows(Hub& other, std::function<bool()> answers) { parts_.neighbours.push_back({&other.parts_, std::move(answers)}); }
  // What it keeps: the vault's other door serves the same.
  DocumentStore& documents() { return parts_.documents; }
  HubParts& parts() { return parts_; }

 private:
  Result<std::string> respond(const Question& question);
  std::string written(std::string_view operation, native::Node request, const HubReply& reply) const;

  std::string name_;
  HubParts parts_;
  MessageSecurity& security_;
};

}  // namespace sluis::sandbox
