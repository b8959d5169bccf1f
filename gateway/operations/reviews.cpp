#include "gateway/operations/json_operation_support.hpp"
#include "gateway/operations/review_support.hpp"

namespace sluis::operations {
namespace {

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified&, model::RequestHeader&) {
  asked.only({"state"});
  model::ReviewQuery query{asked.text_or_empty("state")};
  if (!query.state.empty() && query.state != "open" && query.state != "escalated" && query.state != "closed") {
    asked.refuse("state", "open, escalated or closed");
  }
  return query;
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer,
                  const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_with_decision(out, decision, reasons);
  out.key("reviews").begin_array();
  for (const auto& review : answer.reviews) write_review(out, review);
  out.end_array().end_object();
  return out.text();
}

}  // namespace

// Uses of break-the-glass that wait for a reviewer, oldest first; ?state= asks for others.
std::unique_ptr<spi::Operation> make_reviews() {
  return json_operation({.kind = model::OrderKind::ListReviews, .name = "ListReviews", .path = "/api/v1/reviews", .read = read, .write = write, .method = "GET"});
}

}  // namespace sluis::operations
