#pragma once

#include <string>
#include <string_view>

#include "adapters/simulator_kit/simulator.hpp"
#include "gateway/core/random.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::sandbox {

// A SOAP 1.1 message taken apart; the nodes live as long as it does.
struct SoapMessage {
  native::Document document;
  native::Node header;  // empty when absent
  native::Node body;
  native::Node content;  // the one element in the body
};

// Faults: those of Document::parse, NotSoap, NoBody, SeveralBodies, DuplicateId, WrongContentType, WrongMethod.
Result<SoapMessage> read_soap(const Question& question);

// An envelope around this body content, without header.
Answer soap_answer(std::string_view body_xml);

// A technical fault (consent.md 5.2): HTTP 500, SystemError with Origin, Code, Message, Retry and Environment.
Answer soap_fault(std::string_view soa_code, core::Random& random, std::string_view why_for_log = {});
// The fault that a Fault of ours means to the caller; its log text goes to our log only.
Answer soap_fault(const Fault& fault, core::Random& random);

}  // namespace sluis::sandbox
