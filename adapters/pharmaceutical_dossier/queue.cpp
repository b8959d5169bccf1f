#include "adapters/pharmaceutical_dossier/queue.hpp"

#include "adapters/pharmaceutical_dossier/contract.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::adapters::pharmaceutical_dossier {
namespace {

namespace smc = mappings::single_message;
using spi::Delivery;

// A service that fails on one message time after time must not hold back all that follow.
constexpr int kMostFailures = 10;

}  // namespace

bool Queue::is_open() const { return office_.house().outbox != nullptr && office_.house().sealer != nullptr; }

std::string Queue::topic() const { return std::string(kTopic); }

Status Queue::add(const std::string& id, const Letter& letter) const {
  const auto sealed = office_.house().sealer->seal_for_ourselves(write_letter(letter));
  if (!sealed) return sealed.error();
  spi::OutboxItem item;
  item.id = id;
  item.topic = topic();
  item.key = letter.pharmacy;
  item.created = item.due = office_.house().clock.now();
  item.payload = core::to_base64(std::string_view(*sealed));
  return office_.house().outbox->add(item);
}

// What was written while the filter could not be had is filtered now.
std::optional<spi::DeliveryResult> Queue::filter(Letter& letter, const Requestor& requestor, spi::Deadline deadline) const {
  if (letter.filtered) return std::nullopt;
  const auto filter = desk_.filter(requestor, deadline);
  if (!filter) return spi::DeliveryResult{Delivery::Later, "the product filter can't be had"};
  auto message = smc::SingleMessage::parse(letter.message);
  if (!message) return spi::DeliveryResult{Delivery::Refused, "a queued message can't be read"};
  if (!smc::filter_again(*message, *filter)) return spi::DeliveryResult{Delivery::Refused, std::string(kNothingLeft)};
  letter.message = message->text();
  return std::nullopt;
}

spi::DeliveryResult Queue::deliver(const spi::OutboxItem& item, spi::Deadline deadline) {
  const auto sealed = core::from_base64(item.payload);
  const auto clear = sealed ? office_.house().sealer->open_kept(core::as_text(*sealed)) : Result<std::string>(Fault(FaultId::SealRefused));
  if (!clear) return {Delivery::Later, "can't be opened: " + clear.error().number()};
  auto letter = read_letter(*clear);
  if (!letter) return {Delivery::Refused, "a queued letter can't be read"};
  const auto requestor = office_.pharmacy(letter->pharmacy, deadline);
  if (!requestor) return {Delivery::Later, requestor.error().number()};
  if (!*requestor) return {Delivery::Later, "no identity of this pharmacy is configured"};
  if (auto stop = filter(*letter, **requestor, deadline)) return std::move(*stop);
  const auto answer = desk_.send(*letter, **requestor, deadline);
  if (!answer) return {Delivery::Later, answer.error().number()};
  if (!answer->dossier) return {Delivery::Later, answer->sources.front().code};
  const auto code = office_.codes().of(answer->dossier->code);
  switch (code.meaning) {
    case smc::CodeMeaning::Accepted: return {Delivery::Acknowledged, code.code};
    case smc::CodeMeaning::Refused: return {Delivery::Refused, code.code};
    case smc::CodeMeaning::Again: return {Delivery::Later, code.code};
    default: return {item.attempts >= kMostFailures ? Delivery::Refused : Delivery::Later, code.code};
  }
}

}  // namespace sluis::adapters::pharmaceutical_dossier
