#include "gateway/transport/resolver.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>

#include <future>
#include <memory>
#include <thread>

namespace sluis::transport {
namespace {

constexpr std::chrono::seconds kRemembered{30};

Result<Resolver::Addresses> ask(const std::string& host) {
  try {
    const auto entry = Poco::Net::DNS::resolve(host);
    if (entry.addresses().empty()) return Fault(FaultId::NetworkUnreachable, host + " has no address");
    return Resolver::Addresses(entry.addresses().begin(), entry.addresses().end());
  } catch (const Poco::Exception& e) {
    return Fault(FaultId::NetworkUnreachable, "the name " + host + " is not known: " + e.displayText());
  }
}

}  // namespace

Result<Resolver::Addresses> Resolver::resolve(const std::string& host, spi::Deadline deadline) {
  Poco::Net::IPAddress literal;
  if (Poco::Net::IPAddress::tryParse(host, literal)) return Addresses{literal};
  {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(host);
    if (found != known_.end() && std::chrono::steady_clock::now() < found->second.until) return found->second.addresses;
  }
  // The system's resolver can't be interrupted: it asks on a thread of its own, which ends when the name server has answered.
  std::packaged_task<Result<Addresses>()> task([host] { return ask(host); });
  auto answer = task.get_future();
  std::thread(std::move(task)).detach();
  if (answer.wait_until(deadline) != std::future_status::ready) {
    return Fault(FaultId::NetworkTimedOut, "the name server did not answer for " + host);
  }
  auto found = answer.get();
  if (!found) return found;
  const std::lock_guard lock(mutex_);
  known_[host] = {*found, std::chrono::steady_clock::now() + kRemembered};
  return found;
}

}  // namespace sluis::transport
