#include "gateway/security/revocation_book.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/native/certificate_details.hpp"

namespace sluis::security {
namespace {

constexpr std::chrono::hours kForgetAfter{24};  // nobody showed it since: no longer asked about
constexpr std::size_t kMostMet = 500;

Fault refused(const std::string& why) { return Fault(FaultId::NetworkAnswerRefused, "revocation list: " + why); }

// The better of two good proofs is the one that holds longer; whoever says "revoked" is right.
Proof better(const Proof& a, const Proof& b) {
  if (a.state == ProofState::Revoked || b.state == ProofState::NotCovered) return a;
  if (b.state == ProofState::Revoked || a.state == ProofState::NotCovered) return b;
  if (a.state == ProofState::Unknown || b.state == ProofState::Unknown) return {ProofState::Unknown, std::nullopt};
  if (a.state == ProofState::Missing) return b;
  if (b.state == ProofState::Missing) return a;
  return a.until >= b.until ? a : b;
}

Proof good_until(core::Instant end, core::Instant at) { return {at < end ? ProofState::Good : ProofState::Late, end}; }

bool is_remembered(spi::CertificateUse use) { return use == spi::CertificateUse::Signer || use == spi::CertificateUse::EncryptionToken; }

}  // namespace

RevocationBook::RevocationBook(RevocationRules rules, core::Metrics& metrics)
    : rules_(std::move(rules)), issuers_(std::make_shared<const std::vector<native::Certificate>>(rules_.issuers)),
      refused_(metrics.counter("sluis_revocation_refused_total", "Certificates refused: revoked, or no fresh proof that they are not")),
      accepted_late_(metrics.counter("sluis_revocation_accepted_late_total", "Certificates believed on a proof that is no longer fresh")) {}

void RevocationBook::remember(const native::Certificate& certificate, spi::CertificateUse use, core::Instant at) {
  const std::lock_guard lock(mutex_);
  const auto key = std::pair(use, certificate.fingerprint());
  if (met_.size() >= kMostMet && !met_.contains(key))
    met_.erase(std::ranges::min_element(met_, {}, [](const auto& entry) { return entry.second.last; }));
  met_.insert_or_assign(key, Met{certificate, use, at});
}

std::string RevocationBook::objection(const native::Certificate& certificate, spi::CertificateUse use, core::Instant at) {
  if (is_remembered(use)) remember(certificate, use, at);
  if (!rules_.any_source || !rules_.uses.contains(use)) return {};
  const auto proof = prove(certificate, at);
  std::string why;
  switch (proof.state) {
    case ProofState::Good: return {};
    case ProofState::NotCovered:
      if (use != spi::CertificateUse::Holder || !rules_.refuse_uncovered) return {};
      why = "no revocation list or responder is known for its issuer";
      break;
    case ProofState::Revoked: why = "revoked since " + core::to_text(proof.until.value_or(at)); break;
    case ProofState::Unknown: why = "its issuer's responder doesn't know it"; break;
    case ProofState::Missing: why = "not known yet whether it is revoked"; break;
    case ProofState::Late:
      if (at < *proof.until + rules_.accept_late) {
        accepted_late_.add();
        return {};
      }
      why = "no fresh proof that it is not revoked; the last one held until " + core::to_text(*proof.until);
      break;
  }
  refused_.add();
  return "certificate: " + why;
}

Proof RevocationBook::proof_by_lists(const native::Certificate& certificate, core::Instant at) const {
  Proof best;
  for (const auto& [source, held] : lists_) {
    if (!held.list.covers(certificate)) continue;
    const auto revoked = held.list.revoked(certificate);
    if (revoked && *revoked <= at) return {ProofState::Revoked, revoked};
    best = better(best, good_until(fresh_until(held.list.this_update(), held.list.next_update(), rules_.list_oldest), at));
  }
  if (best.state == ProofState::NotCovered && !expected_.empty()) best.state = ProofState::Missing;
  return best;
}

Proof RevocationBook::with_answer(Proof proof, const Entry& entry, core::Instant at) const {
  if (!entry.answer) return proof.state == ProofState::NotCovered ? Proof{ProofState::Missing, {}} : proof;
  const auto& answer = *entry.answer;
  if (answer.status == native::OcspStatus::Revoked) return better(proof, {ProofState::Revoked, answer.revoked});
  if (answer.status == native::OcspStatus::Unknown) return better(proof, {ProofState::Unknown, {}});
  return better(proof, good_until(fresh_until(answer.this_update, answer.next_update, rules_.answer_oldest), at));
}

Proof RevocationBook::proof_of(const native::Certificate& certificate, core::Instant at) const {
  const std::lock_guard lock(mutex_);
  const auto proof = proof_by_lists(certificate, at);
  const auto found = entries_.find(certificate.fingerprint());
  if (found != entries_.end()) return with_answer(proof, found->second, at);
  const bool could_ask = proof.state == ProofState::NotCovered && question_about(certificate);
  return could_ask ? Proof{ProofState::Missing, {}} : proof;
}

Proof RevocationBook::prove(const native::Certificate& certificate, core::Instant at) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = entries_.find(certificate.fingerprint()); found != entries_.end() && found->second.attempts > 0) {
      found->second.asked = std::max(found->second.asked, at);
      return with_answer(proof_by_lists(certificate, at), found->second, at);
    }
  }
  return first_sight(certificate, at);
}

