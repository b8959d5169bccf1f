#include "mappings/vitalink/vault_uri.hpp"

#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace sluis::mappings::vitalink {
namespace {

constexpr std::string_view kStart = "/subject/";

// The spelling of the last three in URIs is assumed (vitalink.md section 2).
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNodes{{
    {"medication-scheme", "medicationscheme"},
    {"sumehr", "sumehr"},
    {"vaccination", "vaccination"},
    {"population-based-screening", "population-based-screening"},
    {"child-prevention", "child-prevention"},
    {"diary-note", "diarynote"},
}};

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  for (auto at = text.find('/'); at != std::string_view::npos; at = text.find('/')) {
    parts.emplace_back(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  parts.emplace_back(text);
  return parts;
}

int version_of(std::string_view text) {
  int version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  return error == std::errc() && end == text.data() + text.size() ? version : 0;
}

}  // namespace

std::optional<VaultUri> VaultUri::parse(std::string_view text) {
  if (!text.starts_with(kStart)) return std::nullopt;
  const auto parts = parts_of(text.substr(kStart.size()));
  const auto ssin = model::Ssin::parse(parts[0]);
  if (!ssin) return std::nullopt;
  VaultUri uri{Form::Subject, *ssin, {}, {}, 0};
  if (parts.size() == 1) return uri;
  uri.node = parts[1];
  if (category_of_node(uri.node).empty()) return std::nullopt;
  uri.form = Form::Node;
  if (parts.size() == 2) return uri;
  if (parts.size() == 3 && parts[2] == "new") {
    uri.form = Form::New;
    return uri;
  }
  const bool update = parts.size() == 5 && parts[3] == "new";
  uri.entry = parts[2];
  uri.version = version_of(parts.back());
  if ((parts.size() != 4 && !update) || uri.entry.empty() || uri.entry == "new" || uri.version < 1) return std::nullopt;
  uri.form = update ? Form::Update : Form::Entry;
  return uri;
}

std::string VaultUri::text() const {
  auto text = std::string(kStart) + ssin.text();
  if (form == Form::Subject) return text;
  text += "/" + node;
  if (form == Form::Node) return text;
  if (form == Form::New) return text + "/new";
  return text + "/" + entry + (form == Form::Update ? "/new/" : "/") + std::to_string(version);
}

std::string_view category_of_node(std::string_view node) {
  for (const auto& [name, category] : kNodes)
    if (name == node) return category;
  return {};
}

std::string_view node_of_category(std::string_view category) {
  for (const auto& [name, kept] : kNodes)
    if (kept == category) return name;
  return {};
}

}  // namespace sluis::mappings::vitalink
