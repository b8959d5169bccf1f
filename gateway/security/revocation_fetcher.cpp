#include "gateway/security/revocation_fetcher.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/native/digest.hpp"

namespace sluis::security {
namespace {

namespace fs = std::filesystem;

constexpr int kThreads = 3;                        // one that hangs doesn't hold up the others
constexpr std::chrono::seconds kLookAgain{1};
constexpr std::size_t kMostAddresses = 64;         // of lists, that certificates name
constexpr std::size_t kLargestAnswer = 64 * 1024;  // of a responder

std::optional<std::string> contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Fault bad_status(int status) { return Fault(FaultId::NetworkAnswerRefused, "HTTP status " + std::to_string(status)); }

}  // namespace

RevocationFetcher::RevocationFetcher(RevocationBook& book, FetchSettings settings, const FetchParts& parts)
    : book_(book), settings_(std::move(settings)), parts_(parts),
      fetched_(parts.metrics.counter("sluis_revocation_fetches_total", "Revocation lists and answers fetched")),
      failed_(parts.metrics.counter("sluis_revocation_fetch_failures_total", "Revocation lists and answers that could not be had or believed")) {
  for (const auto& file : settings_.files) sources_.push_back({file, true, {}, false, {}});
  for (const auto& url : settings_.urls) sources_.push_back({url, false, {}, false, {}});
  for (const auto& source : sources_) book_.expect_list(source.where);
  if (!settings_.cache.empty()) read_cache();
}

RevocationFetcher::~RevocationFetcher() { stop(); }

void RevocationFetcher::start() {
  if (!book_.rules().any_source || !threads_.empty()) return;
  book_.fetching(true, [this](const std::string& address) { add_address(address); },
                 [this] {
                   {
                     const std::lock_guard lock(mutex_);
                     wake_ = true;
                   }
                   woken_.notify_all();
                 });
  for (int i = 0; i < kThreads; ++i) threads_.emplace_back([this] { rounds(); });
}

void RevocationFetcher::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  book_.fetching(false);
}

void RevocationFetcher::rounds() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const bool worked = one();
    lock.lock();
    if (!worked) woken_.wait_for(lock, kLookAgain, [this] { return stopping_ || wake_; });
    wake_ = false;
  }
}

int RevocationFetcher::look() {
  int done = 0;
  while (one()) ++done;
  return done;
}

// What is due later than a whole round was planned before the clock was set back.
bool RevocationFetcher::one() {
  const auto now = parts_.clock.now();
  std::optional<Source> chosen;
  {
    const std::lock_guard lock(mutex_);
    const auto due = std::ranges::find_if(sources_, [&](const auto& s) { return !s.under_way && (s.again <= now || s.again > now + settings_.every); });
    if (due != sources_.end()) {
      due->under_way = true;
      chosen = *due;
    }
  }
  if (chosen) {
    fetch_list(*chosen);
    return true;
  }
  const auto questions = book_.due(now, 1);
  for (const auto& question : questions) ask(question);
  return !questions.empty();
}

void RevocationFetcher::add_address(const std::string& address) {
  {
    const std::lock_guard lock(mutex_);
    const bool known = std::ranges::any_of(sources_, [&](const auto& s) { return s.where == address; });
    if (known || sources_.size() >= kMostAddresses) return;
    sources_.push_back({address, false, {}, false, {}});
    wake_ = true;
  }
  book_.expect_list(address);
  woken_.notify_all();
}

void RevocationFetcher::fetch_list(const Source& source) {
  const auto now = parts_.clock.now();
  const auto brought = bring(source, now);
  const auto why = brought ? std::string() : brought.error().log_text();
  {
    const std::lock_guard lock(mutex_);
    for (auto& one : sources_) {
      if (one.where != source.where) continue;
      one.under_way = false;
      one.failure = why;
      one.again = now + (brought ? settings_.every : std::min(settings_.every, settings_.retry));
    }
  }
  if (!brought) book_.expect_list(source.where, true);
  (brought ? fetched_ : failed_).add();
  tell(source.where, why);
}

Status RevocationFetcher::bring(const Source& source, core::Instant now) {
  std::string bytes;
  if (source.file) {
    auto read = contents(source.where);
    if (!read) return Fault(FaultId::KeyUnreadable, "can't be read");
    bytes = *std::move(read);
  } else {
    auto reply = call(source.where, "", "");
    if (!reply) return std::move(reply).error();
    if (reply->status != 200) return bad_status(reply->status);
    bytes = std::move(reply->body);
  }
  auto lists = native::RevocationList::all_from(bytes);
  if (!lists) return std::move(lists).error();
  for (std::size_t i = 0; i < lists->size(); ++i) {
    const auto name = i == 0 ? source.where : source.where + "#" + std::to_string(i + 1);
    if (auto kept = book_.keep_list((*lists)[i], name, now); !kept) return kept;
  }
  if (!source.file) keep(cache_file("list", source.where), bytes);
  return Done{};
}

