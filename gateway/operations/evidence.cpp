#include "gateway/operations/json_operation_support.hpp"

namespace sluis::operations {
namespace {

constexpr int kMostVersions = 1'000'000;

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified&, model::RequestHeader&) {
  asked.only({"id", "version"});
  return model::EvidenceOrder{asked.text("id"), asked.optional_number("version", 1, kMostVersions)};
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer,
                  const mappings::policy::Reasons& reasons) {
  if (answer.kept) return answer.kept->bytes;
  core::JsonWriter out;
  begin_with_decision(out, decision, reasons);
  out.end_object();
  return out.text();
}

}  // namespace

// The original message behind a registration, byte for byte; a refusal is JSON.
std::unique_ptr<spi::Operation> make_evidence() {
  return json_operation({.kind = model::OrderKind::FetchEvidence, .name = "FetchEvidence", .path = "/api/v1/evidence", .read = read, .write = write,
                         .content_type = "text/xml; charset=utf-8"});
}

}  // namespace sluis::operations
