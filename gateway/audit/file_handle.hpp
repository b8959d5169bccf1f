#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

namespace sluis::audit {

// An open file, closed with its owner. When opening failed it is false and errno tells why.
class FileHandle final {
 public:
  static FileHandle open_to_read(const std::string& path) { return FileHandle(::open(path.c_str(), O_RDONLY | O_CLOEXEC)); }
  static FileHandle open_to_append(const std::string& path) {
    return FileHandle(::open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC));
  }
  // Fails when the file is there already.
  static FileHandle create(const std::string& path) {
    return FileHandle(::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  }

  FileHandle(FileHandle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileHandle& operator=(FileHandle&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~FileHandle() {
    if (number_ >= 0) ::close(number_);
  }

  explicit operator bool() const { return number_ >= 0; }
  int number() const { return number_; }

  // False when not every byte could be written; errno tells why, and a part of them may stand in the file.
  bool write_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

 private:
  explicit FileHandle(int number) : number_(number) {}
  int number_;
};

}  // namespace sluis::audit
