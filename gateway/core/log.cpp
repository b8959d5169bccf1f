#include "gateway/core/log.hpp"

#include <unistd.h>

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <utility>

#include "gateway/core/calendar.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::core {
namespace {

constexpr std::size_t kLongestPlainRun = 9;

std::string_view level_name(LogLevel level) {
  switch (level) {
    case LogLevel::Debug: return "debug";
    case LogLevel::Info: return "info";
    case LogLevel::Warning: return "warning";
    case LogLevel::Error: return "error";
  }
  return "error";
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string masked(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size();) {
    std::size_t end = i;
    while (end < out.size() && is_digit(out[end])) ++end;
    if (end - i > kLongestPlainRun) out.replace(i, end - i, end - i, '*');
    i = end + 1;
  }
  return out;
}

LogField::LogField(std::string_view k, std::string_view text) : key(k), json(json_quoted(masked(text))) {}
LogField::LogField(std::string_view k, std::int64_t number) : key(k), json(std::to_string(number)) {}
LogField::LogField(std::string_view k, bool truth) : key(k), json(truth ? "true" : "false") {}

Log::Log(const Clock& clock, Sink sink, LogLevel lowest) : clock_(clock), sink_(std::move(sink)), lowest_(lowest) {}

Log::Sink Log::standard_error() {
  return [](std::string_view line) {
    // A log that can't be written must not stop the gateway; nothing else could report it.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
  };
}

Log::Sink Log::file(const std::string& path) {
  const std::shared_ptr<std::FILE> file(std::fopen(path.c_str(), "ae"), [](std::FILE* f) {
    if (f) std::fclose(f);
  });
  if (!file) throw std::runtime_error("can't open the log file " + path);
  return [file](std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), file.get());
    std::fflush(file.get());
  };
}

void Log::write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  if (level < lowest_) return;
  JsonWriter line;
  line.begin_object().member("time", to_text(clock_.now())).member("level", level_name(level)).member("event", event);
  for (const auto& field : fields) line.key(field.key).raw(field.json);
  line.end_object();
  const std::string text = line.text() + "\n";
  const std::lock_guard lock(mutex_);
  sink_(text);
}

}  // namespace sluis::core
