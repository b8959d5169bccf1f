#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/network_kit/soap_call.hpp"
#include "gateway/native/schema.hpp"
#include "gateway/spi/network.hpp"
#include "mappings/single_message/preparation.hpp"
#include "mappings/single_message/protocol.hpp"
#include "mappings/single_message/status_codes.hpp"

namespace sluis::adapters::pharmaceutical_dossier {

// One of both services: where it is, and whom sealed messages for it name.
struct Service {
  network_kit::Counterpart counterpart;
  std::string cbe;
  std::string application;                // of its encryption token, "" when none
  std::optional<native::Certificate> etk; // configured; else the depot is asked
};

// As whom we ask: a token of ours, and the attribute and number in it that name us.
struct Requestor {
  spi::Token token;
  std::string identity;  // its name in the settings
  std::string type;      // "" when the token names no organisation
  std::string number;
  bool is_pharmacy() const;
};

// What clients of both services share: settings, tokens, seals, calls. Thread-safe.
class Office final {
 public:
  // Throws std::runtime_error naming the key that is missing or wrong.
  Office(spi::NetworkSettings settings, const spi::Surroundings& house);

  const spi::NetworkSettings& settings() const { return settings_; }
  const spi::Surroundings& house() const { return house_; }
  const Service& pcdh() const { return pcdh_; }
  const Service* tip() const { return tip_ ? &*tip_ : nullptr; }  // null when no tip_url is configured
  const mappings::single_message::StatusCodes& codes() const { return codes_; }
  const native::Schema& message_schema() const { return *message_schema_; }
  std::string setting(const std::string& key) const;
  std::string title() const;

  // The pharmacy of ours with this number; nullopt when none of our identities is it. Faults: of the token source.
  Result<std::optional<Requestor>> pharmacy(const std::string& number, spi::Deadline deadline) const;
  Result<Requestor> own(spi::Deadline deadline) const;  // our default identity, whatever it is

  // Sealed for the service, base64. Faults: RecipientUnknown, SealRefused, of the wire.
  Result<std::string> seal(std::string_view clear, const Service& service, const Requestor& requestor, spi::Deadline deadline) const;
  // Opened, when the service itself sealed it. Fault NetworkAnswerRefused, or SealRefused.
  Result<std::string> open(const std::string& base64, const Service& service, const Requestor& requestor) const;

  struct Outcome {
    std::optional<std::string> refusal;  // SOAP fault that says no
    mappings::single_message::Response response;
  };
  Result<Outcome> call(const Service& service, const Requestor& requestor, const mappings::single_message::Call& call, spi::Deadline deadline) const;

  // An answer of one source. `text`: English, no patient data.
  model::Answer told(model::SourceState state, std::string code, std::string text) const;
  // What a code of a service means as an answer: state, errors when it says no, and its code in answer.dossier.
  model::Answer told(const mappings::single_message::StatusCode& code) const;
  model::Answer told(const mappings::single_message::Refusal& refusal) const;  // refused here, before anything is sent
  Fault refused(std::string what) const { return network_kit::refused(pcdh_.counterpart, std::move(what)); }

 private:
  Result<std::string> open_with_certificate(const std::string& sealed, const Service& service, const Requestor& requestor) const;

  spi::NetworkSettings settings_;
  const spi::Surroundings house_;
  Service pcdh_;
  std::optional<Service> tip_;
  std::vector<std::string> identities_;
  std::vector<native::Certificate> roots_;
  mappings::single_message::StatusCodes codes_;
  std::unique_ptr<const native::Schema> message_schema_;
  std::unique_ptr<const native::Schema> protocol_schema_;
};

std::string lower(std::string text);

}  // namespace sluis::adapters::pharmaceutical_dossier
