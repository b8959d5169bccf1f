#include "tests/crash/programs.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sluis::crash_test {

Program::Program(const std::vector<std::string>& words, const std::string& log) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("no process for " + words.front());
  if (pid_ > 0) return;
  const int out = ::open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
  ::dup2(out, 1);
  ::dup2(out, 2);
  ::execv(arguments.front(), arguments.data());
  ::_exit(127);
}

Program::~Program() { kill(); }

bool Program::runs() const {
  if (pid_ < 0) return false;
  if (::waitpid(pid_, &status_, WNOHANG) != pid_) return true;
  pid_ = -1;
  return false;
}

void Program::kill() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  wait();
}

int Program::end() {
  if (pid_ >= 0) {
    ::kill(pid_, SIGTERM);
    wait();
  }
  return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
}

int Program::wait() const {
  ::waitpid(pid_, &status_, 0);
  pid_ = -1;
  return status_;
}

int run(const std::vector<std::string>& words, const std::string& log) {
  Program program(words, log);
  while (program.runs()) ::usleep(2000);
  return program.end();
}

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string json_member(const std::string& json, const std::string& name) {
  const auto key = "\"" + name + "\":";
  auto at = json.find(key);
  if (at == std::string::npos) return {};
  at = json.find_first_not_of(' ', at + key.size());
  if (json[at] == '"') return json.substr(at + 1, json.find('"', at + 1) - at - 1);
  return json.substr(at, json.find_first_of(",}\n", at) - at);
}

}  // namespace sluis::crash_test
