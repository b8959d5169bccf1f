#include <sstream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/json_door.hpp"

namespace sluis::cli {
namespace {

bool never(const JsonPtr&) { return false; }

int whole_number(const Arguments& arguments, const std::string& option) {
  const auto text = arguments.value(option);
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos)
    throw UsageError("--" + option + ": expected a whole number");
  return std::stoi(text);
}

}  // namespace

// The question stands in a file; what changes from one call of it to the next may stand in options.
int run_references(const std::vector<std::string>& words) {
  const Arguments arguments(words, session_options({"json", "resume", "page-size", "page", "deadline"}), {});
  static_cast<void>(arguments.required("gateway"));
  auto question = parsed_json(read_file(arguments.has("json") ? arguments.value("json") : arguments.only_plain("FILE with the question")));
  for (const std::string member : {"resume", "page"})
    if (arguments.has(member)) question->set(member, arguments.value(member));
  if (arguments.has("page-size")) question->set("page_size", whole_number(arguments, "page-size"));
  std::ostringstream text;
  question->stringify(text);
  return ask_gateway(arguments, author_of_question(question), "/api/v1/references", text.str(), never);
}

}  // namespace sluis::cli
