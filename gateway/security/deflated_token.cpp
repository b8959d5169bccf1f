#include "gateway/security/deflated_token.hpp"

#include <Poco/DeflatingStream.h>
#include <Poco/InflatingStream.h>

#include <optional>
#include <sstream>

#include "gateway/core/encoding.hpp"

namespace sluis::security {
namespace {

constexpr int kRawDeflate = -15;  // window bits, negative: no frame around the data
constexpr int kZlib = 15;

Fault refused(std::string what) { return Fault(FaultId::SecurityHeader, "header token: " + std::move(what)); }

// RFC 1950: the first two bytes as a number are a multiple of 31, the method is deflate.
bool has_zlib_frame(const core::Bytes& bytes) {
  return bytes.size() > 2 && (bytes[0] & 0x0f) == 8 && (bytes[0] * 256 + bytes[1]) % 31 == 0;
}

// nullopt: not deflated in this way, cut off, or larger than allowed.
std::optional<std::string> inflated(const core::Bytes& bytes, int window_bits, std::size_t most_bytes) {
  try {
    std::istringstream source(std::string(core::as_text(bytes)));
    Poco::InflatingInputStream inflater(source, window_bits);
    std::string text(most_bytes + 1, '\0');
    inflater.read(text.data(), static_cast<std::streamsize>(text.size()));
    const auto count = static_cast<std::size_t>(inflater.gcount());
    if (inflater.bad() || count == 0 || count > most_bytes) return std::nullopt;
    text.resize(count);
    return text;
  } catch (const std::exception&) {
    return std::nullopt;  // POCO reports broken data by exception; the caller gets a fault
  }
}

}  // namespace

Result<std::string> token_of_authorization(std::string_view header, std::size_t most_bytes) {
  constexpr std::string_view kScheme = "SAML ";
  if (!header.starts_with(kScheme)) return Fault(FaultId::TokenMissing, "Authorization is not of the scheme SAML");
  const auto bytes = core::from_base64(core::trim(header.substr(kScheme.size())));
  if (!bytes || bytes->empty()) return refused("not base64");
  auto text = has_zlib_frame(*bytes) ? inflated(*bytes, kZlib, most_bytes) : std::nullopt;
  if (!text) text = inflated(*bytes, kRawDeflate, most_bytes);
  if (!text) return refused("not deflated, cut off or too large");
  return *std::move(text);
}

std::string authorization_of_token(std::string_view assertion) {
  std::ostringstream target;
  Poco::DeflatingOutputStream deflater(target, kRawDeflate, 6);
  deflater.write(assertion.data(), static_cast<std::streamsize>(assertion.size()));
  deflater.close();
  return "SAML " + core::to_base64(target.str());
}

}  // namespace sluis::security
