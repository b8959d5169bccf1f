#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "gateway/core/exchangeable.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/native/ocsp.hpp"
#include "gateway/native/revocation_list.hpp"
#include "gateway/security/revocation_rules.hpp"
#include "gateway/spi/standing.hpp"

namespace sluis::security {

// What is known about revocation, in memory: lists and answers that RevocationFetcher brings, and the rules of freshness. Nothing
// here speaks to the outside. Thread-safe.
class RevocationBook final : public spi::Standing {
 public:
  RevocationBook(RevocationRules rules, core::Metrics& metrics);

  std::string objection(const native::Certificate& certificate, spi::CertificateUse use, core::Instant at) override;
  // The state behind it, without waiting and without asking for more.
  Proof proof_of(const native::Certificate& certificate, core::Instant at) const;

  // A list as it came: refused when it isn't signed by an authority of ours, is of the future, or older than the one at hand from
  // this source. NetworkAnswerRefused with the reason.
  Status keep_list(native::RevocationList list, const std::string& source, core::Instant now);

  // Certificates whose answer is due, each given out once until keep_answer: at most `most`.
  struct Question {
    native::Certificate certificate, issuer;
    std::string responder;  // address
    bool first = false;     // nobody asked about it before: an answer kept in a file may do
  };
  std::vector<Question> due(core::Instant now, std::size_t most);
  // What was found, or nullopt, and when to ask again. An older answer than the one at hand is not taken: false.
  bool keep_answer(const Question& question, std::optional<native::OcspAnswer> answer, core::Instant now, core::Instant again);

  // A fetcher is at work: who sees a certificate for the first time may wait for it. Addresses of lists that certificates name,
  // on allowed hosts, go to `list_address`; `wake` is called when something is due at once.
  void fetching(bool on, std::function<void(const std::string&)> list_address = {}, std::function<void()> wake = {});
  // A source of lists that was never read yet: until then nobody knows whom it covers. `tried`: it was, and nothing came.
  void expect_list(const std::string& source, bool tried = false);

  const RevocationRules& rules() const { return rules_; }
  std::vector<native::Certificate> issuers() const { return *issuers_.get(); }
  void use_issuers(std::vector<native::Certificate> issuers);  // in place of those of the rules
  // Whether anything would tell about certificates of this authority.
  bool tells_about(const native::Certificate& issuer) const;
  std::vector<HeldList> lists() const;
  AnswerCounts answers(core::Instant now) const;
  // Certificates of others met lately: signers, and readers that we seal for. Holders and patients are not remembered.
  std::vector<Met> met() const;

 private:
  struct Entry {
    Question question;
    std::optional<native::OcspAnswer> answer;
    core::Instant asked, again{};
    bool under_way = false;
    unsigned attempts = 0;
  };

  Proof proof_by_lists(const native::Certificate& certificate, core::Instant at) const;
  Proof with_answer(Proof proof, const Entry& entry, core::Instant at) const;
  Proof first_sight(const native::Certificate& certificate, core::Instant at);
  Proof prove(const native::Certificate& certificate, core::Instant at);
  std::optional<Question> question_about(const native::Certificate& certificate) const;
  void name_addresses(const native::Certificate& certificate);
  bool make_room(core::Instant now);
  bool is_awaited(const std::string& fingerprint) const;
  void remember(const native::Certificate& certificate, spi::CertificateUse use, core::Instant at);

  const RevocationRules rules_;
  core::Exchangeable<std::vector<native::Certificate>> issuers_;
  core::Counter& refused_;
  core::Counter& accepted_late_;
  mutable std::mutex mutex_;
  std::condition_variable answered_;
  std::map<std::string, HeldList> lists_;  // by source
  std::map<std::string, bool> expected_;             // tried
  std::unordered_map<std::string, Entry> entries_;  // by fingerprint
  std::map<std::pair<spi::CertificateUse, std::string>, Met> met_;
  bool fetching_ = false;
  std::function<void(const std::string&)> list_address_;
  std::function<void()> wake_;
};

}  // namespace sluis::security