void RevocationFetcher::ask(const RevocationBook::Question& question) {
  const auto now = parts_.clock.now();
  if (question.first) {
    if (const auto kept = kept_answer(question, now)) {
      book_.keep_answer(question, kept, now, now);
      return;  // due again at once: this time outside
    }
  }
  const auto answer = answer_to(question, now);
  const auto again = now + (answer ? settings_.every : std::min(settings_.every, settings_.retry));
  book_.keep_answer(question, answer ? std::optional(*answer) : std::nullopt, now, again);
  (answer ? fetched_ : failed_).add();
  tell(question.responder, answer ? "" : answer.error().log_text());
}

Result<native::OcspAnswer> RevocationFetcher::answer_to(const RevocationBook::Question& question, core::Instant now) {
  const auto request = native::make_ocsp_request(question.certificate, question.issuer);
  if (!request) return request.error();
  const auto reply = call(question.responder, "application/ocsp-request", *request);
  if (!reply) return reply.error();
  if (reply->status != 200) return bad_status(reply->status);
  if (reply->body.size() > kLargestAnswer) return Fault(FaultId::NetworkAnswerRefused, "OCSP answer: too large");
  auto answer = native::read_ocsp_answer(reply->body, question.certificate, question.issuer, *request, now);
  if (!answer) return answer;
  if (answer->this_update > now + book_.rules().early) return Fault(FaultId::NetworkAnswerRefused, "OCSP answer: it is of the future");
  if (fresh_until(answer->this_update, answer->next_update, book_.rules().answer_oldest) <= now)
    return Fault(FaultId::NetworkAnswerRefused, "OCSP answer: it is not fresh");
  keep(cache_file("answer", question.certificate.fingerprint()), reply->body);
  return answer;
}

std::optional<native::OcspAnswer> RevocationFetcher::kept_answer(const RevocationBook::Question& question, core::Instant now) const {
  if (settings_.cache.empty()) return std::nullopt;
  const auto bytes = contents(cache_file("answer", question.certificate.fingerprint()));
  if (!bytes) return std::nullopt;
  const auto answer = native::read_ocsp_answer(*bytes, question.certificate, question.issuer, "", now);
  return answer ? std::optional(*answer) : std::nullopt;
}

Result<spi::WireReply> RevocationFetcher::call(const std::string& url, const std::string& type, const std::string& body) {
  spi::WireRequest request;
  request.url = url;
  request.content_type = type;
  request.body = body;
  request.deadline = std::chrono::steady_clock::now() + settings_.time_limit;
  request.trusted_roots = settings_.trusted_roots;
  request.network = "revocation";
  return parts_.wire.post(request);
}

std::string RevocationFetcher::cache_file(const std::string& kind, const std::string& key) const {
  return settings_.cache + "/" + kind + "-" + native::sha256_hex(key) + (kind == "list" ? ".crl" : ".ocsp");
}

// A cache that can't be written costs what it is for, and nothing else.
void RevocationFetcher::keep(const std::string& path, const std::string& bytes) {
  if (settings_.cache.empty()) return;
  std::ostringstream part;
  part << path << "." << std::this_thread::get_id();
  std::ofstream out(part.str(), std::ios::binary);
  out << bytes;
  out.close();
  std::error_code failed;
  if (!out.fail()) fs::rename(part.str(), path, failed);
  tell(settings_.cache, out.fail() ? "can't be written" : failed ? failed.message() : "");
}

// Lists at once; answers when their certificates are shown again. What is too old to be of use is removed.
void RevocationFetcher::read_cache() {
  std::error_code failed;
  fs::create_directories(settings_.cache, failed);
  const auto now = parts_.clock.now();
  for (const auto& source : sources_) {
    if (source.file) continue;
    const auto bytes = contents(cache_file("list", source.where));
    if (!bytes) continue;
    auto lists = native::RevocationList::all_from(*bytes);
    if (lists && !lists->empty() && !book_.keep_list(lists->front(), source.where, now)) tell(settings_.cache, "a list in it can't be believed");
  }
  for (const auto& entry : fs::directory_iterator(settings_.cache, failed)) {
    std::error_code gone;
    const auto age = fs::file_time_type::clock::now() - fs::last_write_time(entry.path(), gone);
    if (!gone && entry.path().extension() == ".ocsp" && age > book_.rules().answer_oldest + book_.rules().accept_late) fs::remove(entry.path(), gone);
  }
}

// A line when a source begins to fail and one when it is well again; the metric counts every failure.
void RevocationFetcher::tell(const std::string& source, const std::string& failure) {
  bool changed = false;
  {
    const std::lock_guard lock(mutex_);
    changed = failure.empty() ? failing_.erase(source) > 0 : failing_.insert(source).second;
  }
  if (!changed) return;
  if (failure.empty()) parts_.log.info("revocation_source_well_again", {{"source", source}});
  else parts_.log.warning("revocation_source_failed", {{"source", source}, {"why", failure}});
}

std::vector<RevocationFetcher::Source> RevocationFetcher::sources() const {
  const std::lock_guard lock(mutex_);
  return sources_;
}

}  // namespace sluis::security
