#include "adapters/simulator_kit/key_store.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "adapters/simulator_kit/files.hpp"

namespace sluis::sandbox {
namespace {

using native::PrivateKey;

constexpr int kBits = 2048;

// A stored key that is not what it should be is made anew.
PrivateKey take_key(std::size_t number, const std::string& folder) {
  if (folder.empty()) return PrivateKey::generate_rsa(kBits);
  const auto path = folder + "/" + std::to_string(number) + ".key";
  if (std::filesystem::exists(path)) {
    auto stored = PrivateKey::load(path);
    if (stored && stored->kind() == native::KeyKind::Rsa && stored->public_key().bits() == kBits)
      return std::move(*stored);
  }
  auto made = PrivateKey::generate_rsa(kBits);
  write_file_at_once(path, made.pem());
  return made;
}

}  // namespace

std::vector<PrivateKey> take_keys(std::size_t count, const std::string& folder) {
  if (!folder.empty()) make_folder(folder, true);
  std::vector<std::optional<PrivateKey>> made(count);
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex mutex;
  const auto work = [&] {
    try {
      for (auto i = next++; i < count; i = next++) made[i] = take_key(i, folder);
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> workers;
    for (auto n = std::max(1U, std::thread::hardware_concurrency()); n > 0; --n) workers.emplace_back(work);
  }
  if (failure) std::rethrow_exception(failure);
  std::vector<PrivateKey> keys;
  for (auto& key : made) keys.push_back(std::move(*key));
  return keys;
}

}  // namespace sluis::sandbox
