#include <iostream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/session.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::cli {

int run_token(const std::vector<std::string>& words) {
  const auto options = profile_options();
  const Arguments arguments(words, {options.begin(), options.end()}, {"header", "json"});
  if (!arguments.plain().empty()) throw UsageError("unexpected word " + arguments.plain().front());
  if (arguments.required("as") == "auto") throw UsageError("--as auto needs a message; name an identity file");
  Session session(arguments, {});
  const auto token = session.token();
  if (!token) {
    std::cerr << told(token.error()) << "\n";
    return token.error().id() == FaultId::TokenServiceFault ? kRefused : kTechnical;
  }
  if (arguments.has("json")) {
    core::JsonWriter w;
    w.begin_object().member("assertion_id", token->assertion_id).member("expires", core::to_text(token->expires));
    w.member("authorization", authorization_value(token->assertion)).member("assertion", token->assertion).end_object();
    std::cout << w.text() << "\n";
  } else if (arguments.has("header")) {
    std::cout << "Authorization: " << authorization_value(token->assertion) << "\n";
  } else {
    std::cout << token->assertion << "\n";
  }
  return kDone;
}

}  // namespace sluis::cli
