#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <string>
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

 private:
  explicit FileHandle(int number) : number_(number) {}
  int number_;
};

}  // namespace sluis::audit
