#include "gateway/core/random.hpp"

#include <sys/random.h>

#include <cerrno>
#include <stdexcept>

#include "gateway/core/encoding.hpp"

namespace sluis::core {

std::vector<std::uint8_t> SystemRandom::bytes(std::size_t count) {
  std::vector<std::uint8_t> out(count);
  std::size_t have = 0;
  while (have < count) {
    const auto got = ::getrandom(out.data() + have, count - have, 0);
    if (got < 0 && errno == EINTR) continue;  // a signal may cut a long request short
    if (got < 0) throw std::runtime_error("the kernel gives no randomness");
    have += static_cast<std::size_t>(got);
  }
  return out;
}

std::string random_hex(Random& random, std::size_t bytes) { return to_hex(random.bytes(bytes)); }

std::string random_uuid(Random& random) {
  auto bytes = random.bytes(16);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  std::string text = to_hex(bytes);
  for (const std::size_t at : {20, 16, 12, 8}) text.insert(at, "-");
  return text;
}

}  // namespace sluis::core
