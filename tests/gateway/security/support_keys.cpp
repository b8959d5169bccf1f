#include "support_keys.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "gateway/core/calendar.hpp"

namespace sluis::tests {
namespace {

native::CertificateRequest request(const std::vector<std::string>& units, bool authority = false) {
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"O", "Throw-away"}};
  for (const auto& unit : units) request.subject.emplace_back("OU", unit);
  request.subject.emplace_back("CN", units.back());
  request.not_before = *core::parse_instant("2026-11-01T00:00:00Z");
  request.not_after = *core::parse_instant("2027-11-01T00:00:00Z");
  request.authority = authority;
  return request;
}

native::Credential self_signed(native::PrivateKey key, const std::vector<std::string>& units) {
  auto certificate = native::make_certificate(request(units), key.public_key(), key, nullptr);
  return {std::move(key), std::move(certificate), {}};
}

Keys make() {
  using native::PrivateKey;
  const auto root_key = PrivateKey::generate_ec();
  const auto root = native::make_certificate(request({"root"}, true), root_key.public_key(), root_key, nullptr);
  const auto chained_key = PrivateKey::generate_ec();
  const auto chained = native::make_certificate(request({"SSIN=85073099833"}), chained_key.public_key(), root_key, &root);
  return Keys{self_signed(PrivateKey::generate_rsa(2048), {"sts"}),
              self_signed(PrivateKey::generate_ec(), {"sts"}),
              self_signed(PrivateKey::generate_rsa(2048), {"eHealth-platform Belgium", "SSIN=72051999381"}),
              self_signed(PrivateKey::generate_ec(), {"SSIN=72051999381"}),
              self_signed(PrivateKey::generate_ec(), {"SSIN=72051999381"}),
              self_signed(PrivateKey::generate_ec(), {"eHealth-platform Belgium", "ZIEKENHUIS", "NIHII-HOSPITAL=71099911"}),
              native::Credential{chained_key, chained, {}},
              root};
}

}  // namespace

const Keys& keys() {
  static const Keys all = make();
  return all;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, "the test message lacks: " + what);
  return text.replace(at, what.size(), by);
}

}  // namespace sluis::tests
