#pragma once

#include <optional>
#include <string>

#include "gateway/audit/file_handle.hpp"
#include "gateway/audit/merkle.hpp"
#include "gateway/core/result.hpp"

namespace sluis::audit {

// Reads the file of a tree from its start to where it ended when it was opened, to compare it node by node; memory of one buffer.
class TreeReader final {
 public:
  static Result<TreeReader> open(const std::string& path);  // an absent file has no nodes; TrailUnavailable
  // The next node of the tree has to be this one; nothing to compare when the file has ended. Faults: TrailAltered, TrailUnavailable.
  Status compare(const Hash& node);
  bool has_more() const { return compared_ < nodes_; }

 private:
  TreeReader(std::string path, std::optional<FileHandle> file, std::int64_t nodes)
      : path_(std::move(path)), file_(std::move(file)), nodes_(nodes) {}
  Status load();

  std::string path_;
  std::optional<FileHandle> file_;
  std::int64_t nodes_;
  std::int64_t compared_ = 0;
  std::string buffer_;
  std::size_t at_ = 0;
};

}  // namespace sluis::audit
