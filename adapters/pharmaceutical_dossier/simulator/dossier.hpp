#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/pharmaceutical_dossier/simulator/dossier_parts.hpp"
#include "adapters/pharmaceutical_dossier/simulator/warehouse.hpp"
#include "adapters/simulator_kit/simulator.hpp"

namespace sluis::sandbox {

inline constexpr auto kDossierPath = "/GFDDPP/PCDH/v1";
inline constexpr auto kDossierCbe = "0999999922";

// The care data hub of the shared pharmaceutical dossier (PCDH, gfd.md): GetData, GetDataTypes, GetPharmacyDetails and CheckAlivePCDH.
// Parameters come sealed for its encryption certificate, the answer goes sealed for the holder of the token.
class Dossier final : public Simulator {
 public:
  Dossier(Warehouse& warehouse, const World& world, const Pki& pki, MessageSecurity& security, const core::Clock& clock, core::Random& random)
      : warehouse_(warehouse), world_(world), pki_(pki), security_(security), clock_(clock), random_(random) {}

  std::string_view name() const override { return "dossier"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  // What is asked, or the status code that says why it isn't answered.
  struct Asked {
    std::string code = "PCDH_SUCCESS";
    std::string operation, pharmacy, patient, type;
    native::Node specific;
    bool signed_on_the_spot = false;
  };
  Result<std::string> respond(const Question& question);
  Result<std::string> sealed_answer(native::Node request, const std::string& operation, const Token& token, const Behaviour& behaviour) const;
  Result<std::string> opened(std::string_view base64, const Token& token) const;
  void read_parameters(native::Node parameters, Asked& asked) const;
  void check_access(native::Node request, const Token& token, Asked& asked) const;
  std::string content(Asked& asked) const;  // of the single message; "" when asked.code says no

  std::string history(Asked& asked) const;
  std::string types(Asked& asked) const;
  std::string details(Asked& asked) const;
  std::string scheme(const Asked& asked) const;
  bool period(native::Node specific, std::string& code, Date& from, Date& to) const;

  Warehouse& warehouse_;
  const World& world_;
  const Pki& pki_;
  MessageSecurity& security_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::sandbox
