#include "gateway/transport/tls_context.hpp"

#include <Poco/Crypto/EVPPKey.h>
#include <Poco/Crypto/X509Certificate.h>
#include <Poco/Exception.h>
#include <Poco/Net/NetSSL.h>

#include <csignal>
#include <sstream>
#include <stdexcept>

namespace sluis::transport {
namespace {

using Poco::Net::Context;

constexpr auto kSuites = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!SHA1";  // of TLS 1.2; those of 1.3 all qualify
constexpr auto kGroups = "X25519:P-256:P-384";

void start_tls_once() {
  static const bool started = [] {
    Poco::Net::initializeSSL();
    return true;
  }();
  static_cast<void>(started);
}

Poco::Crypto::X509Certificate to_poco(const native::Certificate& certificate) {
  std::istringstream pem(certificate.pem());
  return Poco::Crypto::X509Certificate(pem);
}

Context::Params params(Context::VerificationMode mode) {
  Context::Params made;
  made.verificationMode = mode;
  made.loadDefaultCAs = false;
  made.cipherList = kSuites;
  made.ecdhCurve = kGroups;
  made.dhUse2048Bits = true;
  return made;
}

}  // namespace

Context::Ptr server_context(const native::Credential& credential, const std::vector<native::Certificate>& client_roots) {
  start_tls_once();
  try {
    const auto mode = client_roots.empty() ? Context::VERIFY_NONE : Context::VERIFY_RELAXED;
    Context::Ptr context(new Context(Context::TLS_SERVER_USE, params(mode)));
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->useCertificate(to_poco(credential.certificate));
    std::istringstream key(credential.key.pem());
    context->usePrivateKey(Poco::Crypto::EVPPKey(nullptr, &key));
    for (const auto& link : credential.chain) context->addChainCertificate(to_poco(link));
    for (const auto& root : client_roots) context->addCertificateAuthority(to_poco(root));
    context->enableExtendedCertificateVerification(false);  // a client certificate names a person, not a host
    context->enableSessionCache(true, "sluis");             // without a name OpenSSL refuses to resume verified sessions
    context->preferServerCiphers();
    return context;
  } catch (const Poco::Exception& e) {
    throw std::runtime_error("the TLS listener can't use its certificate or key: " + e.displayText());
  }
}

Context::Ptr client_context(const std::vector<native::Certificate>& roots) {
  start_tls_once();
  try {
    // Strict: with POCO's relaxed mode the name of a certificate would not be checked on this machine's own addresses.
    Context::Ptr context(new Context(Context::TLS_CLIENT_USE, params(Context::VERIFY_STRICT)));
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    for (const auto& root : roots) context->addCertificateAuthority(to_poco(root));
    context->enableExtendedCertificateVerification(true);
    return context;
  } catch (const Poco::Exception& e) {
    throw std::runtime_error("the trusted roots can't be used: " + e.displayText());
  }
}

void ignore_broken_pipes() {
  static const bool ignored = [] {
    std::signal(SIGPIPE, SIG_IGN);
    return true;
  }();
  static_cast<void>(ignored);
}

}  // namespace sluis::transport
