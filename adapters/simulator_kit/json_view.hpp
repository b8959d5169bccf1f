#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluis::sandbox {

// A file or message of ours that is not as it must be; what() is one line: "persons[3].birth: expected …".
class InputRefused final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Reads JSON member by member and knows where it is. Every reading function throws InputRefused with the path.
class JsonView final {
 public:
  // Refuses what is no JSON, no UTF-8, or deeper than 20 levels.
  static JsonView parse(std::string_view text);

  // The value must be an object with no other members than these.
  void allow(std::initializer_list<std::string_view> members) const;
  bool has(std::string_view member) const;  // present and not null
  JsonView member(std::string_view name) const;
  std::vector<JsonView> items() const;                            // of an array
  std::vector<std::pair<std::string, JsonView>> members() const;  // of an object
  std::string text() const;
  std::int64_t number() const;
  double fraction() const;  // of a number, whole or not
  bool truth() const;
  bool is_text() const;

  const std::string& path() const { return path_; }  // "" for the root
  [[noreturn]] void refuse(std::string_view why) const;

 private:
  struct Value;
  JsonView(std::shared_ptr<const Value> value, std::string path);
  std::shared_ptr<const Value> value_;
  std::string path_;
};

}  // namespace sluis::sandbox
