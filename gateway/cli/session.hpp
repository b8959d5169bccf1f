#pragma once

#include <memory>
#include <string>

#include "gateway/cli/profile.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/core/random.hpp"
#include "gateway/security/token_request.hpp"
#include "gateway/transport/wire.hpp"

namespace sluis::cli {

// A conversation with a gateway: who we are, the moment we write at, the wire, and the token.
class Session final {
 public:
  Session(const Arguments& arguments, const model::AuthorClaim& author);

  Result<spi::Token> token();
  // One request to the gateway (or any URL), authenticated by nothing but what is in it.
  Result<spi::WireReply> post(const std::string& url, const std::string& content_type,
                              std::vector<std::pair<std::string, std::string>> headers, const std::string& body);
  Result<spi::WireReply> get(const std::string& url, std::vector<std::pair<std::string, std::string>> headers);
  core::Instant now() const { return clock_->now(); }
  core::Random& random() { return random_; }
  const std::string& roots() const { return profile_.roots; }

 private:
  std::optional<Sandbox> sandbox_;
  Profile profile_;
  std::unique_ptr<core::Clock> clock_;
  core::SystemRandom random_;
  core::Metrics metrics_;
  std::unique_ptr<transport::HttpWire> wire_;
};

// "Authorization: SAML <value>": the assertion deflated (RFC 1951) and in base64.
std::string authorization_value(const std::string& assertion);

// "https://host:port" + "/Consent/v1", whatever slashes the URL ends with.
std::string joined_url(std::string gateway, const std::string& path);

// One line about a fault for a person at a terminal: number, text, hint.
std::string told(const Fault& fault);

}  // namespace sluis::cli
