#include <Poco/JSON/Array.h>

#include <sstream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/json_door.hpp"
#include "gateway/core/calendar.hpp"

namespace sluis::cli {
namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

bool any_denied(const JsonPtr& answer) {
  const auto decisions = answer->getArray("decisions");
  for (std::size_t i = 0; decisions && i < decisions->size(); ++i) {
    if (json_member(decisions->getObject(static_cast<unsigned>(i)), "decision") != "permit") return true;
  }
  return !decisions || decisions->empty();
}

// "--at" is here the moment that is asked about; the token is of the gateway's own time.
std::vector<std::string> without_moment(const std::vector<std::string>& words) {
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--at") ++i;
    else if (!words[i].starts_with("--at=")) rest.push_back(words[i]);
  }
  return rest;
}

void set_unless_absent(JsonPtr& object, const std::string& name, const Arguments& arguments, const std::string& option) {
  if (arguments.has(option)) object->set(name, arguments.value(option));
}

// One question from the options, for who has no file at hand.
JsonPtr question_of(const Arguments& arguments) {
  JsonPtr caller = new Object, patient = new Object, question = new Object, root = new Object;
  set_unless_absent(caller, "ssin", arguments, "caller");
  set_unless_absent(caller, "nihii", arguments, "nihii");
  set_unless_absent(caller, "organisation", arguments, "organisation");
  caller->set("category", arguments.required("role"));
  patient->set("ssin", arguments.required("patient"));
  question->set("caller", caller);
  question->set("patient", patient);
  question->set("category", arguments.required("category"));
  question->set("action", arguments.value("action", "read"));
  set_unless_absent(question, "source", arguments, "source");
  set_unless_absent(question, "break_the_glass", arguments, "break-the-glass");
  if (arguments.has("transaction")) {
    JsonPtr transaction = new Object;
    transaction->set("id", arguments.value("transaction"));
    transaction->set("sl", arguments.required("sl"));
    transaction->set("hub", arguments.required("hub"));
    question->set("transaction", transaction);
  }
  Array::Ptr questions = new Array;
  questions->add(question);
  root->set("questions", questions);
  return root;
}

// The moments of the command line stand in every question.
void set_moment(const JsonPtr& root, const std::string& name, const Arguments& arguments, const std::string& option) {
  if (!arguments.has(option)) return;
  if (!core::parse_instant(arguments.value(option))) {
    throw UsageError("--" + option + ": expected a moment like 2026-11-20T10:15:00+01:00");
  }
  const auto questions = root->getArray("questions");
  for (unsigned i = 0; questions && i < questions->size(); ++i) {
    if (auto question = questions->getObject(i)) question->set(name, arguments.value(option));
  }
}

std::string text_of(const JsonPtr& root) {
  std::ostringstream text;
  root->stringify(text);
  return text.str();
}

}  // namespace

int run_check(const std::vector<std::string>& words) {
  const auto options = session_options({"json", "as-known-at", "caller", "nihii", "role", "organisation", "patient", "category",
                                        "action", "source", "break-the-glass", "transaction", "sl", "hub"});
  const Arguments arguments(words, options, {});
  static_cast<void>(arguments.required("gateway"));
  const bool from_options = arguments.has("patient") && !arguments.has("json");
  const auto file = arguments.has("json") ? arguments.value("json") : std::string{};
  auto text = from_options ? std::string{} : read_file(file.empty() ? arguments.only_plain("FILE with the question") : file);
  const auto root = from_options ? question_of(arguments) : parsed_json(text);
  set_moment(root, "at", arguments, "at");
  set_moment(root, "as_known_at", arguments, "as-known-at");
  if (from_options || arguments.has("at") || arguments.has("as-known-at")) text = text_of(root);
  return ask_gateway(Arguments(without_moment(words), options, {}), author_of_question(root), "/api/v1/decisions", text, any_denied);
}

}  // namespace sluis::cli
