#include "gateway/core/encoding.hpp"
#include "gateway/operations/json_operation_support.hpp"
#include "gateway/operations/review_support.hpp"

namespace sluis::operations {
namespace {

constexpr std::size_t kShortestText = 10;
constexpr std::size_t kLongestText = 2000;

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified&, model::RequestHeader&) {
  asked.only({"id", "justified", "text"});
  model::ReviewVerdict verdict{asked.text("id"), false, asked.text("text")};
  if (!asked.has("justified")) asked.refuse("justified", "true or false");
  else verdict.justified = asked.flag("justified");
  const auto length = core::utf8_length(core::trim(verdict.text));
  if (length < kShortestText || length > kLongestText) asked.refuse("text", "10 to 2000 characters");
  return verdict;
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer,
                  const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_with_decision(out, decision, reasons);
  out.key("review");
  if (answer.reviews.empty()) out.null();
  else write_review(out, answer.reviews.front());
  out.end_object();
  return out.text();
}

}  // namespace

// A reviewer's judgement of one use of break-the-glass; it is final.
std::unique_ptr<spi::Operation> make_review_verdict() {
  return json_operation(
      {.kind = model::OrderKind::CloseReview, .name = "CloseReview", .path = "/api/v1/reviews/verdict", .read = read, .write = write});
}

}  // namespace sluis::operations
