#include <fstream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/json_door.hpp"
#include "gateway/core/json_writer.hpp"

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

// The question that the options make.
std::string accesses_question(const Arguments& arguments) {
  core::JsonWriter out;
  out.begin_object().key("patient").begin_object().member("ssin", arguments.required("patient")).end_object();
  for (const auto* name : {"from", "to", "operation", "outcome", "party", "scope"}) {
    if (arguments.has(name)) out.member(name, arguments.value(name));
  }
  if (arguments.has("document")) {
    out.key("document").begin_object().member("id", arguments.value("document"));
    for (const auto* name : {"sl", "hub"}) {
      if (arguments.has(name)) out.member(name, arguments.value(name));
    }
    out.end_object();
  }
  if (arguments.has("break-the-glass")) out.member("break_the_glass", true);
  if (arguments.has("proofs")) out.member("proofs", true);
  out.end_object();
  return out.text();
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

int run_accesses(const std::vector<std::string>& words) {
  const Arguments arguments(words, session_options({"json", "patient", "from", "to", "operation", "outcome", "party", "document", "sl", "hub", "scope", "out"}),
                            {"break-the-glass", "proofs"});
  static_cast<void>(arguments.required("gateway"));
  const bool in_file = arguments.has("json") || !arguments.plain().empty();
  const auto text = !in_file               ? accesses_question(arguments)
                    : arguments.has("json") ? read_file(arguments.value("json"))
                                            : read_file(arguments.only_plain("FILE with the question"));
  const auto author = author_of_question(parsed_json(text));
  if (!arguments.has("out")) return ask_gateway(arguments, author, "/api/v1/accesses", text, never);
  std::ofstream file(arguments.value("out"), std::ios::binary | std::ios::trunc);
  const auto status = ask_gateway(arguments, author, "/api/v1/accesses", text, never, file);
  if (!file.flush()) throw std::runtime_error(arguments.value("out") + ": can't be written");
  return status;
}

}  // namespace sluis::cli
