#include "mappings/wstrust/request.hpp"

#include "gateway/core/calendar.hpp"
#include "gateway/native/xml_writer.hpp"
#include "mappings/wss/names.hpp"
#include "mappings/wstrust/names.hpp"

namespace sluis::mappings::wstrust {
namespace {

using native::XmlWriter;
using Name = XmlWriter::Name;

Name wst(std::string_view local) { return {"wst", kWst, local}; }
Name auth(std::string_view local) { return {"auth", kAuthorization, local}; }
Name wsse(std::string_view local) { return {"wsse", wss::kWsse, local}; }
Name wsu(std::string_view local) { return {"wsu", wss::kWsu, local}; }
Name ds(std::string_view local) { return {"ds", wss::kDs, local}; }

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : ";") + value;
  return text;
}

void write_claims(XmlWriter& w, const std::vector<Claim>& claims) {
  w.open(wst("Claims")).attribute("Dialect", kClaimsDialect);
  for (const auto& claim : claims) {
    w.open(auth("ClaimType")).attribute("Uri", claim.name);
    if (!claim.values.empty()) w.element(auth("Value"), joined(claim.values));
    w.close();
  }
  w.close();
}

void write_holder(XmlWriter& w, const native::Certificate& holder) {
  w.open(wst("UseKey")).open(wsse("SecurityTokenReference")).open(ds("X509Data"));
  w.element(ds("X509Certificate"), holder.base64());
  w.close().close().close();
}

}  // namespace

std::string write_issue(const IssueRequest& request) {
  XmlWriter w;
  w.open(wst("RequestSecurityToken")).attribute("Context", request.context);
  w.element(wst("TokenType"), kTokenType).element(wst("RequestType"), kIssue);
  write_claims(w, request.claims);
  w.open(wst("Lifetime"));
  w.element(wsu("Created"), core::to_text(request.from)).element(wsu("Expires"), core::to_text(request.to)).close();
  w.element(wst("KeyType"), kPublicKey);
  write_holder(w, request.holder);
  w.close();
  return w.take();
}

std::string write_renew(std::string_view context, std::string_view assertion, std::string_view embedded_id) {
  XmlWriter w;
  w.open(wst("RequestSecurityToken")).attribute("Context", context);
  w.element(wst("TokenType"), kTokenType).element(wst("RequestType"), kRenew);
  w.open(wst("RenewTarget")).open(wsse("SecurityTokenReference"));
  w.open(wsse("Embedded")).attribute(wsu("Id"), embedded_id).raw(assertion);
  w.close().close().close().close();
  return w.take();
}

std::string write_challenge_answer(std::string_view context, std::string_view challenge) {
  XmlWriter w;
  w.open(wst("RequestSecurityTokenResponse")).attribute("Context", context);
  w.open(wst("SignChallengeResponse")).element(wst("Challenge"), challenge).close().close();
  return w.take();
}

}  // namespace sluis::mappings::wstrust
