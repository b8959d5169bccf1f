#pragma once

#include <chrono>

#include "gateway/core/clock.hpp"
#include "gateway/core/log.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/core/random.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"
#include "gateway/spi/glass_reviews.hpp"

namespace sluis::path {

// Break-the-glass has consequences: a use is stored with its reason before anything is asked of a source, the patient is notified, a
// reviewer has to judge it in time, and when he doesn't that is told on.
class GlassGuard final {
 public:
  // `deadline`: how long a reviewer has. All outlive this.
  GlassGuard(spi::GlassReviews& reviews, const core::Clock& clock, core::Random& random, core::Log& log, core::Metrics& metrics,
             std::chrono::hours deadline);

  // Whether this is a look-up or fetch that a permitted decision opened by break-the-glass. A mere question is none.
  static bool is_use(const model::Order& order, const model::Decision& decision);
  // Stores the use, or joins it to the box that holds; the decision then ends with the box. Fault RegistryUnavailable: nothing may be
  // looked at.
  Status use(const model::Order& order, model::Decision& decision) const;
  // Counts a reason that was refused.
  void count_refusal(const model::Order& order, const model::Decision& decision) const;
  // Reviews that nobody judged in time: marked, logged and counted, each once. Called now and then.
  void escalate() const;

 private:
  void count(const char* outcome) const;
  void show_open() const;

  spi::GlassReviews& reviews_;
  const core::Clock& clock_;
  core::Random& random_;
  core::Log& log_;
  core::Metrics& metrics_;
  const std::chrono::hours deadline_;
};

}  // namespace sluis::path
