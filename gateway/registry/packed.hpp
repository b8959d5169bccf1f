#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace sluis::registry {

// Bytes as they are stored: compressed with zlib, known by the SHA-256 of what they were.
struct Packed {
  std::string digest;  // hexadecimal
  std::size_t size = 0;
  std::string bytes;
};

std::string sha256(std::string_view bytes);
Packed pack(std::string_view bytes);
// Throws std::runtime_error when the stored bytes are not what pack() makes.
std::string unpack(const std::string& bytes);

// Packs a message before its write stands in line. The entries of a bulk share one message: it is packed once for all of them.
// Thread-safe.
class Packer final {
 public:
  using Message = std::shared_ptr<const std::string>;
  // Null gives null.
  std::shared_ptr<const Packed> operator()(const Message& message);

 private:
  std::mutex mutex_;
  std::weak_ptr<const std::string> last_message_;
  std::shared_ptr<const Packed> last_;
};

}  // namespace sluis::registry
