#include "mappings/etee/kgss.hpp"

#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::mappings::etee {
namespace {

using native::Node;

native::XmlWriter::Name g(std::string_view local) { return {"g", kKgssNamespace, local}; }

Fault refused(const char* what) { return Fault(FaultId::NetworkAnswerRefused, std::string("key depot: ") + what); }

std::string text_of(Node node) { return node ? std::string(core::trim(node.text())) : std::string(); }

bool is_success(std::string_view code) { return code.empty() || code == "200" || code == "urn:be:fgov:ehealth:2.0:status:Success"; }

std::string request(std::string_view root, std::string_view holder, std::string_view sealed) {
  native::XmlWriter out;
  out.open(g(root)).open(g(holder)).element(g("SealedContent"), core::to_base64(sealed));
  return out.close().close().take();
}

bool is_aes(std::size_t bytes) { return bytes == 16 || bytes == 24 || bytes == 32; }

Result<std::string> bytes_in(Node parent, std::string_view name) {
  const auto node = parent.child(kKgssNamespace, name);
  const auto bytes = node ? core::from_base64(node.text()) : std::nullopt;
  if (!bytes || bytes->empty()) return refused("a key that is missing or no base64");
  return std::string(bytes->begin(), bytes->end());
}

Result<native::Document> content(std::string_view xml, std::string_view root) {
  auto document = native::Document::parse(xml);
  if (!document) return refused("what was sealed is no XML");
  if (!document->root().is(kKgssNamespace, root)) return refused("what was sealed is another element");
  return document;
}

}  // namespace

std::string write_new_key_content(const std::vector<KeyReader>& readers, const std::vector<std::uint8_t>& token) {
  native::XmlWriter out;
  out.open(g("GetNewKeyRequestContent"));
  for (const auto& reader : readers) {
    out.open(g("AllowedReader")).element(g("Namespace"), reader.name_space).element(g("Name"), reader.name);
    if (!reader.value.empty()) out.element(g("Value"), reader.value);
    out.close();
  }
  return out.element(g("ETK"), core::to_base64(token)).close().take();
}

std::string write_key_content(std::string_view key_id, const std::vector<std::uint8_t>& token) {
  native::XmlWriter out;
  out.open(g("GetKeyRequestContent")).element(g("KeyIdentifier"), core::to_base64(key_id));
  return out.element(g("ETK"), core::to_base64(token)).close().take();
}

std::string write_new_key_request(std::string_view sealed) { return request("GetNewKeyRequest", "SealedNewKeyRequest", sealed); }

std::string write_key_request(std::string_view sealed) { return request("GetKeyRequest", "SealedKeyRequest", sealed); }

Result<KgssAnswer> read_kgss_answer(Node body) {
  const bool is_new = body.is(kKgssNamespace, "GetNewKeyResponse");
  if (!is_new && !body.is(kKgssNamespace, "GetKeyResponse")) return refused("another body element");
  KgssAnswer answer;
  for (const auto child : body.children()) {  // status and errors: in no namespace by the schema, in that of the service elsewhere
    const auto code = [&] {
      for (const auto part : child.children())
        if (part.name() == "Code") return text_of(part);
      return std::string();
    };
    const bool wrong = child.name() == "Error" || (child.name() == "Status" && !is_success(code()));
    if (wrong && answer.error.empty()) answer.error = code().empty() ? "?" : code();
  }
  const auto holder = body.child(kKgssNamespace, is_new ? "SealedNewKeyResponse" : "SealedKeyResponse");
  if (!holder) {
    if (answer.error.empty()) return refused("neither key nor error");
    return answer;
  }
  auto sealed = core::from_base64(text_of(holder.child(kKgssNamespace, "SealedContent")));
  if (!sealed || sealed->empty()) return refused("a sealed content that is no base64");
  answer.sealed = std::move(*sealed);
  return answer;
}

Result<DepotKey> read_new_key_content(std::string_view xml) {
  const auto document = content(xml, "GetNewKeyResponseContent");
  if (!document) return document.error();
  auto id = bytes_in(document->root(), "NewKeyIdentifier");
  if (!id) return std::move(id).error();
  auto key = bytes_in(document->root(), "NewKey");
  if (!key) return std::move(key).error();
  if (!is_aes(key->size())) return refused("a key of no length of AES");
  return DepotKey{std::move(*id), std::move(*key)};
}

Result<DepotKey> read_key_content(std::string_view xml) {
  const auto document = content(xml, "GetKeyResponseContent");
  if (!document) return document.error();
  auto key = bytes_in(document->root(), "Key");
  if (!key) return std::move(key).error();
  if (!is_aes(key->size())) return refused("a key of no length of AES");
  return DepotKey{{}, std::move(*key)};
}

}  // namespace sluis::mappings::etee
