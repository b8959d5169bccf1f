#pragma once

#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::daemon {

// A settings file that can't be used. what() is one line: file:line: [section] key: what is wrong; write: an example.
class SettingsError final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Key: a file, or an object in a PKCS#11 token (pkcs11:...). Secret: a file, env:NAME or credential:NAME (native/secret.hpp).
enum class ValueKind { Text, File, OutFile, Folder, Address, Url, Integer, Boolean, List, FileList, Choice, Key, KeyList, Secret };

// One key that a settings file may hold; docs/operations.md lists exactly these (a test compares).
struct KeyFacts {
  std::string_view section;   // "listen"; sections with a name of their own, [network X], are listed as "network"
  std::string_view key;
  ValueKind kind;
  bool required;              // in its section, when the section is there
  std::string_view fallback;  // value when absent
  std::string_view example;
  std::string_view meaning;
};

std::span<const KeyFacts> known_keys();
bool section_is_required(std::string_view section);
bool section_has_name(std::string_view section);   // [network hub-a]

// One [section] or [section name] with its keys, values checked by kind.
class Section final {
 public:
  struct Value {
    std::string text;
    int line;
  };

  std::string kind;   // "network"
  std::string name;   // "hub-a"
  int line = 0;
  std::string file;
  std::map<std::string, Value> values;

  bool has(std::string_view key) const;
  std::string text(std::string_view key) const;     // fallback when absent
  long integer(std::string_view key) const;
  bool boolean(std::string_view key) const;
  std::vector<std::string> list(std::string_view key) const;  // comma separated
  // An error at this key's line, in the form that SettingsError promises.
  SettingsError error(std::string_view key, const std::string& what) const;
};

// The file as sections, in order. "[section]" lines, "key = value" lines, '#' or ';' starts a comment line.
// Relative paths are relative to the file's folder and come out absolute. Throws SettingsError.
class SettingsFile final {
 public:
  static SettingsFile load(const std::string& path);
  static SettingsFile parse(const std::string& text, const std::string& path);

  const std::string& path() const { return path_; }
  const std::vector<Section>& sections() const { return sections_; }
  std::vector<Section>& sections() { return sections_; }
  // An empty section with fallbacks when the file has none. Throws SettingsError for a section that every organisation's file has
  // when this is a file of tenants: whoever asks needs the file of one of them.
  const Section& only(std::string_view kind) const;
  std::vector<const Section*> all(std::string_view kind) const;
  bool of_tenants() const;  // it holds [tenant NAME] sections, and nothing else

 private:
  std::string path_;
  std::vector<Section> sections_;
  std::map<std::string, Section, std::less<>> absent_;
};

}  // namespace sluis::daemon
