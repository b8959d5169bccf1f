#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace sluis::crash_test {

// A program that was started; it is ended with its owner, without warning.
class Program final {
 public:
  // Its output goes to `log`. Throws std::runtime_error when it can't be started.
  Program(const std::vector<std::string>& words, const std::string& log);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  bool runs() const;  // false: it ended by itself
  void kill();        // -9, and gone when it returns
  int end();          // SIGTERM; its exit status, -1 when a signal ended it

 private:
  int wait() const;
  mutable pid_t pid_ = -1;
  mutable int status_ = 0;
};

// Exit status of a program that is run to its end; its output goes to `log`.
int run(const std::vector<std::string>& words, const std::string& log);

std::string text_of(const std::filesystem::path& path);
// The text behind `"name":` in JSON as our programs write it: a text or a number. "" when it isn't there.
std::string json_member(const std::string& json, const std::string& name);

}  // namespace sluis::crash_test
