#pragma once

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::cli {

// Exit statuses of every command.
inline constexpr int kDone = 0;        // acknowledged, permitted, accepted, valid
inline constexpr int kUsage = 1;       // wrong usage
inline constexpr int kRefused = 2;     // refused, denied, invalid
inline constexpr int kTechnical = 3;   // a technical fault on the way

class UsageError final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// "--name value", "--name=value", flags and plain words of one command. Throws UsageError on anything not declared.
class Arguments final {
 public:
  Arguments(const std::vector<std::string>& words, const std::set<std::string>& with_value, const std::set<std::string>& flags);

  bool has(const std::string& name) const { return values_.contains(name); }
  std::string value(const std::string& name, const std::string& fallback = {}) const;
  std::string required(const std::string& name) const;      // UsageError when absent
  const std::vector<std::string>& plain() const { return plain_; }
  std::string only_plain(std::string_view what) const;      // the one plain word, or UsageError

 private:
  std::map<std::string, std::string> values_;
  std::vector<std::string> plain_;
};

// The value of an option that names a secret: a file (its first line), env:NAME or credential:NAME. UsageError when it can't be had.
std::string secret_of(const std::string& source);
std::string read_file(const std::string& path);  // UsageError when it can't be read; "-" is standard input

}  // namespace sluis::cli
