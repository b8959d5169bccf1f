#include <Poco/JSON/Object.h>

#include <sstream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/json_door.hpp"

namespace sluis::cli {
namespace {

bool never(const JsonPtr&) { return false; }

std::string text_of(const Poco::JSON::Object& object) {
  std::ostringstream out;
  object.stringify(out);
  return out.str();
}

// The order stands in a file; an XML message may stand in one of its own.
int ask(const std::vector<std::string>& words, const std::string& path, const std::string& action) {
  const Arguments arguments(words, session_options({"json", "message"}), {});
  static_cast<void>(arguments.required("gateway"));
  auto order = parsed_json(read_file(arguments.required("json")));
  if (arguments.has("message")) order->set("message", read_file(arguments.value("message")));
  if (!action.empty()) order->set("action", action);
  return ask_gateway(arguments, author_of_question(order), path, text_of(*order), never);
}

std::vector<std::string> rest_of(const std::vector<std::string>& words) { return {words.begin() + 1, words.end()}; }

}  // namespace

int run_dispensation(const std::vector<std::string>& words) {
  const auto what = words.empty() ? std::string{} : words.front();
  if (what == "register" || what == "update" || what == "revoke") return ask(rest_of(words), "/api/v1/dispensations", what);
  if (what == "status") return ask(rest_of(words), "/api/v1/dispensations/status", {});
  if (what == "services") return ask(rest_of(words), "/api/v1/dossier/services", {});
  throw UsageError("what to do with a dispensation: register, update, revoke, status or services");
}

int run_history(const std::vector<std::string>& words) {
  if (!words.empty() && words.front() == "types") return ask(rest_of(words), "/api/v1/dossier-types", {});
  if (!words.empty() && words.front() == "pharmacy") return ask(rest_of(words), "/api/v1/pharmacy-details", {});
  return ask(words, "/api/v1/medication-history", {});
}

}  // namespace sluis::cli
