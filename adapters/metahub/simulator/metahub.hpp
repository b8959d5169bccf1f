#pragma once

#include <string>
#include <vector>

#include "adapters/metahub/simulator/link_book.hpp"
#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {

inline constexpr auto kMetahubPath = "/MetaHub/v2";

// The federal locator (hubs.md section 7; wire in adapters/metahub/README.md): GetPatientLinks, PutPatientLink, RevokePatientLink and
// GetMetaHubDelta. Hub identities only.
class Metahub final : public Simulator {
 public:
  Metahub(LinkBook& book, MessageSecurity& security, const core::Clock& clock, core::Random& random)
      : book_(book), security_(security), clock_(clock), random_(random) {}

  std::string_view name() const override { return "metahub"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  struct Call {
    std::string operation;
    native::Node request;
    native::Node content;  // select, or patientlink
    std::string hub;       // EHP number that the caller's token certifies; "" when none
  };
  Result<std::string> respond(const Question& question);
  Result<std::string> dispatch(const Call& call);
  Result<std::string> links(const Call& call) const;
  Result<std::string> feed(const Call& call);
  Result<std::string> delta(const Call& call) const;
  // Opens the response, with what was wrong: (code, text).
  void begin(native::XmlWriter& xml, const Call& call, const std::vector<std::pair<std::string, std::string>>& wrong) const;

  LinkBook& book_;
  MessageSecurity& security_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::sandbox
