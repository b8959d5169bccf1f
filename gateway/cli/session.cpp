#include "gateway/cli/session.hpp"

#include "gateway/core/installed.hpp"
#include "gateway/security/deflated_token.hpp"
#include "mappings/wstrust/claim_table.hpp"

namespace sluis::cli {
namespace {

constexpr std::chrono::seconds kPatience{30};

spi::Deadline deadline() { return std::chrono::steady_clock::now() + kPatience; }

}  // namespace

Session::Session(const Arguments& arguments, const model::AuthorClaim& author)
    : sandbox_(find_sandbox(arguments)), profile_(profile_of(arguments, sandbox_, author)), clock_(clock_of(arguments, sandbox_)) {
  transport::WireSettings settings;
  settings.trusted_roots = profile_.roots;
  wire_ = std::make_unique<transport::HttpWire>(settings, metrics_);
}

Result<spi::Token> Session::token() {
  const auto table = mappings::wstrust::ClaimTable::load(core::installed_mappings() + "/policy/token_claims.table");
  auto claims = table.claims_for(profile_.quality, {profile_.ssin, profile_.number});
  if (!claims) throw UsageError(claims.error().log_text());
  auto pinned = native::Certificate::load(profile_.sts_certificate);
  if (!pinned) throw UsageError(profile_.sts_certificate + ": " + pinned.error().log_text());
  security::TokenServiceSettings service;
  service.url = profile_.sts_url;
  service.trusted_roots = profile_.roots;
  service.trust.sts_certificates = std::move(*pinned);
  service.trust.issuers = {profile_.sts_issuer};
  const security::TokenIdentity identity{"", profile_.credential, profile_.credential, std::move(*claims)};
  return security::issue_token(identity, service, {*wire_, *clock_, random_}, deadline());
}

Result<spi::WireReply> Session::post(const std::string& url, const std::string& content_type,
                                     std::vector<std::pair<std::string, std::string>> headers, const std::string& body) {
  return wire_->post({url, content_type, std::move(headers), body, deadline(), profile_.roots, "gateway"});
}

Result<spi::WireReply> Session::get(const std::string& url, std::vector<std::pair<std::string, std::string>> headers) {
  return wire_->post({url, "", std::move(headers), "", deadline(), profile_.roots, "gateway"});
}

std::string authorization_value(const std::string& assertion) { return security::authorization_of_token(assertion); }

std::string joined_url(std::string gateway, const std::string& path) {
  while (gateway.ends_with('/')) gateway.pop_back();
  return gateway + path;
}

std::string told(const Fault& fault) {
  return fault.number() + " " + std::string(fault.entry().caller_text) +
         (fault.log_text().empty() ? "" : " (" + fault.log_text() + ")") + "\n  " + std::string(fault.entry().hint);
}

}  // namespace sluis::cli
