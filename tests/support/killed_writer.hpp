#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <functional>
#include <set>
#include <stdexcept>

namespace sluis::test {

// Runs `work` in a child process, which tells every acknowledged number through `acknowledge`; kills the child without warning
// when at least `enough` came, and returns what was acknowledged. Call it while this process has one thread.
inline std::set<std::int32_t> acknowledged_before_kill(
    std::size_t enough, const std::function<void(const std::function<void(std::int32_t)>& acknowledge)>& work) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const auto child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    work([&](std::int32_t number) {
      if (::write(ends[1], &number, sizeof number) != sizeof number) ::_exit(2);
    });
    ::_exit(1);
  }
  ::close(ends[1]);
  std::set<std::int32_t> seen;
  std::int32_t number = 0;
  while (::read(ends[0], &number, sizeof number) == sizeof number) {
    seen.insert(number);
    if (seen.size() == enough) ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) throw std::runtime_error("the writer ended by itself");
  return seen;
}

}  // namespace sluis::test
