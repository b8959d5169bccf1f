#include "adapters/vitalink/simulator/native_entries.hpp"

#include <charconv>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/vitalink/simulator/native_names.hpp"

namespace sluis::sandbox::vault {
namespace {

constexpr std::pair<std::string_view, std::string_view> kNodes[] = {
    {"medication-scheme", "medicationschemeelement"},
    {"sumehr", "sumehr"},
    {"vaccination", "vaccination"},
    {"population-based-screening", "population-based-screening"},
    {"child-prevention", "child-prevention"},
    {"diary-note", "diarynote"},
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

}  // namespace

std::optional<int> whole_number(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<EntryUri> parse_uri(const std::string& text) {
  const auto parts = split(text);
  if (parts.size() < 4 || !parts[0].empty() || parts[1] != "subject" || !check_digits_right(parts[2])) return std::nullopt;
  EntryUri uri{EntryUri::Form::Node, parts[2], parts[3], "", 0};
  if (category_of(uri.node).empty()) return std::nullopt;
  if (parts.size() == 4) return uri;
  if (parts.size() == 5 && parts[4] == "new") {
    uri.form = EntryUri::Form::New;
    return uri;
  }
  const bool update = parts.size() == 7 && parts[5] == "new";
  if (parts.size() != 6 && !update) return std::nullopt;
  const auto version = whole_number(parts.back());
  if (!version || *version < 1 || parts[4].empty() || parts[4] == "new") return std::nullopt;
  uri.form = update ? EntryUri::Form::Update : EntryUri::Form::Entry;
  uri.entry = parts[4];
  uri.version = *version;
  return uri;
}

std::vector<GivenEntry> given_entries(native::Node request) {
  std::vector<GivenEntry> all;
  for (const auto& node : request.child("", "dataEntries").children("", "dataEntry")) {
    GivenEntry entry{text_at(node, "dataEntryURI"), text_at(node, "reference"), "", whole_number(text_at(node, "nodeVersion")), {}};
    for (const auto& pair : node.child("", "metadata").children("", "entry"))
      entry.metadata[pair.attribute("key").value_or("")] = std::string(core::trim(pair.text()));
    if (const auto bytes = core::from_base64(text_at(node, "businessData")))
      entry.business_data = std::string(core::as_text(*bytes));
    all.push_back(std::move(entry));
  }
  return all;
}

std::string category_of(const std::string& node) {
  for (const auto& [name, category] : kNodes) {
    if (name == node) return std::string(category);
  }
  return {};
}

bool belongs(const std::string& category, const std::string& node) {
  return category == category_of(node) || (node == "medication-scheme" && category == "treatmentsuspension");
}

}  // namespace sluis::sandbox::vault
