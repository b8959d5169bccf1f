#pragma once

#include "adapters/ehealth/contract.hpp"
#include "adapters/ehealth/simulator/federal_register.hpp"
#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "adapters/simulator_kit/soap.hpp"
#include "gateway/core/random.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {

// Which of the three: "consent", "therlink" or "exclusion", with its address and the beginning of its SOAP actions.
struct FederalSubject {
  std::string name, path, action;
};
const std::vector<FederalSubject>& federal_subjects();

// A federal service of registrations (consent.md, therapeutic-link.md, therapeutic-exclusion.md): puts, gives and revokes, keeps
// what it was told until the sandbox ends, and knows a request that is repeated by its identifier. Citizens and recognised
// organisations call it, under their own name.
class FederalService final : public Simulator {
 public:
  FederalService(FederalSubject subject, FederalRegister& book, MessageSecurity& security, const core::Clock& clock, core::Random& random)
      : subject_(std::move(subject)), book_(book), security_(security), clock_(clock), random_(random) {}

  std::string_view name() const override { return subject_.name; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  struct Call {
    std::string operation;
    native::Node body, request, content;
  };
  // `told`: what the log should say, see answer().
  Result<std::string> respond(const Question& question, std::string& told);
  std::string acknowledge(const Call& call, const std::string& code) const;  // "" = acknowledged
  std::string act(const Call& call, std::string& told);
  std::string refusal(const Call& call, const FederalRecord& record) const;
  std::string form_refusal(const Call& call, const FederalRecord& record) const;
  std::string code_of(FederalRegister::Outcome outcome) const;
  std::string listed(const Call& call) const;
  std::string consent(const Call& call) const;
  std::string has_link(const Call& call) const;
  FederalRecord record_of(const Call& call) const;
  std::vector<FederalRecord> asked_for(const Call& call) const;
  void open(native::XmlWriter& xml, const Call& call, const std::string& code) const;
  void write(native::XmlWriter& xml, const FederalRecord& record) const;

  FederalSubject subject_;
  FederalRegister& book_;
  MessageSecurity& security_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::sandbox
