#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gateway/core/result.hpp"
#include "gateway/native/schema.hpp"

namespace sluis::mappings {

// The XML schemas of everything that is accepted and sent, compiled once at start and shared by all threads.
class Schemas final {
 public:
  // Our own from `mappings_folder` (share/sluis/mappings). When `official_folder` is not empty, the official ones stand
  // in their place in full: a folder with ehealth-hubservices/XSD, ehealth-kmehr/XSD, external/XSD and
  // ehealth-errors/XSD in it, or the folder that holds hubservices_protocol-*.xsd itself. Envelope and security header
  // stay ours where external/XSD is missing. SettingsRefused with the file and what is wrong with it.
  static Result<Schemas> load(const std::string& mappings_folder, const std::string& official_folder = {});

  // consent, therlink, exclusion, intrahub: the body element. soap: envelope, header, fault; wstrust: the same schema,
  // for the body of the token service. nullptr for any other name.
  const native::Schema* find(std::string_view service) const;
  // As find, for a name that the program itself wrote; throws std::out_of_range.
  const native::Schema& of(std::string_view service) const;

 private:
  using Shared = std::shared_ptr<const native::Schema>;
  Schemas(Shared federal, Shared hub, Shared soap)
      : federal_(std::move(federal)), hub_(std::move(hub)), soap_(std::move(soap)) {}
  Shared federal_;  // protocol v2
  Shared hub_;      // protocol v3
  Shared soap_;
};

// The service whose operation a body element belongs to, request or response: "consent" for
// {protocol/v2}PutPatientConsentRequest.
// "" when no service of ours has such an element.
std::string_view service_of(std::string_view name_space, std::string_view local_name);

}  // namespace sluis::mappings
