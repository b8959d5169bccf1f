#pragma once

#include <string>
#include <vector>

#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/pki.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "adapters/simulator_kit/world.hpp"

namespace sluis::sandbox {

inline constexpr auto kDossierPath = "/GFDDPP/PCDH/v1";
inline constexpr auto kDossierCbe = "0999999922";

// The care data hub of the shared pharmaceutical dossier (gfd.md): GetDataTypes and CheckAlivePCDH. Parameters come
// sealed for its encryption certificate, the answer goes sealed for the holder of the token.
class Dossier final : public Simulator {
 public:
  Dossier(const World& world, const Pki& pki, MessageSecurity& security, const core::Clock& clock, core::Random& random)
      : world_(world), pki_(pki), security_(security), clock_(clock), random_(random) {}

  std::string_view name() const override { return "dossier"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  Result<std::string> respond(const Question& question);
  Result<std::string> data_types(native::Node request, const Token& token, const Behaviour& behaviour) const;
  // The care data types that it holds of the patient, or the status code that says why not.
  struct Outcome {
    std::string code = "PCDH_SUCCESS";
    std::string patient;
    std::vector<std::string> types;
  };
  Outcome judge(native::Node request, const Token& token) const;
  Outcome read_parameters(native::Node parameters, const Token& token) const;
  std::vector<std::string> types_of(const std::string& patient, std::optional<Date> begin,
                                    std::optional<Date> end) const;
  std::string single_message(const Outcome& outcome) const;

  const World& world_;
  const Pki& pki_;
  MessageSecurity& security_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::sandbox
