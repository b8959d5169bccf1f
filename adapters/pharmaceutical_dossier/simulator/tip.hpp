#pragma once

#include <string>

#include "adapters/pharmaceutical_dossier/simulator/dossier_parts.hpp"
#include "adapters/pharmaceutical_dossier/simulator/warehouse.hpp"
#include "adapters/simulator_kit/simulator.hpp"

namespace sluis::sandbox {

inline constexpr auto kTipPath = "/GFDDPP/TIP/v1";

// The trusted intermediate of the pharmacies (gfd.md): opens what is registered, applies rules of form and quality, seals each product
// with a key of the depot, passes it on to the data hub and keeps the status messages.
class Tip final : public Simulator {
 public:
  Tip(Warehouse& warehouse, const Pki& pki, MessageSecurity& security, const core::Clock& clock, core::Random& random);

  std::string_view name() const override { return "tip"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  Result<std::string> respond(const Question& question);
  // What a registration says, as far as TIP judges it.
  struct Incoming {
    std::string operation, pharmacy, message_id, session, patient, delivered;
    native::Node event;
  };
  std::string take(native::Node request, const std::string& operation, const Token& token);
  std::string read(const native::Document& document, Incoming& incoming) const;
  std::string read_event(Incoming& incoming) const;
  std::string pass_on(const Incoming& incoming);
  std::string one(const Incoming& incoming, native::Node product, bool prescribed);
  void tell(const Incoming& incoming, const std::string& guid, const std::string& type, const std::string& code, const std::string& originator);
  Result<std::string> opened(native::Node request, std::string_view member, const Token& token) const;
  Result<std::string> sealed_for(const Token& token, const std::string& content, const Behaviour& behaviour) const;
  std::string status_messages(const std::string& pharmacy, native::Node parameters, std::string& code) const;
  std::string configuration(const std::string& operation) const;

  Warehouse& warehouse_;
  const ServiceIdentity& own_;
  const Pki& pki_;
  MessageSecurity& security_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::sandbox
