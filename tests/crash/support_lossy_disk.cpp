#include "tests/crash/support_lossy_disk.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdarg>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <string_view>

using namespace sluis::crash_test;

namespace {

constexpr std::size_t kSector = 512;

struct Record {
  std::string folder;
  std::mutex mutex;
  std::map<std::uint64_t, std::uint64_t> files;  // number in the file system, which gives it to another one later: number here
  std::uint64_t next = 1;
  std::uint64_t folder_number = 0;
  std::vector<DiskStep> steps;
};

std::atomic<Record*> recording{nullptr};

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

std::uint64_t number_of(int file) {
  struct stat found{};
  return ::fstat(file, &found) == 0 ? found.st_ino : 0;
}

// The record when this file is watched.
Record* watching(int file) {
  auto* record = recording.load();
  if (!record) return nullptr;
  const auto number = number_of(file);
  const std::lock_guard lock(record->mutex);
  return record->files.contains(number) || number == record->folder_number ? record : nullptr;
}

// The name inside the watched folder, "" when it is elsewhere or a memory map.
std::string name_in(const Record& record, std::string_view path) {
  if (!path.starts_with(record.folder + "/") || path.ends_with("-shm")) return {};
  return std::string(path.substr(record.folder.size() + 1));
}

int opened(const char* path, int flags, mode_t mode) {
  static const auto open_really = real<int (*)(const char*, int, ...)>("open64");
  auto* record = recording.load();
  const auto name = record ? name_in(*record, path) : std::string{};
  if (name.empty()) return open_really(path, flags, mode);
  const std::lock_guard lock(record->mutex);
  const int file = open_really(path, flags, mode);
  if (file < 0) return file;
  const auto [found, fresh] = record->files.try_emplace(number_of(file), record->next);
  const auto number = found->second;
  if (fresh) {
    ++record->next;
    record->steps.push_back({DiskStep::Kind::Name, number, 0, name, {}});
  }
  if (flags & O_TRUNC) record->steps.push_back({DiskStep::Kind::Resize, number, 0, {}, {}});
  return file;
}

ssize_t written(int file, const void* bytes, std::size_t size, std::int64_t at) {
  static const auto write_really = real<ssize_t (*)(int, const void*, std::size_t)>("write");
  static const auto pwrite_really = real<ssize_t (*)(int, const void*, std::size_t, std::int64_t)>("pwrite64");
  auto* record = watching(file);
  if (!record) return at < 0 ? write_really(file, bytes, size) : pwrite_really(file, bytes, size, at);
  const std::lock_guard lock(record->mutex);
  struct stat before{};
  ::fstat(file, &before);  // the gateway's own files are only ever appended to
  const auto done = at < 0 ? write_really(file, bytes, size) : pwrite_really(file, bytes, size, at);
  if (done > 0) {
    record->steps.push_back({DiskStep::Kind::Write, record->files.at(before.st_ino), at < 0 ? before.st_size : at,
                             std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(done)), {}});
  }
  return done;
}

int synced(int file, const char* how) {
  auto* record = watching(file);
  if (!record) return real<int (*)(int)>(how)(file);
  const auto number = number_of(file);
  const std::lock_guard lock(record->mutex);
  if (number == record->folder_number) record->steps.push_back({DiskStep::Kind::SyncFolder, 0, 0, {}, {}});
  else record->steps.push_back({DiskStep::Kind::Sync, record->files.at(number), 0, {}, {}});
  return 0;
}

int resized(int file, std::int64_t size) {
  static const auto resize_really = real<int (*)(int, std::int64_t)>("ftruncate64");
  auto* record = watching(file);
  if (!record) return resize_really(file, size);
  const std::lock_guard lock(record->mutex);
  const int done = resize_really(file, size);
  if (done == 0) record->steps.push_back({DiskStep::Kind::Resize, record->files.at(number_of(file)), size, {}, {}});
  return done;
}

}  // namespace

// Whichever of two names a caller was compiled for: `open` or, with large files, `open64`. The headers may turn one into the other, so the
// names are given to the linker.
#define SLUIS_BOTH_NAMES(result, name, parameters) \
  extern "C" result lossy_##name parameters asm(#name); \
  extern "C" result lossy_##name##64 parameters asm(#name "64");

SLUIS_BOTH_NAMES(int, open, (const char* path, int flags, ...))
SLUIS_BOTH_NAMES(ssize_t, pwrite, (int file, const void* bytes, std::size_t size, std::int64_t at))
SLUIS_BOTH_NAMES(int, ftruncate, (int file, std::int64_t size))

namespace {

mode_t mode_of(int flags, va_list rest) { return (flags & O_CREAT) ? va_arg(rest, mode_t) : 0; }

}  // namespace

extern "C" {

int lossy_open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = mode_of(flags, rest);
  va_end(rest);
  return opened(path, flags, mode);
}
int lossy_open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = mode_of(flags, rest);
  va_end(rest);
  return opened(path, flags, mode);
}
ssize_t lossy_pwrite(int file, const void* bytes, std::size_t size, std::int64_t at) { return written(file, bytes, size, at); }
ssize_t lossy_pwrite64(int file, const void* bytes, std::size_t size, std::int64_t at) { return written(file, bytes, size, at); }
int lossy_ftruncate(int file, std::int64_t size) { return resized(file, size); }
int lossy_ftruncate64(int file, std::int64_t size) { return resized(file, size); }
ssize_t write(int file, const void* bytes, std::size_t size) { return written(file, bytes, size, -1); }
int fsync(int file) { return synced(file, "fsync"); }
int fdatasync(int file) { return synced(file, "fdatasync"); }

