#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gateway/operations/decision_json_support.hpp"
#include "gateway/operations/json_support.hpp"
#include "gateway/spi/operation.hpp"

// What the resources of the JSON door have in common: they differ in names, in what they read and in what they write.
namespace sluis::operations {

struct JsonOperation {
  model::OrderKind kind;
  std::string_view name;  // all views are of string literals
  std::string_view path;
  // What is asked. The object keeps the first thing that is wrong. The header names as author whom the token certifies; change it
  // where the question names somebody else.
  decltype(model::Order::content) (*read)(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header);
  std::string (*write)(const model::Order& order, const model::Decision& decision, const model::Answer& answer,
                       const mappings::policy::Reasons& reasons);
  std::string_view content_type = "application/json";
  std::string_view method = "POST";
  // Of a resource that serves several orders: which one is asked. Null: `kind`, always.
  model::OrderKind (*kind_of)(const JsonObject& asked) = nullptr;
};

// Loads the texts of the reasons: throws std::runtime_error "file:line: …".
std::unique_ptr<spi::Operation> json_operation(const JsonOperation& parts);

// An object that begins with the decision; the caller writes what follows and ends it.
void begin_with_decision(core::JsonWriter& out, const model::Decision& decision, const mappings::policy::Reasons& reasons);

}  // namespace sluis::operations
