#include "tests/fuzz/support_mutator.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gateway/core/encoding.hpp"

namespace sluis::fuzz {
namespace {

constexpr std::size_t kLongest = 1 << 18;

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  if (file.extension() != ".base64") return text;
  return std::string(core::as_text(core::from_base64(text).value()));
}

// The element that begins at `open`, with its end tag when one of that name follows; its start tag alone otherwise.
std::size_t end_of_element(const std::string& text, std::size_t open) {
  const auto close = text.find('>', open);
  if (close == std::string::npos) return text.size();
  if (text[close - 1] == '/') return close + 1;
  const auto name = text.substr(open + 1, text.find_first_of(" />", open + 1) - open - 1);
  const auto end = text.find("</" + name + ">", close);
  return end == std::string::npos ? close + 1 : end + name.size() + 3;
}

}  // namespace

std::string Mutator::word() {
  return words_.empty() ? std::string(1, static_cast<char>(below(256))) : words_[below(words_.size())];
}

void Mutator::change_markup(std::string& text) {
  const auto open = text.find('<', below(text.size()));
  if (open == std::string::npos || open + 1 >= text.size()) return change(text);
  const auto end = end_of_element(text, open);
  const auto element = text.substr(open, end - open);
  const auto content = text.find('>', open);
  switch (below(7)) {
    case 0: text.erase(open, end - open); break;
    case 1: text.insert(open, element); break;
    case 2: text.erase(open, end - open), text.insert(std::min(text.size(), text.find('<', below(text.size() + 1))), element); break;
    case 3: if (content != std::string::npos) text.insert(content + 1, element); break;
    case 4: if (content != std::string::npos) text.insert(content + 1, word()); break;
    case 5:
      if (const auto quote = text.find('"', open); quote != std::string::npos) {
        const auto last = text.find('"', quote + 1);
        if (last != std::string::npos) text.replace(quote + 1, last - quote - 1, word());
      }
      break;
    default: if (content != std::string::npos) text.insert(content + 1, std::string(std::size_t{1} << below(17), '7')); break;
  }
}

void Mutator::change(std::string& text) {
  const auto at = below(text.size() + 1);
  const auto length = std::min(text.size() - at, std::size_t{1} << below(8));
  switch (below(8)) {
    case 0: if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8))); break;
    case 1: if (at < text.size()) text[at] = static_cast<char>(below(256)); break;
    case 2: text.erase(at, length); break;
    case 3: text.insert(at, text.substr(at, length)); break;
    case 4: text.insert(at, word()); break;
    case 5: text.insert(at, 1, static_cast<char>(below(256))); break;
    case 6: text.resize(at); break;
    default:
      if (!others_.empty()) {
        const auto& other = others_[below(others_.size())];
        const auto from = below(other.size() + 1);
        text.replace(at, length, other.substr(from, std::size_t{1} << below(12)));
      }
      break;
  }
}

std::string Mutator::changed(std::string input) {
  const auto count = 1 + below(6);
  for (std::size_t i = 0; i < count; ++i) {
    const bool markup = input.find('<') != std::string::npos && below(4) != 0;
    markup ? change_markup(input) : change(input);
    if (input.size() > kLongest) input.resize(kLongest);
  }
  return input;
}

std::vector<std::string> read_words(const std::string& path) {
  std::vector<std::string> words;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const auto first = line.find('"'), last = line.rfind('"');
    if (line.starts_with("#") || first == std::string::npos || last == first) continue;
    std::string word;
    for (auto at = first + 1; at < last; ++at) {
      if (line[at] != '\\') word += line[at];
      else if (line[at + 1] == 'x') word += static_cast<char>(std::stoi(line.substr(at + 2, 2), nullptr, 16)), at += 3;
      else word += line[++at];
    }
    words.push_back(word);
  }
  return words;
}

std::vector<std::string> read_seeds(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code absent;
  for (const auto& file : std::filesystem::directory_iterator(folder, absent)) files.push_back(file.path());
  std::ranges::sort(files);
  std::vector<std::string> seeds;
  std::ranges::transform(files, std::back_inserter(seeds), text_of);
  return seeds;
}

}  // namespace sluis::fuzz
