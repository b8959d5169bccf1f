#pragma once

#include <string>
#include <vector>

#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "adapters/simulator_kit/world.hpp"

namespace sluis::sandbox {

inline constexpr auto kMetahubPath = "/MetaHub/v2";

struct KnownHub {
  int number;
  std::string ehp, name;
};

// The federal locator (hubs.md section 7; wire in adapters/metahub/README.md): GetPatientLinks, hub identities only.
class Metahub final : public Simulator {
 public:
  Metahub(std::vector<KnownHub> hubs, const World& world, MessageSecurity& security, const core::Clock& clock,
          core::Random& random)
      : hubs_(std::move(hubs)), world_(world), security_(security), clock_(clock), random_(random) {}

  std::string_view name() const override { return "metahub"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  Result<std::string> respond(const Question& question);
  std::string links(native::Node request, const std::string& patient) const;

  std::vector<KnownHub> hubs_;
  const World& world_;
  MessageSecurity& security_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::sandbox
