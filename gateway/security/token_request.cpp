#include "gateway/security/token_request.hpp"

#include "gateway/native/xml_document.hpp"
#include "mappings/wss/answer.hpp"
#include "mappings/wss/envelope.hpp"
#include "mappings/wstrust/names.hpp"
#include "mappings/wstrust/response.hpp"

namespace sluis::security {
namespace {

namespace saml11 = mappings::saml11;
namespace wss = mappings::wss;
namespace wstrust = mappings::wstrust;

constexpr const char* kNetwork = "token-service";

Fault refused(FaultId id, std::string what) { return Fault(id, std::move(what), kNetwork); }

std::string fresh_context(core::Random& random) { return "_" + core::random_hex(random, 16); }

// One exchange with the service. `answer` owns what `response` points into.
struct Exchange {
  wss::SoapAnswer answer;
  wstrust::TokenResponse response;
};

class Conversation final {
 public:
  Conversation(const TokenIdentity& identity, const TokenServiceSettings& service, const Outside& outside, spi::Deadline deadline)
      : identity_(identity), service_(service), outside_(outside), deadline_(deadline) {}

  // The first body, the challenge step when the service wants one, and the verified token.
  Result<spi::Token> run(const std::string& context, const std::string& body) {
    auto first = exchange(context, body, identity_.session, wstrust::kRequestAction);
    if (!first) return std::move(first).error();
    if (first->response.token) return accept(*first);
    const auto proof = wstrust::write_challenge_answer(context, first->response.challenge);
    auto second = exchange(context, proof, identity_.holder, wstrust::kChallengeAction);
    if (!second) return std::move(second).error();
    if (!second->response.token) return refused(FaultId::NetworkAnswerRefused, "a second challenge in place of a token");
    return accept(*second);
  }

 private:
  Result<Exchange> exchange(const std::string& context, const std::string& body, const native::Credential& signer,
                            std::string_view action) {
    auto message = wss::certificate_envelope(body, signer, {outside_.clock.now(), outside_.random, service_.timestamp_life});
    if (!message) return std::move(message).error();
    auto reply = outside_.wire.post({service_.url,
                                     "text/xml; charset=utf-8",
                                     {{"SOAPAction", '"' + std::string(action) + '"'}},
                                     std::move(*message),
                                     deadline_,
                                     service_.trusted_roots,
                                     kNetwork});
    if (!reply) return std::move(reply).error();
    return read(context, *reply);
  }

  static Result<Exchange> read(const std::string& context, const spi::WireReply& reply) {
    auto answer = wss::read_soap_answer(reply.body);
    if (!answer)
      return refused(FaultId::NetworkAnswerRefused, "HTTP " + std::to_string(reply.status) + ", " + answer.error().log_text());
    if (answer->fault) return refused(FaultId::TokenServiceFault, answer->fault->code + ": " + answer->fault->message);
    auto response = wstrust::read_response(answer->payload);
    if (!response) return refused(FaultId::NetworkAnswerRefused, response.error().log_text());
    if (response->context != context) return refused(FaultId::NetworkAnswerRefused, "answer to another request");
    return Exchange{std::move(*answer), std::move(*response)};
  }

  // As strict as the gate: a token that we would refuse ourselves is not sent to others.
  Result<spi::Token> accept(const Exchange& received) const {
    const auto not_ours = [](const std::string& why) { return refused(FaultId::NetworkAnswerRefused, "token: " + why); };
    const auto& document = received.answer.document;
    if (document.has_duplicate_ids()) return not_ours("two elements carry one id");
    const auto assertion = saml11::read_assertion(received.response.token);
    if (!assertion) return not_ours(assertion.error().log_text());
    if (const auto fine = check_conditions(*assertion, service_.trust, outside_.clock.now()); !fine)
      return not_ours(fine.error().log_text());
    if (const auto fine = check_assertion_signature(document, *assertion, service_.trust, outside_.clock.now()); !fine)
      return not_ours(fine.error().log_text());
    if (!holds_our_key(*assertion)) return not_ours("the holder key is not ours");
    return spi::Token{native::canonical(assertion->element), assertion->id, assertion->not_on_or_after, identity_.holder};
  }

  bool holds_our_key(const saml11::Assertion& assertion) const {
    for (const auto& confirmation : assertion.confirmations) {
      const auto certificate = native::Certificate::from_base64(confirmation.certificate);
      if (!certificate || !(certificate->key() == identity_.holder.certificate.key())) return false;
    }
    return !assertion.confirmations.empty();
  }

  const TokenIdentity& identity_;
  const TokenServiceSettings& service_;
  const Outside& outside_;
  spi::Deadline deadline_;
};

}  // namespace

Result<spi::Token> issue_token(const TokenIdentity& identity, const TokenServiceSettings& service, const Outside& outside,
                               spi::Deadline deadline) {
  const auto now = outside.clock.now();
  const auto context = fresh_context(outside.random);
  const auto body =
      wstrust::write_issue({context, identity.claims, now, now + service.token_life, identity.holder.certificate});
  return Conversation(identity, service, outside, deadline).run(context, body);
}

Result<spi::Token> renew_token(const spi::Token& old, const TokenIdentity& identity, const TokenServiceSettings& service,
                               const Outside& outside, spi::Deadline deadline) {
  const auto context = fresh_context(outside.random);
  const auto body = wstrust::write_renew(context, old.assertion, "token-" + core::random_uuid(outside.random));
  return Conversation(identity, service, outside, deadline).run(context, body);
}

}  // namespace sluis::security
