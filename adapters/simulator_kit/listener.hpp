#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/ServerSocket.h>

#include <cstdint>
#include <functional>
#include <string>

namespace sluis::sandbox {

// A listening socket that chooses for each connection how it speaks: with `context`, or with `wrong` when ask() says so. Plain
// when context is null. Throws Poco::Exception when it can't listen.
struct ListenerSettings {
  std::string address;
  std::uint16_t port = 0;
  Poco::Net::Context::Ptr context, wrong;
  std::function<bool()> ask;
};
Poco::Net::ServerSocket listening_socket(const ListenerSettings& settings);

// Holds the port of a server that is down: nobody listens, and nobody else gets it. Throws Poco::Exception.
Poco::Net::ServerSocket holding_socket(const std::string& address, std::uint16_t port);

// Certificate and key from PEM files.
Poco::Net::Context::Ptr tls_context(const std::string& certificate, const std::string& key);

}  // namespace sluis::sandbox
