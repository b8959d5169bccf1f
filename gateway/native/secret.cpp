#include "gateway/native/secret.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <utility>

namespace sluis::native {
namespace {

constexpr std::string_view kEnvironment = "env:";
constexpr std::string_view kCredential = "credential:";
constexpr std::size_t kLongest = 4096;

Fault unreadable(const std::string& source, const std::string& why) { return Fault(FaultId::KeyUnreadable, source + ": " + why); }

std::string first_line(std::string_view text) {
  auto line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return std::string(line);
}

// Through a buffer of our own: a stream would leave copies behind.
Result<Secret> from_file(const std::string& path, const std::string& source) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return unreadable(source, "the file can't be read");
  std::array<char, kLongest> buffer{};
  std::size_t size = 0;
  ssize_t got = 0;
  while (size < buffer.size() && (got = ::read(file, buffer.data() + size, buffer.size() - size)) > 0) size += static_cast<std::size_t>(got);
  ::close(file);
  Secret secret(first_line({buffer.data(), size}));
  OPENSSL_cleanse(buffer.data(), buffer.size());
  if (got < 0) return unreadable(source, "the file can't be read");
  return secret;
}

}  // namespace

Secret::Secret(Secret&& other) noexcept : text_(other.text_) { other.wipe(); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe();
  text_ = other.text_;
  other.wipe();
  return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe() noexcept {
  OPENSSL_cleanse(text_.data(), text_.size());
  text_.clear();
}

bool is_named_secret(std::string_view source) { return source.starts_with(kEnvironment) || source.starts_with(kCredential); }

Result<Secret> read_secret(const std::string& source) {
  if (source.starts_with(kEnvironment)) {
    const auto name = source.substr(kEnvironment.size());
    const char* value = name.empty() ? nullptr : std::getenv(name.c_str());
    if (value == nullptr) return unreadable(source, "there is no environment variable of this name");
    return Secret(first_line(value));
  }
  if (!source.starts_with(kCredential)) return from_file(source, source);
  const auto name = source.substr(kCredential.size());
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr) return unreadable(source, "CREDENTIALS_DIRECTORY is not set: is the unit started by systemd, with LoadCredential=" + name + ":...?");
  if (name.empty() || name.find('/') != std::string::npos || name == "..") return unreadable(source, "not the name of a credential");
  return from_file(std::string(folder) + "/" + name, source);
}

}  // namespace sluis::native
