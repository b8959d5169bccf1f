#pragma once

#include <cstdint>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sluis::audit {

// What a record is found by.
enum class IndexKey : std::uint8_t { Patient, Party, Document };

// Where the records about a patient, by a party or of a document stand. Sixteen bytes a record and key, and no number: the key is a hash
// of it, so that what it finds still has to be compared.
class TrailIndex final {
 public:
  // All keys of a line of the trail: its patient, its caller, the person behind the counter, its document.
  void add_line(std::string_view line, std::int64_t offset);
  std::vector<std::int64_t> newest_first(IndexKey key, std::string_view value) const;

 private:
  void add(IndexKey key, std::string_view value, std::int64_t offset);

  struct Entry {
    std::int64_t offset;
    std::uint32_t before;  // the entry before it with the same key, counted from 1; 0: none
  };
  std::unordered_map<std::uint64_t, std::uint32_t> last_;
  std::deque<Entry> entries_;
};

}  // namespace sluis::audit
