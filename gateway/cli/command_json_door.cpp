#include "gateway/cli/commands.hpp"
#include "gateway/cli/json_door.hpp"

namespace sluis::cli {
namespace {

bool never(const JsonPtr&) { return false; }

// The question stands in a file.
int ask(const std::vector<std::string>& words, const std::string& path) {
  const Arguments arguments(words, session_options({"json"}), {});
  static_cast<void>(arguments.required("gateway"));
  const auto file = arguments.has("json") ? arguments.value("json") : arguments.only_plain("FILE with the question");
  const auto text = read_file(file);
  return ask_gateway(arguments, author_of_question(parsed_json(text)), path, text, never);
}

}  // namespace

// A reference that says fetch_with GetTransactionSet is fetched with --set.
int run_document(const std::vector<std::string>& words) {
  auto rest = words;
  const bool set = std::erase(rest, "--set") > 0;
  return ask(rest, set ? "/api/v1/documents/sets" : "/api/v1/documents");
}
int run_exclusion(const std::vector<std::string>& words) {
  if (words.empty() || words.front() != "preview") throw UsageError("what to do with an exclusion: 'sluis exclusion preview'");
  return ask({words.begin() + 1, words.end()}, "/api/v1/exclusions/preview");
}
int run_accesses(const std::vector<std::string>& words) { return ask(words, "/api/v1/accesses"); }

}  // namespace sluis::cli
