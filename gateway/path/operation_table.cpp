#include "gateway/path/operation_table.hpp"

#include <algorithm>

#include "mappings/schemas.hpp"

namespace sluis::path {
namespace {

std::string described(const native::SchemaError& error, const message::Verified& message) {
  const auto position = message.document()->position(error.element, message.text());
  return "line " + std::to_string(position.line) + ", column " + std::to_string(position.column) + ", at " + error.path +
         ": " + error.expected;
}

}  // namespace

OperationTable::OperationTable(std::vector<std::unique_ptr<spi::Operation>> operations, const mappings::Schemas& schemas)
    : operations_(std::move(operations)), schemas_(schemas) {}

bool OperationTable::serves(std::string_view path) const {
  return std::ranges::any_of(operations_, [&](const auto& o) { return o->facts().path == path; });
}

std::string_view OperationTable::method_of(std::string_view path) const {
  const auto found = std::ranges::find_if(operations_, [&](const auto& o) { return o->facts().path == path; });
  if (found == operations_.end()) return {};
  return (*found)->facts().door == spi::Door::Json ? (*found)->facts().method : std::string_view("POST");
}

std::string_view OperationTable::service_of(std::string_view path) const {
  for (const auto& operation : operations_) {
    if (operation->facts().path == path && operation->facts().door == spi::Door::Soap) return operation->facts().service;
  }
  return {};
}

Result<const spi::Operation*> OperationTable::find(const message::Verified& message) const {
  for (const auto& operation : operations_) {
    const auto& facts = operation->facts();
    if (facts.path != message.path()) continue;
    if (facts.door == spi::Door::Json) return operation.get();
    if (!message.is_soap() || !message.payload().is(facts.name_space, facts.request)) continue;
    if (auto form = check_form(facts, message); !form) return std::move(form).error();
    return operation.get();
  }
  // An element that the schema knows (a response, an operation of another service) is judged by the schema first (rulings R1 a).
  const auto payload = message.payload();
  const auto service = message.is_soap() ? mappings::service_of(payload.namespace_uri(), payload.name()) : std::string_view{};
  if (!service.empty()) {
    if (auto form = check_schema(service, message); !form) return std::move(form).error();
  }
  return Fault(FaultId::UnknownOperation, "no operation for this body element on " + message.path());
}

Status OperationTable::check_form(const spi::OperationFacts& facts, const message::Verified& message) const {
  // rulings R33: a missing SOAPAction is accepted, one that disagrees is not.
  const auto action = message.soap_action();
  if (!action.empty() && action != facts.soap_action) {
    return Fault(FaultId::ActionDisagrees, "SOAPAction is not that of " + std::string(facts.name));
  }
  return check_schema(facts.service, message);
}

Status OperationTable::check_schema(std::string_view service, const message::Verified& message) const {
  const auto errors = schemas_.of(service).validate(message.payload(), 5);
  if (errors.empty()) return core::Done{};
  const auto where = described(errors.front(), message);
  return Fault(FaultId::SchemaViolation, where).tell_caller(where);
}

}  // namespace sluis::path
