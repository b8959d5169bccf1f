#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"

namespace sluis::transport {

struct HeadLimits {
  std::size_t bytes = 16 * 1024;
  std::size_t fields = 100;
};

enum class Progress { More, Complete };

// Start line and header fields of one HTTP/1.1 message, read as they arrive and stricter than RFC 9112 allows to be lenient:
// lines end with CRLF, no folding, no control characters, no blank before a colon. The first wrong byte is a fault (NotHttp;
// MessageTooLarge beyond a limit), so that two readers of one message can't disagree about where it ends.
class HeadReader final {
 public:
  explicit HeadReader(HeadLimits limits) : limits_(limits) {}
  static HeadReader of_trailer(HeadLimits limits);  // fields only, after the last chunk

  // Takes what belongs to the head off the front of `input`.
  Result<Progress> feed(std::string_view& input);

  bool started() const { return used_ > 0; }
  const std::string& start_line() const { return start_line_; }
  // Names in lower case; the values of a repeated field joined with ", ".
  std::map<std::string, std::string>& fields() { return fields_; }
  bool repeated(std::string_view name) const;
  const std::string* field(const std::string& name) const;

 private:
  Result<Progress> take_line(std::string_view line);
  Status take_start_line(std::string_view line);
  Status take_field(std::string_view line);

  HeadLimits limits_;
  std::size_t used_ = 0;
  bool trailer_ = false;
  bool skipped_blank_line_ = false;
  std::string partial_;
  std::string start_line_;
  std::map<std::string, std::string> fields_;
  std::vector<std::string> repeated_;
  std::size_t count_ = 0;
};

std::string lower_case(std::string_view text);
bool is_token(std::string_view text);  // RFC 9110 section 5.6.2
// Whether a comma-separated list (Connection) holds this member; `member` in lower case.
bool lists(std::string_view list, std::string_view member);

}  // namespace sluis::transport
