#include "gateway/core/encoding.hpp"
#include "mappings/single_message/data_types.hpp"
#include "mappings/single_message/history.hpp"
#include "mappings/single_message/message.hpp"
#include "mappings/single_message/patient_signature.hpp"
#include "mappings/single_message/preparation.hpp"
#include "mappings/single_message/product_filter.hpp"
#include "mappings/single_message/protocol.hpp"
#include "tests/fuzz/support_people.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/fuzz/targets.hpp"

// The shared pharmaceutical dossier: messages of callers, and what the data hub and the TIP answer.
namespace sluis::fuzz {
namespace {

namespace sm = mappings::single_message;

sm::SingleMessage again(const sm::SingleMessage& message) {
  const auto text = message.text();
  auto read = sm::SingleMessage::parse(text);
  holds(read.has_value(), "what is written is no single message");
  holds(read->text() == text, "read and written once more it is another");
  return std::move(*read);
}

void prepare(const sm::SingleMessage& message) {
  static const sm::ProductFilter filter;
  StillRandom random;
  const sm::Given given{"20999609", "85073099833", now(), random, filter};
  for (const auto& prepared : {sm::prepare_registration(message, given), sm::prepare_change(message, given)}) {
    if (const auto* ready = std::get_if<sm::Prepared>(&prepared))
      holds(sm::SingleMessage::parse(ready->message).has_value(), "what may leave is no single message");
    else
      holds(!std::get<sm::Refusal>(prepared).code.empty(), "a refusal without a code");
  }
}

}  // namespace

void fuzz_single_message(std::string_view input) {
  const auto read = sm::SingleMessage::parse(input);
  if (!read) return;
  auto message = again(*read);
  (void)sm::patient_of_message(message);
  prepare(message);
  for (auto& part : sm::sealed_parts(message)) (void)sm::open_part(part, input);
  (void)sm::patients_in(message);
  (void)sm::delivered_in(message);
  (void)sm::statuses_in(message);
  (void)sm::pharmacy_in(message);
  sm::hide_pharmacies(message);
  (void)again(message);
  (void)sm::filter_again(message, sm::ProductFilter());
}

void fuzz_dossier_answer(std::string_view input) {
  if (const auto filter = sm::ProductFilter::parse(input)) {
    sm::Product product;
    product.cnk = "1234567";
    product.magistral = {"0000001"};
    (void)filter->shares(product);
  }
  const auto document = native::Document::parse(input);
  if (!document) return;
  for (const auto* operation : {"RegisterData", "GetData", "CheckAliveTIP"}) {
    const auto read = sm::read_response(document->root(), operation);
    if (read) holds(!read->code.empty(), "an answer without a status");
    else holds(read.error().id() == FaultId::NetworkAnswerRefused, "another fault than that of a bad answer");
  }
  (void)sm::read_data_locations(document->root());
}

void fuzz_patient_signature(std::string_view input) {
  const auto read = sm::read_patient_signature(input);
  if (!read) return;
  (void)sm::fits(*read, "85073099833", core::Date(std::chrono::year(2026), std::chrono::month(11), std::chrono::day(20)));
  const auto back = sm::read_patient_signature(sm::write_patient_signature(*read));
  holds(back && back->signature == read->signature && back->public_key == read->public_key, "written and read again it is another");
}

}  // namespace sluis::fuzz
