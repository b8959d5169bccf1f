#include "gateway/audit/trail_tree.hpp"

#include "gateway/audit/inclusion.hpp"
#include "gateway/audit/shown_record.hpp"
#include "gateway/core/calendar.hpp"

namespace sluis::audit {

Result<std::unique_ptr<TrailTree>> TrailTree::open(const std::string& trail, const core::Clock& clock, std::optional<native::PrivateKey> signer) {
  auto reader = HeadReader::open(heads_path_of(trail));
  if (!reader) return std::move(reader).error();
  auto heads = HeadsFile::open(heads_path_of(trail));
  if (!heads) return std::move(heads).error();
  auto tree = TreeFile::open(tree_path_of(trail), (*heads)->last() ? (*heads)->last()->size : 0);
  if (!tree) return std::move(tree).error();
  std::unique_ptr<TrailTree> opened(
      new TrailTree(clock, std::move(signer), std::move(*tree), std::move(*heads), HeadComparer(std::move(*reader))));
  if (auto started = opened->comparer_->start(); !started) return std::move(started).error();
  return opened;
}

Status TrailTree::add(std::string_view line) {
  if (auto added = tree_->add(leaf_hash(shown_form(line))); !added) return added;
  if (comparer_) return comparer_->at(tree_->frontier());
  return Done{};
}

Status TrailTree::flush() { return tree_->flush(); }

Status TrailTree::opened() {
  auto compared = comparer_->finish(tree_->frontier().size());
  comparer_.reset();
  if (!compared) return compared;
  return flush();
}

Result<TreeHead> TrailTree::make_head() {
  if (!signer_) return Fault(FaultId::TrailUnavailable, "no key signs the heads of the audit trail: set audit.identity or audit.key");
  const auto size = tree_->size();
  if (heads_->last() && heads_->last()->size == size) return *heads_->last();
  // A head speaks for the tree up to its size: that has to be there after a crash as well.
  if (auto durable = tree_->make_durable(); !durable) return std::move(durable).error();
  const auto root = tree_->root(size);
  if (!root) return root.error();
  auto head = signed_head(size, *root, clock_.now(), *signer_);
  if (!head) return head;
  if (auto kept = heads_->add(*head); !kept) return std::move(kept).error();
  return head;
}

void TrailTree::sign_with(std::optional<native::PrivateKey> signer) {
  const std::lock_guard lock(heads_mutex_);
  signer_ = std::move(signer);
}

Result<TreeHead> TrailTree::head() {
  const std::lock_guard lock(heads_mutex_);
  return make_head();
}

Result<bool> TrailTree::daily_head() {
  const std::lock_guard lock(heads_mutex_);
  if (!signer_) return false;
  const auto& last = heads_->last();
  if (last && core::brussels_date(last->at) == core::brussels_date(clock_.now())) return false;
  // A quiet day has its head too: it says that nothing was added.
  if (last && last->size == tree_->size()) {
    auto again = signed_head(last->size, *hash_from_text(last->root), clock_.now(), *signer_);
    if (!again) return std::move(again).error();
    if (auto kept = heads_->add(*again); !kept) return std::move(kept).error();
    return true;
  }
  const auto head = make_head();
  if (!head) return head.error();
  return true;
}

Result<std::string> TrailTree::proof(std::string_view line, std::int64_t leaf, const TreeHead& head) const {
  if (!may_be_shown(line) || leaf >= head.size) return std::string{};
  const auto path = tree_->path(leaf, head.size);
  if (!path) return path.error();
  return to_json(Inclusion{shown_form(line), leaf, head.size, *path, head});
}

}  // namespace sluis::audit
