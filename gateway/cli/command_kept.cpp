#include <charconv>
#include <fstream>
#include <iostream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/session.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::cli {
namespace {

constexpr int kOk = 200;
constexpr int kForbidden = 403;

Result<spi::WireReply> asked(const Arguments& arguments, const std::string& path, const std::string& question) {
  const auto url = joined_url(arguments.required("gateway"), path);
  arguments.required("as");
  Session session(arguments, {});
  const auto token = session.token();
  if (!token) return token.error();
  return session.post(url, "application/json", {{"Authorization", authorization_value(token->assertion)}}, question);
}

Arguments with_profile(const std::vector<std::string>& words, std::initializer_list<std::string> more) {
  const auto options = profile_options();
  std::set<std::string> with_value(options.begin(), options.end());
  with_value.insert(more);
  return Arguments(words, with_value, {});
}

int version_of(const Arguments& arguments) {
  const auto text = arguments.value("version");
  int version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc{} || end != text.data() + text.size() || version < 1) throw UsageError("--version takes a number from 1");
  return version;
}

void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  if (!out.flush()) throw std::runtime_error(path + ": can't be written");
}

// A body that names a decision is an answer, anything else a fault.
int refused(const spi::WireReply& reply) {
  std::cerr << reply.body << "\n";
  return reply.status == kForbidden && reply.body.starts_with("{\"decision\"") ? kRefused : kTechnical;
}

}  // namespace

int run_evidence(const std::vector<std::string>& words) {
  const auto arguments = with_profile(words, {"version", "out"});
  core::JsonWriter question;
  question.begin_object().member("id", arguments.only_plain("ID of the registration"));
  if (arguments.has("version")) question.member("version", version_of(arguments));
  question.end_object();
  const auto reply = asked(arguments, "/api/v1/evidence", question.text());
  if (!reply) {
    std::cerr << told(reply.error()) << "\n";
    return kTechnical;
  }
  if (reply->status != kOk) return refused(*reply);
  if (arguments.has("out")) write_bytes(arguments.value("out"), reply->body);
  else std::cout << reply->body;
  return kDone;
}

int run_notifications(const std::vector<std::string>& words) {
  const auto arguments = with_profile(words, {});
  if (!arguments.plain().empty()) throw UsageError("takes no file");
  const auto reply = asked(arguments, "/api/v1/notifications", "{}");
  if (!reply) {
    std::cerr << told(reply.error()) << "\n";
    return kTechnical;
  }
  if (reply->status != kOk) return refused(*reply);
  std::cout << reply->body << "\n";
  return kDone;
}

}  // namespace sluis::cli
