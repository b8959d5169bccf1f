#include "tests/house/support_rules.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace sluis::house {
namespace {

namespace fs = std::filesystem;

constexpr int kHeaderLines = 120;
constexpr int kSourceLines = 300;
// The simulators' sealing is written apart from the gateway's, down to the library (docs/decisions/0005-sealing-twice.md).
constexpr std::string_view kSealingApart = "adapters/simulator_kit/sealing.cpp";

// Who may include whom, beside itself (design of the house, docs/decisions/0001-the-house.md).
const std::map<std::string, std::set<std::string>> kMayInclude{
    {"core", {}},
    {"native", {"core"}},
    {"model", {"core"}},
    {"message", {"core", "native", "model"}},
    {"spi", {"core", "native", "model", "message"}},
    {"mappings", {"core", "native", "model", "message"}},
    {"security", {"core", "native", "model", "message", "spi", "mappings"}},
    {"decision", {"core", "model", "spi"}},
    {"routing", {"core", "model", "spi"}},
    {"audit", {"core", "native", "model", "spi"}},
    {"registry", {"core", "model", "spi"}},
    {"transport", {"core", "native", "message", "spi"}},
    {"operations", {"core", "native", "model", "message", "spi", "mappings"}},
    {"path", {"core", "native", "model", "message", "spi", "mappings", "security", "operations", "decision", "routing", "audit"}},
    // What adapters have in common; it is no network itself.
    {"network_kit", {"core", "native", "model", "message", "spi", "mappings"}},
    {"selftest", {"core", "native", "message", "spi", "security", "transport"}},
    {"daemon", {"*"}},
    {"cli", {"*"}},
};

struct Place {
  std::string room;    // core, mappings, adapter, simulator, simulator_kit
  std::string network;  // folder of adapters/
};

Place place_of(const std::string& path) {
  std::vector<std::string> parts;
  for (const auto& part : fs::path(path)) parts.push_back(part.string());
  if (parts.size() < 2) return {};
  if (parts[0] == "mappings") return {"mappings", ""};
  if (parts[0] == "gateway") return {parts[1], ""};
  if (parts[0] != "adapters" || parts.size() < 3) return {parts[0] == "adapters" ? "adapter_list" : "", ""};
  if (parts[1] == "simulator_kit") return {"simulator_kit", ""};
  if (parts[1] == "network_kit") return {"network_kit", ""};
  return {parts.size() > 3 && parts[2] == "simulator" ? "simulator" : "adapter", parts[1]};
}

std::vector<std::string> includes_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("#include")) continue;
    const auto from = line.find_first_of("\"<");
    const auto to = line.find_last_of("\">");
    if (from != std::string::npos && to > from) out.push_back(line.substr(from + 1, to - from - 1));
  }
  return out;
}

bool allowed(const SourceFile& file, const std::string& include) {
  const auto from = place_of(file.path);
  const auto to = place_of(include);
  if (to.room.empty()) return true;
  if (from.room == to.room && from.network == to.network) return true;
  static const std::set<std::string> kAdapter{"core", "native", "model", "message", "spi", "mappings", "network_kit"};
  static const std::set<std::string> kSimulator{"core", "native", "simulator_kit"};
  if (from.room == "adapter") return kAdapter.contains(to.room);
  if (from.room == "adapter_list") return to.room == "spi";
  if (from.room == "simulator") {
    const bool own_contract = to.network == from.network && include.ends_with("/contract.hpp");
    return kSimulator.contains(to.room) || own_contract;
  }
  // The kit's composition root starts every simulator.
  if (from.room == "simulator_kit") return kSimulator.contains(to.room) || to.room == "simulator";
  const auto rule = kMayInclude.find(from.room);
  if (rule == kMayInclude.end()) return false;
  if (rule->second.contains("*")) return to.room != "simulator" && to.room != "simulator_kit";
  return rule->second.contains(to.room);
}

int lines_of(const std::string& text) { return static_cast<int>(std::ranges::count(text, '\n')); }

}  // namespace

std::vector<SourceFile> source_files(const std::string& root) {
  std::vector<SourceFile> files;
  for (const auto* folder : {"gateway", "adapters", "mappings"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".hpp" && extension != ".cpp") continue;
      std::ifstream in(entry.path());
      std::ostringstream text;
      text << in.rdbuf();
      files.push_back({fs::relative(entry.path(), root).string(), text.str()});
    }
  }
  return files;
}

std::vector<std::string> include_breaches(const std::vector<SourceFile>& files) {
  std::vector<std::string> breaches;
  for (const auto& file : files) {
    for (const auto& include : includes_of(file.text)) {
      if (!allowed(file, include)) breaches.push_back(file.path + ": may not include " + include);
    }
  }
  return breaches;
}

std::vector<std::string> library_breaches(const std::vector<SourceFile>& files) {
  std::vector<std::string> breaches;
  const auto starts = [](const std::string& include, std::initializer_list<const char*> prefixes) {
    return std::ranges::any_of(prefixes, [&](const char* p) { return include.starts_with(p); });
  };
  for (const auto& file : files) {
    const auto room = place_of(file.path).room;
    for (const auto& include : includes_of(file.text)) {
      const bool c_library = starts(include, {"libxml/", "xmlsec/", "openssl/"}) && room != "native" &&
                             !(file.path == kSealingApart && include.starts_with("openssl/"));
      const bool net = starts(include, {"Poco/Net/"}) && room != "transport" && room != "simulator" && room != "simulator_kit";
      const bool data = starts(include, {"Poco/Data/", "sqlite3.h", "libpq"}) && room != "registry";
      if (c_library || net || data) breaches.push_back(file.path + ": " + include + " belongs in another room");
    }
  }
  return breaches;
}

std::vector<std::string> form_breaches(const std::vector<SourceFile>& files) {
  std::vector<std::string> breaches;
  for (const auto& file : files) {
    const bool header = file.path.ends_with(".hpp");
    if (header && !file.text.starts_with("#pragma once\n")) breaches.push_back(file.path + ": does not start with #pragma once");
    const int most = header ? kHeaderLines : kSourceLines;
    if (lines_of(file.text) > most) breaches.push_back(file.path + ": longer than " + std::to_string(most) + " lines");
  }
  return breaches;
}

}  // namespace sluis::house
