#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::mappings::wss {

// A SOAP 1.1 Fault with the SystemError or BusinessError of the platform in its detail (consent.md section 5.2).
struct SoapFault {
  std::string fault_code;  // local part: "Client", "Server"
  std::string code;        // "SOA-01001"; the faultstring when the detail has no Code
  std::string message;     // first Message, or the faultstring
  std::string id;          // ticket of the other side, "" when absent
};

// What came back: either a payload or a fault. Owns what the payload points into.
struct SoapAnswer {
  native::Document document;
  native::Node payload;  // the one child of Body; empty when there is a fault
  std::optional<SoapFault> fault;
};

// Reads a plain or signed envelope. A signature with a certificate in the header must fit that certificate and cover the Body; who
// that is, is not judged here: TLS has told. Fault: NetworkAnswerRefused, with what is wrong in its log text and never a value.
Result<SoapAnswer> read_soap_answer(std::string_view text);

}  // namespace sluis::mappings::wss
