#include "gateway/cli/arguments.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

#include "gateway/native/secret.hpp"

namespace sluis::cli {

Arguments::Arguments(const std::vector<std::string>& words, const std::set<std::string>& with_value,
                     const std::set<std::string>& flags) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (word == "--") {  // what follows is plain, whatever it looks like
      plain_.insert(plain_.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      return;
    }
    if (!word.starts_with("--")) {
      plain_.push_back(word);
      continue;
    }
    const auto equals = word.find('=');
    const auto name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
    if (flags.contains(name) && equals == std::string::npos) {
      values_[name] = "true";
    } else if (!with_value.contains(name)) {
      throw UsageError("unknown option --" + name);
    } else if (equals != std::string::npos) {
      values_[name] = word.substr(equals + 1);
    } else if (i + 1 < words.size()) {
      values_[name] = words[++i];
    } else {
      throw UsageError("--" + name + " needs a value");
    }
  }
}

std::string Arguments::value(const std::string& name, const std::string& fallback) const {
  const auto found = values_.find(name);
  return found == values_.end() ? fallback : found->second;
}

std::string Arguments::required(const std::string& name) const {
  if (!has(name)) throw UsageError("--" + name + " is missing");
  return value(name);
}

std::string Arguments::only_plain(std::string_view what) const {
  if (plain_.size() != 1) throw UsageError("expected one " + std::string(what));
  return plain_.front();
}

std::string secret_of(const std::string& source) {
  const auto secret = native::read_secret(source);
  if (!secret) throw UsageError(secret.error().log_text());
  return secret->text();
}

std::string read_file(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return text.str();
  }
  std::ifstream in(path, std::ios::binary);
  if (!in || !(text << in.rdbuf()).good()) {
    if (!in || in.peek() != std::ifstream::traits_type::eof() || text.str().empty()) throw UsageError("can't read " + path);
  }
  return text.str();
}

}  // namespace sluis::cli
