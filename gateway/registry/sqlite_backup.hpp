#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sluis::registry {

// What a registry file holds.
struct RegistryFacts {
  int schema = 0;
  std::int64_t registrations = 0;
  std::int64_t acts = 0;   // declarations and revocations
  std::int64_t owed = 0;   // items of the outbox that still wait
};

// A consistent copy of a registry file, durable when it returns; readers and writers go on meanwhile. `to` must not be there.
// Throws std::runtime_error with one clear line.
void copy_registry(const std::string& from, const std::string& to);

// Reads a copy that nobody writes, without changing a byte of its folder. Throws std::runtime_error: it is damaged, or no registry.
RegistryFacts facts_of_copy(const std::string& path);
// The correlation ids of all acts in it that came as an order; those that follow from the answer of a federal service have none.
void orders_in_copy(const std::string& path, const std::function<void(std::string_view correlation_id)>& seen);

// Path of the file that a registry.url names, "" when it names no file.
std::string registry_file_of(const std::string& url);

}  // namespace sluis::registry
