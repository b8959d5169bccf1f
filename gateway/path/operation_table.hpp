#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/message/verified.hpp"
#include "gateway/native/schema.hpp"
#include "gateway/spi/operation.hpp"

namespace sluis::mappings {
class Schemas;
}

namespace sluis::path {

// Finds the operation of a verified message and checks its form: dispatch is on the signed body element, never on SOAPAction;
// the payload is validated before anything in it is read.
class OperationTable final {
 public:
  OperationTable(std::vector<std::unique_ptr<spi::Operation>> operations, const mappings::Schemas& schemas);

  // Faults: UnknownOperation, ActionDisagrees, SchemaViolation (detail for the caller: where, and what was expected).
  Result<const spi::Operation*> find(const message::Verified& message) const;
  // Whether any operation listens on this path.
  bool serves(std::string_view path) const;
  // How a path is asked: GET or POST; "" when nobody listens on it.
  std::string_view method_of(std::string_view path) const;
  // The service name (consent, therlink, ...) behind a SOAP path, "" when there is none.
  std::string_view service_of(std::string_view path) const;

 private:
  Status check_form(const spi::OperationFacts& facts, const message::Verified& message) const;
  Status check_schema(std::string_view service, const message::Verified& message) const;

  std::vector<std::unique_ptr<spi::Operation>> operations_;
  const mappings::Schemas& schemas_;
};

}  // namespace sluis::path
