#pragma once

#include <string>
#include <string_view>

#include "gateway/core/result.hpp"

namespace sluis::native {

// A password, a PIN or another secret. Wiped from memory when it goes; can't be copied by accident, is never printed.
class Secret final {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }

 private:
  void wipe() noexcept;
  std::string text_;
};

// Whether a settings value names a secret in another way than by a file: "env:NAME" or "credential:NAME".
bool is_named_secret(std::string_view source);

// The secret that a settings value names:
//   env:NAME         an environment variable of this process
//   credential:NAME  the first line of the file NAME in $CREDENTIALS_DIRECTORY, where systemd puts what LoadCredential= names
//   anything else    the first line of the file of this path
// Fault KeyUnreadable: says which source, never what stands there.
Result<Secret> read_secret(const std::string& source);

}  // namespace sluis::native
