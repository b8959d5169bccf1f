#include "adapters/hub/simulator/document_names.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "adapters/hub/simulator/hub_reading.hpp"

namespace sluis::sandbox::hub {
namespace {

struct VaultType {
  std::string_view category, list, node;
};

constexpr VaultType kTypes[] = {
    {"medicationscheme", "medicationscheme", "medication-scheme"},
    {"sumehr", "sumehr", "sumehr"},
    {"vaccination", "vaccination", "vaccination"},
    {"population-based-screening", "populationbasedscreeningscheme", "population-based-screening"},
    {"child-prevention", "childrecord", "child-prevention"},
    {"diarynote", "diarynote", "diary-note"},
};

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (auto at = text.find('/'); at != std::string::npos; at = text.find('/', from)) {
    parts.push_back(text.substr(from, at - from));
    from = at + 1;
  }
  parts.push_back(text.substr(from));
  return parts;
}

std::optional<int> version_of(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0 ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string name_in_lists(const HubIdentity& identity, const std::string& category) {
  for (const auto& type : kTypes) {
    if (identity.vitalink && type.category == category) return std::string(type.list);
  }
  return category;
}

std::string category_named(const HubIdentity& identity, const std::string& name) {
  for (const auto& type : kTypes) {
    if (identity.vitalink && type.list == name) return std::string(type.category);
  }
  return name;
}

std::optional<std::string> node_for(const std::string& category) {
  for (const auto& type : kTypes) {
    if (type.category == category) return std::string(type.node);
  }
  return std::nullopt;
}

std::string category_of_node(const std::string& node) {
  for (const auto& type : kTypes) {
    if (type.node == node && node != kSchemeNode) return std::string(type.category);
  }
  return {};
}

std::optional<EntryName> entry_name(const std::string& base, const std::string& id) {
  if (!id.starts_with(base + "/")) return std::nullopt;
  const auto parts = split(id.substr(base.size() + 1));
  if (parts.size() == 1 && parts[0] == "new") return EntryName{EntryName::Form::New, "", 0};
  const bool update = parts.size() == 3 && parts[1] == "new";
  if ((parts.size() != 2 && !update) || parts[0].empty() || parts[0] == "new") return std::nullopt;
  const auto version = version_of(parts.back());
  if (!version) return std::nullopt;
  return EntryName{update ? EntryName::Form::Update : EntryName::Form::Entry, parts[0], *version};
}

std::optional<NodeName> node_name(const std::string& id) {
  const auto parts = split(id);
  if (parts.size() < 4 || !parts[0].empty() || parts[1] != "subject" || parts[3].empty()) return std::nullopt;
  if (!check_digits_right(parts[2])) return std::nullopt;
  return NodeName{"/subject/" + parts[2] + "/" + parts[3], parts[2], parts[3]};
}

bool is_scheme(const std::string& base, const DocumentStore& documents) {
  const auto entries = documents.entries(base);
  return std::any_of(entries.begin(), entries.end(), is_element);
}

}  // namespace sluis::sandbox::hub
