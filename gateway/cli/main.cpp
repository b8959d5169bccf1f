#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/core/version.hpp"
#include "gateway/native/xml_document.hpp"

namespace {

void print_overview(std::ostream& out) {
  out << "sluis: the command line of the Sluis gateway\n\n";
  for (const auto& command : sluis::cli::commands()) {
    out << command.name << ": " << command.summary << "\n  " << command.usage.substr(0, command.usage.find('\n')) << "\n";
  }
  out << "\n  sluis COMMAND --help    all options of a command\n  sluis --version\n";
}

int run(const sluis::cli::Command& command, const std::vector<std::string>& words) {
  for (const auto& word : words) {
    if (word == "--help" || word == "-h") {
      std::cout << command.usage << "\n";
      return sluis::cli::kDone;
    }
  }
  try {
    return command.run(words);
  } catch (const sluis::cli::UsageError& error) {
    std::cerr << "sluis " << command.name << ": " << error.what() << "\n\n" << command.usage << "\n";
    return sluis::cli::kUsage;
  } catch (const std::exception& error) {
    std::cerr << "sluis " << command.name << ": " << error.what() << "\n";
    return sluis::cli::kTechnical;
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 2 && words.front() == "help") words = {words.back(), "--help"};
  if (words.empty() || words.front() == "--help" || words.front() == "-h" || words.front() == "help") {
    print_overview(words.empty() ? std::cerr : std::cout);
    return words.empty() ? sluis::cli::kUsage : sluis::cli::kDone;
  }
  if (words.front() == "--version") {
    std::cout << "sluis " << sluis::core::kVersion << "\n";
    return sluis::cli::kDone;
  }
  sluis::native::start_libraries();
  for (const auto& command : sluis::cli::commands()) {
    if (command.name == words.front()) return run(command, {words.begin() + 1, words.end()});
  }
  std::cerr << "sluis: no command '" << words.front() << "'\n\n";
  print_overview(std::cerr);
  return sluis::cli::kUsage;
}
