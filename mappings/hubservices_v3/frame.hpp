#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/model/claims.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/native/xml_writer.hpp"

// What every message of hub services v3 is framed by: request header, response header and acknowledgement (hubs.md section 3).
namespace sluis::mappings::hubservices_v3 {

inline constexpr std::string_view kProtocol = "http://www.ehealth.fgov.be/hubservices/protocol/v3";
inline constexpr std::string_view kCore = "http://www.ehealth.fgov.be/hubservices/core/v3";

// One `error` of an acknowledgement. `source` (hub number) is written as a LOCAL identifier of the error.
struct ErrorReport {
  std::string code;
  std::string text;
  std::string source;
};

// Who answers, when, and to what.
struct AnswerHeader {
  std::string id;
  model::PartyClaim author;
  std::string date;
  std::string time;
  std::string request;  // canonical XML of the request header that is repeated
};

model::RequestHeader read_request_header(native::Node request);
void write_request_header(native::XmlWriter& out, const model::RequestHeader& header);

// What is written around an echo must not bind the echo's own prefixes, else the result would not be canonical.
std::string free_prefix(std::string_view echo, std::string prefix);

std::vector<ErrorReport> read_errors(native::Node acknowledge);
// `core_prefix`: the one that the message binds to the core namespace.
void write_acknowledge(native::XmlWriter& out, std::string_view core_prefix, bool complete, const std::vector<ErrorReport>& errors);
// The children of `response` up to and with the repeated request.
void write_answer_header(native::XmlWriter& out, std::string_view core_prefix, const AnswerHeader& header);

}  // namespace sluis::mappings::hubservices_v3
