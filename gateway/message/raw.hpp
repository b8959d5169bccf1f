#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/clock.hpp"
#include "gateway/native/certificate.hpp"

namespace sluis::message {

// What arrived at a door, before anything in it is believed.
struct Raw {
  std::string method;
  std::string path;    // without the query: "/Consent/v1"
  std::string query;   // "wsdl"
  std::map<std::string, std::string> headers;  // names in lower case; a repeated header is joined with ", "
  std::string body;
  std::optional<native::Certificate> client_certificate;  // of mutual TLS, already chained to the configured roots
  std::string correlation_id;  // ours; also in the reply as X-Correlation-Id
  core::Instant received;
  std::string peer;            // address, for the security log
  bool tls = false;            // came in over TLS

  std::string header(std::string_view lower_case_name) const {
    const auto found = headers.find(std::string(lower_case_name));
    return found == headers.end() ? std::string{} : found->second;
  }
};

}  // namespace sluis::message
