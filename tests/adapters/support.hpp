#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gateway/core/log.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::test {

inline constexpr auto kPatient = "62071498939";

// Answers what the test says and keeps what was sent.
class ScriptedWire final : public spi::Wire {
 public:
  using Script = std::function<Result<spi::WireReply>(const spi::WireRequest&)>;
  Script script;
  std::vector<spi::WireRequest> sent;
  Result<spi::WireReply> post(const spi::WireRequest& request) override {
    sent.push_back(request);
    return script(request);
  }
};

class FixedTokens final : public spi::TokenSource {
 public:
  Result<spi::Token> answer;
  std::string asked;  // identity of the last call
  explicit FixedTokens(spi::Token token) : answer(std::move(token)) {}
  Result<spi::Token> token(const std::string& identity, spi::Deadline) override {
    asked = identity;
    return answer;
  }
};

native::Credential new_credential(const std::string& name);
std::string assertion_with(const std::string& attribute, const std::string& value);  // a SAML assertion with one attribute

// A house with a scripted outside.
struct House {
  core::ManualClock clock;
  core::SystemRandom random;
  core::Log log;
  native::Credential holder;
  ScriptedWire wire;
  FixedTokens tokens;
  House();
  spi::Surroundings surroundings();
};

spi::Deadline soon();
model::Order list_order();
spi::WireReply soap(const std::string& body, int status = 200);
std::string soap_fault(const std::string& code);
// The body element of a message that was sent, as canonical XML.
std::string body_of(const spi::WireRequest& request);
std::unique_ptr<spi::Network> make_network(const spi::NetworkSettings& settings, const spi::Surroundings& house);

}  // namespace sluis::test
