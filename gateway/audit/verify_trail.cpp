#include "gateway/audit/verify_trail.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "gateway/audit/file_handle.hpp"
#include "gateway/audit/heads_file.hpp"
#include "gateway/audit/shown_record.hpp"
#include "gateway/audit/tree_reader.hpp"

namespace sluis::audit {
namespace {

// What is wrong goes into the verdict; that a file can't be read is a fault.
Status note(Status status, std::string& wrong, std::optional<Fault>& failure) {
  if (status) return status;
  if (status.error().id() == FaultId::TrailAltered) wrong = status.error().log_text();
  else failure = status.error();
  return status;
}

// Goes along with the scan of the trail.
class Companions final {
 public:
  Companions(TreeReader tree, HeadComparer heads, const TrailAnchors& anchors)
      : tree_(std::move(tree)), heads_(std::move(heads)), anchors_(anchors) {
    if (anchors.key) heads_.judge = [this](const TreeHead& head) { return wrong_with(head, *anchors_.key); };
  }

  void start() { heads_good_ = static_cast<bool>(note(heads_.start(), bad_head, failure)); }

  void take(std::string_view line, std::string_view hash) {
    anchored_ = anchored_ || (anchors_.last_hash && hash == *anchors_.last_hash);
    frontier_.add(leaf_hash(shown_form(line)), [this](const Hash& node) {
      if (tree_good_) tree_good_ = static_cast<bool>(note(tree_.compare(node), bad_tree, failure));
    });
    if (heads_good_) heads_good_ = static_cast<bool>(note(heads_.at(frontier_), bad_head, failure));
    if (anchors_.head && anchors_.head->size == frontier_.size()) held_ = anchors_.head->root == to_text(frontier_.root());
  }

  void finish() {
    if (heads_good_) heads_good_ = static_cast<bool>(note(heads_.finish(frontier_.size()), bad_head, failure));
    if (tree_good_ && tree_.has_more()) bad_tree = "the tree holds more than the trail: the trail was cut at its end";
    if (anchors_.head && bad_head.empty()) bad_head = wrong_with_anchor();
  }

  bool lost_anchor() const { return anchors_.last_hash && !anchored_; }
  std::int64_t heads() const { return heads_.heads(); }

  std::string bad_tree;
  std::string bad_head;
  std::optional<Fault> failure;

 private:
  std::string wrong_with_anchor() const {
    const auto& head = *anchors_.head;
    if (const auto wrong = anchors_.key ? wrong_with(head, *anchors_.key) : std::string{}; !wrong.empty()) return "the head that was given: " + wrong;
    if (held_.value_or(false)) return {};
    const auto records = std::to_string(head.size);
    return held_ ? "the head that was given: the " + records + " records that it speaks of are not those of this trail"
                 : "the head that was given speaks of " + records + " records, the trail has " + std::to_string(frontier_.size());
  }

  TreeReader tree_;
  HeadComparer heads_;
  const TrailAnchors& anchors_;
  Frontier frontier_;
  bool anchored_ = false;
  bool tree_good_ = true;
  bool heads_good_ = true;
  std::optional<bool> held_;
};

}  // namespace

Result<TrailVerdict> verify_trail(const std::string& path, const TrailAnchors& anchors) {
  // Tree and heads are looked at as they are now: the trail that is read after them holds at least what they speak of.
  auto tree = TreeReader::open(tree_path_of(path));
  if (!tree) return std::move(tree).error();
  auto heads = HeadReader::open(heads_path_of(path));
  if (!heads) return std::move(heads).error();
  const auto file = FileHandle::open_to_read(path);
  if (!file) return Fault(FaultId::TrailUnavailable, path + " can't be opened: " + std::strerror(errno));
  Companions companions(std::move(*tree), HeadComparer(std::move(*heads)), anchors);
  companions.start();
  auto scan = scan_trail(file.number(), [&](std::string_view line, std::string_view hash, std::int64_t) { companions.take(line, hash); });
  if (!scan) return std::move(scan).error();
  TrailVerdict verdict{scan->records, scan->last_hash, scan->bad, 0, anchors.key.has_value(), {}, {}};
  const auto refuse = [&](const char* why) { verdict.bad = BadRecord{scan->records, scan->records + 1, scan->size, why}; };
  if (verdict.bad) return verdict;
  companions.finish();
  if (companions.failure) return *companions.failure;
  if (!scan->torn.empty()) {
    refuse("it is unfinished: it has no line end");
  } else if (scan->records == 0) {
    refuse("the trail is empty: not even its genesis is there");
  } else if (companions.lost_anchor()) {
    refuse("the record with the expected hash is missing: the trail was cut at its end, or is another one");
  }
  verdict.bad_tree = companions.bad_tree;
  verdict.bad_head = companions.bad_head;
  verdict.heads = companions.heads();
  return verdict;
}

}  // namespace sluis::audit
