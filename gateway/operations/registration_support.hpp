#pragma once

#include <memory>
#include <string_view>

#include "gateway/spi/operation.hpp"
#include "mappings/hubservices_v2/response.hpp"

// What the SOAP operations of the federal registrations have in common: they differ in names, in what they read and in
// what they write behind the acknowledgement.
namespace sluis::operations {

using Content = decltype(model::Order::content);

struct RegistrationService {
  std::string_view service;
  std::string_view path;
};
inline constexpr RegistrationService kConsentService{"consent", "/Consent/v1"};
inline constexpr RegistrationService kLinkService{"therlink", "/TherLink/v1"};
inline constexpr RegistrationService kExclusionService{"exclusion", "/TherapeuticExclusion/v1"};

struct RegistrationOperation {
  RegistrationService service;
  model::OrderKind kind;
  std::string_view name;  // all views are of string literals
  std::string_view request;
  std::string_view response;
  std::string_view soap_action;
  Content (*read)(native::Node body);
  // Writes what follows the acknowledgement when the decision permitted, also beside errors of the answer; null:
  // nothing follows.
  void (*write)(mappings::hubservices_v2::ResponseWriter&, const model::Decision&, const model::Answer&) = nullptr;
};

std::unique_ptr<spi::Operation> registration_operation(const RegistrationOperation& parts);

}  // namespace sluis::operations
