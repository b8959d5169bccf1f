#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gateway/core/random.hpp"
#include "gateway/core/result.hpp"
#include "gateway/message/verified.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

namespace sluis::spi {

enum class Door { Soap, Json };

// How the outside names an operation. For a JSON resource only name and path are filled.
struct OperationFacts {
  Door door = Door::Soap;
  std::string_view service;      // consent, therlink, exclusion, intrahub: names the schema
  std::string_view name;         // PutPatientConsent
  std::string_view path;         // /Consent/v1
  std::string_view name_space;   // of the body element
  std::string_view request;      // local name of the body element
  std::string_view soap_action;
  std::string_view content_type = "application/json";  // of a JSON resource's answer
  std::string_view method = "POST";                    // of a JSON resource
};

// Who answers, and when: what an operation needs beside order and answer to write a response header.
struct Voice {
  core::Instant now;
  core::Random& random;
  std::string number;     // our ID-HCPARTY
  std::string category;   // our CD-HCPARTY
  std::string name;
};

// One SOAP operation or JSON resource: one file in gateway/operations. Stateless, used by all workers at once.
class Operation {
 public:
  virtual ~Operation() = default;
  virtual const OperationFacts& facts() const = 0;
  // From the signed node only; the payload is valid by its schema. Faults: NotJson, QuestionRefused.
  virtual Result<model::Order> read(const message::Verified& message) const = 0;
  // SOAP: the response body element, canonical XML. JSON: the document. Refusals are part of the answer.
  virtual std::string write(const model::Order& order, const model::Decision& decision, const model::Answer& answer,
                            const Voice& voice) const = 0;
};

}  // namespace sluis::spi
