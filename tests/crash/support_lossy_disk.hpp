#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace sluis::crash_test {

// What happened to a file or to the folder, in the order in which it happened.
struct DiskStep {
  enum class Kind : std::uint8_t { Write, Resize, Sync, SyncFolder, Name, Unname, Rename, Promise };
  Kind kind{};
  std::uint64_t file = 0;  // its number, which stays when it is renamed
  std::int64_t at = 0;     // offset, new size, or number of the promise
  std::string text = {};   // bytes, or a name
  std::string other = {};  // new name of a Rename
};

// Records what this process does to the files of one folder: every write, cut, sync and change of a name. Nothing is synced for real; what a
// power cut would leave is worked out afterwards, for any moment. Stands between the programs' own code (and SQLite's) and the system's
// library: this program defines the calls, so that no other file system or privilege is needed.
class LossyDisk final {
 public:
  explicit LossyDisk(const std::string& folder);  // one at a time
  ~LossyDisk();

  void promise(std::int64_t number);  // something was acknowledged to somebody: it must survive every cut after this moment
  std::vector<DiskStep> stop();       // records nothing more

 private:
  bool running_ = true;
};

// What an unlucky disk kept.
struct AfterCut {
  std::map<std::string, std::string> files;  // name and content; memory maps (-shm) are gone
  std::vector<std::int64_t> promises;        // made before the cut
};

// The power goes after `steps` steps. Everything that was synced is there; of the rest each sector of each write (512 bytes) and each change
// of a size is there or not, names are there up to some change of the folder. `luck`: how much of the rest is kept, 0 to 1.
AfterCut cut(const std::vector<DiskStep>& all, std::size_t steps, double luck, std::mt19937_64& dice);

}  // namespace sluis::crash_test
