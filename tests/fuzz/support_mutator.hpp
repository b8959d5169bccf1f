#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::fuzz {

// Makes new inputs of old ones, the same ones for the same number: bytes are changed, taken out, doubled; words are put in; parts of
// another input are spliced; elements of XML are dropped, doubled, moved and nested, values replaced, texts blown up.
class Mutator final {
 public:
  // words: of words.dict. others: inputs to splice from; may be empty.
  Mutator(std::uint64_t number, const std::vector<std::string>& words, const std::vector<std::string>& others)
      : chance_(number), words_(words), others_(others) {}

  std::string changed(std::string input);  // one to six changes

 private:
  void change(std::string& text);
  void change_markup(std::string& text);
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(chance_() % bound); }
  std::string word();

  std::mt19937_64 chance_;
  const std::vector<std::string>& words_;
  const std::vector<std::string>& others_;
};

// The quoted words of a dictionary in the form of libFuzzer ("\x00" for bytes); comments and names are left out.
std::vector<std::string> read_words(const std::string& path);
// Every file of a folder by name, NAME.base64 decoded; none when it isn't there.
std::vector<std::string> read_seeds(const std::string& folder);

}  // namespace sluis::fuzz
