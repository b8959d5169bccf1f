#pragma once

#include <Poco/Net/Context.h>

#include <string>
#include <vector>

#include "gateway/native/private_key.hpp"

namespace sluis::transport {

// Both: TLS 1.2 and 1.3, suites with forward secrecy and authenticated encryption only. Keys and certificates are decoded here,
// once. Throws std::runtime_error with one clear line.
Poco::Net::Context::Ptr server_context(const native::Credential& credential, const std::vector<native::Certificate>& client_roots);
Poco::Net::Context::Ptr client_context(const std::vector<native::Certificate>& roots);

// A peer that closes while we write must be an error code, not the end of the process. Repeated calls are harmless.
void ignore_broken_pipes();

}  // namespace sluis::transport