// Whether something that may prove it is on its way for the first time.
bool RevocationBook::is_awaited(const std::string& fingerprint) const {
  const auto found = entries_.find(fingerprint);
  const bool untried = std::ranges::any_of(expected_, [](const auto& entry) { return !entry.second; });
  return found == entries_.end() ? untried : found->second.attempts == 0;
}

// Asked about for the first time. What a list proves needs no waiting; else the first answer is waited for, a moment.
Proof RevocationBook::first_sight(const native::Certificate& certificate, core::Instant at) {
  name_addresses(certificate);
  const auto question = question_about(certificate);
  const auto fingerprint = certificate.fingerprint();
  std::unique_lock lock(mutex_);
  const auto known = [&] {
    const auto by_lists = proof_by_lists(certificate, at);
    const auto found = entries_.find(fingerprint);
    if (found != entries_.end()) return with_answer(by_lists, found->second, at);
    return question && by_lists.state == ProofState::NotCovered ? Proof{ProofState::Missing, {}} : by_lists;
  };
  if (question && !entries_.contains(fingerprint) && make_room(at)) {
    entries_.emplace(fingerprint, Entry{*question, {}, at, {}, false, 0});
    if (wake_) wake_();
  }
  const auto settled = [&] {
    const auto state = known().state;
    return (state != ProofState::Missing && state != ProofState::Late) || !is_awaited(fingerprint);
  };
  if (fetching_) answered_.wait_for(lock, rules_.first_answer, settled);
  return known();
}

std::optional<RevocationBook::Question> RevocationBook::question_about(const native::Certificate& certificate) const {
  const auto issuers = issuers_.get();
  const auto issuer = std::ranges::find_if(*issuers, [&](const auto& i) { return native::is_issued_by(certificate, i); });
  if (issuer == issuers->end()) return std::nullopt;
  auto responder = rules_.responder;
  if (responder.empty() && !rules_.hosts.empty()) {
    for (const auto& address : native::revocation_addresses(certificate).responders)
      if (is_allowed_address(address, rules_.hosts)) responder = address;
  }
  if (responder.empty()) return std::nullopt;
  return Question{certificate, *issuer, std::move(responder), true};
}

void RevocationBook::name_addresses(const native::Certificate& certificate) {
  if (rules_.hosts.empty()) return;
  std::function<void(const std::string&)> tell;
  {
    const std::lock_guard lock(mutex_);
    tell = list_address_;
  }
  if (!tell) return;
  for (const auto& address : native::revocation_addresses(certificate).lists)
    if (is_allowed_address(address, rules_.hosts)) tell(address);
}

bool RevocationBook::make_room(core::Instant now) {
  if (entries_.size() < rules_.most_answers) return true;
  std::erase_if(entries_, [&](const auto& entry) { return !entry.second.under_way && entry.second.asked + kForgetAfter / 24 < now; });
  return entries_.size() < rules_.most_answers;
}

