#include "adapters/simulator_kit/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace sluis::sandbox {
namespace {

[[noreturn]] void refuse(const std::string& path, const char* what) {
  throw std::runtime_error(path + ": " + what + ": " + std::strerror(errno));
}

}  // namespace

std::string read_file(const std::string& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (std::filesystem::is_directory(path)) throw std::runtime_error(path + ": is a folder");
  if (!in) refuse(path, "can't be read");
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) refuse(path, "can't be read");
  return text;
}

void write_file(const std::string& path, std::string_view content, bool secret) {
  if (secret) ::unlink(path.c_str());  // so that an older file's wider mode doesn't stay
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, secret ? 0600 : 0644);
  if (file < 0) refuse(path, "can't be written");
  while (!content.empty()) {
    const auto written = ::write(file, content.data(), content.size());
    if (written < 0) {
      ::close(file);
      refuse(path, "can't be written");
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file) != 0) refuse(path, "can't be written");
}

void write_file_at_once(const std::string& path, std::string_view content) {
  const auto next = path + ".next";
  write_file(next, content, true);
  if (::rename(next.c_str(), path.c_str()) != 0) refuse(path, "can't be put in place");
}

void make_folder(const std::string& path, bool secret) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) throw std::runtime_error(path + ": can't be made: " + error.message());
  if (secret && ::chmod(path.c_str(), 0700) != 0) refuse(path, "can't be protected");
}

}  // namespace sluis::sandbox
