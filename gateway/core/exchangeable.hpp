#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace sluis::core {

// A value that many threads read and that is now and then put in the place of another as a whole. Who has taken one keeps it as long
// as he holds it, whatever comes after. Never empty unless made so. Thread-safe.
template <class T>
class Exchangeable final {
 public:
  explicit Exchangeable(std::shared_ptr<const T> first = nullptr) : current_(std::move(first)) {}

  std::shared_ptr<const T> get() const {
    const std::lock_guard lock(mutex_);
    return current_;
  }
  // Gives the one that stood there.
  std::shared_ptr<const T> exchange(std::shared_ptr<const T> next) {
    const std::lock_guard lock(mutex_);
    return std::exchange(current_, std::move(next));
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const T> current_;
};

}  // namespace sluis::core
