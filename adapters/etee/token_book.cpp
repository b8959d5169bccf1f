#include "adapters/etee/token_book.hpp"

#include <algorithm>

#include "adapters/etee/contract.hpp"
#include "gateway/native/encryption_token.hpp"
#include "mappings/wss/answer.hpp"
#include "mappings/wss/envelope.hpp"

namespace sluis::adapters::etee {
namespace {

namespace codec = mappings::etee;

const std::string kNetwork(sluis::etee::kDepotNetwork);

Fault unknown(const std::string& why) { return Fault(FaultId::RecipientUnknown, why, kNetwork); }

// A certificate that names a number of this type must name this one; one that names other types can't be compared.
bool may_be(const native::Certificate& certificate, const codec::Actor& actor) {
  const auto units = certificate.organisational_units();
  const auto prefix = actor.type + "=";
  const bool names_type = std::ranges::any_of(units, [&](const auto& unit) { return unit.starts_with(prefix); });
  const bool names_number = std::ranges::find(units, prefix + actor.value) != units.end();
  const bool names_application = actor.application.empty() || std::ranges::find(units, actor.application) != units.end();
  return (!names_type || names_number) && names_application;
}

std::string key_of(const codec::Actor& actor) { return actor.type + "=" + actor.value + "," + actor.application; }

}  // namespace

std::string TokenBook::roots_now() const {
  std::string all;
  for (const auto& root : settings_.live()->signer_roots) all += root.fingerprint();
  return all;
}

Result<native::Certificate> TokenBook::encryption_of(const spi::Recipient& recipient, spi::Deadline deadline) {
  const codec::Actor actor{recipient.type, codec::padded(recipient.type, recipient.value), recipient.application};
  const auto now = parts_.clock.now();
  const auto roots = roots_now();
  {
    const std::lock_guard lock(mutex_);
    if (roots != believed_by_) kept_.clear();  // what other roots vouched for is asked for again
    believed_by_ = roots;
    const auto found = kept_.find(key_of(actor));
    if (found != kept_.end() && now < found->second.until) return found->second.certificate;
  }
  auto certificate = fetch(actor, deadline);
  if (!certificate) return certificate;
  const std::lock_guard lock(mutex_);
  if (roots != believed_by_) return certificate;
  std::erase_if(kept_, [&](const auto& entry) { return entry.second.until <= now; });
  kept_.insert_or_assign(key_of(actor), Kept{*certificate, std::min<core::Instant>(certificate->not_after(), now + settings_.remember)});
  return certificate;
}

Result<codec::EtkAnswer> TokenBook::ask(const codec::Actor& actor, spi::Deadline deadline) const {
  spi::WireRequest request;
  request.url = settings_.etk_depot;
  request.content_type = "text/xml; charset=utf-8";
  request.headers.emplace_back("SOAPAction", "\"" + std::string(codec::kGetEtkAction) + "\"");
  request.body = mappings::wss::plain_envelope(codec::write_get_etk(actor));
  request.deadline = std::min(deadline, std::chrono::steady_clock::now() + settings_.time_limit);
  request.trusted_roots = settings_.trusted_roots;
  request.network = kNetwork;
  const auto reply = parts_.wire.post(request);
  if (!reply) return reply.error();
  const auto answer = mappings::wss::read_soap_answer(reply->body);
  if (!answer) return Fault(reply->status == 200 ? FaultId::NetworkAnswerRefused : FaultId::NetworkFault, "HTTP status " + std::to_string(reply->status), kNetwork);
  if (answer->fault) return Fault(FaultId::NetworkFault, "SOAP fault " + answer->fault->code.substr(0, 40), kNetwork);
  auto read = codec::read_get_etk_response(answer->payload);
  if (!read) return Fault(FaultId::NetworkAnswerRefused, read.error().log_text(), kNetwork);
  return read;
}

Result<native::Certificate> TokenBook::fetch(const codec::Actor& actor, spi::Deadline deadline) const {
  if (settings_.etk_depot.empty()) return unknown("no ETK depot is configured: [sealing] etk_depot");
  auto answer = ask(actor, deadline);
  if (!answer) return std::move(answer).error();
  if (!answer->matches.empty()) {
    const auto right = std::ranges::find(answer->matches, actor);
    const bool only = answer->matches.size() == 1 && actor.application.empty();
    if (right == answer->matches.end() && !only) return unknown("the depot has tokens of other applications of this actor only");
    const auto chosen = right == answer->matches.end() ? answer->matches.front() : *right;
    answer = ask(chosen, deadline);
    if (!answer) return std::move(answer).error();
    if (!answer->matches.empty()) return unknown("the depot can't tell which of several tokens is meant");
  }
  if (answer->token.empty()) return unknown("the depot has no token of this actor: " + answer->error.substr(0, 60));
  auto certificate = native::open_encryption_token(answer->token, settings_.live()->signer_roots, parts_.clock.now());
  if (!certificate) return Fault(FaultId::SealRefused, certificate.error().log_text(), kNetwork);
  if (settings_.standing != nullptr) {
    const auto objection = settings_.standing->objection(*certificate, spi::CertificateUse::EncryptionToken, parts_.clock.now());
    if (!objection.empty()) return Fault(FaultId::SealRefused, "reader's " + objection, kNetwork);
  }
  if (!may_be(*certificate, actor)) return Fault(FaultId::SealRefused, "the depot answered with the token of another actor", kNetwork);
  return certificate;
}

}  // namespace sluis::adapters::etee
