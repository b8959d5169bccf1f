#include "gateway/registry/packed.hpp"

#include <Poco/DeflatingStream.h>
#include <Poco/Exception.h>
#include <Poco/InflatingStream.h>
#include <Poco/SHA2Engine.h>
#include <Poco/StreamCopier.h>

#include <sstream>
#include <stdexcept>

namespace sluis::registry {
namespace {

// The zlib stream of nothing: the deflating stream writes none when nothing is written to it.
constexpr char kNothing[] = {0x78, '\x9c', 0x03, 0x00, 0x00, 0x00, 0x00, 0x01};

}  // namespace

std::string sha256(std::string_view bytes) {
  Poco::SHA2Engine engine(Poco::SHA2Engine::SHA_256);
  engine.update(bytes.data(), bytes.size());
  return Poco::DigestEngine::digestToHex(engine.digest());
}

Packed pack(std::string_view bytes) {
  if (bytes.empty()) return {sha256(bytes), 0, std::string(kNothing, sizeof kNothing)};
  std::ostringstream out;
  Poco::DeflatingOutputStream deflating(out, Poco::DeflatingStreamBuf::STREAM_ZLIB);
  deflating.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  deflating.close();
  return {sha256(bytes), bytes.size(), out.str()};
}

std::string unpack(const std::string& bytes) {
  std::istringstream in(bytes);
  Poco::InflatingInputStream inflating(in, Poco::InflatingStreamBuf::STREAM_ZLIB);
  std::string text;
  Poco::StreamCopier::copyToString(inflating, text);
  if (inflating.bad()) throw std::runtime_error("stored bytes can't be unpacked");
  return text;
}

std::shared_ptr<const Packed> Packer::operator()(const Message& message) {
  if (!message) return nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (last_ && last_message_.lock() == message) return last_;
  }
  auto packed = std::make_shared<const Packed>(pack(*message));
  const std::lock_guard lock(mutex_);
  last_message_ = message;
  last_ = packed;
  return packed;
}

}  // namespace sluis::registry
