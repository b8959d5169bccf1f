#pragma once

#include <map>
#include <string>
#include <string_view>

namespace sluis::mappings::hubservices_v3 {

// The table of codes that our hub service answers when a decision refuses.
class ReasonCodes final {
 public:
  struct Reason {
    std::string code;
    std::string text;  // English
  };

  // Throws std::runtime_error when the table can't be read or has no row `default`.
  static ReasonCodes load(const std::string& path);
  const Reason& of(std::string_view rule) const;

 private:
  std::map<std::string, Reason, std::less<>> reasons_;
};

}  // namespace sluis::mappings::hubservices_v3
