#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>

#include "gateway/core/clock.hpp"

namespace sluis::core {

// One typed field of a log line.
struct LogField {
  LogField(std::string_view key, std::string_view text);
  LogField(std::string_view key, const char* text) : LogField(key, std::string_view(text)) {}
  LogField(std::string_view key, const std::string& text) : LogField(key, std::string_view(text)) {}
  LogField(std::string_view key, std::int64_t number);
  LogField(std::string_view key, int number) : LogField(key, static_cast<std::int64_t>(number)) {}
  LogField(std::string_view key, bool truth);

  std::string_view key;
  std::string json;
};

enum class LogLevel { Debug, Info, Warning, Error };

// Structured log, one JSON object a line. Every run of ten or more digits in a text is masked before writing, as a last net
// under the rule that no patient number is handed to the log at all.
class Log final {
 public:
  using Sink = std::function<void(std::string_view line)>;  // line ends with \n

  Log(const Clock& clock, Sink sink, LogLevel lowest = LogLevel::Info);
  static Sink standard_error();
  static Sink file(const std::string& path);  // appends; throws std::runtime_error when it can't be opened

  void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);
  void info(std::string_view event, std::initializer_list<LogField> f = {}) { write(LogLevel::Info, event, f); }
  void warning(std::string_view event, std::initializer_list<LogField> f = {}) { write(LogLevel::Warning, event, f); }
  void error(std::string_view event, std::initializer_list<LogField> f = {}) { write(LogLevel::Error, event, f); }

 private:
  const Clock& clock_;
  Sink sink_;
  LogLevel lowest_;
  std::mutex mutex_;
};

std::string masked(std::string_view text);  // digits of long runs become '*'

}  // namespace sluis::core
