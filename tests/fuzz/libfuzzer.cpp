#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "gateway/native/xml_document.hpp"
#include "tests/fuzz/support_mutator.hpp"
#include "tests/fuzz/target.hpp"

// One program for every target: its own name says which, fuzz_envelope runs "envelope". Built by tests/fuzz/run with clang.
namespace {

const sluis::fuzz::Target* target = nullptr;
std::vector<std::string> words;

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" int LLVMFuzzerInitialize(int*, char*** arguments) {
  const std::string name = (*arguments)[0];
  target = sluis::fuzz::find_target(name.substr(name.rfind("fuzz_") + 5));
  if (target == nullptr) {
    std::fprintf(stderr, "call me fuzz_TARGET; there is no target behind %s\n", name.c_str());
    std::exit(2);
  }
  sluis::native::start_libraries();
  words = sluis::fuzz::read_words(SLUIS_SOURCE_DIR "/tests/fuzz/words.dict");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    target->run({reinterpret_cast<const char*>(data), size});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "BROKEN %s: %s\n", std::string(target->name).c_str(), error.what());
    std::abort();
  }
  return 0;
}

// Every third input is made by our own mutator, which knows elements and values; libFuzzer makes the rest.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  if (seed % 3 != 0) return LLVMFuzzerMutate(data, size, most);
  static const std::vector<std::string> none;
  auto made = sluis::fuzz::Mutator(seed, words, none).changed({reinterpret_cast<const char*>(data), size});
  made.resize(std::min(made.size(), most));
  std::copy(made.begin(), made.end(), data);
  return made.size();
}
