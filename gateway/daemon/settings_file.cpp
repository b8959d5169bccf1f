#include "gateway/daemon/settings_file.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/core/encoding.hpp"
#include "gateway/core/table.hpp"
#include "gateway/native/secret.hpp"

namespace sluis::daemon {
namespace {

namespace fs = std::filesystem;

const KeyFacts* facts_of(std::string_view section, std::string_view key) {
  const auto keys = known_keys();
  const auto found = std::ranges::find_if(keys, [&](const auto& k) { return k.section == section && k.key == key; });
  return found == keys.end() ? nullptr : &*found;
}

std::string listed_keys(std::string_view section) {
  std::string out;
  for (const auto& k : known_keys()) {
    if (k.section == section) out += (out.empty() ? "" : ", ") + std::string(k.key);
  }
  return out;
}

std::string listed_sections() {
  std::string out;
  for (const auto& k : known_keys()) {
    const std::string name = "[" + std::string(k.section) + (section_has_name(k.section) ? " NAME]" : "]");
    if (out.find(name) == std::string::npos) out += (out.empty() ? "" : " ") + name;
  }
  return out;
}

bool is_integer(std::string_view text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value >= 0;
}

bool is_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const auto port = text.substr(colon + 1);
  return is_integer(port) && std::stol(std::string(port)) <= 65535;
}

bool is_folder(const std::string& path) {
  std::error_code unreachable;
  return fs::is_directory(path, unreachable);
}

bool is_readable_file(const std::string& path) { return std::ifstream(path).good() && !is_folder(path); }

// What is no path though it may stand where a path may.
bool is_named(ValueKind kind, std::string_view text) {
  if (kind == ValueKind::Secret) return native::is_named_secret(text);
  return (kind == ValueKind::Key || kind == ValueKind::KeyList) && text.starts_with("pkcs11:");
}

bool is_url(std::string_view text) {
  const auto after = text.starts_with("https://") ? text.substr(8) : text.starts_with("http://") ? text.substr(7) : "";
  return !after.empty() && after.find_first_of(" \t") == std::string_view::npos;
}

// The reason why `text` is no value of this kind, "" when it is one.
std::string objection(const KeyFacts& facts, const std::string& text) {
  switch (facts.kind) {
    case ValueKind::Integer: return is_integer(text) ? "" : "a whole number is expected";
    case ValueKind::Boolean: return text == "true" || text == "false" ? "" : "true or false is expected";
    case ValueKind::Address: return is_address(text) ? "" : "address:port is expected";
    case ValueKind::Url: return is_url(text) ? "" : "an http(s) URL is expected";
    case ValueKind::Key:
    case ValueKind::Secret:
    case ValueKind::File: return is_named(facts.kind, text) || is_readable_file(text) ? "" : "the file " + text + " can't be read";
    case ValueKind::Folder: return is_folder(text) ? "" : "the folder " + text + " does not exist";
    case ValueKind::OutFile: {
      const auto parent = fs::path(text).parent_path().string();
      if (!is_folder(parent)) return "the folder " + parent + " does not exist";
      return is_folder(text) ? text + " is a folder, a file is expected" : "";
    }
    case ValueKind::KeyList:
    case ValueKind::FileList:
      for (const auto& file : core::split(text, ',')) {
        if (!is_named(facts.kind, file) && !is_readable_file(file)) return "the file " + file + " can't be read";
      }
      return text.empty() ? "at least one file is expected" : "";
    case ValueKind::Choice: {
      const auto choices = std::string(facts.meaning.substr(0, facts.meaning.find(';')));
      for (const auto& part : core::split(choices, ',')) {
        for (const auto& word : core::split(part, ' ')) {
          if (word == text && word != "or") return "";
        }
      }
      return "one of these is expected: " + choices;
    }
    case ValueKind::Text:
    case ValueKind::List: return text.empty() ? "a value is expected" : "";
  }
  return "";
}

bool names_a_path(ValueKind kind) {
  return kind == ValueKind::File || kind == ValueKind::OutFile || kind == ValueKind::Folder || kind == ValueKind::FileList ||
         kind == ValueKind::Key || kind == ValueKind::KeyList || kind == ValueKind::Secret;
}

std::string absolute(const KeyFacts& facts, const std::string& text, const fs::path& folder) {
  if (!names_a_path(facts.kind) || text.empty()) return text;
  std::string out;
  for (const auto& part : core::split(text, ',')) {
    if (!out.empty()) out += ", ";
    if (is_named(facts.kind, part)) {
      out += part;
      continue;
    }
    const auto path = fs::path(part).is_absolute() ? fs::path(part) : fs::absolute(folder / part);
    out += path.lexically_normal().string();
  }
  return out;
}

SettingsError error_at(const std::string& file, int line, const std::string& what) {
  return SettingsError(file + ":" + std::to_string(std::max(line, 1)) + ": " + what);
}

Section section_of(std::string_view heading, int line, const std::string& path) {
  Section section;
  const auto inside = core::trim(heading.substr(1, heading.size() - 2));
  const auto blank = inside.find(' ');
  section.kind = std::string(inside.substr(0, blank));
  section.name = blank == std::string_view::npos ? "" : std::string(core::trim(inside.substr(blank)));
  section.line = line;
  section.file = path;
  if (listed_keys(section.kind).empty()) {
    throw error_at(path, line, "[" + section.kind + "] is no section; write one of: " + listed_sections());
  }
  if (section_has_name(section.kind) == section.name.empty()) {
    throw error_at(path, line, section.name.empty() ? "[" + section.kind + "] needs a name; write: [" + section.kind + " hub-a]"
                                                    : "[" + section.kind + "] takes no name; write: [" + section.kind + "]");
  }
  return section;
}

void add_value(Section& section, std::string_view text, int line, const fs::path& folder) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) {
    throw error_at(section.file, line, "neither a section nor a key; write: key = value");
  }
  const std::string key(core::trim(text.substr(0, equals)));
  const std::string value(core::trim(text.substr(equals + 1)));
  const auto* facts = facts_of(section.kind, key);
  if (!facts) {
    throw error_at(section.file, line,
                   "[" + section.kind + "] " + key + ": unknown key; write one of: " + listed_keys(section.kind));
  }
  if (!section.values.emplace(key, Section::Value{absolute(*facts, value, folder), line}).second) {
    throw error_at(section.file, line, "[" + section.kind + "] " + key + ": stands there twice; keep one");
  }
  if (const auto why = objection(*facts, section.values.at(key).text); !why.empty()) throw section.error(key, why);
}

