#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gateway/selftest/corpus.hpp"
#include "gateway/transport/raw_client.hpp"

namespace sluis::selftest {

// What a running gateway answered to one attack. Its keys are its own: it trusts nothing that the corpus shows, so that every message
// is to be refused, those of the control group as well.
struct RemoteRow {
  const Attack* attack = nullptr;
  std::vector<int> statuses;             // one for each step; 0: closed without an answer
  std::chrono::milliseconds longest{0};  // until an answer; slow attacks take as long as the gateway lets them
  std::string note;                      // what went wrong on our side: it could not be reached any more

  bool answered() const;                 // with a status of the 200s: it did something
};

// Sends the whole corpus, the slow ones beside the others. A gateway that can't be reached at all: throws std::runtime_error, one line.
std::vector<RemoteRow> send_all(const Corpus& corpus, const transport::RawTarget& target);

}  // namespace sluis::selftest
