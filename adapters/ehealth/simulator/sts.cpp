#include "adapters/ehealth/simulator/sts.hpp"

#include "adapters/ehealth/simulator/assertion.hpp"
#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {
namespace {

using namespace std::chrono_literals;
using native::XmlWriter;

constexpr std::string_view kActions = "urn:be:fgov:ehealth:sts:protocol:v1:";
constexpr auto kLongest = 24h;
constexpr auto kDefaultLife = 12h;
constexpr auto kPatience = 5min;  // with an answer to a challenge

XmlWriter::Name wst(std::string_view local) {
  return {"wst", kTrust, local};
}

void open_token_response(XmlWriter& xml, const std::string& context) {
  xml.open(wst("RequestSecurityTokenResponse"));
  if (!context.empty()) xml.attribute("Context", context);
}

}  // namespace

Answer Sts::fault() const {
  return soap_fault("SOA-02001", random_, "scenario: fault");
}

Answer Sts::answer(const Question& question) {
  if (question.path != kStsPath) return soap_fault("SOA-03005", random_, "path");
  const auto body = respond(question);
  return body ? soap_answer(*body) : soap_fault(body.error(), random_);
}

Result<std::string> Sts::respond(const Question& question) {
  const auto message = read_soap(question);
  if (!message) return message.error();
  const bool first = message->content.is(kTrust, "RequestSecurityToken");
  if (!first && !message->content.is(kTrust, "RequestSecurityTokenResponse")) return Fault(FaultId::UnknownOperation);
  if (!action_is(question.soap_action, std::string(kActions) + (first ? "RequestSecurityToken" : "Challenge")))
    return Fault(FaultId::ActionDisagrees);
  const auto caller = security_.certificate_caller(*message);
  if (!caller) return caller.error();
  return first ? request(*message, *caller, question.behaviour)
               : challenge_answer(*message, *caller, question.behaviour);
}

Result<std::string> Sts::request(const SoapMessage& message, const native::Certificate& caller,
                                 const Behaviour& behaviour) {
  const auto asked = read_token_request(message.content);
  if (!asked) return asked.error();
  auto due = judge(message, *asked, caller);
  if (!due) return due.error();
  const bool keys_differ = !(caller.key() == due->holder.key());
  if (behaviour.challenge_always || keys_differ) return challenge(std::move(*due));
  return issue(*due, behaviour);
}

Result<Sts::Due> Sts::judge(const SoapMessage& message, const TokenRequest& asked,
                            const native::Certificate& caller) const {
  auto holder = asked.use_key.value_or(caller);
  auto claims = asked.claims;
  if (asked.renewed) {
    const auto old = security_.assertion(message.document, asked.renewed);
    if (!old) return old.error();
    holder = old->holder;
    for (const auto& a : old->attributes) {  // what was certified is looked up again
      const bool keeps_value = a.ns == names::kIdentification && !a.values.empty();
      claims.push_back({a.name, keeps_value ? std::optional(a.values.front()) : std::nullopt});
    }
  }
  if (const auto ok = security_.known(holder); !ok) return ok.error();
  const auto now = clock_.now();
  auto attributes = judge_claims(world_, {identity_of(caller), identity_of(holder)}, claims, core::brussels_date(now));
  if (!attributes) return attributes.error();
  Due due{asked.context, holder, std::move(*attributes), now, now + kDefaultLife, now + kPatience};
  if (const auto ok = set_life(asked, due); !ok) return ok.error();
  return due;
}

Status Sts::set_life(const TokenRequest& asked, Due& due) const {
  if (asked.created && *asked.created > due.not_before) due.not_before = *asked.created;
  if (asked.expires) due.not_on_or_after = *asked.expires;
  due.not_on_or_after = std::min(due.not_on_or_after, due.not_before + kLongest);
  if (due.not_on_or_after <= due.not_before)
    return Fault(FaultId::QuestionRefused, "Lifetime is over before it begins");
  return Done{};
}

std::string Sts::challenge(Due due) {
  const auto text = core::to_base64(random_.bytes(24));
  XmlWriter xml;
  open_token_response(xml, due.context);
  xml.open(wst("SignChallenge")).element(wst("Challenge"), text).close().close();
  const std::lock_guard lock(mutex_);
  std::erase_if(due_, [&](const auto& entry) { return entry.second.forgotten < clock_.now(); });
  due_.emplace(text, std::move(due));
  return xml.take();
}

Result<std::string> Sts::challenge_answer(const SoapMessage& message, const native::Certificate& caller,
                                          const Behaviour& behaviour) {
  const auto text =
      std::string(core::trim(message.content.child(kTrust, "SignChallengeResponse").child(kTrust, "Challenge").text()));
  std::optional<Due> due;
  {
    const std::lock_guard lock(mutex_);
    const auto found = due_.find(text);
    if (found == due_.end()) return Fault(FaultId::QuestionRefused, "unknown challenge");
    due = std::move(found->second);
    due_.erase(found);  // one attempt
  }
  if (due->forgotten < clock_.now()) return Fault(FaultId::QuestionRefused, "challenge too old");
  if (message.content.attribute("Context").value_or("") != due->context)
    return Fault(FaultId::QuestionRefused, "Context");
  if (!(caller.key() == due->holder.key())) return Fault(FaultId::NotHolderOfKey, "challenge signed with another key");
  return issue(*due, behaviour);
}

Result<std::string> Sts::issue(const Due& due, const Behaviour& behaviour) const {
  const auto& signer = behaviour.failure == Failure::WrongSignature ? pki_.stranger : pki_.sts;
  const auto assertion = make_assertion({"_" + core::random_hex(random_, 16), clock_.now(), due.not_before,
                                         due.not_on_or_after, due.holder, due.attributes},
                                        signer);
  if (!assertion) return assertion.error();
  XmlWriter xml;
  open_token_response(xml, due.context);
  xml.element(wst("TokenType"), names::kSamlToken);
  xml.open(wst("RequestedSecurityToken")).raw(*assertion).close().close();
  return xml.take();
}

}  // namespace sluis::sandbox
