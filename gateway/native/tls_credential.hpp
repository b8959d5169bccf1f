#pragma once

#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::native {

// Gives a TLS context (an SSL_CTX of whoever made it) our certificate, its chain and its key; the key is used where it is, in memory or
// in a token. KeyUnreadable: they don't fit, or the certificate is too weak for TLS.
Status show_credential(void* tls_context, const Credential& credential);

// Puts away what forward secrecy or a plain record would pay for: TLS below 1.2, renegotiation, compression, session tickets (what is
// resumed is remembered here, not encrypted with one long-lived key), suites without (EC)DHE or without authenticated encryption,
// signatures with SHA-1. Ours decides between suites. Fault Internal: the library doesn't know one of them.
Status harden(void* tls_context);

}  // namespace sluis::native
