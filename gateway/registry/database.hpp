#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/result.hpp"
#include "gateway/registry/session.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::registry {

// The exception that is being handled, as a fault: RegistryUnavailable, or Internal for a wrong argument.
Fault current_fault();

// A database with our schema. Reads go in parallel; a write is answered after its commit is durable. Thread-safe.
class Database {
 public:
  using Write = std::function<spi::Written(Session&)>;

  virtual ~Database() = default;

  // One statement is one consistent state. What `work` throws becomes a fault.
  template <class Work>
  auto read(Work work) -> Result<decltype(work(std::declval<Session&>()))> {
    std::optional<decltype(work(std::declval<Session&>()))> found;
    try {
      with_reader([&](Session& session) { found = work(session); });
      return std::move(*found);
    } catch (const std::exception&) {
      return current_fault();
    }
  }

  // Runs `write` in a transaction that holds `key`, the patient's number in everything that is about one patient: writes under one
  // key come one after the other on all nodes, so that what `write` checks is what it changes. When it throws, it alone is undone.
  // It may be run again before it is committed: it must set what it leaves outside, not add to it. A fault may leave the outcome
  // unknown (connection lost during the commit); asking again is safe, because every row has its own id.
  virtual Result<spi::Written> write(std::string_view key, const Write& write) = 0;

  // Why the last commit failed, "" when it didn't. Doesn't block.
  virtual std::string trouble() const { return {}; }

 private:
  virtual void with_reader(const std::function<void(Session&)>& work) = 0;
};

}  // namespace sluis::registry
