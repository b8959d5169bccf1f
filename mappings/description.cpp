#include "mappings/description.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "gateway/native/xml_writer.hpp"

namespace sluis::mappings {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kServices = {{
    {"consent", "hubservices_v2/consent.wsdl"},
    {"therlink", "hubservices_v2/therlink.wsdl"},
    {"exclusion", "hubservices_v2/exclusion.wsdl"},
    {"intrahub", "hubservices_v3/intrahub.wsdl"},
}};
constexpr std::string_view kReference = "schemaLocation=\"";
constexpr std::string_view kLocation = "@LOCATION@";

Result<std::string> text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return Fault(FaultId::SettingsRefused,
                 file.string() + ": can't be read; reinstall the folder share/sluis/mappings");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

struct Reference {
  std::size_t begin;
  std::string_view value;
};

// The next schemaLocation at or after `from`.
std::optional<Reference> next_reference(std::string_view text, std::size_t from) {
  auto at = text.find(kReference, from);
  if (at == std::string_view::npos) return std::nullopt;
  at += kReference.size();
  return Reference{at, text.substr(at, text.find('"', at) - at)};
}

std::string bare_name(std::string_view path) {
  return fs::path(path).filename().string();
}

std::string relocated(std::string_view text, std::string_view location) {
  const auto address = native::escaped_attribute(location);
  std::string out;
  std::size_t done = 0;
  while (const auto reference = next_reference(text, done)) {
    out.append(text.substr(done, reference->begin - done))
        .append(address)
        .append("?xsd=")
        .append(bare_name(reference->value));
    done = reference->begin + reference->value.size();
  }
  out.append(text.substr(done));
  if (const auto at = out.find(kLocation); at != std::string::npos) out.replace(at, kLocation.size(), address);
  return out;
}

// Adds what `text`, a file of `folder`, refers to, and what that refers to.
Status collect(const std::string& text, const fs::path& folder, std::map<std::string, fs::path>& paths,
               std::map<std::string, std::string, std::less<>>& texts) {
  std::size_t from = 0;
  while (const auto reference = next_reference(text, from)) {
    from = reference->begin;
    const auto path = (folder / reference->value).lexically_normal();
    const auto [known, fresh] = paths.emplace(bare_name(reference->value), path);
    if (!fresh && known->second != path)
      return Fault(FaultId::SettingsRefused,
                   path.string() + ": has the name of " + known->second.string() + "; rename one of them");
    if (!fresh) continue;
    auto schema = text_of(path);
    if (!schema) return std::move(schema).error();
    const auto& kept = texts[known->first] = *std::move(schema);
    if (auto status = collect(kept, path.parent_path(), paths, texts); !status) return status;
  }
  return Done{};
}

}  // namespace

Result<Descriptions> Descriptions::load(const std::string& mappings_folder) {
  Descriptions descriptions;
  for (const auto& [name, file] : kServices) {
    const auto path = fs::path(mappings_folder) / file;
    auto text = text_of(path);
    if (!text) return std::move(text).error();
    auto& service = descriptions.services_[std::string(name)];
    service.wsdl = *std::move(text);
    std::map<std::string, fs::path> paths;
    if (auto status = collect(service.wsdl, path.parent_path(), paths, service.schemas); !status)
      return std::move(status).error();
  }
  return descriptions;
}

std::optional<std::string> Descriptions::wsdl(std::string_view service, std::string_view location) const {
  const auto found = services_.find(service);
  if (found == services_.end()) return std::nullopt;
  return relocated(found->second.wsdl, location);
}

std::optional<std::string> Descriptions::served_schema(std::string_view service, std::string_view file_name,
                                                       std::string_view location) const {
  const auto found = services_.find(service);
  if (found == services_.end()) return std::nullopt;
  const auto schema = found->second.schemas.find(file_name);
  if (schema == found->second.schemas.end()) return std::nullopt;
  return relocated(schema->second, location);
}

}  // namespace sluis::mappings
