#include "tests/gateway/transport/support_tls.hpp"

#include <Poco/Crypto/EVPPKey.h>
#include <Poco/Crypto/X509Certificate.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/TemporaryFile.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "tests/gateway/transport/support_server.hpp"

namespace sluis::transport::test {
namespace {

using Poco::Net::Context;
using Poco::Net::SecureStreamSocket;

native::CertificateRequest request_for(const std::string& common_name) {
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"O", "Test"}, {"CN", common_name}};
  request.not_before = core::SystemClock{}.now() - std::chrono::hours(1);
  request.not_after = core::SystemClock{}.now() + std::chrono::hours(24);
  return request;
}

native::Certificate make_root(const std::string& name, const native::PrivateKey& key) {
  auto request = request_for(name);
  request.authority = true;
  return native::make_certificate(request, key.public_key(), key, nullptr);
}

}  // namespace

Pki::Pki(const std::string& name)
    : key_(native::PrivateKey::generate_ec()), root_(make_root(name, key_)), file_(Poco::TemporaryFile::tempName()) {
  std::ofstream(file_) << root_.pem();
}

Pki::~Pki() { std::remove(file_.c_str()); }

native::Credential Pki::issue(native::CertificateRequest request) const {
  const auto key = native::PrivateKey::generate_ec();
  return {key, native::make_certificate(request, key.public_key(), key_, &root_), {}};
}

native::Credential Pki::server(const std::vector<std::string>& dns, const std::vector<std::string>& ip) const {
  auto request = request_for("server");
  request.dns_names = dns;
  request.ip_addresses = ip;
  return issue(request);
}

native::Credential Pki::client(const std::string& common_name) const { return issue(request_for(common_name)); }

TlsClient::TlsClient(std::uint16_t port, const std::optional<native::Credential>& credential,
                     std::optional<Context::Protocols> newest, const std::string& suites) {
  Poco::Net::initializeSSL();
  Context::Params params;
  params.verificationMode = Context::VERIFY_NONE;
  if (!suites.empty()) params.cipherList = suites;
  Context::Ptr context(new Context(Context::TLS_CLIENT_USE, params));
  if (newest == Context::PROTO_TLSV1_2) context->disableProtocols(Context::PROTO_TLSV1_3);
  if (newest == Context::PROTO_TLSV1_1) context->disableProtocols(Context::PROTO_TLSV1_2 | Context::PROTO_TLSV1_3);
  if (credential) {
    std::istringstream certificate(credential->certificate.pem());
    context->useCertificate(Poco::Crypto::X509Certificate(certificate));
    std::istringstream key(credential->key.pem());
    context->usePrivateKey(Poco::Crypto::EVPPKey(nullptr, &key));
  }
  socket_ = std::make_unique<SecureStreamSocket>(Poco::Net::SocketAddress("127.0.0.1", port), context);
  socket_->setReceiveTimeout(Poco::Timespan(20, 0));
}

TlsClient& TlsClient::send(const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    sent += static_cast<std::size_t>(socket_->sendBytes(bytes.data() + sent, static_cast<int>(bytes.size() - sent)));
  }
  return *this;
}

std::string TlsClient::reply() {
  char buffer[16384];
  while (true) {
    const auto end = rest_.find("\r\n\r\n");
    if (end != std::string::npos) {
      const auto length = header_of(rest_.substr(0, end + 2), "Content-Length");
      const auto wanted = end + 4 + (length.empty() ? 0 : std::stoul(length));
      if (rest_.size() >= wanted) {
        auto reply = rest_.substr(0, wanted);
        rest_.erase(0, wanted);
        return reply;
      }
    }
    const int got = socket_->receiveBytes(buffer, sizeof buffer);
    if (got <= 0) return {};
    rest_.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace sluis::transport::test
