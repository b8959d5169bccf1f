#include "gateway/decision/policy_book.hpp"

#include <algorithm>
#include <stdexcept>

namespace sluis::decision {
namespace {

using Shared = std::shared_ptr<const Policy>;

constexpr std::size_t kAtHand = 8;
constexpr std::size_t kLongestTable = 200'000;
constexpr std::size_t kLongestLine = 2'000;  // a cell is matched against a pattern: its length is bounded

Fault refused(const std::string& why) { return Fault(FaultId::QuestionRefused, why).tell_caller(why); }

// "" when it can be read safely.
std::string trouble_of(const std::string& name, const std::string& text) {
  if (text.size() > kLongestTable) return name + ": expected at most 200000 bytes";
  int line = 1;
  for (std::size_t at = 0; at <= text.size(); ++line) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (end - at > kLongestLine) return name + ":" + std::to_string(line) + ": expected at most 2000 bytes in a line";
    at = end + 1;
  }
  return {};
}

}  // namespace

PolicyBook::PolicyBook(const Sources& sources, const std::string& folder, core::Instant now)
    : archive_(sources.archive), tables_(tables_in(folder)) {
  PolicyTexts texts(folder);
  current_ = std::make_shared<const Policy>(Policy::read(texts));
  if (sources.digest == nullptr) return;
  digest_ = sources.digest(canonical_text(texts.files()));
  if (archive_ == nullptr) return;
  if (auto kept = archive_->keep(spi::PolicyVersion{digest_, now, texts.take()}); !kept) {
    throw std::runtime_error(folder + ": the tables can't be kept: " + kept.error().log_text());
  }
}

Shared PolicyBook::known(const spi::PolicyVersion& version) const {
  if (version.digest == digest_) return current_;
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(read_, version.digest, [](const auto& entry) { return entry.first; });
  if (found != read_.end()) {
    std::rotate(found, found + 1, read_.end());
    return read_.back().second;
  }
  PolicyTexts texts(version.files);
  Shared policy;
  try {
    policy = std::make_shared<const Policy>(Policy::read(texts));
  } catch (const std::exception&) {
    // Tables of a time whose columns today's rules no longer know: as good as not kept.
  }
  if (read_.size() == kAtHand) read_.erase(read_.begin());
  read_.emplace_back(version.digest, policy);
  return policy;
}

Result<Shared> PolicyBook::at(core::Instant moment) const {
  if (archive_ == nullptr) return Shared{};
  const auto version = archive_->policy_at(moment);
  if (!version) return version.error();
  return *version ? known(**version) : Shared{};
}

Result<Shared> PolicyBook::with(const std::string& digest, const Tables& tables) const {
  if (archive_ == nullptr) return Shared{};
  return replaced(archive_->policy(digest), tables);
}

Result<Shared> PolicyBook::with(core::Instant moment, const Tables& tables) const {
  if (archive_ == nullptr) return Shared{};
  return replaced(archive_->policy_at(moment), tables);
}

Result<Shared> PolicyBook::replaced(Result<Version> version, const Tables& tables) const {
  for (const auto& [name, text] : tables) {
    if (std::ranges::find(tables_, name) == tables_.end()) return refused("tables: expected names of tables like roles.table");
    if (const auto trouble = trouble_of(name, text); !trouble.empty()) return refused(trouble);
  }
  if (!version) return std::move(version).error();
  if (!*version) return Shared{};
  if (tables.empty()) return known(**version);
  auto files = std::move((**version).files);
  for (const auto& [name, text] : tables) {
    // A whole folder may be sent: what the rules of decisions don't read changes nothing.
    if (const auto own = files.find(name); own != files.end()) own->second = text;
  }
  PolicyTexts texts(std::move(files));
  try {
    return std::make_shared<const Policy>(Policy::read(texts));
  } catch (const std::exception& error) {
    return refused(error.what());
  }
}

}  // namespace sluis::decision