Status RevocationBook::keep_list(native::RevocationList list, const std::string& source, core::Instant now) {
  if (auto fine = list.verify(*issuers_.get()); !fine) return fine;
  if (list.this_update() > now + rules_.early) return refused("it is of the future");
  const std::lock_guard lock(mutex_);
  expected_.erase(source);
  const auto held = lists_.find(source);
  if (held != lists_.end() && held->second.list.issuer() == list.issuer() && list.this_update() < held->second.list.this_update())
    return refused("older than the one at hand");
  lists_.insert_or_assign(source, HeldList{source, std::move(list), now});
  answered_.notify_all();
  return Done{};
}

std::vector<RevocationBook::Question> RevocationBook::due(core::Instant now, std::size_t most) {
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [&](const auto& entry) { return !entry.second.under_way && entry.second.asked + kForgetAfter < now; });
  std::vector<Question> questions;
  for (auto& [fingerprint, entry] : entries_) {
    if (questions.size() == most) break;
    if (entry.under_way || (entry.again > now && entry.again <= now + rules_.answer_oldest)) continue;
    entry.under_way = true;
    questions.push_back(entry.question);
    questions.back().first = entry.attempts == 0;
  }
  return questions;
}

bool RevocationBook::keep_answer(const Question& question, std::optional<native::OcspAnswer> answer, core::Instant now, core::Instant again) {
  bool kept = false;
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(question.certificate.fingerprint());
    if (found == entries_.end()) return false;
    auto& entry = found->second;
    entry.under_way = false;
    entry.again = again;
    ++entry.attempts;
    const bool newer = answer && answer->this_update <= now + rules_.early && (!entry.answer || answer->this_update >= entry.answer->this_update);
    if (newer) entry.answer = *answer;
    kept = newer;
  }
  answered_.notify_all();
  return kept;
}

void RevocationBook::fetching(bool on, std::function<void(const std::string&)> list_address, std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  fetching_ = on;
  list_address_ = std::move(list_address);
  wake_ = std::move(wake);
}

void RevocationBook::expect_list(const std::string& source, bool tried) {
  {
    const std::lock_guard lock(mutex_);
    if (!lists_.contains(source)) expected_[source] = tried;
  }
  if (tried) answered_.notify_all();
}

void RevocationBook::use_issuers(std::vector<native::Certificate> issuers) {
  issuers_.exchange(std::make_shared<const std::vector<native::Certificate>>(std::move(issuers)));
}

bool RevocationBook::tells_about(const native::Certificate& issuer) const {
  const auto issuers = issuers_.get();
  const bool known = std::ranges::any_of(*issuers, [&](const auto& i) { return i.fingerprint() == issuer.fingerprint(); });
  if (known && (!rules_.responder.empty() || !rules_.hosts.empty())) return true;
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(lists_, [&](const auto& entry) { return entry.second.list.issuer() == issuer.subject(); });
}

std::vector<HeldList> RevocationBook::lists() const {
  const std::lock_guard lock(mutex_);
  std::vector<HeldList> all;
  for (const auto& [source, held] : lists_) all.push_back(held);
  return all;
}

AnswerCounts RevocationBook::answers(core::Instant now) const {
  const std::lock_guard lock(mutex_);
  AnswerCounts counts;
  for (const auto& [fingerprint, entry] : entries_) {
    const auto proof = with_answer({}, entry, now);
    if (proof.state == ProofState::Good) ++counts.good;
    if (proof.state == ProofState::Revoked) ++counts.revoked;
    if (proof.state == ProofState::Unknown) ++counts.unknown;
    if (proof.state == ProofState::Late) ++counts.late;
    if (proof.state == ProofState::Missing) ++counts.missing;
    if (proof.state == ProofState::Good && (!counts.first_end || *proof.until < *counts.first_end)) counts.first_end = proof.until;
  }
  return counts;
}

std::vector<Met> RevocationBook::met() const {
  const std::lock_guard lock(mutex_);
  std::vector<Met> all;
  for (const auto& [key, met] : met_) all.push_back(met);
  return all;
}

}  // namespace sluis::security