void require_keys(const Section& section) {
  for (const auto& k : known_keys()) {
    if (k.section == section.kind && k.required && !section.has(k.key)) {
      throw error_at(section.file, section.line, "[" + section.kind + "] " + std::string(k.key) + ": missing (" +
                                                     std::string(k.meaning) + "); write: " + std::string(k.key) + " = " +
                                                     std::string(k.example));
    }
  }
}

// A file that names tenants is of none of them.
void refuse_mixed(const std::vector<Section>& sections) {
  const auto is_tenant = [](const Section& section) { return section.kind == "tenant"; };
  if (std::ranges::none_of(sections, is_tenant)) return;
  const auto other = std::ranges::find_if_not(sections, is_tenant);
  if (other == sections.end()) return;
  throw error_at(other->file, other->line, "[" + other->kind + "] can't stand beside [tenant NAME]; move it to the settings file of a tenant");
}

}  // namespace

bool Section::has(std::string_view key) const { return values.contains(std::string(key)); }

std::string Section::text(std::string_view key) const {
  const auto found = values.find(std::string(key));
  if (found != values.end()) return found->second.text;
  const auto* facts = facts_of(kind, key);
  if (!facts) throw std::logic_error("the code asks for an unknown key: " + std::string(key));
  return std::string(facts->fallback);
}

long Section::integer(std::string_view key) const { return std::stol(text(key)); }
bool Section::boolean(std::string_view key) const { return text(key) == "true"; }
std::vector<std::string> Section::list(std::string_view key) const { return core::split(text(key), ','); }

SettingsError Section::error(std::string_view key, const std::string& what) const {
  const auto found = values.find(std::string(key));
  const auto* facts = facts_of(kind, key);
  return error_at(file, found == values.end() ? line : found->second.line,
                  "[" + kind + "] " + std::string(key) + ": " + what + "; write for example: " + std::string(key) + " = " +
                      std::string(facts ? facts->example : ""));
}

SettingsFile SettingsFile::load(const std::string& path) {
  std::ifstream in(path);
  if (!in || fs::is_directory(path)) throw SettingsError(path + ": can't be read; write: sluisd --config FILE");
  std::ostringstream text;
  text << in.rdbuf();
  return parse(text.str(), path);
}

SettingsFile SettingsFile::parse(const std::string& text, const std::string& path) {
  SettingsFile file;
  file.path_ = path;
  const auto folder = fs::absolute(path).parent_path();
  std::istringstream in(text);
  std::string line_text;
  int line = 0;
  while (std::getline(in, line_text)) {
    ++line;
    const auto content = core::trim(line_text);
    if (content.empty() || content.front() == '#' || content.front() == ';') continue;
    if (content.front() == '[' && content.back() == ']') {
      auto section = section_of(content, line, path);
      for (const auto& other : file.sections_) {
        if (other.kind == section.kind && other.name == section.name) {
          throw error_at(path, line, std::string(content) + " stands there twice (first at line " + std::to_string(other.line) + "); join them");
        }
      }
      file.sections_.push_back(std::move(section));
    } else if (file.sections_.empty()) {
      throw error_at(path, line, "a key before any section; write first: [gateway]");
    } else {
      add_value(file.sections_.back(), content, line, folder);
    }
  }
  for (const auto& section : file.sections_) require_keys(section);
  refuse_mixed(file.sections_);
  for (const auto& k : known_keys()) {
    const bool present = std::ranges::any_of(file.sections_, [&](const auto& s) { return s.kind == k.section; });
    if (present || file.absent_.contains(k.section)) continue;
    if (section_is_required(k.section) && !file.of_tenants()) {
      throw error_at(path, line, "the section [" + std::string(k.section) + "] is missing; its keys are: " + listed_keys(k.section));
    }
    Section empty;
    empty.kind = std::string(k.section);
    empty.file = path;
    file.absent_.emplace(std::string(k.section), std::move(empty));
  }
  return file;
}

bool SettingsFile::of_tenants() const { return !all("tenant").empty(); }

const Section& SettingsFile::only(std::string_view kind) const {
  if (section_is_required(kind) && of_tenants()) {
    std::string files;
    for (const auto* tenant : all("tenant")) files += (files.empty() ? "" : ", ") + tenant->text("settings");
    throw SettingsError(path_ + ": the settings of several organisations; name the file of one: " + files);
  }
  for (const auto& section : sections_) {
    if (section.kind == kind) return section;
  }
  const auto found = absent_.find(kind);
  if (found == absent_.end()) throw std::logic_error("the code asks for an unknown section: " + std::string(kind));
  return found->second;
}

std::vector<const Section*> SettingsFile::all(std::string_view kind) const {
  std::vector<const Section*> out;
  for (const auto& section : sections_) {
    if (section.kind == kind) out.push_back(&section);
  }
  return out;
}

}  // namespace sluis::daemon
