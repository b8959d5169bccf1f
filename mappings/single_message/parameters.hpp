#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What is asked, sealed inside a call (gfd.md section 3): getDataRequestParameters and getConfigurationRequestParameters. The root is
// qualified, its children are in no namespace.
namespace sluis::mappings::single_message {

struct Requestor {
  std::string type;  // attribute of the token that holds the number
  std::string id;
};

struct HistoryParameters {
  bool without_own = false;
  std::string range;  // FULL, DEFAULT, CUSTOM
  std::string begin = {};  // xsd:date, CUSTOM only
  std::string end = {};
};
struct TypesParameters {
  std::string begin;  // xsd:date, "" when open
  std::string end;
};
struct DetailsParameters {
  std::string dispensation;  // dguid
  std::string motivation_text;
  std::string motivation_type;
};
struct StatusParameters {
  std::string session;       // sguid, "" when all are asked
  std::string dispensation;  // dguid: only with a session
};
struct SchemeTimestampsParameters {
  std::string client_message;
  std::vector<std::string> patients;  // 1 to 10
};
struct SchemeEntriesParameters {
  std::string client_message;
  int page = 0;
};

struct Parameters {
  std::string patient;  // INSS; "" leaves the element out
  Requestor requestor;
  std::variant<HistoryParameters, TypesParameters, DetailsParameters, StatusParameters, SchemeTimestampsParameters, SchemeEntriesParameters> about;
};
std::string write_parameters(const Parameters& parameters);

// getProductFilter and getSystemServices: what changed since `version` (xsd:dateTime).
std::string write_configuration_parameters(std::string_view version, std::string_view pharmacy);

}  // namespace sluis::mappings::single_message
