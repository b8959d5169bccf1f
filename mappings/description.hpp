#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/result.hpp"

namespace sluis::mappings {

// What the doors answer to `?wsdl` and `?xsd=FILE`: our own WSDL of each service and the schemas that it needs. All
// files are read once at start; only those that a description reaches can be asked for, by their bare names.
class Descriptions final {
 public:
  // Reads the .wsdl files of consent, therlink, exclusion and intrahub, and what they import. SettingsRefused.
  static Result<Descriptions> load(const std::string& mappings_folder);

  // WSDL 1.1 of a service; `location` is the URL of its endpoint, "https://host:8443/Consent/v1", without a query.
  // nullopt: no such service.
  std::optional<std::string> wsdl(std::string_view service, std::string_view location) const;
  // A schema of that service by its bare name ("core.xsd"); its imports point at `location` again.
  // nullopt: not a file of this service.
  std::optional<std::string> served_schema(std::string_view service, std::string_view file_name,
                                           std::string_view location) const;

 private:
  using Files = std::map<std::string, std::string, std::less<>>;  // bare name, text
  struct Service {
    std::string wsdl;
    Files schemas;
  };
  std::map<std::string, Service, std::less<>> services_;
};

}  // namespace sluis::mappings
