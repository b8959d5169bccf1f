#include "gateway/transport/admission.hpp"

#include <algorithm>
#include <cmath>

namespace sluis::transport {
namespace {

using Span = Admission::Span;

constexpr std::size_t kRemembered = 256;
constexpr std::size_t kCountAgain = 8;    // new ones before the percentile is worked out anew
constexpr std::size_t kEnough = 20;       // before that many the percentile means nothing
constexpr double kUnit = 4096;            // bytes that count as much as a request itself
constexpr double kNewest = 0.05;          // weight of the newest in a moving mean
constexpr std::size_t kPaths = 64;        // a stranger may ask for any number of paths
constexpr Span kShortest{2'000};
constexpr Span kUnknown{200'000};
constexpr int kTimesMean = 2;             // until there were enough of those
// A crowd that comes at once and not for long is let in, as long as nobody in it waits much.
constexpr std::chrono::milliseconds kBurstAge{100};
constexpr Span kBurstWait{50'000};
constexpr int kBurstRequests = 8;         // or so many times what a request takes, when that is longer
constexpr std::int64_t kMostSeconds = 60;

double units(std::size_t bytes) { return 1 + static_cast<double>(bytes) / kUnit; }

void blend(double& mean, double newest) { mean = mean == 0 ? newest : mean + kNewest * (newest - mean); }

Span span_of(double microseconds) { return Span(static_cast<Span::rep>(microseconds)); }

}  // namespace

void Percentile::add(std::chrono::microseconds took) {
  if (all_.size() < kRemembered) {
    all_.push_back(took);
  } else {
    all_[next_ % kRemembered] = took;
  }
  if (++next_ % kCountAgain != 0) return;
  auto sorted = all_;
  const auto at = sorted.begin() + static_cast<std::ptrdiff_t>((sorted.size() * 99) / 100);
  std::nth_element(sorted.begin(), at, sorted.end());
  value_ = *at;
}

Admission::Admission(std::size_t workers, std::size_t queue, Span longest_wait)
    : workers_(static_cast<std::int64_t>(workers)), queue_(queue), fixed_(longest_wait) {}

Admission::Load Admission::load_of(const std::string& path, std::size_t bytes) const {
  const auto known = per_unit_.find(path);
  return {path, bytes, span_of(known == per_unit_.end() ? mean_ : known->second * units(bytes)), false};
}

Span Admission::wait() const { return (waiting_work_ + running_work_ / 2) / workers_; }

Span Admission::longest_wait() const {
  if (fixed_ > Span{0}) return fixed_;
  if (at_once_.count() >= kEnough) return std::max(kShortest, at_once_.value());
  return mean_ > 0 ? std::max(kShortest, kTimesMean * span_of(mean_)) : kUnknown;
}

Span Admission::burst() const { return std::max(kBurstWait, kBurstRequests * span_of(mean_)); }

Admission::Verdict Admission::judge(Time now) {
  turn_to(now);
  const auto free = static_cast<std::size_t>(workers_) - std::min(running_, static_cast<std::size_t>(workers_));
  if (waiting_ == 0) last_empty_ = now;
  auto verdict = Verdict::TooLong;
  if (waiting_ >= queue_ + free) {
    verdict = Verdict::QueueFull;
  } else if (waiting_ < static_cast<std::size_t>(workers_) + free) {
    verdict = Verdict::Welcome;  // one for each worker: who is free next has something to do
  } else if (wait() <= longest_wait() || (now - last_empty_ <= kBurstAge && wait() <= burst() && fixed_ == Span{0})) {
    verdict = Verdict::Welcome;
  }
  if (verdict != Verdict::Welcome) ++now_.refused;
  return verdict;
}

void Admission::came(Load& load, Time now) {
  // In a crowd a worker may be free for a moment, but what it then takes is what the crowd makes of it.
  load.at_once = waiting_ == 0 && running_ < static_cast<std::size_t>(workers_) && now_.refused == 0 && before_.refused == 0;
  if (waiting_ == 0) last_empty_ = now;
  ++waiting_;
  waiting_work_ += load.work;
}

void Admission::began(const Load& load, Time now) {
  waiting_work_ -= load.work;
  if (--waiting_ == 0) last_empty_ = now;
  ++running_;
  running_work_ += load.work;
}

void Admission::ended(const Load& load, Span took, Time now) {
  turn_to(now);
  ++now_.served;
  --running_;
  running_work_ -= load.work;
  const auto microseconds = static_cast<double>(took.count());
  blend(mean_, microseconds);
  const bool known = per_unit_.contains(load.path) || per_unit_.size() < kPaths;
  if (known) blend(per_unit_[load.path], microseconds / units(load.bytes));
  if (load.at_once) at_once_.add(took);
}

void Admission::turn_to(Time now) {
  const auto second = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
  if (second == now_.number) return;
  before_ = second == now_.number + 1 ? now_ : Second{};
  now_ = {second, 0, 0};
}

int Admission::retry_after(Time now) {
  turn_to(now);
  const auto waiting = std::chrono::ceil<std::chrono::seconds>(wait()).count();
  const auto crowd = before_.refused / std::max<std::int64_t>(1, before_.served);
  return static_cast<int>(std::clamp<std::int64_t>(std::max<std::int64_t>(1, waiting) + crowd, 1, kMostSeconds));
}

}  // namespace sluis::transport