int unlink(const char* path) noexcept {
  static const auto unlink_really = real<int (*)(const char*)>("unlink");
  auto* record = recording.load();
  const auto name = record ? name_in(*record, path) : std::string{};
  if (name.empty()) return unlink_really(path);
  const std::lock_guard lock(record->mutex);
  struct stat before{};
  const bool there = ::stat(path, &before) == 0;
  const int done = unlink_really(path);
  if (done == 0 && there) record->files.erase(before.st_ino);
  if (done == 0) record->steps.push_back({DiskStep::Kind::Unname, 0, 0, name, {}});
  return done;
}

int rename(const char* from, const char* to) noexcept {
  static const auto rename_really = real<int (*)(const char*, const char*)>("rename");
  auto* record = recording.load();
  const auto name = record ? name_in(*record, from) : std::string{};
  if (name.empty()) return rename_really(from, to);
  const std::lock_guard lock(record->mutex);
  const int done = rename_really(from, to);
  if (done == 0) record->steps.push_back({DiskStep::Kind::Rename, 0, 0, name, name_in(*record, to)});
  return done;
}

}  // extern "C"

namespace sluis::crash_test {

LossyDisk::LossyDisk(const std::string& folder) {
  auto* record = new Record;
  record->folder = folder;
  struct stat found{};
  if (::stat(folder.c_str(), &found) != 0) throw std::runtime_error(folder + " isn't there");
  record->folder_number = found.st_ino;
  if (recording.exchange(record)) throw std::logic_error("one lossy disk at a time");
}

LossyDisk::~LossyDisk() {
  if (running_) stop();
}

void LossyDisk::promise(std::int64_t number) {
  auto* record = recording.load();
  const std::lock_guard lock(record->mutex);
  record->steps.push_back({DiskStep::Kind::Promise, 0, number, {}, {}});
}

// Whoever used the folder must be gone by now.
std::vector<DiskStep> LossyDisk::stop() {
  running_ = false;
  auto* record = recording.exchange(nullptr);
  auto steps = std::move(record->steps);
  delete record;
  return steps;
}

namespace {

void put(std::string& content, std::size_t at, std::string_view bytes) {
  if (content.size() < at + bytes.size()) content.resize(at + bytes.size(), '\0');
  content.replace(at, bytes.size(), bytes);
}

using Names = std::map<std::string, std::uint64_t>;

void apply(Names& names, const DiskStep& step) {
  if (step.kind == DiskStep::Kind::Name) names[step.text] = step.file;
  if (step.kind == DiskStep::Kind::Unname) names.erase(step.text);
  if (step.kind == DiskStep::Kind::Rename) {
    names[step.other] = names[step.text];
    names.erase(step.text);
  }
}

struct File {
  std::string durable;
  std::vector<const DiskStep*> unsynced;

  void sync() {
    for (const auto* step : unsynced) {
      if (step->kind == DiskStep::Kind::Write) put(durable, static_cast<std::size_t>(step->at), step->text);
      else durable.resize(static_cast<std::size_t>(step->at), '\0');
    }
    unsynced.clear();
  }

  // What is left of it when each unsynced sector has this chance.
  std::string torn(double luck, std::mt19937_64& dice) const {
    std::bernoulli_distribution kept(luck);
    auto content = durable;
    for (const auto* step : unsynced) {
      if (step->kind == DiskStep::Kind::Resize) {
        if (kept(dice)) content.resize(static_cast<std::size_t>(step->at), '\0');
        continue;
      }
      const auto begin = static_cast<std::size_t>(step->at);
      for (std::size_t at = begin; at < begin + step->text.size();) {
        const auto end = std::min((at / kSector + 1) * kSector, begin + step->text.size());
        if (kept(dice)) put(content, at, std::string_view(step->text).substr(at - begin, end - at));
        at = end;
      }
    }
    return content;
  }
};

}  // namespace

AfterCut cut(const std::vector<DiskStep>& all, std::size_t steps, double luck, std::mt19937_64& dice) {
  std::map<std::uint64_t, File> files;
  Names names;
  std::vector<const DiskStep*> unsynced_names;
  AfterCut left;
  for (std::size_t i = 0; i < steps; ++i) {
    const auto& step = all[i];
    switch (step.kind) {
      case DiskStep::Kind::Write:
      case DiskStep::Kind::Resize: files[step.file].unsynced.push_back(&step); break;
      case DiskStep::Kind::Sync: files[step.file].sync(); break;
      case DiskStep::Kind::Promise: left.promises.push_back(step.at); break;
      case DiskStep::Kind::SyncFolder:
        for (const auto* change : unsynced_names) apply(names, *change);
        unsynced_names.clear();
        break;
      default: unsynced_names.push_back(&step);
    }
  }
  const auto lasting = static_cast<std::size_t>(luck * static_cast<double>(unsynced_names.size()) + 0.5);
  for (std::size_t i = 0; i < lasting; ++i) apply(names, *unsynced_names[i]);
  for (const auto& [name, number] : names) left.files[name] = files[number].torn(luck, dice);
  return left;
}

}  // namespace sluis::crash_test
