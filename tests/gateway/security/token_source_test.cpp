#include <boost/test/unit_test.hpp>
#include <future>
#include <thread>

#include "gateway/core/calendar.hpp"
#include "gateway/security/token_source.hpp"
#include "mappings/wss/answer.hpp"
#include "mappings/wss/envelope.hpp"
#include "mappings/wstrust/names.hpp"
#include "support_gate.hpp"

using namespace sluis;
using namespace sluis::tests;
using namespace std::chrono_literals;
namespace wst = sluis::mappings::wstrust;

namespace {

constexpr auto kWst = "xmlns:wst=\"http://docs.oasis-open.org/ws-sx/ws-trust/200512\"";

// A token service in a box: judges what it gets with our gate, then answers as told.
class FakeService final : public spi::Wire {
 public:
  Result<spi::WireReply> post(const spi::WireRequest& request) override {
    ++calls;
    if (before_answer) before_answer();
    if (down) return Fault(FaultId::NetworkUnreachable, "down", "token-service");
    const auto message = mappings::wss::read_soap_answer(request.body);
    BOOST_REQUIRE(message);
    const auto verdict = gate.gate.judge_token_request(soap_request(request.body));
    BOOST_TEST(told(verdict) == "accepted");
    signer = verdict.identity.credential;
    actions.push_back(request.headers.at(0).second);
    const auto context = *message->payload.attribute("Context");
    const auto kind = message->payload.child(wst::kWst, "RequestType");
    if (kind && kind.text() == wst::kRenew && refuse_renew) return reply(fault());
    if (challenge && message->payload.is(wst::kWst, "RequestSecurityToken"))
      return reply(response(context, "<wst:SignChallenge><wst:Challenge>c2FtcGxl</wst:Challenge></wst:SignChallenge>"));
    if (challenge) {
      const auto proof = message->payload.child(wst::kWst, "SignChallengeResponse").child(wst::kWst, "Challenge");
      BOOST_TEST(proof.text() == "c2FtcGxl");
    }
    plan.issued = plan.from = gate.clock.now();
    plan.until = plan.from + 12h;
    plan.id = "_token" + std::to_string(calls);
    return reply(response(other_context ? "other" : context,
                          "<wst:RequestedSecurityToken>" + write(plan) + "</wst:RequestedSecurityToken>"));
  }

  static std::string response(const std::string& context, const std::string& content) {
    return "<wst:RequestSecurityTokenResponse " + std::string(kWst) + " Context=\"" + context + "\">" + content +
           "</wst:RequestSecurityTokenResponse>";
  }
  static std::string fault() {
    return "<soap:Fault xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><faultcode>soap:Client</faultcode>"
           "<faultstring>SOA-01002</faultstring><detail><e:SystemError xmlns:e=\"urn:be:fgov:ehealth:errors:soa:v1\" Id=\"7\">"
           "<Origin>Consumer</Origin><Code>SOA-01002</Code><Message>no</Message></e:SystemError></detail></soap:Fault>";
  }
  static Result<spi::WireReply> reply(const std::string& body) {
    return spi::WireReply{200, "text/xml", mappings::wss::plain_envelope(body)};
  }

  TestGate gate;
  AssertionPlan plan;
  int calls = 0;
  bool challenge = false, refuse_renew = false, down = false, other_context = false;
  std::vector<std::string> actions;
  std::string signer;
  std::function<void()> before_answer;
};

struct Setting {
  Setting() {
    service.url = "https://sts.test/IAM/SecurityTokenService/v1";
    service.trust.sts_certificates = {keys().sts.certificate};
  }
  security::TokenIdentity identity(const std::string& name = "doctor") const {
    return {name, keys().attacker, keys().holder, {{"urn:be:fgov:person:ssin", {"72051999381"}}}};
  }
  std::unique_ptr<security::TokenSource> source() {
    return std::make_unique<security::TokenSource>(service, std::vector{identity()}, outside(), wire.gate.log);
  }
  security::Outside outside() { return {wire, wire.gate.clock, random}; }
  static spi::Deadline soon() { return std::chrono::steady_clock::now() + 10s; }

