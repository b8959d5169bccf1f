#include "mappings/schemas.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <vector>

namespace sluis::mappings {
namespace {

namespace fs = std::filesystem;
using Files = std::vector<std::string>;

struct FileSet {
  std::string federal;
  std::string hub;
  Files soap;
};

constexpr std::array kOwnSoap = {"soap/envelope.xsd",     "wss/utility.xsd",          "wss/security.xsd",
                                 "xmldsig/signature.xsd", "saml11/assertion.xsd",     "wstrust/trust.xsd",
                                 "wstrust/claims.xsd",    "soa_errors/soa_errors.xsd"};
constexpr std::array kOfficialSoap = {"external/XSD/soap-envelope-1.1.xsd",
                                      "external/XSD/oasis-200401-wss-wssecurity-utility-1.0.xsd",
                                      "external/XSD/oasis-200401-wss-wssecurity-secext-1.0.xsd",
                                      "external/XSD/xmldsig-core-schema.xsd",
                                      "external/XSD/oasis-sstc-saml-schema-assertion-1.1.xsd",
                                      "external/XSD/ws-trust-1.3-errata-cd-01.xsd",
                                      "external/XSD/ws-authorization-1.2.xsd",
                                      "ehealth-errors/XSD/ehealth-errors-schema-soa-1_1.xsd"};
constexpr auto kOfficialFederal = "hubservices_protocol-2_3.xsd";
constexpr auto kOfficialHub = "hubservices_protocol-3_5.xsd";

template <class Names>
Files below(const fs::path& folder, const Names& names) {
  Files files;
  for (const auto* name : names) files.push_back((folder / name).string());
  return files;
}

bool all_there(const Files& files) {
  return std::all_of(files.begin(), files.end(), [](const auto& file) { return fs::is_regular_file(file); });
}

FileSet own_files(const fs::path& folder) {
  return {(folder / "hubservices_v2/protocol.xsd").string(), (folder / "hubservices_v3/protocol.xsd").string(),
          below(folder, kOwnSoap)};
}

Result<FileSet> official_files(const fs::path& folder, const FileSet& own) {
  const auto laid_out = folder / "ehealth-hubservices/XSD";
  const bool direct = !fs::is_regular_file(laid_out / kOfficialFederal);
  const auto hub_folder = direct ? folder : laid_out;
  const auto root = direct ? folder / "../.." : folder;
  for (const auto* name : {kOfficialFederal, kOfficialHub})
    if (!fs::is_regular_file(hub_folder / name))
      return Fault(FaultId::SettingsRefused,
                   folder.string() + ": no " + name +
                       " there, nor in ehealth-hubservices/XSD below it; name the folder that has it");
  auto soap = below(root, kOfficialSoap);
  return FileSet{(hub_folder / kOfficialFederal).string(), (hub_folder / kOfficialHub).string(),
                 all_there(soap) ? std::move(soap) : own.soap};
}

Result<std::shared_ptr<const native::Schema>> compiled(const Files& files) {
  auto schema = native::Schema::compile(files);
  if (!schema) return std::move(schema).error();
  return std::make_shared<const native::Schema>(*std::move(schema));
}

struct ServiceOperation {
  std::string_view service;
  std::string_view name_space;
  std::string_view operation;
};
constexpr std::string_view kProtocolV2 = "http://www.ehealth.fgov.be/hubservices/protocol/v2";
constexpr std::string_view kProtocolV3 = "http://www.ehealth.fgov.be/hubservices/protocol/v3";
constexpr std::array kOperations = {
    ServiceOperation{"consent", kProtocolV2, "PutPatientConsent"},
    ServiceOperation{"consent", kProtocolV2, "GetPatientConsent"},
    ServiceOperation{"consent", kProtocolV2, "RevokePatientConsent"},
    ServiceOperation{"consent", kProtocolV2, "GetPatientConsentStatus"},
    ServiceOperation{"therlink", kProtocolV2, "PutTherapeuticLink"},
    ServiceOperation{"therlink", kProtocolV2, "PutTherapeuticLinkBulk"},
    ServiceOperation{"therlink", kProtocolV2, "GetTherapeuticLink"},
    ServiceOperation{"therlink", kProtocolV2, "RevokeTherapeuticLink"},
    ServiceOperation{"therlink", kProtocolV2, "HasTherapeuticLink"},
    ServiceOperation{"exclusion", kProtocolV2, "PutTherapeuticExclusion"},
    ServiceOperation{"exclusion", kProtocolV2, "GetTherapeuticExclusion"},
    ServiceOperation{"exclusion", kProtocolV2, "GetTherapeuticExclusionHistory"},
    ServiceOperation{"exclusion", kProtocolV2, "RevokeTherapeuticExclusion"},
};

std::optional<std::string_view> without_suffix(std::string_view name) {
  for (const std::string_view suffix : {"Request", "Response"})
    if (name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  return std::nullopt;
}

}  // namespace

Result<Schemas> Schemas::load(const std::string& mappings_folder, const std::string& official_folder) {
  auto files = own_files(mappings_folder);
  if (!official_folder.empty()) {
    auto official = official_files(official_folder, files);
    if (!official) return std::move(official).error();
    files = *std::move(official);
  }
  auto federal = compiled({files.federal});
  if (!federal) return std::move(federal).error();
  auto hub = compiled({files.hub});
  if (!hub) return std::move(hub).error();
  auto soap = compiled(files.soap);
  if (!soap) return std::move(soap).error();
  return Schemas(*std::move(federal), *std::move(hub), *std::move(soap));
}

const native::Schema* Schemas::find(std::string_view service) const {
  if (service == "consent" || service == "therlink" || service == "exclusion") return federal_.get();
  if (service == "intrahub") return hub_.get();
  if (service == "soap" || service == "wstrust") return soap_.get();
  return nullptr;
}

const native::Schema& Schemas::of(std::string_view service) const {
  const auto* schema = find(service);
  if (schema == nullptr) throw std::out_of_range("no schema for a service named " + std::string(service));
  return *schema;
}

std::string_view service_of(std::string_view name_space, std::string_view local_name) {
  const auto operation = without_suffix(local_name);
  if (!operation) return {};
  if (name_space == kProtocolV3) return "intrahub";
  for (const auto& row : kOperations)
    if (row.name_space == name_space && row.operation == *operation) return row.service;
  return {};
}

}  // namespace sluis::mappings
