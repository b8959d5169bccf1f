#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "gateway/core/log.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/security/revocation_book.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::security {

struct FetchSettings {
  std::vector<std::string> files;           // lists that somebody else puts there; read again in every round
  std::vector<std::string> urls;            // of lists
  std::string trusted_roots;                // PEM file, for https
  std::string cache;                        // folder; "" = nothing is kept over a restart
  std::chrono::seconds every{3600};
  std::chrono::seconds retry{30};           // after a failure
  std::chrono::milliseconds time_limit{5000};
};

struct FetchParts {  // all outlive the fetcher
  spi::Wire& wire;
  const core::Clock& clock;
  core::Log& log;
  core::Metrics& metrics;
};

// Brings lists and answers into the book: in the background once start() was called. What it fetched is kept in the cache folder
// and believed again after a restart by the same rules as if it had just come. Thread-safe.
class RevocationFetcher final {
 public:
  RevocationFetcher(RevocationBook& book, FetchSettings settings, const FetchParts& parts);
  ~RevocationFetcher();

  void start();
  void stop();
  // Everything that is due, in this thread; how many calls or readings that were.
  int look();

  struct Source {
    std::string where;
    bool file = false;
    core::Instant again{};
    bool under_way = false;
    std::string failure;  // of the last attempt; "" when it went well
  };
  std::vector<Source> sources() const;

 private:
  bool one();  // false: nothing is due
  void read_cache();
  void fetch_list(const Source& source);
  Status bring(const Source& source, core::Instant now);
  void ask(const RevocationBook::Question& question);
  Result<native::OcspAnswer> answer_to(const RevocationBook::Question& question, core::Instant now);
  std::optional<native::OcspAnswer> kept_answer(const RevocationBook::Question& question, core::Instant now) const;
  Result<spi::WireReply> call(const std::string& url, const std::string& type, const std::string& body);
  std::string cache_file(const std::string& kind, const std::string& key) const;
  void keep(const std::string& path, const std::string& bytes);
  void tell(const std::string& source, const std::string& failure);
  void add_address(const std::string& address);
  void rounds();

  RevocationBook& book_;
  const FetchSettings settings_;
  const FetchParts parts_;
  core::Counter& fetched_;
  core::Counter& failed_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  std::vector<Source> sources_;
  std::set<std::string> failing_;
  bool wake_ = false;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sluis::security
