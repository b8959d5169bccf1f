#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/spi/operation.hpp"
#include "mappings/hubservices_v3/hub_order.hpp"
#include "mappings/hubservices_v3/reason_codes.hpp"

// What every operation of /IntraHub/v3 has in common: who answers, the request repeated, what was refused and why.
namespace sluis::operations {

// Throws std::runtime_error when the table of codes is wrong.
mappings::hubservices_v3::ReasonCodes hub_reason_codes();

mappings::hubservices_v3::AnswerHeader hub_answer_header(const model::Order& order, const spi::Voice& voice);

// Why not: the failures that the rules named, else the number or name of the first rule that failed.
std::vector<mappings::hubservices_v3::ErrorReport> hub_refusal(const model::Decision& decision, const mappings::hubservices_v3::ReasonCodes& codes);

// The registrations that the federal service keeps, asked in the words of the hubs.
decltype(model::Order::content) read_hub_consent(native::Node body, const model::Identity& caller, model::RequestHeader& header);
decltype(model::Order::content) read_hub_link(native::Node body, const model::Identity& caller, model::RequestHeader& header);

// One operation that is answered in this frame.
struct HubOperation {
  model::OrderKind kind;
  std::string_view name;  // a string literal
  // What is asked; may change the header. Null: a model::HubOrder, as every order that a hub fulfils.
  decltype(model::Order::content) (*read)(native::Node body, const model::Identity& caller, model::RequestHeader& header) = nullptr;
  // What follows the acknowledgement of a permitted order. Null: Answer.body.
  std::string (*write)(const model::Order& order, const model::Answer& answer) = nullptr;
};

// Faults of reading: CommentRefused.
std::unique_ptr<spi::Operation> hub_operation(const HubOperation& parts);

}  // namespace sluis::operations
