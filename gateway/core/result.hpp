#pragma once

#include <utility>
#include <variant>

#include "gateway/core/fault.hpp"

namespace sluis::core {

// A value or a Fault: what a message or a peer can cause is returned, not thrown.
// Member names are those of std::expected, so that moving to it is one alias.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Fault fault) : state_(std::in_place_index<1>, std::move(fault)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Fault& error() const& { return std::get<1>(state_); }
  Fault&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Fault> state_;
};

struct Done {};
using Status = Result<Done>;

}  // namespace sluis::core

namespace sluis {
using core::Done;
using core::Result;
using core::Status;
}  // namespace sluis
