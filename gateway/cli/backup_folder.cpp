#include "gateway/cli/backup_folder.hpp"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <unordered_set>

#include "gateway/audit/trail_copy.hpp"
#include "gateway/audit/verify_trail.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/native/digest.hpp"
#include "gateway/registry/sqlite_backup.hpp"

namespace sluis::cli {
namespace {

namespace fs = std::filesystem;
constexpr int kForm = 1;

void write_durably(const std::string& path, std::string_view content) {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  const bool written = file >= 0 && ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size()) && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!written) throw std::runtime_error(path + " can't be written");
}

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + " can't be read");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// "" when it is as it was signed.
std::string wrong_with_signature(const std::string& folder, const native::PublicKey& key) {
  if (!fs::exists(folder + "/manifest.signature")) return "manifest.signature is missing";
  const auto bytes = core::from_base64(core::trim(content_of(folder + "/manifest.signature")));
  const bool good = bytes && native::is_signed_by(key, content_of(folder + "/manifest.json"), *bytes);
  return good ? std::string{} : "manifest.json isn't what this key signed";
}

void check_trail(const std::string& folder, const BackupManifest& manifest, const std::optional<native::PublicKey>& key, std::vector<std::string>& wrong) {
  audit::TrailAnchors anchors;
  anchors.last_hash = manifest.last_hash;
  anchors.key = key;
  const auto verdict = audit::verify_trail(folder + "/trail.jsonl", anchors);
  if (!verdict) return wrong.push_back(verdict.error().log_text());
  if (verdict->bad) wrong.push_back("trail.jsonl: " + audit::to_text(*verdict->bad));
  if (!verdict->bad_head.empty()) wrong.push_back("trail.heads: " + verdict->bad_head);
  if (verdict->unaltered() && verdict->records != manifest.records) wrong.push_back("trail.jsonl has another number of records than the manifest says");
}

void check_registry(const std::string& folder, const BackupManifest& manifest, std::vector<std::string>& wrong) {
  const auto facts = registry::facts_of_copy(folder + "/registry.sqlite");
  if (facts.registrations != manifest.registrations || facts.acts != manifest.acts || facts.schema != manifest.schema) {
    wrong.push_back("registry.sqlite doesn't hold what the manifest says");
  }
  const auto agreement = agreement_of(folder + "/registry.sqlite", folder + "/trail.jsonl");
  if (agreement.without_record > 0) wrong.push_back(std::to_string(agreement.without_record) + " acts in the registry have no record in the trail");
}

}  // namespace

std::string digest_of_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw std::runtime_error(path + " can't be read");
  const auto size = fs::file_size(path);
  void* bytes = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  if (bytes == MAP_FAILED) throw std::runtime_error(path + " can't be read");
  const auto digest = native::sha256_hex(size == 0 ? std::string_view{} : std::string_view(static_cast<const char*>(bytes), size));
  if (size != 0) ::munmap(bytes, size);
  return digest;
}

void write_manifest(const std::string& folder, const BackupManifest& manifest, const std::optional<native::PrivateKey>& key) {
  core::JsonWriter out;
  out.begin_object().member("form", kForm).member("created", manifest.created).member("version", manifest.version);
  out.member("environment", manifest.environment).member("with_registry", manifest.with_registry);
  out.member("schema", manifest.schema).member("registrations", manifest.registrations).member("acts", manifest.acts).member("owed", manifest.owed);
  out.member("records", manifest.records).member("last_hash", manifest.last_hash).member("head_root", manifest.head_root);
  out.key("files").begin_object();
  for (const auto& [name, digest] : manifest.digests) out.member(name, digest);
  out.end_object().end_object();
  const auto text = out.text() + "\n";
  write_durably(folder + "/manifest.json", text);
  if (!key) return;
  const auto signature = key->sign_sha256(text);
  if (!signature) throw std::runtime_error(signature.error().log_text());
  write_durably(folder + "/manifest.signature", core::to_base64(*signature) + "\n");
}

BackupManifest read_manifest(const std::string& folder) {
  try {
    Poco::JSON::Parser parser;
    const auto json = parser.parse(content_of(folder + "/manifest.json")).extract<Poco::JSON::Object::Ptr>();
    if (json->getValue<int>("form") != kForm) throw std::runtime_error(folder + " was made by another program version: its form is unknown");
    BackupManifest manifest{json->getValue<std::string>("created"), json->getValue<std::string>("version"), json->getValue<std::string>("environment"),
                            json->getValue<bool>("with_registry"), json->getValue<std::int64_t>("schema"), json->getValue<std::int64_t>("registrations"),
                            json->getValue<std::int64_t>("acts"), json->getValue<std::int64_t>("owed"), json->getValue<std::int64_t>("records"),
                            json->getValue<std::string>("last_hash"), json->getValue<std::string>("head_root"), {}};
    const auto files = json->getObject("files");
    for (const auto& name : files->getNames()) manifest.digests[name] = files->getValue<std::string>(name);
    return manifest;
  } catch (const Poco::Exception& broken) {
    throw std::runtime_error(folder + "/manifest.json can't be understood: " + broken.displayText());
  }
}

std::vector<std::string> wrong_with_backup(const std::string& folder, const BackupManifest& manifest, const std::optional<native::PublicKey>& key) {
  std::vector<std::string> wrong;
  std::set<std::string> wanted{"trail.jsonl", "trail.heads", "trail.announced"};
  if (manifest.with_registry) wanted.insert("registry.sqlite");
  for (const auto& name : wanted) {
    const auto known = manifest.digests.find(name);
    if (known == manifest.digests.end() || !fs::exists(folder + "/" + name)) wrong.push_back(name + " is missing");
    else if (digest_of_file(folder + "/" + name) != known->second) wrong.push_back(name + " isn't what was backed up: its digest differs");
  }
  if (key) {
    if (auto why = wrong_with_signature(folder, *key); !why.empty()) wrong.push_back(std::move(why));
  }
  if (!wrong.empty()) return wrong;
  check_trail(folder, manifest, key, wrong);
  if (wrong.empty() && manifest.with_registry) check_registry(folder, manifest, wrong);
  return wrong;
}

// By hashes of the names: two of them that fall together among millions would hide one complaint, nothing more.
Agreement agreement_of(const std::string& registry, const std::string& trail) {
  const std::hash<std::string_view> hash;
  std::unordered_set<std::size_t> stored, known;
  registry::orders_in_copy(registry, [&](std::string_view order) { stored.insert(hash(order)); });
  Agreement agreement;
  const auto read = audit::orders_in_trail(trail, [&](std::string_view order, bool says_stored) {
    known.insert(hash(order));
    if (says_stored && !stored.contains(hash(order))) ++agreement.newer_in_trail;
  });
  if (!read) throw std::runtime_error(read.error().log_text());
  for (const auto order : stored) agreement.without_record += known.contains(order) ? 0 : 1;
  return agreement;
}

}  // namespace sluis::cli