  FakeService wire;
  core::SystemRandom random;
  security::TokenServiceSettings service;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(token_source, Setting)

BOOST_AUTO_TEST_CASE(a_token_by_issue_usable_at_the_gate) {
  const auto token = security::issue_token(identity(), service, outside(), soon());
  BOOST_REQUIRE(token);
  BOOST_TEST(wire.calls == 1);
  BOOST_TEST(wire.actions.at(0) == "\"urn:be:fgov:ehealth:sts:protocol:v1:RequestSecurityToken\"");
  BOOST_TEST(wire.signer == keys().attacker.certificate.fingerprint());  // the session key
  BOOST_TEST((token->expires == now() + 12h));
  const auto text =
      mappings::wss::token_envelope("<a xmlns=\"urn:test\"></a>", token->assertion, token->assertion_id, token->holder.key, {now(), random});
  BOOST_TEST(TestGate().told(*text) == "accepted");
}

BOOST_AUTO_TEST_CASE(the_challenge_is_answered_with_the_holder_key) {
  wire.challenge = true;
  BOOST_TEST(security::issue_token(identity(), service, outside(), soon()).has_value());
  BOOST_TEST(wire.calls == 2);
  BOOST_TEST(wire.actions.at(1) == "\"urn:be:fgov:ehealth:sts:protocol:v1:Challenge\"");
  BOOST_TEST(wire.signer == keys().holder.certificate.fingerprint());
}

BOOST_AUTO_TEST_CASE(what_comes_back_is_verified) {
  const auto refused = [&] {
    const auto token = security::issue_token(identity(), service, outside(), soon());
    BOOST_REQUIRE(!token);
    return token.error().id();
  };
  wire.plan.signer = &keys().other_sts;
  BOOST_TEST((refused() == FaultId::NetworkAnswerRefused));
  wire.plan = {};
  wire.plan.holder = &keys().attacker;
  BOOST_TEST((refused() == FaultId::NetworkAnswerRefused));
  wire.plan = {};
  wire.plan.issuer = "urn:another";
  BOOST_TEST((refused() == FaultId::NetworkAnswerRefused));
  wire.plan = {};
  wire.other_context = true;
  BOOST_TEST((refused() == FaultId::NetworkAnswerRefused));
}

BOOST_AUTO_TEST_CASE(one_token_is_kept_and_renewed_at_half_of_its_life) {
  const auto tokens = source();
  const auto first = tokens->token("doctor", soon());
  BOOST_REQUIRE(first);
  BOOST_TEST(tokens->token("", soon())->assertion_id == first->assertion_id);
  BOOST_TEST(wire.calls == 1);
  wire.gate.clock.advance(5h + 59min);
  BOOST_TEST(tokens->token("", soon())->assertion_id == first->assertion_id);
  wire.gate.clock.advance(2min);
  BOOST_TEST(tokens->token("", soon())->assertion_id != first->assertion_id);
  BOOST_TEST(wire.calls == 2);
}

BOOST_AUTO_TEST_CASE(a_service_that_refuses_to_renew_is_asked_anew) {
  const auto tokens = source();
  BOOST_REQUIRE(tokens->token("", soon()));
  wire.refuse_renew = true;
  wire.gate.clock.advance(7h);
  BOOST_TEST(tokens->token("", soon())->assertion_id == "_token3");
}

BOOST_AUTO_TEST_CASE(a_failed_renewal_leaves_the_old_token_until_it_expires) {
  const auto tokens = source();
  BOOST_REQUIRE(tokens->token("", soon()));
  wire.down = true;
  wire.gate.clock.advance(7h);
  BOOST_TEST(tokens->token("", soon())->assertion_id == "_token1");
  const auto asked = wire.calls;
  BOOST_TEST(tokens->token("", soon())->assertion_id == "_token1");
  BOOST_TEST(wire.calls == asked);  // a pause between attempts
  BOOST_TEST(wire.gate.lines.size() == 1u);
  wire.gate.clock.advance(6h);
  const auto gone = tokens->token("", soon());
  BOOST_REQUIRE(!gone);
  BOOST_TEST((gone.error().id() == FaultId::NetworkUnreachable));
}

// Until the new key has a token the old one serves, with its own key; a token service that is down meanwhile fails no call.
BOOST_AUTO_TEST_CASE(another_key_gets_a_token_of_its_own_while_the_old_one_serves) {
  const auto tokens = source();
  BOOST_REQUIRE(tokens->token("", soon()));
  auto other = identity();
  other.holder = keys().ec_holder;
  wire.down = true;
  tokens->exchange({other}, {keys().sts.certificate});
  const auto meanwhile = tokens->token("", soon());
  BOOST_REQUIRE(meanwhile);
  BOOST_TEST(meanwhile->assertion_id == "_token1");
  BOOST_TEST((meanwhile->holder.certificate.der() == keys().holder.certificate.der()));
  wire.down = false;
  wire.plan.holder = &keys().ec_holder;
  wire.gate.clock.advance(1min);  // the pause after a failure
  BOOST_TEST(tokens->renew_due(soon()) == 1);
  const auto now_there = tokens->token("", soon());
  BOOST_REQUIRE(now_there);
  BOOST_TEST(now_there->assertion_id != "_token1");
  BOOST_TEST((now_there->holder.certificate.der() == keys().ec_holder.certificate.der()));
  BOOST_TEST(wire.actions.back().find("RequestSecurityToken") != std::string::npos);  // issued: the old token can't be renewed for another key
  const auto asked = wire.calls;
  tokens->exchange({other}, {keys().sts.certificate});  // the same key again: nothing to fetch
  BOOST_TEST(tokens->renew_due(soon()) == 0);
  BOOST_TEST(wire.calls == asked);
}

BOOST_AUTO_TEST_CASE(concurrent_callers_share_one_fetch) {
  const auto tokens = source();
  std::promise<void> all_there;
  const auto open = all_there.get_future().share();
  wire.before_answer = [open] { open.wait(); };
  std::vector<std::future<std::string>> callers;
  for (int i = 0; i < 8; ++i) {
    callers.push_back(std::async(std::launch::async, [&] { return tokens->token("", soon())->assertion_id; }));
  }
  all_there.set_value();
  for (auto& caller : callers) BOOST_TEST(caller.get() == "_token1");
  BOOST_TEST(wire.calls == 1);
}

BOOST_AUTO_TEST_CASE(refusals_of_the_service_and_unknown_names) {
  wire.refuse_renew = true;
  const spi::Token old{*mappings::wss::canonical_element(write(AssertionPlan{})), "_assertion1", now() + 1h, keys().holder};
  const auto renewed = security::renew_token(old, identity(), service, outside(), soon());
  BOOST_REQUIRE(!renewed);
  BOOST_TEST((renewed.error().id() == FaultId::TokenServiceFault));
  BOOST_TEST(renewed.error().log_text() == "SOA-01002: no");
  BOOST_TEST(!source()->token("nobody", soon()).has_value());
  BOOST_CHECK_THROW(security::TokenSource(service, {identity(), identity()}, outside(), wire.gate.log), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(what_was_asked_for_once_is_renewed_before_it_ends_without_any_caller) {
  security::TokenSource tokens(service, {identity()}, outside(), wire.gate.log, 80);
  BOOST_TEST(tokens.renew_due(soon()) == 0);  // nobody has asked yet
  const auto first = tokens.token("", soon());
  BOOST_REQUIRE(first);
  wire.gate.clock.advance(576min - 1s);
  BOOST_TEST(tokens.renew_due(soon()) == 0);
  BOOST_TEST(wire.calls == 1);
  wire.gate.clock.advance(1s);
  BOOST_TEST(tokens.renew_due(soon()) == 1);
  BOOST_TEST(wire.calls == 2);
  BOOST_TEST(tokens.renew_due(soon()) == 0);
  const auto second = tokens.token("", soon());
  BOOST_REQUIRE(second);
  BOOST_TEST(wire.calls == 2);
  BOOST_TEST(second->assertion_id != first->assertion_id);
}

BOOST_AUTO_TEST_CASE(a_renewal_in_the_background_that_fails_keeps_the_token_and_tries_again) {
  security::TokenSource tokens(service, {identity()}, outside(), wire.gate.log, 80);
  const auto first = tokens.token("", soon());
  BOOST_REQUIRE(first);
  wire.gate.clock.advance(10h);
  wire.down = true;
  BOOST_TEST(tokens.renew_due(soon()) == 1);
  BOOST_TEST(tokens.token("", soon()).value().assertion_id == first->assertion_id);
  BOOST_TEST(tokens.renew_due(soon()) == 0);  // not before the pause is over
  wire.gate.clock.advance(30s);
  wire.down = false;
  BOOST_TEST(tokens.renew_due(soon()) == 1);
  BOOST_TEST(tokens.token("", soon()).value().assertion_id != first->assertion_id);
}

BOOST_AUTO_TEST_CASE(a_token_that_ran_out_is_left_to_the_next_caller) {
  security::TokenSource tokens(service, {identity()}, outside(), wire.gate.log, 80);
  BOOST_REQUIRE(tokens.token("", soon()));
  wire.gate.clock.advance(12h);
  BOOST_TEST(tokens.renew_due(soon()) == 0);
  BOOST_TEST(wire.calls == 1);
}

BOOST_AUTO_TEST_CASE(callers_share_the_old_token_while_it_is_renewed_in_the_background) {
  security::TokenSource tokens(service, {identity()}, outside(), wire.gate.log, 80);
  const auto first = tokens.token("", soon());
  BOOST_REQUIRE(first);
  wire.gate.clock.advance(10h);
  wire.before_answer = [&] {
    BOOST_TEST(tokens.token("", soon()).value().assertion_id == first->assertion_id);
    BOOST_TEST(tokens.renew_due(soon()) == 0);
  };
  BOOST_TEST(tokens.renew_due(soon()) == 1);
  BOOST_TEST(wire.calls == 2);
}

BOOST_AUTO_TEST_SUITE_END()
