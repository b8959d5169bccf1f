#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <memory>
#include <optional>
#include <string>

#include "gateway/native/private_key.hpp"
#include "gateway/transport/server.hpp"

namespace sluis::transport::test {

// A PKI of one authority, made for this test run.
class Pki final {
 public:
  explicit Pki(const std::string& name);
  native::Credential server(const std::vector<std::string>& dns, const std::vector<std::string>& ip) const;
  native::Credential client(const std::string& common_name) const;
  native::Certificate root() const { return root_; }
  std::string roots_file() const { return file_; }  // PEM, removed with this object

  ~Pki();
  Pki(const Pki&) = delete;
  Pki& operator=(const Pki&) = delete;

 private:
  native::Credential issue(native::CertificateRequest request) const;
  native::PrivateKey key_;
  native::Certificate root_;
  std::string file_;
};

// A blocking TLS client that shows a certificate, or none, and believes everything.
class TlsClient final {
 public:
  explicit TlsClient(std::uint16_t port, const std::optional<native::Credential>& credential = {},
                     std::optional<Poco::Net::Context::Protocols> newest = {}, const std::string& suites = {});
  TlsClient& send(const std::string& bytes);
  std::string reply();

 private:
  std::unique_ptr<Poco::Net::SecureStreamSocket> socket_;
  std::string rest_;
};

}  // namespace sluis::transport::test
