#include <filesystem>
#include <sstream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/json_door.hpp"

namespace sluis::cli {
namespace {

bool never(const JsonPtr&) { return false; }

// Every table of the folder; what the decision doesn't read changes nothing.
JsonPtr tables_of(const std::string& folder) {
  JsonPtr tables = new Poco::JSON::Object;
  if (!std::filesystem::is_directory(folder)) throw UsageError(folder + " is no folder");
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() == ".table") tables->set(file.path().filename().string(), read_file(file.path().string()));
  }
  if (tables->size() == 0) throw UsageError(folder + " holds no file that ends in .table");
  return tables;
}

}  // namespace

int run_rerun(const std::vector<std::string>& words) {
  const Arguments arguments(words, session_options({"policy"}), {});
  static_cast<void>(arguments.required("gateway"));
  JsonPtr request = new Poco::JSON::Object;
  request->set("id", arguments.only_plain("ID of a decision"));
  if (arguments.has("policy")) request->set("tables", tables_of(arguments.value("policy")));
  std::ostringstream text;
  request->stringify(text);
  return ask_gateway(arguments, {}, "/api/v1/decisions/rerun", text.str(), never);
}

}  // namespace sluis::cli
