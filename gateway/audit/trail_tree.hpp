#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/audit/heads_file.hpp"
#include "gateway/audit/tree_file.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::audit {

// The hash tree of a trail with its signed heads. add() and flush() belong to the one thread that writes the trail; the rest is
// thread-safe beside it.
class TrailTree final {
 public:
  // Without a signer no head is made and nothing can be proved. Faults: TrailUnavailable, TrailAltered.
  static Result<std::unique_ptr<TrailTree>> open(const std::string& trail, const core::Clock& clock, std::optional<native::PrivateKey> signer);

  // The next record, line by line from the genesis on.
  Status add(std::string_view line);
  Status flush();
  // After the last record that stood in the trail: the heads are those of this trail.
  Status opened();

  // Signs what the tree holds now and keeps the head; the last one again when nothing was added since. Fault: TrailUnavailable.
  Result<TreeHead> head();
  // Whose key signs from now on.
  void sign_with(std::optional<native::PrivateKey> signer);
  // The head of today (Brussels), unless it is there; false: nothing was to be done.
  Result<bool> daily_head();
  // That this line is record `leaf`: JSON for its patient (inclusion.hpp), "" when it must not leave the house.
  Result<std::string> proof(std::string_view line, std::int64_t leaf, const TreeHead& head) const;

 private:
  TrailTree(const core::Clock& clock, std::optional<native::PrivateKey> signer, std::unique_ptr<TreeFile> tree,
            std::unique_ptr<HeadsFile> heads, HeadComparer comparer)
      : clock_(clock), signer_(std::move(signer)), tree_(std::move(tree)), heads_(std::move(heads)), comparer_(std::move(comparer)) {}

  Result<TreeHead> make_head();

  const core::Clock& clock_;
  std::optional<native::PrivateKey> signer_;  // under heads_mutex_
  std::unique_ptr<TreeFile> tree_;
  std::mutex heads_mutex_;
  std::unique_ptr<HeadsFile> heads_;
  std::optional<HeadComparer> comparer_;  // until opened()
};

}  // namespace sluis::audit
