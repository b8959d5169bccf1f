#pragma once

#include <cstdint>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sluis::audit {

// Where the records about a patient stand. Sixteen bytes a record, and no patient number: the key is a hash of it, so that what it
// finds still has to be compared.
class PatientIndex final {
 public:
  void add(std::string_view patient, std::int64_t offset);
  std::vector<std::int64_t> newest_first(std::string_view patient) const;

 private:
  struct Entry {
    std::int64_t offset;
    std::uint32_t before;  // the entry before it with the same key, counted from 1; 0: none
  };
  std::unordered_map<std::uint64_t, std::uint32_t> last_;
  std::deque<Entry> entries_;
};

}  // namespace sluis::audit
