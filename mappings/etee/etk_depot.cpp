#include "mappings/etee/etk_depot.hpp"

#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::mappings::etee {
namespace {

using native::Node;

native::XmlWriter::Name d(std::string_view local) { return {"d", kDepotNamespace, local}; }

Fault refused(const char* what) { return Fault(FaultId::NetworkAnswerRefused, std::string("GetEtkResponse: ") + what); }

std::string text_of(Node node) { return node ? std::string(core::trim(node.text())) : std::string(); }

Actor read_actor(Node identifier) {
  return {text_of(identifier.child(kDepotNamespace, "Type")), text_of(identifier.child(kDepotNamespace, "Value")),
          text_of(identifier.child(kDepotNamespace, "ApplicationID"))};
}

std::size_t length_of(std::string_view type) {
  if (type == "SSIN" || type == "NIHII11") return 11;
  if (type == "CBE" || type == "EHP") return 10;
  return type.starts_with("NIHII") ? 8 : 0;
}

}  // namespace

std::string padded(std::string_view type, std::string_view value) {
  const auto length = length_of(type);
  return std::string(value.size() < length ? length - value.size() : 0, '0') + std::string(value);
}

std::string write_get_etk(const Actor& actor) {
  native::XmlWriter out;
  out.open(d("GetEtkRequest")).open(d("SearchCriteria")).open(d("Identifier"));
  out.element(d("Type"), actor.type).element(d("Value"), padded(actor.type, actor.value));
  if (!actor.application.empty()) out.element(d("ApplicationID"), actor.application);
  return out.close().close().close().take();
}

Result<EtkAnswer> read_get_etk_response(Node body) {
  if (!body.is(kDepotNamespace, "GetEtkResponse")) return refused("another body element");
  EtkAnswer answer;
  for (const auto match : body.children(kDepotNamespace, "MatchingEtk"))
    for (const auto identifier : match.children(kDepotNamespace, "Identifier")) answer.matches.push_back(read_actor(identifier));
  if (const auto error = body.child(kDepotNamespace, "Error")) answer.error = text_of(error.child(kDepotNamespace, "Code"));
  if (const auto etk = body.child(kDepotNamespace, "ETK")) {
    auto token = core::from_base64(etk.text());
    if (!token || token->empty()) return refused("a token that is no base64");
    answer.token = std::move(*token);
  }
  const int kinds = static_cast<int>(!answer.token.empty()) + static_cast<int>(!answer.matches.empty()) + static_cast<int>(!answer.error.empty());
  if (kinds != 1) return refused("neither a token nor names nor an error, or several of them");
  return answer;
}

}  // namespace sluis::mappings::etee
