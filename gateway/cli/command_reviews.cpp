#include <iostream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/session.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::cli {
namespace {

constexpr int kOk = 200;
constexpr int kForbidden = 403;

Arguments with_session(const std::vector<std::string>& words, std::initializer_list<std::string> more, const std::set<std::string>& flags) {
  const auto options = profile_options();
  std::set<std::string> with_value(options.begin(), options.end());
  with_value.insert(more);
  return Arguments(words, with_value, flags);
}

// `question` empty: the resource is read with GET.
int ask(const Arguments& arguments, const std::string& path, const std::string& question) {
  const auto url = joined_url(arguments.required("gateway"), path);
  arguments.required("as");
  Session session(arguments, {});
  const auto token = session.token();
  if (!token) {
    std::cerr << told(token.error()) << "\n";
    return kTechnical;
  }
  const std::vector<std::pair<std::string, std::string>> headers{{"Authorization", authorization_value(token->assertion)}};
  const auto reply = question.empty() ? session.get(url, headers) : session.post(url, "application/json", headers, question);
  if (!reply) {
    std::cerr << told(reply.error()) << "\n";
    return kTechnical;
  }
  (reply->status == kOk ? std::cout : std::cerr) << reply->body << "\n";
  if (reply->status == kOk) return kDone;
  const bool no = reply->status == kForbidden || reply->status == 404 || reply->status == 409;
  return no ? kRefused : kTechnical;
}

}  // namespace

int run_reviews(const std::vector<std::string>& words) {
  const auto arguments = with_session(words, {"state"}, {});
  if (!arguments.plain().empty()) throw UsageError("takes no file");
  const auto state = arguments.value("state");
  if (!state.empty() && state != "open" && state != "escalated" && state != "closed") throw UsageError("--state takes open, escalated or closed");
  return ask(arguments, "/api/v1/reviews" + (state.empty() ? std::string{} : "?state=" + state), {});
}

int run_review(const std::vector<std::string>& words) {
  const auto arguments = with_session(words, {"text"}, {"justified", "unjustified"});
  if (arguments.has("justified") == arguments.has("unjustified")) throw UsageError("say --justified or --unjustified");
  core::JsonWriter question;
  question.begin_object().member("id", arguments.only_plain("ID of the review")).member("justified", arguments.has("justified"));
  question.member("text", arguments.required("text")).end_object();
  return ask(arguments, "/api/v1/reviews/verdict", question.text());
}

}  // namespace sluis::cli
