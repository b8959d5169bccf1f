#include "adapters/hub/simulator/folder_door.hpp"

#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/hub_reading.hpp"
#include "adapters/hub/simulator/kmehr_content.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox::hub {
namespace {

using native::Node;
using native::XmlWriter;

FolderResult refused(std::string code, std::string text) {
  return {std::nullopt, refusal(std::move(code), std::move(text))};
}

std::optional<std::string> patient_of(Node folder) {
  const auto ids = folder.child(names::kKmehr, "patient").children(names::kKmehr, "id");
  if (auto inss = inss_of(ids)) return inss;
  for (const auto& id : ids) {
    if (id.attribute("S").value_or("") == "ID-PATIENT") return std::string(core::trim(id.text()));
  }
  return std::nullopt;
}

// The text is that of folder elements, or a whole message when it has an XML declaration.
Result<native::Document> parsed(const std::string& clear) {
  if (clear.starts_with("<?xml")) return native::Document::parse(clear);
  return native::Document::parse("<kmehrmessage xmlns=\"" + std::string(names::kKmehr) + "\">" + clear + "</kmehrmessage>");
}

FolderResult opened(const std::string& clear) {
  auto document = parsed(clear);
  if (!document) return refused("415", "What was sealed is no folder");
  const auto root = document->root();
  const auto folders =
      root.name() == "folder" ? std::vector<Node>{root} : root.children(names::kKmehr, "folder");
  if (folders.size() != 1) return refused("415", "Exactly one folder is expected");
  const auto patient = patient_of(folders.front());
  if (!patient) return refused("415", "The folder names no patient");
  if (auto wrong_number = refused_number(*patient)) return {std::nullopt, std::move(*wrong_number)};
  const auto folder = folders.front();
  return {OpenedFolder{std::move(*document), folder, *patient}, {}};
}

}  // namespace

FolderResult open_folder(HubParts& parts, const HubQuestion& question) {
  const auto sealed = question.subject.children(names::kKmehr, "Base64EncryptedData");
  if (sealed.size() != 1) return refused("415", "The folder must arrive sealed, as one Base64EncryptedData");
  if (parts.seal == nullptr) return refused("500", "This hub can't open sealed folders");
  const std::string method(core::trim(sealed.front().child(names::kKmehr, "cd").text()));
  if (method != "CMS") return refused("415", "The encryption method is CMS");
  const auto bytes = core::from_base64(sealed.front().child(names::kKmehr, "Base64EncryptedValue").text());
  if (!bytes) return refused("415", "Base64EncryptedValue is no base64");
  const auto clear = parts.seal->open(core::as_text(*bytes));
  if (!clear) return refused("415", "The folder is not sealed for this hub");
  return opened(*clear);
}

HubReply sealed_message(HubParts& parts, const HubQuestion& question, const std::string& patient,
                        const std::vector<KeptDocument>& documents) {
  if (!question.caller.actor) return refusal("415", "The author names no encryption actor");
  if (parts.seal == nullptr) return refusal("500", "This hub can't seal its answers");
  const auto folder = folder_of(parts.world, patient, documents, parts.party());
  const auto sealed = parts.seal->seal(folder, *question.caller.actor);
  if (!sealed) return refusal("415", "No valid encryption token for the encryption actor");
  const auto& contents = question.caller.parties.contents;
  XmlWriter xml;
  xml.open(c("kmehrmessage"));
  write_header(xml, {parts.party(), contents.empty() ? std::string() : contents.back(), parts.clock.now(),
                     core::random_hex(parts.random, 8)});
  xml.open(k("Base64EncryptedData"));
  write_scheme(xml, k("cd"), "CD-ENCRYPTION-METHOD", "1.0", "CMS");
  xml.element(k("Base64EncryptedValue"), core::to_base64(*sealed)).close();
  HubReply reply;
  reply.rest = xml.close().take();
  return reply;
}

}  // namespace sluis::sandbox::hub
