#include "gateway/transport/tls_context.hpp"

#include <Poco/Crypto/X509Certificate.h>
#include <Poco/Exception.h>
#include <Poco/Net/NetSSL.h>

#include <csignal>
#include <sstream>
#include <stdexcept>

#include "gateway/native/tls_credential.hpp"

namespace sluis::transport {
namespace {

using Poco::Net::Context;

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

Context::Ptr made(Context::Usage usage, Context::VerificationMode mode, const std::vector<native::Certificate>& roots) {
  Context::Params params;
  params.verificationMode = mode;
  params.loadDefaultCAs = false;
  params.dhUse2048Bits = true;
  Context::Ptr context(new Context(usage, params));
  for (const auto& root : roots) context->addCertificateAuthority(to_poco(root));
  if (auto hard = native::harden(context->sslContext()); !hard) throw std::runtime_error(hard.error().log_text());
  return context;
}

void show(const Context::Ptr& context, const native::Credential& credential) {
  if (auto shown = native::show_credential(context->sslContext(), credential); !shown) throw std::runtime_error(shown.error().log_text());
}

}  // namespace

Context::Ptr server_context(const native::Credential& credential, const std::vector<native::Certificate>& client_roots,
                            ClientCertificate asked) {
  start_tls_once();
  try {
    const bool required = asked == ClientCertificate::Required;
    const auto mode = required ? Context::VERIFY_STRICT : client_roots.empty() ? Context::VERIFY_NONE : Context::VERIFY_RELAXED;
    auto context = made(Context::TLS_SERVER_USE, mode, client_roots);
    show(context, credential);
    context->enableExtendedCertificateVerification(false);  // a client certificate names a person, not a host
    context->enableSessionCache(true, "sluis");             // without a name OpenSSL refuses to resume verified sessions
    return context;
  } catch (const Poco::Exception& e) {
    throw std::runtime_error("the TLS listener can't use its certificate or key: " + e.displayText());
  } catch (const std::runtime_error& e) {
    throw std::runtime_error(std::string("the TLS listener can't use its certificate or key: ") + e.what());
  }
}

Context::Ptr client_context(const std::vector<native::Certificate>& roots, const native::Credential* own) {
  start_tls_once();
  try {
    // Strict: with POCO's relaxed mode the name of a certificate would not be checked on this machine's own addresses.
    auto context = made(Context::TLS_CLIENT_USE, Context::VERIFY_STRICT, roots);
    if (own != nullptr) show(context, *own);
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
