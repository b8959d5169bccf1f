#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "gateway/audit/file_handle.hpp"
#include "gateway/audit/tree_head.hpp"

namespace sluis::audit {

// Where a trail's tree and its signed heads stand: /var/lib/sluis/trail.jsonl has trail.tree and trail.heads beside it.
std::string tree_path_of(const std::string& trail);
std::string heads_path_of(const std::string& trail);

// A line of the file of heads; head is empty when the line is none.
struct HeadLine {
  std::int64_t line = 0;  // from 1
  std::optional<TreeHead> head;
};

// Reads the heads one after the other, oldest first; memory of one. An absent file has none.
class HeadReader final {
 public:
  static Result<HeadReader> open(const std::string& path);  // TrailUnavailable
  Result<std::optional<HeadLine>> next();                   // nullopt at the end
  // Bytes of the whole lines that were read, and of what stands behind the last line end.
  std::int64_t read_bytes() const { return read_; }
  std::int64_t torn_bytes() const { return torn_; }

 private:
  HeadReader(std::string path, std::optional<FileHandle> file) : path_(std::move(path)), file_(std::move(file)) {}
  std::string path_;
  std::optional<FileHandle> file_;
  std::string buffer_;
  std::int64_t line_ = 0;
  std::int64_t read_ = 0;
  std::int64_t torn_ = 0;
};

// The heads of a trail that is being written. Not for several threads at once.
class HeadsFile final {
 public:
  // Faults: TrailUnavailable; TrailAltered when a line is no head, or heads don't grow.
  static Result<std::unique_ptr<HeadsFile>> open(const std::string& path);
  const std::optional<TreeHead>& last() const { return last_; }
  Status add(const TreeHead& head);  // durable when it returns

 private:
  HeadsFile(std::string path, FileHandle file) : path_(std::move(path)), file_(std::move(file)) {}
  std::string path_;
  FileHandle file_;
  std::int64_t size_ = 0;
  std::optional<TreeHead> last_;
  bool torn_ = false;  // behind size_ may stand a part of a head that was given to nobody
};

// Compares heads with a tree while it grows: each has to have the tree's root at its size, and none may be smaller than the one before.
class HeadComparer final {
 public:
  explicit HeadComparer(HeadReader reader) : reader_(std::move(reader)) {}
  Status start();                          // reads the first one
  // After each leaf: looks at the heads of this size. Faults: TrailUnavailable; TrailAltered naming line and reason.
  Status at(const Frontier& frontier);
  // What is true when nothing more comes: heads that speak of more records than `size` are reported.
  Status finish(std::int64_t size);
  std::int64_t heads() const { return heads_; }
  std::function<std::string(const TreeHead&)> judge = {};  // "" = fine; more that has to hold of each

 private:
  Status advance();
  HeadReader reader_;
  std::optional<HeadLine> waiting_;
  std::int64_t heads_ = 0;
};

}  // namespace sluis::audit
