#pragma once

#include <Poco/Net/Context.h>

#include <vector>

#include "gateway/native/private_key.hpp"

namespace sluis::transport {

enum class ClientCertificate {
  Asked,     // a client may show one; what it shows must chain to the roots
  Required,  // nobody gets in without
};

// Both: TLS 1.2 and 1.3, suites with forward secrecy and authenticated encryption only (native/tls_credential.hpp). Keys are used where
// they are: in memory or in a token. Throws std::runtime_error with one clear line.
Poco::Net::Context::Ptr server_context(const native::Credential& credential, const std::vector<native::Certificate>& client_roots,
                                       ClientCertificate asked = ClientCertificate::Asked);
// `own`: shown to a server that asks for a certificate; null: none is.
Poco::Net::Context::Ptr client_context(const std::vector<native::Certificate>& roots, const native::Credential* own = nullptr);

// A peer that closes while we write must be an error code, not the end of the process. Repeated calls are harmless.
void ignore_broken_pipes();

}  // namespace sluis::transport
